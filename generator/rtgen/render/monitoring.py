"""The view of `components/monitoring.py`: each alarm as the call that registers it."""

from rtgen.domain.platform import GatewayMetrics
from rtgen.plan.model import Plan
from rtgen.plan.monitoring import METRIC_DIMENSIONS, Alarm, Source, alarms
from rtgen.plan.server import metrics
from rtgen.record import NamedTuple


class AlarmView(NamedTuple):
    """One alarm; names and texts are finished, `threshold` is an expression of the program."""

    key: str
    title: str
    source: str
    """Which of the watched things: the field of the program that holds its dimensions."""
    metric: str
    statistic: str
    comparison: str
    threshold: str
    minutes: int
    missing: str
    labels: tuple[tuple[str, str], ...]


class MonitoringView(NamedTuple):
    """`components/monitoring.py`, `components/alarms.py`, `components/dashboard.py` and `components/watched.py`."""

    alarms: tuple[AlarmView, ...]
    """Of single things."""
    node_alarms: tuple[AlarmView, ...]
    """Of each node of Redis."""
    balancer: bool
    firewall: bool
    """Whether an alarm watches the load balancer itself, and the web ACL."""
    redis: bool
    nodes: bool
    """Whether there are nodes of the stack's own to watch."""
    sharded: bool
    """Whether they are in several groups."""
    email: bool
    metrics: GatewayMetrics
    centrifugo: bool
    """The gateway counts what it refused, too."""
    delay: bool
    """The gateway measures how long messages take through Redis."""
    dimension: str


def monitoring_view(plan: Plan) -> MonitoringView:
    """The alarms of a plan that has a stack. Raises ValueError where it has none."""
    if plan.stack is None:
        raise ValueError("a plan without a stack has no alarms")
    chosen = alarms(plan.stack)
    watched = {alarm.source for alarm in chosen}
    own = plan.stack.own is not None
    (dimension,) = METRIC_DIMENSIONS
    return MonitoringView(
        alarms=tuple(_alarm(alarm) for alarm in chosen if alarm.source is not Source.NODES),
        node_alarms=tuple(_alarm(alarm) for alarm in chosen if alarm.source is Source.NODES),
        balancer=Source.BALANCER in watched,
        firewall=Source.FIREWALL in watched,
        redis=plan.stack.redis is not None,
        nodes=plan.stack.redis is not None and not plan.stack.redis.given,
        sharded=plan.stack.redis is not None and plan.stack.redis.sharded,
        email=plan.stack.alarm_email,
        metrics=metrics(plan.stack),
        centrifugo=not own,
        delay=not own and plan.stack.redis is not None,
        dimension=dimension,
    )


def _alarm(alarm: Alarm) -> AlarmView:
    return AlarmView(
        key=alarm.key,
        title=alarm.title,
        source=alarm.source,
        metric=alarm.metric,
        statistic=alarm.statistic,
        comparison="GreaterThanThreshold" if alarm.limit.above else "LessThanThreshold",
        threshold=alarm.limit.value,
        minutes=alarm.minutes,
        missing=alarm.missing,
        labels=alarm.labels,
    )
