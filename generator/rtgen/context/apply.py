"""Constraints → a spec: they fill what it leaves open, and disagree with what it says aloud."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rtgen.context.rules import CONFLICT, UNREAD
from rtgen.decide.decision import Finding
from rtgen.domain.constraints import Constraint, Upstream
from rtgen.domain.features import FeatureSet
from rtgen.domain.platform import Environment, Platform
from rtgen.domain.provenance import Provenance
from rtgen.spec.regions import REGIONS

_SHOWN = 5
"""Lines that are not understood, which are told; more would drown the rest."""


def applied(features: FeatureSet, upstream: Upstream) -> FeatureSet:
    """The spec with what it leaves open filled in; every place of what was filled names the upstream document."""
    platform = features.platform
    environments = features.environments
    for each in _agreed(upstream):
        match each.subject:
            case "platform.region" if each.value in REGIONS and "region" not in platform.provenance.given:
                before = platform.region
                platform = platform._replace(region=each.value, provenance=_filled(platform, "region", each))
                environments = tuple(_region(one, before, each) for one in environments)
            case "platform.budget" if platform.budget is None:
                budget = Fraction(each.value)
                platform = platform._replace(budget=budget, provenance=_filled(platform, "budget", each))
                environments = tuple(one if one.budget else one._replace(budget=budget) for one in environments)
            case _:
                pass
    return features._replace(platform=platform, environments=environments)


def _agreed(upstream: Upstream) -> Iterator[Constraint]:
    """Constraints that no other contradicts."""
    said: dict[str, set[str]] = {}
    for each in upstream.constraints:
        said.setdefault(each.subject, set()).add(each.value)
    yield from (each for each in upstream.constraints if len(said[each.subject]) == 1)


def _region(environment: Environment, before: str, of: Constraint) -> Environment:
    if "region" in environment.provenance.given or environment.region != before:
        return environment
    return environment._replace(region=of.value)


def _filled(platform: Platform, key: str, of: Constraint) -> Provenance:
    before = platform.provenance
    return before._replace(elsewhere={**before.elsewhere, key: of.location})


def findings(features: FeatureSet, upstream: Upstream) -> tuple[Finding, ...]:
    """Where spec and documents differ, where documents contradict each other, and what was not understood."""
    return (*_conflicts(features, upstream), *_unread(upstream))


def _conflicts(features: FeatureSet, upstream: Upstream) -> Iterator[Finding]:
    platform = features.platform
    own = {
        "platform.region": platform.region,
        "platform.budget": "" if platform.budget is None else f"{float(platform.budget):g}",
        "cloud": "aws",
    }
    seen: dict[str, Constraint] = {}
    for each in upstream.constraints:
        value = own.get(each.subject)
        other = seen.setdefault(each.subject, each)
        if other.value != each.value and each.subject.startswith(("platform.", "cloud")):
            yield _conflict(each, f"{each.place} says {each.value}, {other.place} {other.value}.")
        elif value and value != each.value:
            where = "rtgen builds for aws" if each.subject == "cloud" else f"the spec says {value}"
            yield _conflict(each, f"{each.place} says {each.subject} is {each.value}; {where}.")


def _conflict(each: Constraint, message: str) -> Finding:
    fix = "Correct the document or the spec; until then the spec is what is built."
    return Finding(CONFLICT.id, CONFLICT.severity, None, message, fix, each.location, evidence=each.phrase)


def _unread(upstream: Upstream) -> Iterator[Finding]:
    for each in upstream.unread[:_SHOWN]:
        yield Finding(
            UNREAD.id,
            UNREAD.severity,
            None,
            f"A line about {each.subject} was not understood.",
            "State it in the spec, or in a `yaml rtgen` block of the document.",
            each.location,
            evidence=each.phrase,
        )
