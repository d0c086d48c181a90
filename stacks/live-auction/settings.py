"""The sizes and names of one environment, from Pulumi.<environment>.yaml.

The topology is in the code, the same everywhere; what differs between environments is here.
"""

from dataclasses import dataclass

import pulumi

from config_reader import ConfigReader
from limits import FARGATE_MEMORY_MIB, MOST_CONNECTIONS, RETENTION_DAYS

SUBNET = r"subnet-[0-9a-f]{8,17}"
IMAGE = r"\S+(:(?!latest$)[\w.-]+|@sha256:[0-9a-f]{64})"


@dataclass(frozen=True)
class Settings:
    """What Pulumi.<environment>.yaml says, checked."""

    environment: str
    """The name of the Pulumi stack."""
    protect: bool
    """Whether what holds state refuses to be deleted."""
    gateway_image: str
    collector_image: str
    gateway_cpu: int
    """Fargate CPU units of a task."""
    gateway_memory: int
    """Memory of a task, MiB."""
    gateway_tasks_min: int
    gateway_tasks_max: int
    gateway_scale_at: int
    """Connections per task at which another task is started."""
    gateway_connections_per_task: int
    """A task refuses connections above this number."""
    gateway_connect_rate: int
    """New connections a second that one task accepts; the rest come back later."""
    redis_endpoint: str
    """The Redis that is there already (spec: `platform.redis`)."""
    redis_port: int
    redis_secret_arn: str
    redis_security_group: str
    waf_requests_per_address: int
    """Requests that one public address may send in five minutes."""
    origins: tuple[str, ...]
    """Origins of the web pages that may connect (spec: `platform.origins`)."""
    certificate_arn: str
    """Proves the name that clients use (spec: `platform.certificate_arn`)."""
    vpc_id: str
    """The network that is there already (spec: `platform.network`)."""
    public_subnet_ids: tuple[str, ...]
    """For the load balancer that clients reach."""
    private_subnet_ids: tuple[str, ...]
    """For the gateway's tasks and everything internal."""
    publishers_security_group: str
    """May publish, too (spec: `platform.backend.publishes_from`)."""
    alarm_email: str
    """Hears the alarms (spec: `platform.alarm_email`)."""
    log_retention_days: int

    @staticmethod
    def load() -> "Settings":
        """Read and check the configuration of the selected stack.

        Raises:
            pulumi.RunError: With everything that is wrong with it.

        """
        read = ConfigReader()
        settings = Settings(
            environment=pulumi.get_stack(),
            protect=read.flag("protect"),
            gateway_image=read.image("gatewayImage", IMAGE, "name a version or a digest"),
            collector_image=read.image("collectorImage", IMAGE, "name a version or a digest"),
            gateway_cpu=read.choice("gatewayCpu", FARGATE_MEMORY_MIB),
            gateway_memory=read.number("gatewayMemory", 512, 122880),
            gateway_tasks_min=read.number("gatewayTasksMin", 2, 100_000),
            gateway_tasks_max=read.number("gatewayTasksMax", 2, 100_000),
            gateway_scale_at=read.number("gatewayScaleAt", 1, MOST_CONNECTIONS),
            gateway_connections_per_task=read.number(
                "gatewayConnectionsPerTask", 1, MOST_CONNECTIONS
            ),
            gateway_connect_rate=read.number("gatewayConnectRate", 1, 100_000),
            redis_endpoint=read.text("redisEndpoint", r"[\w.-]+", "write a host name alone"),
            redis_port=read.number("redisPort", 1, 65535),
            redis_secret_arn=read.text(
                "redisSecretArn", r"arn:aws[a-z-]*:secretsmanager:\S+", "write the ARN of a secret"
            ),
            redis_security_group=read.text(
                "redisSecurityGroup", r"sg-[0-9a-f]+", "write the id of a security group"
            ),
            waf_requests_per_address=read.number("wafRequestsPerAddress", 10, 2_000_000_000),
            origins=read.texts("origins", r"https?://[^\s/]+", "write https://www.example.com"),
            certificate_arn=read.text(
                "certificateArn", r"arn:aws[a-z-]*:acm:\S+", "write the ARN of a certificate of ACM"
            ),
            vpc_id=read.text("vpcId", r"vpc-[0-9a-f]{8,17}", "write the id of a VPC"),
            public_subnet_ids=read.texts("publicSubnetIds", SUBNET, "write ids of subnets"),
            private_subnet_ids=read.texts("privateSubnetIds", SUBNET, "write ids of subnets"),
            publishers_security_group=read.text(
                "publishersSecurityGroup", r"sg-[0-9a-f]+", "write the id of a security group"
            ),
            alarm_email=read.text("alarmEmail", r"\S+@\S+", "write an e-mail address"),
            log_retention_days=read.choice("logRetentionDays", RETENTION_DAYS),
        )
        if read.fine:
            _check(settings, read)
        read.finish()
        return settings


def _check(settings: Settings, read: ConfigReader) -> None:
    """Look at what must fit together."""
    cpu, memory = settings.gateway_cpu, settings.gateway_memory
    offered = FARGATE_MEMORY_MIB[cpu]
    if memory not in offered:
        sizes = f"{offered[0]} to {offered[-1]} MiB in steps of {offered.step}"
        read.refuse("gatewayMemory", memory, f"with CPU {cpu} Fargate offers {sizes}")
    least, most = settings.gateway_tasks_min, settings.gateway_tasks_max
    if most < least:
        read.refuse("gatewayTasksMax", most, f"it must not be below gatewayTasksMin, {least}")
    cap, scale_at = settings.gateway_connections_per_task, settings.gateway_scale_at
    if scale_at >= cap:
        below = f"it must be below gatewayConnectionsPerTask, {cap}"
        read.refuse("gatewayScaleAt", scale_at, below)
    region = pulumi.Config("aws").require("region")
    if f":acm:{region}:" not in settings.certificate_arn:
        elsewhere = f"a load balancer in {region} takes certificates of {region} alone"
        read.refuse("certificateArn", settings.certificate_arn, elsewhere)
    _two_subnets(read, "publicSubnetIds", settings.public_subnet_ids)
    _two_subnets(read, "privateSubnetIds", settings.private_subnet_ids)


def _two_subnets(read: ConfigReader, key: str, ids: tuple[str, ...]) -> None:
    """Look for two subnets that differ; preflight.py sees whether their zones do."""
    if len(set(ids)) < max(2, len(ids)):
        read.refuse(key, list(ids), "name two subnets or more, each once")
