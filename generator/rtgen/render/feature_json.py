"""One feature, and its decisions, in plan.json.

Written as pictures of their JSON rather than as dictionaries: a spec may hold thousands of features.
"""

from __future__ import annotations

from typing import TypeAlias

from rtgen.decide.alike import once
from rtgen.decide.decision import Decision
from rtgen.decide.decisions import FeatureDecisions
from rtgen.decide.facts import subject
from rtgen.diagnostics import Location
from rtgen.domain.provenance import Given, Origin
from rtgen.plan.model import ChannelPlan, Plan
from rtgen.render.json_lines import number, quote, rows
from rtgen.render.sources import Sources

_ID, _TITLE = "\0", "\1"
"""Stand for a feature's id and its title in a picture; in JSON a text has no such characters."""
_Parts: TypeAlias = tuple[list[str], list[str]]
"""Of a picture, between the ids: before the title and after it."""


class FeatureWriter:
    """Writes features. Those that ask the same differ in their ids and titles alone: they share a picture."""

    def __init__(self, plan: Plan, decisions: DecisionWriter) -> None:
        channels = {channel.feature: channel for channel in plan.channels}

        def parts(decided: FeatureDecisions) -> _Parts:
            before, after = _picture(decided, channels.get(decided.feature.id), decisions).split(_TITLE)
            return before.split(_ID), after.split(_ID)

        self._parts = once(parts)

    def text(self, decided: FeatureDecisions) -> str:
        """A value of `features`, at the depth where it stands in the file."""
        feature = decided.feature
        before, after = self._parts(decided)
        return feature.id.join(before) + quote(feature.title) + feature.id.join(after)


def _picture(decided: FeatureDecisions, channel: ChannelPlan | None, decisions: DecisionWriter) -> str:
    feature, publish = decided.feature, decided.feature.publish
    made = (decided.transport, *decided.patterns)
    written = rows([decisions.text(decision, decision.choice, 4) for decision in made], 3)
    fallbacks = ", ".join([quote(name) for name in decided.fallbacks])
    patterns = ", ".join([quote(pattern.choice) for pattern in decided.patterns])
    size, ttl = (channel.history_size, channel.history_ttl_s) if channel else (0, 0)
    rate = number(publish.rate)
    return f"""{{
      "backpressure": {{"by": {quote(publish.by)}, "per": {quote(publish.per)}, "rate_per_second": {rate}, \
"size_bytes": {publish.size}}},
      "channel": {_channel(decided, channel)},
      "communication": {quote(feature.communication)},
      "decisions": {written},
      "deliveries_per_second": {number(decided.deliveries)},
      "delivery": {quote(feature.delivery)},
      "fallbacks": [{fallbacks}],
      "heartbeat": {"true" if decided.heartbeat else "false"},
      "history_s": {"null" if feature.history is None else feature.history},
      "offline": {quote(feature.offline)},
      "ordering": {quote(feature.ordering)},
      "patterns": [{patterns}],
      "poll_interval_s": {"null" if decided.poll_interval is None else number(decided.poll_interval)},
      "publications_per_second": {number(decided.publications)},
      "reconnection": {{"history_size": {size}, "history_ttl_s": {ttl}}},
      "sync": {"null" if decided.sync is None else quote(decided.sync)},
      "title": {_TITLE},
      "transport": {quote(decided.transport.choice)},
      "users": {feature.users}
    }}"""


def _channel(decided: FeatureDecisions, planned: ChannelPlan | None) -> str:
    channel = decided.feature.channel
    namespace, publish, subscribe, template = (
        (
            f'"{_ID}"',
            quote(planned.publish),
            quote(planned.subscribe),
            f'"{_ID}{planned.template.removeprefix(planned.namespace)}"',
        )
        if planned
        else ("null",) * 4
    )
    return f"""{{
        "access": {quote(decided.feature.access)},
        "channels": {decided.channels},
        "max_members": {channel.max_members},
        "members": {channel.members},
        "namespace": {namespace},
        "per_user": {channel.per_user},
        "publish": {publish},
        "scope": {quote(channel.scope)},
        "subscribe": {subscribe},
        "template": {template}
      }}"""


class DecisionWriter:
    """Writes decisions. Facts name the spec's key, and whether the spec gave it.

    Features of one rule share the tuples of what was rejected and cited, so each is written once, by identity.
    """

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._rejected: dict[tuple[int, int], str] = {}
        self._cited: dict[int, str] = {}

    def text(self, decision: Decision[object], choice: str | None, depth: int) -> str:
        """A decision, with `depth` levels around it."""
        facts = [
            f'{{"from": {_origin(fact.origin)}, "subject": "{subject(fact, _ID)}", "value": {quote(fact.value)}}}'
            for fact in decision.facts
        ]
        indent = "  " * depth
        return f"""{{
{indent}  "because": {quote(decision.because)},
{indent}  "choice": {"null" if choice is None else quote(choice)},
{indent}  "facts": {rows(facts, depth + 1)},
{indent}  "rejected": {self._rejections(decision, depth + 1)},
{indent}  "rule": "{decision.rule}",
{indent}  "sources": [{self._citations(decision)}]
{indent}}}"""

    def _rejections(self, decision: Decision[object], depth: int) -> str:
        key = (id(decision.rejected), depth)
        written = self._rejected.get(key)
        if written is None:
            written = self._rejected[key] = rows(
                [
                    f'{{"alternative": {quote(entry.alternative)}, "reason": {quote(entry.reason)}}}'
                    for entry in decision.rejected
                ],
                depth,
            )
        return written

    def _citations(self, decision: Decision[object]) -> str:
        key = id(decision.sources)
        written = self._cited.get(key)
        if written is None:
            keys = [f'"{self._sources.key(source)}"' for source in decision.sources]
            written = self._cited[key] = ", ".join(keys)
        return written


def _origin(origin: Origin | Given) -> str:
    return '"spec"' if isinstance(origin, Location) else quote(str(origin))
