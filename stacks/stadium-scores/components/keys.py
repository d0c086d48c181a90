"""The keys of this stack in Secrets Manager: nobody has to see or type one."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.secret import GeneratedSecret, GeneratedSecretArgs


@dataclass
class KeysArgs:
    """The provider's own keys, and how well all are guarded."""

    publish: pulumi.Input[str]
    provider: pulumi.Input[str]
    statistics: pulumi.Input[str]
    protect: bool


class Keys(pulumi.ComponentResource):
    """One secret for each purpose, so that who may read one can do nothing else."""

    def __init__(
        self, name: str, args: KeysArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:Keys", name, None, opts)
        guarded = pulumi.ResourceOptions(parent=self, protect=args.protect)
        self.publish = _kept(
            f"{name}-publish", "The backend publishes with it", args.publish, guarded
        )
        self.provider = _kept(
            f"{name}-provider", "The token endpoint signs with it", args.provider, guarded
        )
        self.statistics = _kept(
            f"{name}-statistics",
            "The check of Ably's limits reads its statistics with it",
            args.statistics,
            guarded,
        )
        self.token = GeneratedSecret(
            f"{name}-token",
            GeneratedSecretArgs(description="The backend signs tokens with it (HMAC)"),
            opts=guarded,
        )
        self.register_outputs({})


def _kept(
    name: str, description: str, text: pulumi.Input[str], opts: pulumi.ResourceOptions
) -> aws.secretsmanager.Secret:
    """Keep a key of the provider."""
    secret = aws.secretsmanager.Secret(
        name,
        description=description,
        # Long enough to notice a secret that was deleted by mistake.
        recovery_window_in_days=7,
        opts=opts,
    )
    aws.secretsmanager.SecretVersion(name, secret_id=secret.id, secret_string=text, opts=opts)
    return secret
