"""Whether the load balancer keeps a client on its server, and for how long: one ordered table."""

from __future__ import annotations

from collections.abc import Callable

from rtgen.decide import facts, sources
from rtgen.decide.decision import Decision, Edit, Finding, Rejected
from rtgen.decide.limits import STICKY_SECONDS, STICKY_SECONDS_NEEDED
from rtgen.decide.lock import Question, RecordedDecisions, Settled, settle
from rtgen.decide.topology import StickySessions
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.domain.platform import Platform
from rtgen.domain.vocabulary import Tier, Transport
from rtgen.record import NamedTuple

ONE_TARGET = Rule(
    "RT421",
    "One target or none: no cookie",
    Severity.INFO,
    "With a single server, or with a provider's own endpoint, there is nothing to choose between.",
)
OFF = Rule("RT422", "The spec turns sticky sessions off", Severity.INFO, "The spec decides it.")
NEEDED = Rule(
    "RT423",
    "The gateway's transports need sticky sessions: a cookie of an hour",
    Severity.INFO,
    "A server that spreads one session over several requests must get all of them.",
)
ON = Rule("RT424", "The spec turns sticky sessions on", Severity.INFO, "The spec decides it.")
WARM = Rule(
    "RT425",
    "Several servers, and nothing needs stickiness: a cookie of three minutes",
    Severity.INFO,
    "A quick reconnect finds the server that still has the client's subscriptions, and the fleet still rebalances.",
)
OFF_BUT_NEEDED = Rule(
    "RT426",
    "Sticky sessions are off, but the gateway needs them",
    Severity.ERROR,
    "Requests of one session would reach servers that do not know it.",
)
RULES = (ONE_TARGET, OFF, NEEDED, ON, WARM, OFF_BUT_NEEDED)

NAME = "sticky_sessions"
"""Of the recorded decision."""
_NEVER = StickySessions(enabled=False, seconds=0)
_SHORT = StickySessions(enabled=True, seconds=int(STICKY_SECONDS.value))
_LONG = StickySessions(enabled=True, seconds=int(STICKY_SECONDS_NEEDED.value))

_SOURCES = (sources.ALB_STICKY, sources.ALB_ATTRIBUTES, sources.CENTRIFUGO_BALANCING)
_CHOICES = {"off": _NEVER, **{f"{each.seconds} s": each for each in (_SHORT, _LONG)}}


class Row(NamedTuple):
    """One row of the table."""

    rule: Rule
    when: Callable[[Platform, Tier], bool]
    sticky: StickySessions
    because: str


TABLE = (
    Row(OFF, lambda platform, _: platform.sticky_sessions == "off", _NEVER, "The spec turns them off."),
    Row(
        ONE_TARGET,
        lambda platform, tier: tier is Tier.MANAGED or (tier is Tier.SINGLE and platform.sticky_sessions == "auto"),
        _NEVER,
        "There is one endpoint and nothing to choose between.",
    ),
    Row(
        NEEDED,
        lambda platform, _: _needed(platform),
        _LONG,
        "The gateway declares that its transports need it: the cookie lasts an hour.",
    ),
    Row(
        ON,
        lambda platform, _: platform.sticky_sessions == "on",
        _SHORT,
        "The spec turns them on; nothing needs the cookie to last longer than three minutes.",
    ),
    Row(
        WARM,
        lambda _platform, _tier: True,
        _SHORT,
        "Nothing needs it; a reconnect within three minutes finds its warm server, and the fleet still rebalances.",
    ),
)
"""The last row matches whatever is left: several servers and no wish."""


def settle_sticky(
    features: FeatureSet, tier: Tier, recorded: RecordedDecisions
) -> tuple[Decision[StickySessions], Settled]:
    """The cookie for this tier: what an earlier plan recorded, where only the rules have changed since."""
    platform = features.platform
    needed = "needed" if _needed(platform) else "not needed"
    read = f"tier {tier}; sticky_sessions {platform.sticky_sessions}; {needed}"
    asked = Question(NAME, read, None, facts.place_of_platform(features, "sticky_sessions"))
    return settle(asked, decide_sticky(features, tier), recorded.get(NAME), _CHOICES)


def decide_sticky(features: FeatureSet, tier: Tier) -> Decision[StickySessions]:
    """The cookie for this tier."""
    platform = features.platform
    row = next(row for row in TABLE if row.when(platform, tier))
    return Decision(
        rule=row.rule.id,
        choice=row.sticky,
        because=row.because,
        facts=(facts.of_platform(features, "sticky_sessions", platform.sticky_sessions),),
        rejected=_rejected(row),
        sources=() if tier is Tier.MANAGED else _SOURCES,
    )


def findings(features: FeatureSet, tier: Tier) -> tuple[Finding, ...]:
    """What there is to say about cookies that are off where they are needed, and about a server that denies its need.

    A server that speaks long-polling denies it wrongly on one task as well: the second one comes with growth.
    """
    platform = features.platform
    found = []
    if tier is Tier.MULTI and platform.sticky_sessions == "off" and _needed(platform):
        found.append(
            _error(
                features,
                "sticky_sessions",
                f"`sticky_sessions: off`, but the gateway {_declared(platform)}.",
                "Take `sticky_sessions: auto`, or let the gateway offer WebSocket alone.",
                "auto",
            )
        )
    if tier is not Tier.MANAGED and _polls(platform) and platform.gateway is not None and not platform.gateway.sticky:
        found.append(
            _error(
                features,
                "gateway.sticky",
                f"`sticky: false`, but the gateway {_declared(platform)}: a session of polls is many requests, and "
                "only the server that opened it knows it.",
                "Take `sticky: true`, or leave long-polling out of `platform.gateway.transports`.",
                "true",
            )
        )
    return tuple(found)


def _error(features: FeatureSet, path: str, message: str, fix: str, value: str) -> Finding:
    rule, place = OFF_BUT_NEEDED, facts.place_of_platform(features, path)
    return Finding(rule.id, rule.severity, None, message, fix, place, edit=Edit(f"platform.{path}", value))


def _polls(platform: Platform) -> bool:
    return platform.gateway is not None and Transport.LONG_POLLING in platform.gateway.transports


def _needed(platform: Platform) -> bool:
    return _polls(platform) or (platform.gateway is not None and platform.gateway.sticky)


def _declared(platform: Platform) -> str:
    return "declares long-polling" if _polls(platform) else "declares `sticky: true`"


def _rejected(row: Row) -> tuple[Rejected, ...]:
    if not row.sticky.enabled:
        return (Rejected("on", row.because),)
    longer = (
        ()
        if row.sticky is _LONG
        else (Rejected("a longer cookie", "It would keep clients on old servers after a scale-out."),)
    )
    off = "A reconnect would land anywhere, and lose what its server still holds."
    return (Rejected("off", off), *longer)
