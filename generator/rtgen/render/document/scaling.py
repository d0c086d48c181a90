"""The tier with the distance to its threshold, every quantity with its working, Redis, sticky sessions, pooling."""

from rtgen.decide.decision import Decision, Figure
from rtgen.decide.decisions import EnvironmentCapacity
from rtgen.domain.vocabulary import Tier
from rtgen.plan.model import Plan
from rtgen.record import NamedTuple
from rtgen.render import markdown as md
from rtgen.render.document.derivations import DerivationSection, derivation_section
from rtgen.render.figures import shown
from rtgen.render.platform import SIZE_HEADERS, headroom, sizes
from rtgen.render.quantities import count, duration, size_of
from rtgen.render.shards import Paragraph, shards
from rtgen.render.thresholds import HEADERS, banded, out_of_sight, rows


class Choice(NamedTuple):
    """A decision about what all features share."""

    chosen: str
    because: str
    rule: str
    rejected: md.Table | None


class CapacityGroup(NamedTuple):
    """Quantities about one thing."""

    title: str
    figures: md.Table


class ScalingSection(NamedTuple):
    """How the stack carries its load."""

    tier: Choice
    headroom: str
    thresholds: md.Table | None
    banded: str
    """What its rows of recorded decisions say; empty where there are none."""
    out_of_sight: str
    """That no limit of the provider is near; empty where there are thresholds, or no provider that fits."""
    capacity: tuple[CapacityGroup, ...]
    derivations: DerivationSection | None
    sizes: md.Table | None
    limits: md.Table
    redis: Choice
    shards: tuple[Paragraph, ...]
    """What several groups mean, paragraph by paragraph."""
    sticky: Choice
    pooling: Choice
    single: bool
    multi: bool
    managed: bool


def scaling_section(plan: Plan) -> ScalingSection:
    """The scaling of a plan."""
    decisions = plan.decisions
    sticky = decisions.sticky.choice
    tier = decisions.tier.decision.choice
    size_rows, chosen = sizes(plan), decisions.provider.chosen
    return ScalingSection(
        tier=_choice(decisions.tier.decision, tier.value),
        headroom=headroom(plan),
        thresholds=md.Table(HEADERS, rows(decisions.thresholds)) if decisions.thresholds else None,
        banded=md.prose(banded(decisions.thresholds)),
        out_of_sight=out_of_sight(chosen) if chosen and chosen.fits and not decisions.thresholds else "",
        capacity=_capacity(shown(decisions.capacity, decisions)),
        derivations=derivation_section(decisions),
        sizes=md.Table(SIZE_HEADERS, size_rows) if size_rows else None,
        limits=_limits(decisions.environments, scales=tier is Tier.MULTI),
        redis=_choice(decisions.redis.decision, decisions.redis.decision.choice or "none"),
        shards=shards(plan),
        sticky=_choice(decisions.sticky, f"on, for {duration(sticky.seconds)}" if sticky.enabled else "off"),
        pooling=_choice(decisions.pooling, decisions.pooling.choice),
        single=tier is Tier.SINGLE,
        multi=tier is Tier.MULTI,
        managed=tier is Tier.MANAGED,
    )


def _limits(environments: tuple[EnvironmentCapacity, ...], *, scales: bool) -> md.Table:
    rows = (
        (
            md.name(each.environment),
            count(each.size.connect_rate),
            count(each.waf_requests_per_address),
            count(each.size.scale_at),
        )
        for each in environments
    )
    headers = ("Environment", "#New a second, a task", "#Requests an address", "#Another task at")
    shown = len(headers) if scales else len(headers) - 1
    return md.Table(headers[:shown], tuple(row[:shown] for row in rows))


def _choice(decision: Decision[object], chosen: str) -> Choice:
    rejected = tuple((md.text(entry.alternative), md.prose(entry.reason)) for entry in decision.rejected)
    return Choice(
        chosen=md.text(chosen),
        because=md.prose(decision.because),
        rule=decision.rule,
        rejected=md.Table(("Rejected", "Because"), rejected) if rejected else None,
    )


def _capacity(figures: tuple[Figure, ...]) -> tuple[CapacityGroup, ...]:
    groups: dict[str, list[Figure]] = {title: [] for title in _ABOUT}
    for figure in (figure for figure in figures if figure.value):
        fitting = [title for title, words in _ABOUT.items() if words & set(figure.name.split("_"))]
        groups[fitting[-1] if fitting else "Load"].append(figure)
    return tuple(
        CapacityGroup(title, md.Table(("Quantity", "#Value", "Unit", "Working"), tuple(map(_figure, members))))
        for title, members in groups.items()
        if members
    )


_ABOUT = {
    "Load": frozenset[str](),
    "Tasks": frozenset({"task", "tasks", "connect", "descriptors", "vcpu", "scale", "rebalancing"}),
    "Redis": frozenset({"redis"}),
    "Storms of reconnects": frozenset({"storm", "reconnect", "accepted"}),
}
"""Words in the names of what belongs together; a name with words of several belongs to the last of them."""
_SPELT = {"alb": "ALB", "redis": "Redis", "vcpu": "vCPU", "waf": "WAF"}


def _figure(figure: Figure) -> tuple[str, ...]:
    name = " ".join(_SPELT.get(word, word) for word in figure.name.split("_"))
    value, unit = _scaled(figure)
    return (name[0].upper() + name[1:], value, md.text(unit), md.prose(figure.working))


def _scaled(figure: Figure) -> tuple[str, str]:
    """Bytes in a unit that a person can compare."""
    if not figure.unit.startswith("bytes"):
        return count(figure.value), figure.unit
    if figure.value < 1 << 10:
        return count(figure.value), figure.unit
    value, unit = size_of(figure.value).split()
    return value, figure.unit.replace("bytes", unit, 1)
