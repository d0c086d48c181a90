"""What an alarm is: what it watches, when it rings, and what to do then."""

from enum import StrEnum

from rtgen.record import NamedTuple

METRIC_DIMENSIONS = ("Environment",)
"""Of every metric that the collector sends; its namespace is the project's name."""


class Source(StrEnum):
    """What is watched; it decides the namespace and the dimensions of a metric."""

    GATEWAY = "gateway"
    """The collector beside the gateway, in the project's own namespace."""
    TARGETS = "targets"
    """The load balancer's group of gateway tasks that clients reach."""
    BALANCER = "balancer"
    """The load balancer itself."""
    SERVICE = "service"
    """The gateway's tasks."""
    FIREWALL = "firewall"
    """The web ACL's rule."""
    NODES = "nodes"
    """Each node of Redis by itself: one alarm for each."""


NAMESPACES = {
    Source.TARGETS: "AWS/ApplicationELB",
    Source.BALANCER: "AWS/ApplicationELB",
    Source.SERVICE: "AWS/ECS",
    Source.FIREWALL: "AWS/WAFV2",
    Source.NODES: "AWS/ElastiCache",
}
"""AWS's own namespaces; the gateway's metrics stand in the project's."""


class Statistic(StrEnum):
    """How CloudWatch makes one number of a period's values."""

    AVERAGE = "Average"
    MAXIMUM = "Maximum"
    MINIMUM = "Minimum"
    SAMPLES = "SampleCount"
    SUM = "Sum"


class Missing(StrEnum):
    """What no value means. Counters appear with their first event, so for them it is quiet."""

    QUIET = "notBreaching"
    RINGS = "breaching"


class Limit(NamedTuple):
    """Where an alarm rings: a number, or a share of a size that the environment sets."""

    above: bool
    """Rings above the limit; else below it."""
    value: str
    """The number, or an expression of the rendered program over `settings`."""
    text: str
    """The same for readers."""


class Runbook(NamedTuple):
    """What to do when an alarm rings, a sentence or two each."""

    meaning: str
    look: str
    """Where to look first."""
    act: str
    harmless: str
    """When it may be ignored."""


class Alarm(NamedTuple):
    """One alarm; for Redis, one for each node."""

    key: str
    """The end of its logical name, after `monitoring-`."""
    title: str
    source: Source
    metric: str
    statistic: Statistic
    limit: Limit
    minutes: int
    """How long the limit must be crossed."""
    runbook: Runbook
    labels: tuple[tuple[str, str], ...] = ()
    """Labels that are dimensions beside those of the source."""
    missing: Missing = Missing.QUIET


def above(value: str, text: str) -> Limit:
    """Ring above a limit."""
    return Limit(above=True, value=value, text=f"above {text}")


def below(value: str, text: str) -> Limit:
    """Ring below a limit."""
    return Limit(above=False, value=value, text=f"below {text}")
