"""Waivers: findings that a team accepts on purpose, each with a reason and a last day.

No file depends on the day on which it is written: a plan states until when a waiver counts, and only `as_of`, for
the terminal and the exit code, knows today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from rtgen.decide import DECISION_RULES
from rtgen.decide.decision import Edit, Finding
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.domain.platform import Waiver

ENDED = Rule(
    "RT821",
    "A waiver has ended",
    Severity.WARNING,
    "What was accepted for a time counts again after it, so that somebody looks once more.",
)
UNUSED = Rule(
    "RT822",
    "A waiver accepts nothing",
    Severity.WARNING,
    "What it was for is gone; left in place, it would silence the next finding of the rule unseen.",
)
UNKNOWN = Rule(
    "RT823",
    "A waiver names a rule or a feature that is not there",
    Severity.WARNING,
    "A misspelt waiver accepts nothing, and its author believes that it does.",
)
RULES = (ENDED, UNUSED, UNKNOWN)


def judge(features: FeatureSet, findings: Sequence[Finding], more: Iterable[Rule]) -> tuple[Finding, ...]:
    """The findings with the waivers that accept them, then what is wrong with the waivers.

    `more` are the rules that can speak beside those of the decisions.
    """
    if not features.waivers:
        return tuple(findings)
    # Of several waivers of the same, the one that counts longest.
    accepted = {(each.rule, each.feature): each for each in sorted(features.waivers, key=lambda each: each.until)}
    judged = tuple(each._replace(waived=_accepting(accepted, each)) for each in findings)
    used = {each.waived.provenance.entry for each in judged if each.waived is not None}
    known = {rule.id for rule in (*DECISION_RULES, *more)}
    idle = ((index, each) for index, each in enumerate(features.waivers) if each.provenance.entry not in used)
    return (*judged, *_idle(idle, known, {each.id for each in features.features}))


def as_of(findings: Sequence[Finding], today: date) -> tuple[Finding, ...]:
    """The findings as they count today: without waivers that have ended, each of which is a finding itself."""
    ended = {
        each.waived.provenance.entry: each.waived
        for each in findings
        if each.waived is not None and each.waived.until < today
    }
    return (
        *(_open(each) if each.waived is not None and each.waived.until < today else each for each in findings),
        *(
            _about(waiver, ENDED, f"The waiver of {waiver.rule} counted until {waiver.until}.", _RENEW)._replace(
                evidence=f"it was accepted because: {waiver.because}"
            )
            for waiver in ended.values()
        ),
    )


_RENEW = "Resolve what it accepted and take it out, or give it a new day and say why."


def _open(finding: Finding) -> Finding:
    return finding._replace(waived=None)


def _accepting(accepted: Mapping[tuple[str, str | None], Waiver], finding: Finding) -> Waiver | None:
    """The waiver of the very feature before one for all."""
    return accepted.get((finding.rule, finding.feature)) or accepted.get((finding.rule, None))


def _idle(idle: Iterable[tuple[int, Waiver]], known: set[str], features: set[str]) -> Iterator[Finding]:
    for index, waiver in idle:
        edit = Edit(f"waivers.{index}", None)
        if waiver.rule not in known:
            said = f"{waiver.rule} is not a rule that can be waived."
            fix = "Take it out, or name a rule of `rtgen rules` that a finding has."
            yield _about(waiver, UNKNOWN, said, fix, edit)
        elif waiver.feature is not None and waiver.feature not in features:
            said = f"The waiver of {waiver.rule} is about {waiver.feature}, which is no feature of this spec."
            yield _about(waiver, UNKNOWN, said, "Take it out, or name the feature that the finding is about.", edit)
        else:
            of = f" of {waiver.feature}" if waiver.feature else ""
            said = f"No finding{of} is waived by this: {waiver.rule} has nothing to say about it."
            yield _about(waiver, UNUSED, said, "Take the waiver out.", edit)


def _about(waiver: Waiver, rule: Rule, message: str, fix: str, edit: Edit | None = None) -> Finding:
    return Finding(rule.id, rule.severity, waiver.feature, message, fix, waiver.provenance.entry, edit=edit)
