"""What several Redis mean for who runs them: one shard lost, one more, and what clients see of either.

Seen with real servers (tests/runtime/test_shards.py, test_own_gateway.py). That subscribers of a shard that came back
empty are told took 50 seconds, and was seen once by hand.
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
    key = f"{plan.name}:redisShards"
    own = plan.stack is not None and plan.stack.own is not None
    said = _of_cluster(redis.shards, key) if redis.cluster else (_of_own if own else _of_centrifugo)(redis.shards, key)
    return tuple(Paragraph(about, md.prose(text)) for about, text in said)


def _of_centrifugo(number: int, key: str) -> tuple[tuple[str, str], ...]:
    return (
        ("Where a channel lies.", _place(number)),
        ("When a shard is lost.", _LOST),
        ("One more.", _one_more(key, number + 1)),
        ("One less", "is always the last; its channels go back to the others, by the same loss."),
    )


def _of_own(number: int, key: str) -> tuple[tuple[str, str], ...]:
    """What holds for any server that meets the contract; how it hashes is its own business."""
    return (
        (
            "Where a channel lies.",
            (
                f"Your server gives each channel one of {number} shards, by a hash of its name. A shard is a "
                "replication group of its own, and every environment has as many."
            ),
        ),
        (
            "When a shard is lost.",
            "Until its replica takes over, what lies there can be neither published nor read; other shards go on.",
        ),
        (
            "One more.",
            (
                f"Raise `{key}` in `Pulumi.<environment>.yaml`, or the load in the spec. That adds a group, its alarms "
                "and an address at the end of `REDIS_URL`, and replaces nothing but the task definition's revision. "
                "What moves, your server's hash decides, and what moves is lost. While tasks of both numbers run, they "
                "do not agree on a moved channel: deploy at a quiet hour."
            ),
        ),
    )


def _of_cluster(number: int, key: str) -> tuple[tuple[str, str], ...]:
    return (
        (
            "Where a channel lies.",
            (
                f"Valkey's cluster gives each key, and each channel of sharded pub/sub, one of {number} shards, by a "
                "hash of its name: of what stands in braces, where something does. Every environment has as many."
            ),
        ),
        (
            "When a shard is lost.",
            (
                "Until its replica takes over, what lies there can be neither published nor read; other shards go on. "
                "Your server's client finds the new primary itself."
            ),
        ),
        (
            "One more.",
            (
                f"Raise `{key}` in `Pulumi.<environment>.yaml`, or the load in the spec. AWS adds the shard and moves "
                "a share of the slots, with their keys, while all run; nothing is replaced, no task starts anew. A "
                "subscription to a channel of a moved slot is ended by Valkey, and your server's client takes it up at "
                "the new place: what is published between is missed."
            ),
        ),
        ("One less.", "AWS moves its slots back to the others first."),
    )


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
