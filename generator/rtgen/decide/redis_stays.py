"""The recorded Redis: near a threshold its shards and its nodes stay, so that a small change of the load moves nothing.

The mode follows from the shards. Another number of them moves channels, and what is kept of those is lost; another
node type replaces every node.
"""

from __future__ import annotations

from fractions import Fraction

from rtgen.decide.capacity.redis import Asked, RedisLoad, asked, first_fitting
from rtgen.decide.decision import Finding
from rtgen.decide.limits import BAND, NODE_TYPES, REDIS_DELIVERIES, NodeType
from rtgen.decide.lock import RULE_SET_VERSION, Recorded, RecordedDecisions, Settled
from rtgen.decide.shards import NAME as SHARDS
from rtgen.diagnostics import Location, Rule, Severity
from rtgen.record import NamedTuple

NODE_TYPE = "redis_node_type."
"""Of the recorded decisions; an environment's name follows."""
STAYS = Rule(
    "RT419",
    "A recorded Redis stays near its threshold",
    Severity.INFO,
    "Another number of shards moves channels, and other nodes replace those that run; a week's wavering is no reason.",
)
PERCENT = int(BAND.value * 100)
_ADVICE = "Nothing, or plan with `--update-decisions` to take the other one now."


class Before(NamedTuple):
    """What was recorded, and what a decision reads beside the load: with other words, nothing is kept.

    Whatever load was recorded with them does not count: what stays is near it.
    """

    recorded: RecordedDecisions
    words: str
    place: Location
    """Where a finding points."""

    def of(self, name: str) -> Recorded | None:
        """The record of this name, where the words are the same."""
        record = self.recorded.get(name)
        return record if record is not None and f"{record.facts}; ".startswith(f"{self.words}; ") else None


class Shards(NamedTuple):
    """How many there are, and why where the load alone would give another number."""

    number: int
    anew: int
    """What the load alone gives."""
    because: str
    """Empty where the two are the same."""


def shards(deliveries: int, before: Before) -> Shards:
    """For this many deliveries a second; the recorded number where the load has only come close to another."""
    anew = primaries(deliveries)
    record = before.of(SHARDS)
    kept = anew if record is None else _whole(record)
    if kept == anew or few(kept, deliveries) or many(kept, deliveries):
        return Shards(anew, anew, "")
    fewer = min(kept, anew)
    near = int(REDIS_DELIVERIES.value) * fewer
    carry = "one primary carries" if fewer == 1 else f"{fewer} primaries carry"
    because = (
        f"{deliveries:,} deliveries a second are within {PERCENT} % of the {near:,} that {carry}: "
        "the recorded number of shards stays."
    )
    return Shards(kept, anew, because)


def primaries(deliveries: Fraction | int) -> int:
    """As many as carry this many deliveries a second."""
    return max(1, int(-(-deliveries // REDIS_DELIVERIES.value)))


def few(shards: int, deliveries: Fraction | int) -> bool:
    """Whether so many are too few for the deliveries, be they recorded or not."""
    return primaries(deliveries / (1 + BAND.value)) > shards


def many(shards: int, deliveries: Fraction | int) -> bool:
    """Whether so many are more than the deliveries ask for, be they recorded or not."""
    return primaries(deliveries / (1 - BAND.value)) < shards


def near(found: Shards, before: Before) -> Finding | None:
    """What there is to say where the recorded number was kept."""
    if not found.because:
        return None
    said = f"Redis stays at {_shards(found.number)}, where {found.anew:,} would be decided anew. {found.because}"
    return Finding(STAYS.id, STAYS.severity, None, said, _ADVICE, before.place)


def _shards(number: int) -> str:
    return "one shard" if number == 1 else f"{number:,} shards"


def settled_node(environment: str, load: RedisLoad, shards: int, before: Before) -> tuple[NodeType, Settled]:
    """The node type of an environment; the recorded one where the load has only come close to another.

    What a node loses when it is full, memory and connections, is never more than it takes; so there a larger type stays
    when the load falls, and no smaller one when it grows.
    """
    name = f"{NODE_TYPE}{environment}"
    amounts = asked(load)
    anew = first_fitting(amounts, shards) or NODE_TYPES[-1]
    record = before.of(name)
    kept = anew if record is None else _type(record) or anew
    least = first_fitting(at_most(amounts), shards) or NODE_TYPES[-1]
    most = first_fitting(at_least(amounts), shards) or NODE_TYPES[-1]
    node = kept if _order(least) <= _order(kept) <= _order(most) else anew
    said = (
        f"The Redis node of {environment} stays {node.name}: its load is within {PERCENT} % of the one at which "
        f"{anew.name} is taken."
    )
    finding = Finding(STAYS.id, STAYS.severity, None, said, _ADVICE, before.place) if node is not anew else None
    return node, Settled(name, Recorded(node.name, before.words, RULE_SET_VERSION), finding)


def at_most(load: Asked) -> Asked:
    """What a recorded node type must carry to stay when the load grows."""
    return _times(load, 1 + BAND.value, hard=Fraction(1))


def at_least(load: Asked) -> Asked:
    """What a smaller type must carry for the recorded one to give way to it."""
    return _times(load, 1 - BAND.value, hard=1 - BAND.value)


def _times(load: Asked, divisor: Fraction, hard: Fraction) -> Asked:
    """The load at which this one would be so many times it; `hard` is for memory and connections."""
    return Asked(
        deliveries=load.deliveries / divisor,
        delivered=load.delivered / divisor,
        commands=load.commands / divisor,
        memory=load.memory / hard,
        connections=load.connections / hard,
    )


def _order(node: NodeType) -> int:
    return NODE_TYPES.index(node)


def _type(record: Recorded) -> NodeType | None:
    return next((each for each in NODE_TYPES if each.name == record.choice), None)


def _whole(record: Recorded) -> int:
    """The recorded number; 0, which nothing is near to, where it is none."""
    return int(record.choice) if record.choice.isdecimal() else 0
