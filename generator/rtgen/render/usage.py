"""The files of the check of a provider's limits, and what readers are told of those limits."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide import sources
from rtgen.decide.decision import Source
from rtgen.domain.vocabulary import Provider
from rtgen.filetree import RenderedFile
from rtgen.plan.model import Json, ManagedPlan, Plan
from rtgen.plan.usage import AT_ABLY, RINGS_AT_PERCENT, Usage, UsageLimit
from rtgen.record import NamedTuple
from rtgen.render import markdown as md
from rtgen.render.blueprints import rendered
from rtgen.render.document import words
from rtgen.render.hooks import Hook
from rtgen.render.json_lines import laid_out
from rtgen.render.quantities import count

FOLDER = "services/usage"

_MODULES = ("__init__", "ably", "figures", "handler")
_COMPONENTS = ("usage", "usage_alarms", "usage_function", "usage_schedule")
_SAID = {
    Usage.CONNECTIONS: "connections at the same time",
    Usage.NEW_CONNECTIONS: "new connections a second",
    Usage.CHANNELS: "channels in use at the same time",
    Usage.MESSAGES: "messages a second in and out",
    Usage.HOUR: "messages in an hour in and out",
    Usage.DAY: "messages in a day in and out",
    Usage.MONTH: "messages in a month in and out",
    Usage.JOINS: "channels joined a second",
    Usage.PRESENCE: "presence messages a second",
}


class LimitView(NamedTuple):
    """One limit in code and settings."""

    alarm: str
    setting: str
    """The configuration key."""
    field: str
    """Of the settings, in Python."""
    metric: str
    """In CloudWatch; empty where nothing watches the limit."""
    said: str
    """What it is a limit of."""
    sentence: str
    """The same at the beginning of a sentence."""
    hook: str
    """Of its alarm, in `overrides.py`."""
    published: bool
    """Whether the provider publishes it; else a contract sets it."""


class UsageView(NamedTuple):
    """The limits of the provider's plan."""

    watched: bool
    """Whether alarms of this stack watch them."""
    limits: tuple[LimitView, ...]
    hook: str
    """Of one limit's alarm, for an example; empty where there is no limit."""
    percent: int
    plan: str
    """The provider's, with its name."""
    supabase: bool
    contract: bool
    """Whether a contract sets some of the limits, and what is planned stands for them."""
    published: bool
    """Whether the provider publishes some of them."""
    table: md.Table
    """Each limit of the largest environment, and where it rings."""
    rings: str
    """The values at which somebody is to be told, in one phrase."""
    sources: str
    """Where the limits are published, as links; as are those that follow."""
    statistics: str
    metrics: str
    series: str
    mails: str
    contacts: str
    """Where Pusher says how one gets its mails."""
    account: str


def view(plan: Plan, managed: ManagedPlan) -> UsageView:
    """The limits as flags and finished texts."""
    chosen = plan.decisions.provider.chosen
    name = "" if chosen is None else md.text(f"{chosen.title} {chosen.tier}")
    limits = managed.limits
    published = dict.fromkeys(_link(each.source) for each in limits if each.source)
    rings = [f"{count(each.rings_at(managed.scale))} {_SAID[each.usage]}" for each in limits]
    return UsageView(
        watched=managed.watched,
        limits=tuple(map(_limit, limits)),
        hook=_hook(limits[0]) if limits else "",
        percent=RINGS_AT_PERCENT,
        plan=name,
        supabase=managed.provider is Provider.SUPABASE,
        contract=any(each.source is None for each in limits),
        published=bool(published),
        table=_table(managed, name),
        rings=words.listed(rings) if rings else "",
        sources=words.listed(list(published)) if published else "",
        statistics=_link(sources.ABLY_STATISTICS),
        metrics=_link(sources.SUPABASE_METRICS),
        series=_link(sources.SUPABASE_SERIES),
        mails=_link(sources.PUSHER_LIMIT_MAILS),
        contacts=sources.PUSHER_LIMIT_CONTACTS.url,
        account=_link(sources.PUSHER_ACCOUNT_LIMITS),
    )


def hooks(managed: ManagedPlan) -> tuple[Hook, ...]:
    """What `overrides.py` may change: the function, and each alarm on a limit."""
    if not managed.watched:
        return ()
    alarms = (Hook(_hook(each), "aws.cloudwatch.MetricAlarmArgs") for each in managed.limits)
    return (Hook("usage_function", "aws.lambda_.FunctionArgs"), *alarms)


def usage_files(seen: UsageView, limits: tuple[UsageLimit, ...]) -> Iterator[RenderedFile]:
    """Every file below `services/usage`, the components, and their test."""
    package = f"{FOLDER}/usage"
    for module in _MODULES:
        yield RenderedFile(f"{package}/{module}.py", _text(f"{package}/{module}.py.j2", seen))
    figures: list[Json] = [dict(AT_ABLY[each.usage]._asdict()) for each in limits]
    yield RenderedFile(f"{package}/figures.json", laid_out(figures) + "\n")
    for noun in _COMPONENTS:
        yield RenderedFile(f"components/{noun}.py", _text(f"components/{noun}.py.j2", seen))
    yield RenderedFile("tests/test_usage.py", _text("tests/test_usage.py.j2", seen))


def _limit(limit: UsageLimit) -> LimitView:
    statistic = AT_ABLY.get(limit.usage)
    said = _SAID[limit.usage]
    return LimitView(
        alarm=limit.usage.alarm,
        setting=limit.usage.setting,
        field=f"{limit.usage.alarm.replace('-', '_')}_limit",
        metric=statistic.metric if statistic else "",
        said=said,
        sentence=said[0].upper() + said[1:],
        hook=_hook(limit),
        published=limit.source is not None,
    )


def _hook(limit: UsageLimit) -> str:
    return f"usage_{limit.usage.alarm}".replace("-", "_")


def _table(managed: ManagedPlan, plan: str) -> md.Table:
    """Of the largest environment."""
    alarm = ("Alarm",) if managed.watched else ()
    rows = (
        (
            *([md.code(f"usage-{each.usage.alarm}")] if managed.watched else []),
            _SAID[each.usage],
            count(each.at(managed.scale)),
            plan if each.source else "planned",
            count(each.rings_at(managed.scale)),
        )
        for each in managed.limits
    )
    return md.Table((*alarm, "What", "#Limit", "By", f"#{RINGS_AT_PERCENT} %"), tuple(rows))


def _link(source: Source) -> str:
    return f"[{md.text(source.title)}]({source.url}), {source.read}"


def _text(path: str, seen: UsageView) -> str:
    return rendered(f"managed/{path}", seen)
