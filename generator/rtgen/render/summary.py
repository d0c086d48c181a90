"""A plan in a few lines: what the terminal and the pull request comment show, as plain text without layout."""

from collections.abc import Iterator

from rtgen.decide.decisions import FeatureDecisions, NotRendered
from rtgen.decide.provider.rules import OWN_WAY
from rtgen.decide.transport_table import SPOKEN
from rtgen.domain.vocabulary import Communication
from rtgen.plan.model import Plan
from rtgen.plan.rubric import BASIC, MOST, NO_STACK, Score
from rtgen.record import NamedTuple
from rtgen.render import break_even
from rtgen.render.costs import beside, totals
from rtgen.render.findings import FindingLine, finding_lines, printable
from rtgen.render.platform import PlatformLine, platform_lines, sizes
from rtgen.render.quantities import count, duration

_RAISED = 2
"""What would raise a dimension, at most; the document has all."""


class FeatureLine(NamedTuple):
    """One feature."""

    id: str
    transport: str
    channel: str
    patterns: str
    why: str


class DimensionLine(NamedTuple):
    """One dimension of the score that is below its most."""

    name: str
    points: str
    raise_: str


class Next(NamedTuple):
    """Something to do now: a file in the stack's folder, and what it is for."""

    file: str
    purpose: str


class Summary(NamedTuple):
    """Everything that is shown, in order."""

    name: str
    title: str
    load: str
    """Tier, regions and connections in one line."""
    features: tuple[FeatureLine, ...]
    more: int
    """Features that are not among them."""
    fallbacks: tuple[str, ...]
    """What each transport falls back to, where a network lets it not through."""
    platform: tuple[PlatformLine, ...]
    sizes: tuple[tuple[str, ...], ...]
    """Rows under SIZE_HEADERS."""
    costs: tuple[tuple[str, ...], ...]
    """Rows under COST_HEADERS."""
    break_even: str
    """Where providers' prices cross that of servers of one's own; empty where none does."""
    beside_costs: str
    """What the totals leave out."""
    findings: tuple[FindingLine, ...]
    """Open ones before waived ones, the weightiest first."""
    more_findings: int
    """Findings that are not among them."""
    score: str
    """Total and verdict in a few words."""
    below: tuple[DimensionLine, ...]
    """Dimensions that lack points, with what would raise them."""
    missing: tuple[str, ...]
    """What the stack does not contain yet."""
    folder: str
    """Where the stack is written."""
    next: tuple[Next, ...]


def default_folder(plan: Plan) -> str:
    """Where a stack is written when the call does not say otherwise."""
    return f"stacks/{plan.name}"


def summary(plan: Plan, folder: str, most: int) -> Summary:
    """The plan's summary with `most` features and findings; `folder` is the stack's as it is shown to the reader."""
    tier = plan.decisions.tier.decision.choice
    connections = count(plan.decisions.planned_connections)
    regions = " and ".join(dict.fromkeys(environment.region for environment in plan.environments))
    features = plan.decisions.features[:most]
    names = {each.feature.id for each in features}
    findings = finding_lines(plan.decisions.findings)
    templates = {channel.feature: channel.template for channel in plan.channels if channel.feature in names}
    return Summary(
        name=plan.name,
        title=printable(plan.title),
        load=f"{tier} tier · {regions} · planned for {connections} connections",
        features=tuple(_feature(each, templates.get(each.feature.id, "")) for each in features),
        more=len(plan.decisions.features) - len(features),
        fallbacks=_fallbacks(plan.decisions.features),
        platform=platform_lines(plan),
        sizes=sizes(plan),
        costs=totals(plan),
        break_even=break_even.line(plan.break_evens),
        beside_costs=beside(plan.costs),
        findings=findings[:most],
        more_findings=max(0, len(findings) - most),
        score=score_line(plan),
        below=tuple(_below(plan.score)),
        missing=tuple(missing(each) for each in plan.decisions.not_rendered),
        folder=folder,
        next=_next(plan),
    )


def _feature(decided: FeatureDecisions, template: str) -> FeatureLine:
    return FeatureLine(
        id=decided.feature.id,
        transport=decided.transport.choice.value,
        channel=template,
        patterns=", ".join(pattern.choice.value for pattern in decided.patterns),
        why=why(decided),
    )


def _fallbacks(features: tuple[FeatureDecisions, ...]) -> tuple[str, ...]:
    chains = {(each.transport.choice.value, *each.fallbacks): None for each in features if each.fallbacks}
    return tuple(" → ".join(chain) for chain in chains)


def why(decided: FeatureDecisions) -> str:
    """The reason for a transport in a few words."""
    if decided.transport.rule == OWN_WAY.id:
        return _AT_PROVIDER.get(decided.feature.communication, "rare updates") + "; over the provider's SDK"
    return "forced by the spec" if decided.feature.forced is not None else _by_table(decided)


def _by_table(decided: FeatureDecisions) -> str:
    feature = decided.feature
    if feature.communication is Communication.COLLABORATIVE_EDITING:
        return f"concurrent edits ({decided.sync})"
    if feature.request_response and feature.communication in _ONE_WAY:
        return "clients ask and are answered"
    if feature.communication is Communication.INFREQUENT:
        return _infrequent(decided)
    if decided.transport.rule == SPOKEN.id:
        return f"{_WHY[feature.communication]}; closest of what the gateway speaks"
    return _WHY[feature.communication]


_ONE_WAY = frozenset({Communication.SERVER_TO_CLIENT, Communication.INFREQUENT})
_WHY = {
    Communication.PRESENCE: "presence, with a heartbeat",
    Communication.BIDIRECTIONAL: "both sides send",
    Communication.SERVER_TO_CLIENT: "only the server sends",
}
_AT_PROVIDER = {Communication.SERVER_TO_CLIENT: _WHY[Communication.SERVER_TO_CLIENT]}


def _infrequent(decided: FeatureDecisions) -> str:
    if decided.poll_interval is not None:
        return f"rare; asked every {duration(decided.poll_interval)}"
    if decided.feature.freshness is None:
        return "rare updates"
    return f"rare; at most {duration(decided.feature.freshness)} old"


def score_line(plan: Plan) -> str:
    """`31 of 35: Reliable real-time`."""
    least = f" (no stack: {BASIC} at most each)" if plan.stack is None and plan.managed is None else ""
    return f"{plan.score.total} of {MOST}: {plan.score.verdict}{least}"


def _below(score: Score) -> Iterator[DimensionLine]:
    """Those that need more than a stack, which is said once for all."""
    for dimension in score.dimensions:
        needs = [need for need in dimension.raise_ if need != NO_STACK]
        more = f"; and {len(needs) - _RAISED} more" if len(needs) > _RAISED else ""
        if needs:
            yield DimensionLine(dimension.name, str(dimension.points), "; ".join(needs[:_RAISED]) + more)


def missing(entry: NotRendered) -> str:
    """What the stack does not contain yet, in one line."""
    of = f" ({', '.join(entry.features)})" if entry.features else ""
    return f"{entry.what}{of}: {entry.why}"


def _next(plan: Plan) -> tuple[Next, ...]:
    read = Next("real-time-architecture.md", "read what was decided, and why")
    if plan.managed is not None:
        return (read, Next("README.md", "deploy it, step by step"))
    if plan.stack is None:
        return (read, Next("client-contract.json", "how clients connect and come back"))
    return (
        read,
        Next("local/README.md", "see a message delivered on this machine"),
        Next("README.md", "deploy it, step by step"),
    )
