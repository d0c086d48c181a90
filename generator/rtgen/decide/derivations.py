"""The limits that sizes rest on beside what others published, each figure with its working, and why ours is no higher.

A published figure below ours is not left out: it says why it does not speak against ours.
"""

from __future__ import annotations

from fractions import Fraction

from rtgen.decide import limits, sources
from rtgen.decide.decision import Source
from rtgen.decide.limits import Limit
from rtgen.decide.working import Term, number
from rtgen.record import NamedTuple


class Published(NamedTuple):
    """What somebody published, in the unit of the limit that it stands beside."""

    value: Term
    """With its working, where it was published in another unit."""
    load: str
    """What was held or sent, and on which machine as far as that is known."""
    source: Source
    apart: str = ""
    """Why a figure below ours does not speak against it; empty where ours is at it or below."""


class Derivation(NamedTuple):
    """A limit, why it is what it is, and what stands beside it."""

    limit: Limit
    why: str
    published: tuple[Published, ...]


_MILLION = number(1_000_000)
_AWS = "AWS's own figure: a price or a quota, not a capacity."

GATEWAY = (
    Derivation(
        limits.SINGLE_CONNECTIONS,
        "A choice about availability, not about capacity: no more clients should notice that one server failed.",
        (
            Published(number(50_000), "the least that is advised for a node", sources.CENTRIFUGO_CAPACITY),
            Published(number(450_000), "4 cores, 15 GB", sources.PHOENIX_MILLIONS),
        ),
    ),
    Derivation(
        limits.TASK_CONNECTIONS,
        "The least that Centrifugo advises. More can be held, but all clients of a task that ends come back at once; "
        "Netflix names the same reason.",
        (
            Published(number(50_000), "the least that is advised for a node", sources.CENTRIFUGO_CAPACITY),
            Published(number(60_000), "an instance, for years; 200,000 later", sources.NETFLIX_PUSHY),
            Published(number(100_000), "a front end", sources.LINKEDIN_LIKES),
            Published(_MILLION, "one machine", sources.WHATSAPP_MILLION),
            Published(
                number(500_000) / number(11),
                "500,000 on 9 to 11 servers",
                sources.STACK_OVERFLOW,
                "that many were connected, not the most that a server takes",
            ),
        ),
    ),
    Derivation(
        limits.CONNECTIONS_A_VCPU,
        "From the one test that has messages on its connections; idle ones need a fraction of it.",
        (
            Published(
                _MILLION / number(40),
                "a million on 40 vCPU, 500,000 messages/s, 200,000 reconnects/min",
                sources.CENTRIFUGO_MILLION,
            ),
            Published(_MILLION / number(10), "a million on 10 vCPU, no messages", sources.CENTRIFUGO_MILLION),
            Published(
                number(200_000) / number(Fraction("0.94")), "200,000 idle on 0.94 cores", sources.CENTRIFUGO_IDLE
            ),
            Published(number(450_000) / number(4), "450,000 on 4 cores", sources.PHOENIX_MILLIONS),
            Published(number(2_000_000) / number(40), "2 million on 40 cores", sources.PHOENIX_MILLIONS),
            Published(
                number(88_000) / number(6) / number(16),
                "88,000 users on 6 servers of 16 vCPU",
                sources.MATTERMOST,
                "these servers are the application, too, which stores, searches and renders",
            ),
        ),
    ),
    Derivation(
        limits.CONNECTIONS_A_GB,
        "By the most that Centrifugo plans for a connection, 50 KB; rtgen measured no more.",
        (
            Published(number(20_000), "the least that is advised", sources.CENTRIFUGO_CAPACITY),
            Published(number(1 << 30) / number(50 * 1_024), "50 KiB each, with a channel", sources.MEASURED),
            Published(_MILLION / number(27), "a million in 27 GB, with messages", sources.CENTRIFUGO_MILLION),
            Published(number(10**9) / number(31_000), "31 KB each, idle", sources.CENTRIFUGO_IDLE),
            Published(number(450_000) / number(15), "450,000 in 15 GB, until it was full", sources.PHOENIX_MILLIONS),
            Published(
                number(2_000_000) / number(128),
                "2 million on a machine of 128 GB",
                sources.PHOENIX_MILLIONS,
                "by the machine's memory, not by what was used of it",
            ),
        ),
    ),
    Derivation(
        limits.DELIVERIES_A_VCPU,
        "From the same test, beside its 25,000 connections; rtgen measured eight times as many on an idle vCPU.",
        (
            Published(
                number(500_000) / number(40),
                "500,000/s on 40 vCPU, beside a million connections",
                sources.CENTRIFUGO_MILLION,
            ),
            Published(number(limits.BURST_DELIVERIES_A_VCPU.value), "a burst, on loopback", sources.MEASURED),
        ),
    ),
    Derivation(
        limits.CONNECTS_A_VCPU,
        "What was measured with the clients on the same cores; the server's own share leaves room for tokens, "
        "subscriptions and recovery. That this is enough is an assumption.",
        (
            Published(number(4_000) / number(2), "4,000 a second on 2 cores, clients included", sources.MEASURED),
            Published(number(1) / number(Fraction("0.0001")), "0.1 ms of the server's CPU each", sources.MEASURED),
            Published(
                number(200_000) / number(60) / number(40),
                "200,000 a minute on 40 vCPU",
                sources.CENTRIFUGO_MILLION,
                "so many came back in that test, not the most that it took",
            ),
        ),
    ),
)
REDIS = (
    Derivation(
        limits.REDIS_DELIVERIES,
        "No figure of an ElastiCache node was found; so it is what three nodes in cluster mode still did, and "
        "three fifths of one node alone on dedicated cores.",
        (
            Published(number(650_000), "one node, dedicated cores, 256 B", sources.CENTRIFUGO_PUB_SUB),
            Published(number(400_000), "three nodes in cluster mode", sources.CENTRIFUGO_PUB_SUB),
            Published(
                number(100_000),
                "pointer updates through one Redis, at peak",
                sources.CANVA_POINTERS,
                "so many were sent, not the most that it took",
            ),
        ),
    ),
    Derivation(
        limits.REDIS_NODE_CONNECTIONS,
        "AWS's own figure, the same for every node type. A task connects to each shard, so more shards do not help.",
        (Published(number(65_000), "a node", sources.ELASTICACHE_CONNECTIONS),),
    ),
)
LOAD_BALANCER = (
    Derivation(limits.LCU_CONNECTIONS, _AWS, (Published(number(3_000), "a minute", sources.ALB_PRICING),)),
    Derivation(limits.LCU_NEW_CONNECTIONS, _AWS, (Published(number(25), "a second", sources.ALB_PRICING),)),
    Derivation(limits.LOAD_BALANCER_TARGETS, _AWS, (Published(number(1_000), "by default", sources.ALB_QUOTAS),)),
)
DERIVATIONS = (*GATEWAY, *REDIS, *LOAD_BALANCER)
