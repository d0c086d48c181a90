"""Who may open a connection to whom. What is not written here is refused."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

CLIENT_PORT = 3000
"""Where the gateway takes connections (`PORT`; spec: `platform.gateway.port`)."""
INTERNAL_PORT = 3001
"""The gateway's API, health and metrics (`INTERNAL_PORT`); not for the world."""
PUBLISH_PORT = 9000
ANYWHERE = "0.0.0.0/0"


@dataclass
class TrafficArgs:
    """Where the groups belong."""

    vpc_id: pulumi.Input[str]
    redis_port: int
    redis: str
    """The security group of the Redis that is there already."""
    publishers: str
    """A security group that is there already and may publish, too."""


class Traffic(pulumi.ComponentResource):
    """The security groups, and the rules from group to group."""

    def __init__(
        self, name: str, args: TrafficArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:Traffic", name, None, opts)
        self._prefix = name
        self._vpc_id = args.vpc_id
        edge = self._group("edge", "The load balancer that clients reach")
        publish = self._group("publish", "The internal load balancer of the publish API")
        publishers = self._group("publishers", "Give this group to whatever may publish")
        gateway = self._group("gateway", "The tasks of the gateway")

        self._enter("edge-from-https", edge, 443, cidr_ipv4=ANYWHERE)
        self._enter("edge-from-http", edge, 80, cidr_ipv4=ANYWHERE)
        self._between("edge", edge, "gateway", gateway, CLIENT_PORT)
        # Health is asked at the internal port: the other one answers clients only.
        self._between("edge", edge, "gateway-health", gateway, INTERNAL_PORT)
        self._between("publishers", publishers, "publish", publish, PUBLISH_PORT)
        self._between("publish", publish, "gateway", gateway, INTERNAL_PORT)
        self._enter("publish-from-given", publish, PUBLISH_PORT, group_id=args.publishers)
        self._leave("gateway-to-redis", gateway, args.redis_port, group_id=args.redis)
        # The one rule that the stack adds to what is there already.
        aws.vpc.SecurityGroupIngressRule(
            f"{name}-redis-from-gateway",
            security_group_id=args.redis,
            ip_protocol="tcp",
            from_port=args.redis_port,
            to_port=args.redis_port,
            referenced_security_group_id=gateway.id,
            opts=pulumi.ResourceOptions(parent=self),
        )
        # Images, secrets, logs and the backend: HTTPS, to addresses that change.
        self._leave("gateway-to-https", gateway, 443, cidr_ipv4=ANYWHERE)

        self.edge_id = edge.id
        self.publish_id = publish.id
        self.publishers_id = publishers.id
        self.gateway_id = gateway.id
        self.register_outputs({"publishers_id": self.publishers_id})

    def _group(self, thing: str, description: str) -> aws.ec2.SecurityGroup:
        return aws.ec2.SecurityGroup(
            f"{self._prefix}-{thing}",
            vpc_id=self._vpc_id,
            description=description,
            opts=pulumi.ResourceOptions(parent=self),
        )

    def _between(
        self,
        source_name: str,
        source: aws.ec2.SecurityGroup,
        target_name: str,
        target: aws.ec2.SecurityGroup,
        port: int,
    ) -> None:
        """Let one group open connections to a port of another."""
        self._leave(f"{source_name}-to-{target_name}", source, port, group_id=target.id)
        self._enter(f"{target_name}-from-{source_name}", target, port, group_id=source.id)

    def _enter(  # noqa: PLR0913 - a rule has one of three sources
        self,
        thing: str,
        group: aws.ec2.SecurityGroup,
        port: int,
        *,
        cidr_ipv4: str | None = None,
        prefix_list_id: str | None = None,
        group_id: pulumi.Input[str] | None = None,
    ) -> None:
        aws.vpc.SecurityGroupIngressRule(
            f"{self._prefix}-{thing}",
            security_group_id=group.id,
            ip_protocol="tcp",
            from_port=port,
            to_port=port,
            cidr_ipv4=cidr_ipv4,
            prefix_list_id=prefix_list_id,
            referenced_security_group_id=group_id,
            opts=pulumi.ResourceOptions(parent=self),
        )

    def _leave(
        self,
        thing: str,
        group: aws.ec2.SecurityGroup,
        port: int,
        *,
        cidr_ipv4: str | None = None,
        group_id: pulumi.Input[str] | None = None,
    ) -> None:
        aws.vpc.SecurityGroupEgressRule(
            f"{self._prefix}-{thing}",
            security_group_id=group.id,
            ip_protocol="tcp",
            from_port=port,
            to_port=port,
            cidr_ipv4=cidr_ipv4,
            referenced_security_group_id=group_id,
            opts=pulumi.ResourceOptions(parent=self),
        )
