"""What several Redis mean for who runs them: one shard lost, one more, and what clients see of either.

Seen with real servers (tests/runtime/test_shards.py). That subscribers of a shard that came back empty are told took 50
seconds, and was seen once by hand.
"""

from __future__ import annotations

from rtgen.plan.model import Plan
from rtgen.record import NamedTuple
from rtgen.render import markdown as md


class Paragraph(NamedTuple):
    """What it is about, and what there is to say, as finished Markdown."""

    about: str
    text: str


def shards(plan: Plan) -> tuple[Paragraph, ...]:
    """Paragraphs for the document and the README; none where the stack's Redis is not sharded."""
    redis = plan.stack.redis if plan.stack else None
    if redis is None or not redis.sharded:
        return ()
    said = (
        ("Where a channel lies.", _place(redis.shards)),
        ("When a shard is lost.", _LOST),
        ("One more.", _one_more(f"{plan.name}:redisShards", redis.shards + 1)),
        ("One less", "is always the last; its channels go back to the others, by the same loss."),
    )
    return tuple(Paragraph(about, md.prose(text)) for about, text in said)


def _place(number: int) -> str:
    return (
        f"The gateway gives each channel one of {number} shards, by a hash of its name. A shard is a replication group "
        "of its own, and every environment has as many."
    )


def _one_more(key: str, number: int) -> str:
    return (
        f"Raise `{key}` in `Pulumi.<environment>.yaml`, or the load in the spec. That adds a group and its alarms, "
        f"and replaces nothing but the task definition's revision. It moves about one channel in {number} to the new "
        "shard, and none between the others. Moved channels lose history, presence and epoch: clients subscribe "
        "anew, are not recovered, and load their state. While tasks of both numbers run, a message in a moved "
        "channel reaches only the tasks of its number: deploy at a quiet hour."
    )


_LOST = (
    "Until its replica takes over, publications to its channels are answered with error 100 (the publisher repeats "
    "them), and a new subscription to one of them closes the connection (3004: the client comes back). Who is "
    "subscribed hears nothing, on a connection that stays open. Channels of other shards go on. Should the shard "
    "come back empty, its subscribers are told within a minute (2500), subscribe again, are not recovered, and load "
    "their state anew."
)
