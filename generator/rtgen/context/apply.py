"""Constraints → a spec: they fill what it leaves open, and disagree with what it says aloud."""

from __future__ import annotations

import json
from collections.abc import Iterator

from rtgen.context.block import one_line
from rtgen.context.rules import CONFLICT, THERE, UNREAD
from rtgen.context.upstream import Stated, Upstream
from rtgen.decide.decision import Edit, Finding
from rtgen.diagnostics import Diagnostic
from rtgen.domain.constraints import Constraint
from rtgen.domain.features import FeatureSet
from rtgen.spec import SpecRejected, Variations

_MANY = frozenset({"compliance"})
"""Subjects that may have several values at once."""


def completed(spec: Variations, upstream: Upstream) -> Variations:
    """The spec with what it leaves open filled in. Raises SpecRejected where that does not fit the rest of it."""
    fills = [each for each in _agreed(upstream) if not spec.gives(each.key)]
    full = spec
    for each in fills:
        full = full.filled(each.key, each.value, each.constraint.location)
    if fills and full.contradictions():
        raise SpecRejected(list(_misfits(spec, fills)))
    return full


def _misfits(spec: Variations, fills: list[Stated]) -> Iterator[Diagnostic]:
    """What each key breaks that it fills, at the place where the document states it."""
    known = spec.contradictions()
    for each in fills:
        spec = spec.filled(each.key, each.value, each.constraint.location)
        new = [one for one in spec.contradictions() if one not in known]
        yield from (one._replace(location=each.constraint.location, width=1) for one in new)
        known += new


def _agreed(upstream: Upstream) -> Iterator[Stated]:
    """What no other contradicts; an exact block counts before prose."""
    of: dict[str, list[Stated]] = {}
    for each in upstream.platform:
        of.setdefault(each.key, []).append(each)
    for stated in of.values():
        exact = [each for each in stated if each.constraint.exact] or stated
        if all(each.constraint.value == exact[0].constraint.value for each in exact):
            yield exact[0]


def findings(spec: Variations, upstream: Upstream) -> tuple[Finding, ...]:
    """Where spec and documents differ, where documents contradict each other, and what was not understood."""
    return (*_contradictions(upstream), *_conflicts(spec, upstream), *_there(spec, upstream), *_unread(upstream))


def _contradictions(upstream: Upstream) -> Iterator[Finding]:
    seen: dict[str, Constraint] = {}
    for each in upstream.constraints:
        other = seen.setdefault(each.subject, each)
        if other.value != each.value and each.subject not in _MANY:
            yield _conflict(
                each, f"{each.place} says {each.subject} is {each.value}; {other.place} says {other.value}."
            )


def _conflicts(spec: Variations, upstream: Upstream) -> Iterator[Finding]:
    own = spec.features().platform
    for each in upstream.platform:
        if not spec.gives(each.key):
            continue
        stated = spec.filled(each.key, each.value, each.constraint.location).features().platform
        if getattr(stated, each.key) != getattr(own, each.key):
            said, platform = each.constraint, spec.document.data["platform"]
            own_words = one_line(platform[each.key]) if isinstance(platform, dict) else ""
            found = _conflict(said, f"{said.place} says {said.subject} is {said.value}; the spec says {own_words}.")
            yield found._replace(edit=Edit(f"platform.{each.key}", json.dumps(each.value))) if said.exact else found
    for one in upstream.constraints:
        if one.subject == "cloud" and one.value != "aws":
            yield _conflict(one, f"{one.place} says the cloud is {one.value}; rtgen builds for aws.")


def _there(spec: Variations, upstream: Upstream) -> Iterator[Finding]:
    """What prose says is there, and cannot fill: a network needs its subnets, a Redis its secret."""
    features = completed(spec, upstream).features()
    for each in upstream.constraints:
        match each.subject:
            case "network.vpc_id" if each.value not in (used := set(_networks(features))):
                fix = f"network: {{vpc_id: {each.value}, public_subnet_ids: [...], private_subnet_ids: [...]}}"
                yield _unused(each, "VPC", used, fix)
            case "redis.endpoint" if each.value.partition(":")[0] not in (used := set(_redis(features))):
                host, _, port = each.value.partition(":")
                fix = f"redis: {{endpoint: {host}, {f'port: {port}, ' if port else ''}secret_arn: ...}}"
                yield _unused(each, "Redis", used, fix)
            case _:
                pass


def _networks(features: FeatureSet) -> Iterator[str]:
    networks = (features.platform.network, *(each.network for each in features.environments))
    yield from (each.vpc_id for each in networks if each)


def _redis(features: FeatureSet) -> Iterator[str]:
    there = (features.platform.redis, *(each.redis for each in features.environments))
    yield from (each.endpoint for each in there if each)


def _unused(each: Constraint, what: str, used: set[str], fix: str) -> Finding:
    instead = (
        f"the stack uses {', '.join(sorted(used))}" if used else f"the stack makes no use of it: the {what} is new"
    )
    return Finding(
        THERE.id,
        THERE.severity,
        None,
        f"{each.place} names the {what} {each.value}; {instead}.",
        f"Where it is meant for this, write in the spec or in a `yaml rtgen` block: `platform: {{{fix}}}`.",
        each.location,
        evidence=each.phrase,
    )


def _conflict(each: Constraint, message: str) -> Finding:
    fix = "Correct the document or the spec; until then the spec is what is built."
    return Finding(CONFLICT.id, CONFLICT.severity, None, message, fix, each.location, evidence=each.phrase)


def _unread(upstream: Upstream) -> Iterator[Finding]:
    for each in upstream.unread:
        yield Finding(
            UNREAD.id,
            UNREAD.severity,
            None,
            each.message,
            "Where it matters, state it in the spec, in a `yaml rtgen` block, or by a phrase of `rtgen explain RT904`.",
            each.location,
            evidence=each.phrase,
        )
