"""How many shards Redis had in the last plan: with another number, channels move at the next deployment."""

from __future__ import annotations

from rtgen.output.last_plan import LastPlan
from rtgen.record import NamedTuple


class Moved(NamedTuple):
    """Another number of shards than in the last plan."""

    before: int
    after: int

    def __str__(self) -> str:
        """What happens to channels, in a sentence."""
        shards = "shard" if self.after == 1 else "shards"
        return (
            f"Redis goes from {self.before:,} to {self.after:,} {shards}, and what is kept of a channel that moves is "
            "lost. The document's section on Redis says what clients see."
        )


def moved(last: LastPlan | None, name: str, shards: int) -> Moved | None:
    """The change of their number since the last plan of this stack; `shards` is 0 where it has no Redis.

    None where the number is the same, where either plan has no Redis, or where the last one cannot be read.
    """
    if last is None:
        return None
    try:
        redis = last.part("redis") if last.part("name") == name else None
    except ValueError:
        return None
    before = redis.get("shards") if isinstance(redis, dict) else None
    if not isinstance(before, int) or not before or not shards or before == shards:
        return None
    return Moved(before, shards)
