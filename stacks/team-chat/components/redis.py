"""Valkey: keeps history and presence while the gateway's one task is replaced."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
import pulumi_random as random

from components.hooks import hooked
from components.secret import GeneratedSecret, GeneratedSecretArgs
from components.traffic import REDIS_PORT

USER = "gateway"
"""`engine.redis.user` in gateway/config.json."""


@dataclass
class RedisArgs:
    """Where the nodes stand, and how large they are."""

    subnet_ids: list[pulumi.Output[str]]
    security_group_id: pulumi.Input[str]
    node_type: str
    replicas: int
    protect: bool


class Redis(pulumi.ComponentResource):
    """One node, for one user who may do little.

    A feature's `history` or `delivery` must survive a deployment, and memory does not (RT413).
    """

    def __init__(
        self, name: str, args: RedisArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:Redis", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        password = GeneratedSecret(
            f"{name}-password",
            GeneratedSecretArgs(description="The gateway's password for Valkey"),
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        # User ids are unique in an account, and their names are not made up by Pulumi.
        suffix = random.RandomId(f"{name}-suffix", byte_length=4, opts=child).hex
        user = aws.elasticache.User(
            f"{name}-user",
            user_id=pulumi.Output.concat(f"{USER}-", suffix),
            user_name=USER,
            engine="valkey",
            # What publishing, history and presence need, within the gateway's own prefix.
            access_string=(
                f"on ~{pulumi.get_project()}.* &{pulumi.get_project()}.*"
                " -@all +@read +@write +@pubsub +@scripting +@connection -@dangerous"
            ),
            authentication_mode={"type": "password", "passwords": [password.text]},
            opts=child,
        )
        users = aws.elasticache.UserGroup(
            f"{name}-users",
            user_group_id=pulumi.Output.concat("gateways-", suffix),
            engine="valkey",
            user_ids=[user.user_id],
            opts=child,
        )
        subnets = aws.elasticache.SubnetGroup(
            f"{name}-subnets", subnet_ids=args.subnet_ids, opts=child
        )
        parameters = aws.elasticache.ParameterGroup(
            f"{name}-parameters",
            hooked(f"{name}-parameters", _parameters()),
            opts=child,
        )
        group = aws.elasticache.ReplicationGroup(
            f"{name}-group",
            hooked(
                f"{name}-group",
                aws.elasticache.ReplicationGroupArgs(
                    description="Messages, history and presence of the gateway",
                    engine="valkey",
                    engine_version="8.0",
                    node_type=args.node_type,
                    port=REDIS_PORT,
                    num_cache_clusters=1 + args.replicas,
                    automatic_failover_enabled=False,
                    multi_az_enabled=False,
                    parameter_group_name=parameters.name,
                    subnet_group_name=subnets.name,
                    security_group_ids=[args.security_group_id],
                    user_group_ids=[users.user_group_id],
                    at_rest_encryption_enabled=True,
                    transit_encryption_enabled=True,
                    snapshot_retention_limit=1,
                    # Else a change waits for the weekly window, and the next deployment meets it.
                    apply_immediately=True,
                ),
            ),
            opts=pulumi.ResourceOptions(
                parent=self,
                protect=args.protect,
                # The first of several shards goes on as the only group.
                aliases=[pulumi.Alias(name=f"{name}-group-1")],
            ),
        )
        self.password = password
        self.group = group
        self.replicas = args.replicas
        # TLS: the gateway checks the certificate against the system's roots.
        self.address = pulumi.Output.concat(
            "rediss://", group.primary_endpoint_address, f":{REDIS_PORT}"
        )
        self.register_outputs({"address": self.address})


def _parameters() -> aws.elasticache.ParameterGroupArgs:
    """Let a gateway fall behind for a moment; at AWS's default of 32 MiB it is cut off."""
    limits = {
        "client-output-buffer-limit-pubsub-hard-limit": 64 * 1024 * 1024,
        "client-output-buffer-limit-pubsub-soft-limit": 16 * 1024 * 1024,
        "client-output-buffer-limit-pubsub-soft-seconds": 60,
    }
    return aws.elasticache.ParameterGroupArgs(
        family="valkey8",
        parameters=[
            aws.elasticache.ParameterGroupParameterArgs(name=name, value=str(value))
            for name, value in limits.items()
        ],
    )
