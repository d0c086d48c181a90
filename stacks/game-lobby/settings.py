"""The sizes and names of one environment, from Pulumi.<environment>.yaml.

The topology is in the code, the same everywhere; what differs between environments is here.
"""

from dataclasses import dataclass

import pulumi

from config_reader import ConfigReader
from limits import FARGATE_MEMORY_MIB, MOST_CONNECTIONS, RETENTION_DAYS

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
    redis_node_type: str
    redis_shards: int
    """Groups that the gateway spreads its channels over; another number moves channels."""
    waf_requests_per_address: int
    """Requests that one public address may send in five minutes."""
    origins: tuple[str, ...]
    """Origins of the web pages that may connect (spec: `platform.origins`)."""
    domain_name: str
    domain_zone: str
    """The Route 53 zone that holds the domain name (spec: `platform.domain`)."""
    backend_url: str
    """Asked by the gateway's proxies (spec: `platform.backend.url`)."""
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
            redis_node_type=read.text(
                "redisNodeType", r"cache\.\w+\.\w+", "name a node type such as cache.t4g.small"
            ),
            redis_shards=read.number("redisShards", 1, 100),
            waf_requests_per_address=read.number("wafRequestsPerAddress", 10, 2_000_000_000),
            origins=read.texts("origins", r"https?://[^\s/]+", "write https://www.example.com"),
            domain_name=read.text("domainName", r"[a-z0-9.-]+", "write live.example.com"),
            domain_zone=read.text("domainZone", r"[a-z0-9.-]+", "write example.com"),
            backend_url=read.text("backendUrl", r"https://[^\s:]+", "write https://, port 443"),
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
    name, zone = settings.domain_name, settings.domain_zone
    if not f".{name}".endswith(f".{zone}"):
        read.refuse("domainName", name, f"it must lie in the zone {zone}")
