"""What each blueprint of a stack gets to see: one frozen view for each, with flags and finished texts only."""

from rtgen.record import NamedTuple
from rtgen.render.server import Server


class ProjectView(NamedTuple):
    """`Pulumi.yaml`."""

    name: str
    title: str


class MergeView(NamedTuple):
    """`.gitattributes`."""

    both: tuple[str, ...]
    """Patterns of the files of which git keeps the lines of both sides of a merge."""
    gateway: bool
    """Whether the gateway's configuration is among them."""


class ReaderView(NamedTuple):
    """`config_reader.py`."""

    images: bool
    """Whether it reads what images.py wrote."""


class MainView(NamedTuple):
    """`__main__.py`."""

    title: str
    zones: int
    nat_gateways: int
    domain: bool
    multi: bool
    redis: bool
    replicas: int
    sharded: bool
    """Redis has several primaries, and their number is a setting."""
    redis_addresses: bool
    """Each of them has an address that the gateway must know."""
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
    sharded: bool
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
    zones: int
    domain: bool
    cloudfront: bool
    network_given: bool
    redis_given: bool
    redis_new: bool
    redis_routed: bool
    """Whether both are there already, so that routes between them can be told."""
    redis_group: bool
    """Whether the security group of Redis gets a rule."""
    certificate_given: bool
    publishers: bool
    publish_port: int
    server: Server

    @property
    def needed(self) -> bool:
        """Whether anything must be there already."""
        return self.network_given or self.redis_given or self.certificate_given or self.publishers


class TimeoutsView(NamedTuple):
    """`components/timeouts.py`."""

    heartbeat_s: int
    idle_s: int
    cloudfront: bool
    origin_read_s: int
    deregistration_s: int
    shutdown_s: int
    stop_s: int
    server: Server


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
    publish_port: int
    server: Server


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
    server: Server


class RedisView(NamedTuple):
    """`components/redis.py`."""

    failover: bool
    cluster: bool
    own: bool
    """The gateway is a server of the team's own."""
    rule: str
    server: Server


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
    redis_mode: str
    """As the spec names it; empty without Redis."""
    redis_given: bool
    packed: bool
    token_variable: str
    """Empty where the backend signs no tokens."""
    proxies: tuple[Proxy, ...]
    identity: bool = False
    """An identity provider signs the tokens that a server of the user's own checks."""


class PublishView(NamedTuple):
    """`components/publish.py`."""

    certificate_given: bool
    server: Server


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
    server: Server


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
    sharded: bool
    redis_addresses: bool
    redis_cluster: bool
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
    server: Server
    has_redis: bool
    endpoint: bool = False
    """Whether the program packs a function that is built beforehand."""
