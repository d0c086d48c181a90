"""What each blueprint of a stack gets to see: one frozen view for each, with flags and finished texts only."""

from rtgen.record import NamedTuple


class ProjectView(NamedTuple):
    """`Pulumi.yaml`."""

    name: str
    title: str


class ConfigEntry(NamedTuple):
    """One key of a `Pulumi.<environment>.yaml`: a value, or the items of a list."""

    key: str
    value: str
    items: tuple[str, ...] = ()


class EnvironmentView(NamedTuple):
    """`Pulumi.<environment>.yaml`."""

    region: str
    entries: tuple[ConfigEntry, ...]


class MainView(NamedTuple):
    """`__main__.py`."""

    title: str
    zones: int
    nat_gateways: int
    domain: bool
    multi: bool
    redis: bool
    replicas: int
    redis_given: bool
    redis_given_group: bool
    signs: bool
    proxies: bool
    publishers: bool
    network_given: bool
    certificate_given: bool
    zone: bool
    """Whether the stack makes records in a Route 53 zone."""


class SettingsView(NamedTuple):
    """`settings.py`: which settings the topology needs."""

    multi: bool
    redis: bool
    redis_given: bool
    redis_given_group: bool
    domain: bool
    backend: bool
    publishers: bool
    alarm_email: bool
    network_given: bool
    certificate_given: bool


class PreflightView(NamedTuple):
    """`preflight.py`."""

    name: str
    domain: bool
    network_given: bool
    redis_given: bool
    redis_routed: bool
    """Whether both are there already, so that routes between them can be told."""
    certificate_given: bool
    publishers: bool
    publish_port: int

    @property
    def needed(self) -> bool:
        """Whether anything must be there already."""
        return self.network_given or self.redis_given or self.certificate_given or self.publishers


class Hook(NamedTuple):
    """A hook's name, and the Python type that it takes and returns."""

    name: str
    type: str


class HooksView(NamedTuple):
    """`components/hooks.py`."""

    hooks: tuple[Hook, ...]


class TimeoutsView(NamedTuple):
    """`components/timeouts.py`."""

    heartbeat_s: int
    idle_s: int
    cloudfront: bool
    origin_read_s: int
    deregistration_s: int
    shutdown_s: int
    stop_s: int
    heartbeat_from: str
    """What holds the gateway to its heartbeat, as a sentence; the next one to its shutdown."""
    shutdown_from: str


class NetworkView(NamedTuple):
    """`components/network.py`."""

    unusable_zones: tuple[str, ...]
    cloudfront: bool
    domain: bool


class TrafficView(NamedTuple):
    """`components/traffic.py`."""

    domain: bool
    redis: bool
    redis_given: bool
    redis_given_group: bool
    publishers: bool
    publishers_domain: bool
    publishers_cloudfront: bool
    client_port: int
    client_port_from: str
    """Where the port was said, as a reader looks it up."""
    internal_port: int
    internal_port_from: str
    publish_port: int


class EdgeView(NamedTuple):
    """`components/edge.py`."""

    certificate_given: bool


class WafView(NamedTuple):
    """`components/waf.py`."""

    domain: bool


class ClientsView(NamedTuple):
    """`components/clients.py`."""

    sticky: bool
    sticky_s: int
    rule: str
    """Id of the rule that decided it, as in every `rule` here."""
    health: str
    """Path at which a task says that it takes clients."""


class RedisView(NamedTuple):
    """`components/redis.py`."""

    failover: bool
    rule: str
    user_from: str
    """Where the gateway learns its name."""


class Proxy(NamedTuple):
    """One of the gateway's proxies to the backend."""

    path: str
    """Below the backend's address."""
    endpoint: str
    """The variable that tells the gateway where it is."""
    headers: str
    """The variable of the headers by which the backend knows the gateway."""


class ContainersView(NamedTuple):
    """`components/containers.py`."""

    redis: bool
    redis_given: bool
    packed: bool
    token_variable: str
    """Empty where the backend signs no tokens."""
    proxies: tuple[Proxy, ...]
    identity: bool = False
    """An identity provider signs the tokens that a server of the user's own checks."""


class PublishView(NamedTuple):
    """`components/publish.py`."""

    health: str
    how: str
    """How the backend publishes, as a sentence."""
    certificate_given: bool


class AutoscalingView(NamedTuple):
    """`components/autoscaling.py`."""

    metric: str


class CollectorView(NamedTuple):
    """`gateway/collector.conf` beside a server of the user's own."""

    port: int
    path: str
    connections: str
    accepted: str
    messages: str


class RedisVariables(NamedTuple):
    """The variables by which the gateway learns where its Redis is and who it is there."""

    address: str
    user: str
    password: str


class SecretView(NamedTuple):
    """`components/secret.py`."""

    proxies: bool


class KeysView(NamedTuple):
    """`components/keys.py`."""

    signs: bool
    proxies: bool


class GatewayView(NamedTuple):
    """`components/gateway.py` and `components/service.py`."""

    multi: bool
    tier_rule: str
    redis: bool
    redis_given: bool
    server: str


class TestsView(NamedTuple):
    """The stack's own tests."""

    name: str
    region: str
    """Of any environment: what the mocks answer."""
    domain: bool
    cloudfront: bool
    multi: bool
    redis: bool
    redis_given: bool
    redis_given_group: bool
    alarm_email: bool
    failover: bool
    signs: bool
    token_variable: str
    proxies: tuple[Proxy, ...]
    sticky: bool
    sticky_s: int
    network_given: bool
    certificate_given: bool
    reads_configuration: bool
    """Whether tests compare with ids of what is there already."""
    own: bool
    """A server of the user's own, which is told everything by its environment."""
    identity: bool
    health: str
    connections_metric: str
    limit_variable: str
    """The gateway's variable for the most connections of a task."""
    redis_variables: RedisVariables
    publish_variable: str
    has_redis: bool
