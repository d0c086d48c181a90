"""The lock: what an earlier plan decided stays until its facts change, or until somebody asks for newer rules.

A recorded decision carries the rule set that made it and the facts that it read, as one text. With the same facts
and another rule set it is kept, and the plan says what it would take now. With other facts it is decided anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

from rtgen.decide.decision import Decision, Finding, Rejected
from rtgen.diagnostics import Location, Rule, Severity
from rtgen.record import NamedTuple

PLAN_FORMAT = 1
"""Of plan.json, which records the decisions: raised when a key changes its meaning or goes away."""
RULE_SET_VERSION = 1
"""Raised by hand whenever a table decides something otherwise; tests/decide/test_rule_set.py holds it to that."""

LOCKED = Rule(
    "RT410",
    "A recorded decision stays until it is updated",
    Severity.INFO,
    "A newer rtgen must not move a running system on its own; somebody reads what it would change, and says so.",
)
RULES = (LOCKED,)

Choice = TypeVar("Choice")


class Recorded(NamedTuple):
    """One decision as plan.json records it."""

    choice: str
    facts: str
    """What the rules read, in words."""
    version: int
    """Of the rule set that decided it."""


RecordedDecisions = Mapping[str, Recorded]
"""By name: `tier`, `redis`, `redis_shards`, `redis_node_type.<environment>`, `sticky_sessions`, `provider`,
`features.<id>.transport`."""
NOTHING: RecordedDecisions = MappingProxyType({})


class Settled(NamedTuple):
    """What a decision is recorded as, and what there is to say where it was kept."""

    name: str
    recorded: Recorded
    finding: Finding | None


class Question(NamedTuple):
    """What the lock is asked about one decision."""

    name: str
    facts: str
    feature: str | None
    location: Location


def first(name: str, choice: str, facts: str) -> Settled:
    """What a decision is recorded as that no earlier plan made."""
    return Settled(name, Recorded(choice, facts, RULE_SET_VERSION), None)


def settle(
    asked: Question,
    decided: Decision[Choice],
    record: Recorded | None,
    choices: Mapping[str, Choice],
) -> tuple[Decision[Choice], Settled]:
    """The decision that stands: the recorded one where only the rules have changed since, else what was decided.

    `choices` are those that fit the facts, by the words that they are recorded with.
    """
    now = next(word for word, choice in choices.items() if choice == decided.choice)
    if record is None or record.choice not in choices or not _stays(record, asked.facts, now):
        return decided, first(asked.name, now, asked.facts)
    said = (
        f"Kept as rule set {record.version} decided it; rule set {RULE_SET_VERSION} would take {now} ({decided.rule})"
    )
    others = tuple(each for each in decided.rejected if each.alternative != record.choice)
    decision = Decision(
        rule=LOCKED.id,
        choice=choices[record.choice],
        because=f"{said}.",
        facts=decided.facts,
        rejected=(Rejected(now, f"Another rule set decided before it. It says: {decided.because}"), *others),
        sources=decided.sources,
    )
    about = asked.name.rpartition(".")[2].replace("_", " ")
    finding = Finding(
        LOCKED.id,
        LOCKED.severity,
        asked.feature,
        f"The {about} stays {record.choice}. {said}: {decided.because}",
        "Read what it changes with `--dry-run --update-decisions`, then plan with `--update-decisions`.",
        asked.location,
    )
    return decision, Settled(asked.name, record, finding)


def _stays(record: Recorded, facts: str, now: str) -> bool:
    """Whether the facts are the recorded ones, and another rule set decided otherwise from them."""
    return record.facts == facts and record.version != RULE_SET_VERSION and record.choice != now
