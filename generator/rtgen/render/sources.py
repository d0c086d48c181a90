"""Every source that a plan cites, once, under a name that does not change when another one is added."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rtgen.decide.decision import Decision, Source
from rtgen.plan.model import Plan


class Sources:
    """The sources of all decisions of a plan, each with a key made of its title."""

    def __init__(self, plan: Plan) -> None:
        keys: dict[Source, str] = {}
        taken: set[str] = set()
        cited = {source for decision in _decisions(plan) for source in decision.sources}
        for source in sorted(cited, key=lambda each: (each.title, each.url)):
            key = re.sub(r"[^a-z0-9]+", "-", source.title.lower()).strip("-")
            while key in taken:
                key += "-also"
            taken.add(key)
            keys[source] = key
        self._keys = keys

    def key(self, source: Source) -> str:
        """The key of a source that a decision of the plan cites."""
        return self._keys[source]

    def entries(self) -> Iterator[tuple[str, Source]]:
        """Keys and sources, by key."""
        return iter(sorted((key, source) for source, key in self._keys.items()))


def _decisions(plan: Plan) -> Iterator[Decision[object]]:
    decisions = plan.decisions
    yield from (decisions.tier.decision, decisions.redis.decision, decisions.sticky, decisions.pooling)
    yield decisions.provider.decision
    for feature in decisions.features:
        yield feature.transport
        yield from feature.patterns
