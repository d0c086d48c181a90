"""The number of Redis shards, beside that of the last plan: with another one channels move, and that is a finding.

No plan knows what is deployed. So a plan that follows one with another number records that it does, and says so again
as long as its facts stay the same: planned twice, a spec gives the same bytes. With other facts, and the same number,
it is taken to have been deployed.
"""

from __future__ import annotations

from rtgen.decide.decision import Finding
from rtgen.decide.lock import RULE_SET_VERSION, Recorded, RecordedDecisions, Settled
from rtgen.decide.topology import RedisDecision
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import RedisMode

NAME = "redis_shards"
"""Of the recorded number."""
MOVES = Rule(
    "RT418",
    "Another number of shards moves channels",
    Severity.WARNING,
    "A channel lies where its name's hash points among so many shards; what the old place keeps, the new one lacks.",
)
RULES = (MOVES,)
_BEFORE = "; before "


def settle_shards(
    features: FeatureSet, decided: RedisDecision, read: str, recorded: RecordedDecisions, near: Finding | None
) -> tuple[Settled, ...]:
    """The number as it is recorded, with a finding where channels move; nothing where there is no Redis.

    `read` is what the decision about Redis read, in words; `near` what there is to say where the number was kept.
    """
    if not decided.shards:
        return ()
    before = _before(str(decided.shards), read, recorded.get(NAME))
    facts = read if before is None else f"{read}{_BEFORE}{before}"
    finding = near if before is None else _finding(features, decided, before)
    return (Settled(NAME, Recorded(str(decided.shards), facts, RULE_SET_VERSION), finding),)


def undecided(recorded: RecordedDecisions) -> RecordedDecisions:
    """The record without its decisions, which are to be made anew: how many shards there were is none."""
    return {name: each for name, each in recorded.items() if name == NAME}


def _before(now: str, read: str, record: Recorded | None) -> str | None:
    """The other number that the last plan had, or that it said itself that it followed."""
    if record is None or not record.choice.isdecimal():
        return None
    if record.choice != now:
        return record.choice
    same, follows, before = record.facts.partition(_BEFORE)
    return before if follows and same == read else None


def _finding(features: FeatureSet, decided: RedisDecision, before: str) -> Finding:
    now = f"{decided.shards:,} shard{'' if decided.shards == 1 else 's'}"
    lost = (
        "what is published into a channel while it moves may be missed"
        if decided.decision.choice is RedisMode.CLUSTER
        else "what is kept of a channel that moves is lost"
    )
    return Finding(
        MOVES.id,
        MOVES.severity,
        None,
        f"Redis goes from {before} to {now}: the next deployment moves channels, and {lost}.",
        "Deploy at a quiet hour: clients of a moved channel load the present state. The document's section on Redis "
        "says what they see.",
        features.provenance.entry,
        evidence=f"the last plan has {before}, this one {decided.shards:,}",
    )
