"""What each blueprint of a stack gets to see: one frozen view for each, with flags and finished texts only."""

from typing import NamedTuple


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
    sharded: bool
    redis_given: bool
    redis_given_group: bool
    signs: bool
    proxies: bool
    publishers: bool
    network_given: bool


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


class PreflightView(NamedTuple):
    """`preflight.py`."""

    name: str
    domain: bool
    network_given: bool
    redis_given: bool
    redis_routed: bool
    """Whether both are there already, so that routes between them can be told."""


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


class WafView(NamedTuple):
    """`components/waf.py`."""

    domain: bool


class ClientsView(NamedTuple):
    """`components/clients.py`."""

    sticky: bool
    sticky_s: int
    rule: str
    """Id of the rule that decided it, as in every `rule` here."""


class RedisView(NamedTuple):
    """`components/redis.py`."""

    failover: bool
    rule: str


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
    signs: bool
    token_variable: str
    proxies: tuple[Proxy, ...]
    sticky: bool
    sticky_s: int
    network_given: bool
    reads_configuration: bool
    """Whether tests compare with ids of what is there already."""
