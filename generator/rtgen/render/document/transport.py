"""Which transport each feature has, why, and what was rejected; and the patterns that add up."""

from rtgen.decide.alike import once
from rtgen.decide.decision import Fact
from rtgen.decide.decisions import FeatureDecisions
from rtgen.domain.provenance import DefaultOf
from rtgen.domain.vocabulary import Transport
from rtgen.plan.model import Plan
from rtgen.record import NamedTuple
from rtgen.render import markdown as md
from rtgen.render.document import words
from rtgen.render.quantities import duration


class TransportGroup(NamedTuple):
    """The features for which one rule chose one transport."""

    heading: str
    chosen: str
    """What was chosen, what it falls back to, and by which rule."""
    features: md.Table
    rejected: md.Table | None


class TransportSection(NamedTuple):
    """All transports."""

    features: md.Table
    carried: str
    """How a client's features share its connections, and who resumes them."""
    groups: tuple[TransportGroup, ...]
    patterns: md.Table | None
    heartbeat: bool
    presence: str
    """Features whose heartbeat has a meaning."""


def transport_section(plan: Plan) -> TransportSection:
    """The transports of a plan."""
    decided = plan.decisions.features
    chosen = once(_chosen)
    groups: dict[tuple[str, ...], list[FeatureDecisions]] = {}
    group = once(lambda each: groups.setdefault((each.transport.rule, each.transport.choice, *each.fallbacks), []))
    for each in decided:
        group(each).append(each)
    return TransportSection(
        features=md.Table(
            ("Feature", "Title", "Transport", "Patterns"),
            tuple((md.name(each.feature.id), md.text(each.feature.title), *chosen(each)) for each in decided),
        ),
        carried=md.prose(_carried(plan)),
        groups=tuple(_group(members) for _, members in sorted(groups.items())),
        patterns=_patterns(decided),
        heartbeat=any(each.heartbeat for each in decided),
        presence=words.features([each.feature.id for each in decided if each.heartbeat]),
    )


_SHARED = "A client holds one connection for each of these transports, and all features of a transport share it."


def _carried(plan: Plan) -> str:
    sdk = plan.decisions.provider.sdk
    if sdk is not None:
        polled = any(each.transport.choice is Transport.SHORT_POLLING for each in plan.decisions.features)
        but = " What is polled stays with your own API." if polled else ""
        return f"{sdk.of}'s SDK holds one connection for all features, which is a WebSocket. {sdk.falls_back}{but}"
    if words.nobody(plan):
        return (
            "This is what each feature asks for. No provider fits that would carry it, so what clients fall back to "
            "and how they resume is not known."
        )
    if plan.stack is not None and plan.stack.own is not None:
        resumes = "resumes connections" if plan.stack.own.gateway.resume else "resumes nothing"
        return (
            f"{_SHARED} What a client tries where a network does not let one through is your client's and your "
            f"server's matter. The spec says that your server {resumes}."
        )
    return f"{_SHARED} Resuming is by offset and epoch, which the SDK keeps for each channel."


def _chosen(decided: FeatureDecisions) -> tuple[str, str]:
    patterns = ", ".join(pattern.choice.value for pattern in decided.patterns)
    return words.transport(decided.transport.choice), patterns


def _group(members: list[FeatureDecisions]) -> TransportGroup:
    first = members[0]
    name = words.transport(first.transport.choice)
    chain = ", then ".join(words.fallback(fallback) for fallback in first.fallbacks)
    falls = f" Where a network does not let it through, the client tries {chain}." if chain else ""
    polls = f" The client asks every {duration(first.poll_interval)}." if first.poll_interval else ""
    reasons = once(_reasons)
    alike: dict[tuple[str, str], list[str]] = {}
    for each in members:
        alike.setdefault(reasons(each), []).append(each.feature.id)
    heading = f"{name[0].upper()}{name[1:]}: {words.features([each.feature.id for each in members])}"
    return TransportGroup(
        heading=heading,
        chosen=f"Rule {first.transport.rule}.{falls}{polls}",
        features=md.Table(
            ("Feature", "Because", "Read from the spec"),
            tuple((words.features(of), *why) for why, of in alike.items()),
        ),
        rejected=_rejected(members),
    )


def _reasons(decided: FeatureDecisions) -> tuple[str, str]:
    return md.prose(decided.transport.because), "; ".join(map(_fact, decided.transport.facts))


def _fact(fact: Fact) -> str:
    origin = f" ({md.text(str(fact.origin))})" if isinstance(fact.origin, DefaultOf) else ""
    return f"{md.code(fact.subject.removeprefix('.'))} {md.text(fact.value)}{origin}"


def _rejected(members: list[FeatureDecisions]) -> md.Table | None:
    reasons: dict[tuple[str, str], None] = {}
    for rejected in {id(each.transport): each.transport.rejected for each in members}.values():
        for entry in rejected:
            reasons[entry.alternative, entry.reason] = None
    rows = tuple((md.text(alternative), md.prose(reason)) for alternative, reason in reasons)
    return md.Table(("Rejected", "Because"), rows) if rows else None


def _patterns(decided: tuple[FeatureDecisions, ...]) -> md.Table | None:
    found: dict[tuple[str, str], list[str]] = {}
    named = once(lambda each: [found.setdefault((of.choice.value, of.because), []) for of in each.patterns])
    for each in decided:
        for features in named(each):
            features.append(each.feature.id)
    rows = tuple(
        (pattern, words.features(features), md.prose(because)) for (pattern, because), features in sorted(found.items())
    )
    return md.Table(("Pattern", "Features", "Because"), rows) if rows else None
