"""What each blueprint of a stack gets to see: one frozen view for each, with flags and finished texts only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProjectView:
    """`Pulumi.yaml`."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class ConfigEntry:
    """One key of a `Pulumi.<environment>.yaml`: a value, or the items of a list."""

    key: str
    value: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EnvironmentView:
    """`Pulumi.<environment>.yaml`."""

    region: str
    entries: tuple[ConfigEntry, ...]


@dataclass(frozen=True, slots=True)
class MainView:
    """`__main__.py`."""

    title: str
    zones: int
    nat_gateways: int
    domain: bool
    multi: bool
    redis: bool
    replicas: int
    signs: bool
    proxies: bool
    publishers: bool


@dataclass(frozen=True, slots=True)
class SettingsView:
    """`settings.py`: which settings the topology needs."""

    multi: bool
    redis: bool
    domain: bool
    backend: bool
    publishers: bool
    alarm_email: bool


@dataclass(frozen=True, slots=True)
class Hook:
    """A hook's name, and the Python type that it takes and returns."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class HooksView:
    """`components/hooks.py`."""

    hooks: tuple[Hook, ...]


@dataclass(frozen=True, slots=True)
class TimeoutsView:
    """`components/timeouts.py`."""

    heartbeat_s: int
    idle_s: int
    cloudfront: bool
    origin_read_s: int
    deregistration_s: int
    shutdown_s: int
    stop_s: int


@dataclass(frozen=True, slots=True)
class NetworkView:
    """`components/network.py`."""

    unusable_zones: tuple[str, ...]
    cloudfront: bool


@dataclass(frozen=True, slots=True)
class TrafficView:
    """`components/traffic.py`."""

    domain: bool
    redis: bool
    publishers: bool
    publishers_domain: bool
    publishers_cloudfront: bool


@dataclass(frozen=True, slots=True)
class WafView:
    """`components/waf.py`."""

    domain: bool


@dataclass(frozen=True, slots=True)
class ClientsView:
    """`components/clients.py`."""

    sticky: bool
    sticky_s: int
    rule: str
    """Id of the rule that decided it, as in every `rule` here."""


@dataclass(frozen=True, slots=True)
class RedisView:
    """`components/redis.py`."""

    failover: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Proxy:
    """One of the gateway's proxies to the backend."""

    path: str
    """Below the backend's address."""
    endpoint: str
    """The variable that tells the gateway where it is."""
    headers: str
    """The variable of the headers by which the backend knows the gateway."""


@dataclass(frozen=True, slots=True)
class ContainersView:
    """`components/containers.py`."""

    redis: bool
    token_variable: str
    """Empty where the backend signs no tokens."""
    proxies: tuple[Proxy, ...]


@dataclass(frozen=True, slots=True)
class SecretView:
    """`components/secret.py`."""

    proxies: bool


@dataclass(frozen=True, slots=True)
class KeysView:
    """`components/keys.py`."""

    signs: bool
    proxies: bool


@dataclass(frozen=True, slots=True)
class GatewayView:
    """`components/gateway.py` and `components/service.py`."""

    multi: bool
    tier_rule: str
    redis: bool


@dataclass(frozen=True, slots=True)
class TestsView:
    """The stack's own tests."""

    name: str
    region: str
    """Of any environment: what the mocks answer."""
    domain: bool
    cloudfront: bool
    multi: bool
    redis: bool
    alarm_email: bool
    failover: bool
    signs: bool
    token_variable: str
    proxies: tuple[Proxy, ...]
    sticky: bool
    sticky_s: int
