"""Every number that a rule uses, with its unit and what it rests on.

A `Limit` with a source was published or measured. One without is either `policy`, a choice of this project, or
an assumption about the world, which shows as such in every working that it enters (rtgen.decide.working).
"""

from fractions import Fraction

from rtgen.decide import sources
from rtgen.decide.decision import Source
from rtgen.record import NamedTuple


class Limit(NamedTuple):
    """A number that rules use."""

    value: Fraction
    what: str
    """Unit and meaning, as they follow the number: `connections for each vCPU`."""
    source: Source | None
    """None for a choice of this project, or an assumption."""
    policy: bool = False
    """A choice of this project rather than a statement about the world."""

    @property
    def assumed(self) -> bool:
        """Whether nothing stands behind the number: it must be labelled wherever it is used."""
        return self.source is None and not self.policy


def _of(value: Fraction | int, what: str, source: Source) -> Limit:
    return Limit(Fraction(value), what, source)


def _policy(value: Fraction | int, what: str) -> Limit:
    return Limit(Fraction(value), what, None, policy=True)


def _assumption(value: Fraction | int, what: str) -> Limit:
    return Limit(Fraction(value), what, None)


SECONDS_A_MINUTE = 60
SECONDS_AN_HOUR = 3_600
MIB = 1 << 20
MILLI = 1_000
CPU_UNITS = 1_024
"""Fargate CPU units of one vCPU, and MiB of one GiB."""

# Transport
LONG_POLLING_FRESHNESS = _policy(60, "s of freshness: the oldest that long polling is for")
POLLS_A_FRESHNESS = _policy(2, "polls within the freshness, so that one may be lost")
REAL_TIME_FRESHNESS = _policy(5, "s of freshness or latency, or less, is a real-time need")
REAL_TIME_RATE = _policy(
    Fraction(1, SECONDS_A_MINUTE), "publications a second for a user above which is a real-time need"
)

# Tier
SINGLE_CONNECTIONS = _policy(10_000, "connections that one server may hold without a second beside it")
BAND = _policy(Fraction(1, 10), "of a threshold or a provider's price, within which what was recorded stays")
HEADROOM = _policy(Fraction(3, 2), "times the peak, for clients that reconnect before their old connection is gone")

# One gateway task
TASK_CONNECTIONS = _of(50_000, "connections of a task at most", sources.CENTRIFUGO_CAPACITY)
CONNECTIONS_A_VCPU = _of(25_000, "connections for each vCPU", sources.CENTRIFUGO_MILLION)
CONNECTIONS_A_GB = _of(20_000, "connections for each GB", sources.CENTRIFUGO_CAPACITY)
DELIVERIES_A_VCPU = _of(12_500, "deliveries a second for each vCPU, beside its connections", sources.CENTRIFUGO_MILLION)
CONNECTION_MEMORY = _of(50 * 1_024, "bytes for each connection", sources.MEASURED)
GATEWAY_MEMORY = _of(65 * MIB, "bytes of an idle gateway", sources.MEASURED)
COLLECTOR_MEMORY = _assumption(128 * MIB, "bytes of the metrics collector beside the gateway")
FILE_DESCRIPTORS = _of(65_535, "file descriptors of a Fargate container at most", sources.FARGATE)
OTHER_DESCRIPTORS = _assumption(1_000, "file descriptors for Redis, the API, proxies and half-closed connections")
TASK_BANDWIDTH = _assumption(62_500_000, "bytes a second that a task sends (0.5 Gbit/s)")
CONNECTS_A_VCPU = _assumption(
    2_000, "new connections a second for each vCPU (0.5 ms of CPU each; opening one was measured at 0.1 ms)"
)
PREFERRED_TASKS = _policy(6, "tasks before larger ones are taken")
MULTI_TASKS = _policy(2, "tasks at least, so that one may fail")
SCALE_AT = _policy(Fraction(65, 100), "of a task's connections, at which another is started")
TASKS_ROOM = _policy(2, "times the planned tasks, up to which autoscaling may go")
DEPLOYMENT_FACTOR = _of(2, "times the tasks run while a deployment replaces them", sources.ECS_DEPLOYMENT)
ZONES = _policy(2, "availability zones")
ZONES_HIGH = _policy(3, "availability zones with availability: high")

TASK_SIZES = ((256, 1_024), (512, 1_024), (1_024, 2_048), (2_048, 4_096))
"""(CPU units, MiB) to choose from in the multi tier: valid Fargate pairs, each holding twice the connections of the
one before, so that a larger choice never lowers the total. The smallest has more than its share of memory because
the collector beside the gateway needs it too."""
SINGLE_TASK_SIZES = (*TASK_SIZES, (4_096, 8_192), (8_192, 16_384), (16_384, 32_768))
"""A single task grows instead: more vCPU carry more deliveries, though not more connections."""
TASK_MEMORY_STEPS = {
    256: (1_024, 2_048),
    512: (1_024, 2_048, 3_072, 4_096),
    1_024: tuple(range(2_048, 8_193, 1_024)),
    2_048: tuple(range(4_096, 16_385, 1_024)),
    4_096: tuple(range(8_192, 30_721, 1_024)),
    8_192: tuple(range(16_384, 61_441, 4_096)),
    16_384: tuple(range(32_768, 122_881, 8_192)),
}
"""MiB that Fargate takes with these CPU units (AWS: Fargate task sizes), from the least that is used here."""

# Messages
FRAME_OVERHEAD = _assumption(150, "bytes around a publication's data: channel, offset, frame, TLS and TCP")
RECOVERY_WINDOW = _of(300, "s of history that clients recover from by default", sources.CENTRIFUGO_HISTORY)
RECOVERY_MESSAGES = _of(300, "publications that one recovery brings at most", sources.CENTRIFUGO_CONFIGURATION)
SUBSCRIBER_BANDWIDTH = _assumption(125_000, "bytes a second that one reader's connection takes (1 Mbit/s)")
BURST_DELIVERIES_A_VCPU = _of(100_000, "deliveries a second for each vCPU that does nothing else", sources.MEASURED)
SOCKET_BUFFERS = _of(5_000_000, "bytes that the kernel holds for a slow reader before its queue", sources.MEASURED)
BROWSER_CONNECTIONS = _of(6, "HTTP/1.1 connections of a browser to one name", sources.MDN_SSE)
TOKENS_A_SECOND = _policy(5_000, "tokens a second above which a backend must be sized for signing them")
PROVIDER_TOKENS_A_SECOND = _policy(100, "tokens a second above which an identity provider must be asked")
PING_INTERVAL = _of(25, "s between two pings", sources.CENTRIFUGO_CONFIGURATION)
LONG_POLL_HOLD = _policy(25, "s that a long poll is held at most, below every idle timeout")
PRESENCE_INTERVAL = _of(27, "s between two renewals of a member's presence", sources.CENTRIFUGO_CONFIGURATION)
PUBLISHES_A_CONNECTION = _of(1_470, "publish calls a second over one keep-alive connection", sources.MEASURED)

# Redis
REDIS_DELIVERIES = _of(400_000, "deliveries a second that one primary carries", sources.CENTRIFUGO_PUB_SUB)
REDIS_CONNECTIONS = _of(
    4, "Redis connections of a task to each shard (2 for commands, 2 to subscribe)", sources.MEASURED
)
REDIS_NODE_CONNECTIONS = _of(65_000, "connections that a node of any type takes", sources.ELASTICACHE_CONNECTIONS)
REDIS_CONNECTION_MEMORY = _of(32 * 1_024, "bytes of a node for each connection with TLS", sources.MEASURED_REDIS)
REDIS_CHANNEL_MEMORY = _of(4_600, "bytes for a channel with history", sources.MEASURED)
REDIS_MESSAGE_FACTOR = _of(Fraction(5, 4), "times a publication's size in history", sources.MEASURED)
REDIS_MEMBER_MEMORY = _of(340, "bytes for a member present", sources.MEASURED)
REDIS_PRESENCE_MEMORY = _of(500, "bytes for a channel with presence", sources.MEASURED)
REDIS_USABLE = _of(Fraction(3, 4), "of a node's memory is left for data", sources.ELASTICACHE_RESERVED)
BURSTABLE_MESSAGES = _assumption(5_000, "messages a second on a burstable (t4g) node")
REPLICAS = _policy(1, "replica of the primary")
REPLICAS_HIGH = _policy(2, "replicas of the primary, one for each other zone")


class NodeType(NamedTuple):
    """An ElastiCache node type."""

    name: str
    memory: int
    """Bytes, before what is reserved (sources.ELASTICACHE_MEMORY)."""
    bandwidth: int
    """Bytes a second that it sustains (sources.ELASTICACHE_NODES)."""
    burstable: bool


def _node(name: str, gib: str, gbit: str, *, burstable: bool = False) -> NodeType:
    memory, bandwidth = Fraction(gib) * (1 << 30), Fraction(gbit) * 125_000_000
    return NodeType(f"cache.{name}", int(memory), int(bandwidth), burstable)


NODE_TYPES = (
    _node("t4g.micro", "0.5", "0.064", burstable=True),
    _node("t4g.small", "1.37", "0.128", burstable=True),
    _node("t4g.medium", "3.09", "0.256", burstable=True),
    _node("m7g.large", "6.38", "0.937"),
    _node("r7g.large", "13.07", "0.937"),
    _node("r7g.xlarge", "26.32", "1.876"),
    _node("r7g.2xlarge", "52.82", "3.75"),
    _node("r7g.4xlarge", "105.81", "7.5"),
    _node("r7g.8xlarge", "209.55", "15"),
    _node("r7g.16xlarge", "419.09", "30"),
)
"""By price, which is also by memory and bandwidth."""
MOST_SHARDS = _policy(100, "shards")

# Load balancer
LCU_CONNECTIONS = _of(3_000, "active connections of a capacity unit", sources.ALB_PRICING)
LCU_NEW_CONNECTIONS = _of(25, "new connections a second of a capacity unit", sources.ALB_PRICING)
LCU_BYTES = _of(10**9, "bytes an hour of a capacity unit", sources.ALB_PRICING)
LCU_RULES = _of(1_000, "rule evaluations a second of a capacity unit", sources.ALB_PRICING)
STICKY_SECONDS = _policy(180, "s of the load balancer's cookie where nothing needs it")
STICKY_SECONDS_NEEDED = _policy(3_600, "s of the load balancer's cookie where the gateway needs it")
LOAD_BALANCER_TARGETS = _of(1_000, "targets of one load balancer, unless the quota is raised", sources.ALB_QUOTAS)

# WAF
WAF_WINDOW = _of(300, "s over which the rate-based rule counts", sources.WAF_RATE)
WAF_LEAST = _policy(100, "requests at least")
WAF_MOST = _of(2_000_000_000, "requests at most", sources.WAF_RATE)

# Reconnecting
MIN_DELAY_MS = _of(500, "ms that the SDK waits at least by default", sources.CENTRIFUGE_JS)
MAX_DELAY_MS = _of(20_000, "ms that the SDK waits at most by default", sources.CENTRIFUGE_JS)
MAX_DELAY_FACTOR = _policy(4, "times the first wait, so that the waits still double twice")
DELAY_STEP_MS = _policy(100, "ms to which a wait is rounded up")
