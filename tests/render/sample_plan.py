"""A plan made by hand, with every kind of entry that a text can show; tests change the part that they speak of.

It is made by hand, so that a text's test fails for the text alone and not for another decision or size.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from builders import make_feature_set
from rtgen.decide import decide
from rtgen.decide.decision import Decision, Edit, Fact, Figure, Finding, Rejected, Source
from rtgen.decide.decisions import (
    BillLine,
    Candidate,
    Decisions,
    EnvironmentCapacity,
    FeatureDecisions,
    Misfit,
    NodeSize,
    NotRendered,
    ProviderDecision,
    Reconnect,
    Verdict,
)
from rtgen.decide.lock import Recorded
from rtgen.decide.provider.break_even import BreakEven, Crossing
from rtgen.decide.threshold import Threshold
from rtgen.decide.topology import RedisDecision, StickySessions, TierDecision, TierEdge
from rtgen.diagnostics import Location, Severity
from rtgen.domain.constraints import Constraint
from rtgen.domain.features import Channel, Feature, ForcedTransport, Publish
from rtgen.domain.platform import Waiver
from rtgen.domain.provenance import GIVEN, DefaultOf, Provenance
from rtgen.domain.vocabulary import (
    Access,
    Communication,
    Delivery,
    Kind,
    Offline,
    Ordering,
    Pattern,
    Provider,
    Publisher,
    RateUnit,
    RedisMode,
    Scope,
    Tier,
    Transport,
)
from rtgen.plan.bill import Cost, CostLine
from rtgen.plan.model import ChannelPlan, Edge, EnvironmentPlan, Plan, RedisPlan, Resource, StackPlan, Timeouts
from rtgen.plan.rubric import Dimension, DimensionName, Evidence, Score

WHATWG = Source("HTML Standard: server-sent events", "https://html.spec.whatwg.org/#server-sent-events", "2026-11-23")
CENTRIFUGO = Source("Centrifugo: load balancing", "https://centrifugal.dev/docs/server/load_balancing", "2026-11-23")
PRICES = Source("Ably: pricing", "https://ably.com/docs/platform/pricing", "2026-11-23")


def feature(identifier: str, kind: Kind, communication: Communication, **changes: object) -> Feature:
    """A feature of a kind, complete; `changes` are fields of Feature."""
    complete = Feature(
        id=identifier,
        title=identifier.replace("-", " ").capitalize(),
        kind=kind,
        communication=communication,
        audience="default",
        users=40_000,
        channel=Channel(Scope.ROOM, members=8, max_members=200, per_user=3),
        access=Access.TOKEN,
        publish=Publish(Fraction(3, 60), RateUnit.USER, 1024, Publisher.CLIENT),
        latency=None,
        freshness=None,
        ordering=Ordering.NONE,
        delivery=Delivery.AT_MOST_ONCE,
        history=300,
        offline=Offline.DROP,
        request_response=False,
        event_sourced=False,
        sync=None,
        public_because=None,
        forced=None,
        renamed_from=None,
        provenance=Provenance(
            Location("spec.yaml", 8, 3),
            {"kind": (1, 11, 1), "publish.rate": (2, 21, 1)},
            DefaultOf(f"kind {kind.value}"),
        ),
    )
    return complete._replace(**changes)  # type: ignore[arg-type]


def _fact(subject: str, value: str, kind: str) -> Fact:
    return Fact(subject, value, DefaultOf(f"kind {kind}"))


def _pattern(rule: str, pattern: Pattern, because: str) -> Decision[Pattern]:
    return Decision(rule, pattern, because, (), (), ())


_ROOMS = _pattern("RT605", Pattern.ROOM_BASED, "Its channels stand for rooms.")
_PUB_SUB = _pattern("RT601", Pattern.PUB_SUB, "Several users are subscribed to one channel.")

_CHAT = FeatureDecisions(
    feature=feature(
        "order-chat",
        Kind.CHAT,
        Communication.BIDIRECTIONAL,
        title="Buyer | seller <chat>",
        ordering=Ordering.CHANNEL,
        delivery=Delivery.AT_LEAST_ONCE,
        history=604_800,
        offline=Offline.QUEUE,
    ),
    transport=Decision(
        rule="RT304",
        choice=Transport.WEBSOCKET,
        because="Both sides send, so one connection must carry both directions.",
        facts=(
            _fact(".communication", "bidirectional", "chat"),
            Fact(".kind", "chat", GIVEN),
        ),
        rejected=(
            Rejected("sse", "It carries server to client only; sending would need a request each."),
            Rejected("long-polling", "Every message would cost a request and a wait."),
        ),
        sources=(WHATWG,),
    ),
    fallbacks=("http_stream", "sse"),
    sync=None,
    heartbeat=False,
    poll_interval=None,
    patterns=(_PUB_SUB, _ROOMS),
    channels=15_000,
    publications=Fraction(2000),
    deliveries=Fraction(16_000),
)
_TICKER = FeatureDecisions(
    feature=feature(
        "price-ticker",
        Kind.LIVE_FEED,
        Communication.SERVER_TO_CLIENT,
        channel=Channel(Scope.TOPIC, members=40_000, max_members=40_000, per_user=1),
        access=Access.PUBLIC,
        public_because="prices are on the public page",
        publish=Publish(Fraction(1), RateUnit.CHANNEL, 512, Publisher.SERVER),
    ),
    transport=Decision(
        "RT305",
        Transport.SSE,
        "Only the server sends.",
        (),
        (Rejected("websocket", "Nothing is sent back."),),
        (WHATWG,),
    ),
    fallbacks=("http_stream",),
    sync=None,
    heartbeat=False,
    poll_interval=None,
    patterns=(_PUB_SUB,),
    channels=1,
    publications=Fraction(1),
    deliveries=Fraction(40_000),
)
_STATUS = FeatureDecisions(
    feature=feature(
        "parcel-status",
        Kind.ORDER_TRACKING,
        Communication.INFREQUENT,
        channel=Channel(Scope.USER, members=1, max_members=1, per_user=1),
        access=Access.OWN,
        freshness=Fraction(300),
        publish=Publish(Fraction(6, 3600), RateUnit.USER, 512, Publisher.SERVER),
        forced=ForcedTransport(Transport.SHORT_POLLING, "the old app knows nothing else"),
    ),
    transport=Decision("RT301", Transport.SHORT_POLLING, "The spec forces it.", (), (), ()),
    fallbacks=(),
    sync=None,
    heartbeat=False,
    poll_interval=Fraction(150),
    patterns=(),
    channels=40_000,
    publications=Fraction(200, 3),
    deliveries=Fraction(200, 3),
)
_VIEWERS = FeatureDecisions(
    feature=feature(
        "viewers",
        Kind.PRESENCE,
        Communication.PRESENCE,
        channel=Channel(Scope.ROOM, members=20, max_members=200, per_user=3),
        history=None,
        publish=Publish(Fraction(2, 3600), RateUnit.USER, 128, Publisher.CLIENT),
    ),
    transport=Decision("RT303", Transport.WEBSOCKET, "Who is online shows by its heartbeat.", (), (), ()),
    fallbacks=("http_stream", "sse"),
    sync=None,
    heartbeat=True,
    poll_interval=None,
    patterns=(_PUB_SUB, _ROOMS),
    channels=6000,
    publications=Fraction(200, 9),
    deliveries=Fraction(4000, 9),
)

_CAPACITY = (
    Figure("peak_connections", 80_000, "connections", "40000 websocket + 40000 sse"),
    Figure("max_connections", 120_000, "connections", "ceil(80000 × 1.0 × 1.5)"),
    Figure("tasks", 6, "tasks", "max(2, ceil(120000 / 25000))"),
)
AT_A_PROVIDER = Figure("provider_connections", 40_000, "connections at peak with growth", "ceil(40000 × 1 × 1) = 40000")


def _environment(name: str, tasks: tuple[int, int], node: str) -> EnvironmentCapacity:
    size = NodeSize(
        cpu=1024,
        memory_mib=2048,
        connections_per_task=25_000,
        scale_at=16_000,
        tasks_min=tasks[0],
        tasks_max=tasks[1],
        connect_rate=500,
        redis_node_type=node,
    )
    return EnvironmentCapacity(name, size, 12_000, _CAPACITY)


ABLY = Candidate(
    name="ably",
    title="Ably",
    provider=Provider.ABLY,
    tier="Pro",
    fits=True,
    rejections=(),
    more=0,
    losses=(),
    unknown=(),
    smaller=(Rejected("Standard", "40,000 connections at peak with growth; Ably Standard allows 10,000."),),
    monthly=Fraction(44466456, 10_000),
    bill=(
        BillLine("Pro plan", Fraction(1), Fraction(399), PRICES),
        BillLine("million messages", Fraction(161905824, 100_000), Fraction(5, 2), PRICES),
    ),
    room=Fraction(1, 5),
    remark="Volume discounts are not in the price.",
    nearest=Threshold(
        "provider_connections",
        40_000,
        50_000,
        "connections at peak with growth",
        Fraction(5, 4),
        Fraction(40_000),
        "Ably Enterprise",
    ),
)
PUSHER = Candidate(
    name="pusher",
    title="Pusher",
    provider=Provider.PUSHER,
    tier="Enterprise",
    fits=False,
    rejections=(
        Misfit(
            Verdict.REJECTS,
            "history window",
            "features.order-chat.history",
            "7 d of history; Pusher offers none.",
            2,
            PRICES,
            Location("spec.yaml", 12, 14),
            Location("spec.yaml", 12, 14),
        ),
    ),
    more=1,
    losses=(),
    unknown=("connection rate",),
    smaller=(),
    monthly=None,
    bill=(),
    room=None,
    remark="",
)
DECISIONS = Decisions(
    twice=(),
    load=decide(make_feature_set()).load,
    features=(_CHAT, _STATUS, _TICKER, _VIEWERS),
    tier=TierDecision(
        decision=Decision(
            rule="RT403",
            choice=Tier.MULTI,
            because="120,000 connections are more than one server should hold, and within 200,000.",
            facts=(Fact("platform.large_scale_connections", "200000", Location("spec.yaml", 40, 3)),),
            rejected=(Rejected("single", "Holds up to 10,000."), Rejected("managed", "Begins above 200,000.")),
            sources=(CENTRIFUGO,),
        ),
        peak_connections=_CAPACITY[0],
        max_connections=_CAPACITY[1],
        threshold=200_000,
        stays_to=TierEdge(220_000, Tier.MANAGED),
        falls=None,
    ),
    redis=RedisDecision(
        decision=Decision(
            "RT410",
            RedisMode.REPLICATED,
            "One primary carries the deliveries; a replica takes over.",
            (),
            (Rejected("cluster", "Its classic pub/sub sends every message to every node."),),
            (),
        ),
        shards=1,
        replicas=1,
    ),
    sticky=Decision(
        "RT420", StickySessions(enabled=True, seconds=180), "A reconnect finds its warm server.", (), (), ()
    ),
    pooling=Decision("RT430", "one connection for each transport", "All features share it.", (), (), ()),
    provider=ProviderDecision(
        Decision(
            "RT870",
            None,
            "The multi tier runs its own gateway; Ably Pro would fit, at 4,447 USD a month.",
            (),
            (),
            (PRICES,),
        ),
        (ABLY, PUSHER),
    ),
    reconnect=Reconnect(
        min_delay_ms=2_000, max_delay_ms=20_000, storm_connections=25_000, storm_rate=2_400, accept_rate=2_500
    ),
    capacity=_CAPACITY,
    thresholds=(
        Threshold("tier", 60_000, 100_000, "connections", Fraction(5, 3), Fraction(40_000), "managed tier"),
        Threshold(
            "redis_node_type", 5 << 30, 6 << 30, "bytes kept", Fraction("1.19"), Fraction(40_000), "a larger one"
        ),
    ),
    recorded={
        "features.order-chat.transport": Recorded("websocket", "bidirectional", 1),
        "tier": Recorded("multi", "managed allow; availability standard; connections 40000", 0),
    },
    environments=(_environment("prod", (6, 12), "cache.m7g.large"), _environment("staging", (2, 4), "cache.t4g.small")),
    not_rendered=(NotRendered("the poll service", "it comes with a later version", ("parcel-status",)),),
    findings=(
        Finding(
            "T34",
            Severity.WARNING,
            "order-chat",
            "Publishing by clients has no rate limit without a backend to ask.",
            "Give platform.backend.url, or publish.by: server.",
            Location("shop/spec.yaml", 12, 5),
            evidence="allow_publish_for_subscriber",
            edit=Edit("features.order-chat.publish.by", "server"),
        ),
        Finding(
            "T32",
            Severity.WARNING,
            "parcel-status",
            "A freshness of 5 s is a real-time need, and this feature is polled.",
            "Use Server-Sent Events.",
            Location("shop/spec.yaml", 31, 5),
            waived=Waiver(
                "T32",
                "parcel-status",
                "the old app | until it is gone",
                date(2027, 3, 1),
                Provenance(Location("shop/spec.yaml", 50, 3), {}, DefaultOf("a waiver")),
            ),
        ),
    ),
)


def _channel(
    decided: FeatureDecisions, template: str, subscribe: str, publish: str, proxies: tuple[str, ...] = ()
) -> ChannelPlan:
    return ChannelPlan(
        feature=decided.feature.id,
        title=decided.feature.title,
        namespace=decided.feature.id,
        template=template,
        scope=decided.feature.channel.scope,
        access=decided.feature.access,
        subscribe=subscribe,
        publish=publish,
        history_size=0 if decided.feature.history is None else 300,
        history_ttl_s=decided.feature.history or 0,
        options={"publish_proxy_enabled": True} if proxies else {},
        proxies=proxies,
    )


_HOLDER = "who holds a subscription token that the backend signed for this channel"
_CHANNELS = (
    _channel(_CHAT, "order-chat:ROOM", _HOLDER, "clients, when the backend lets them", ("publish",)),
    _channel(_STATUS, "parcel-status:#USER", "the user alone", "the backend alone"),
    _channel(_TICKER, "price-ticker:TOPIC", "everyone, without a token", "the backend alone"),
    _channel(_VIEWERS, "viewers:ROOM", _HOLDER, "clients, when the backend lets them", ("publish",)),
)

STACK = StackPlan(
    tier=Tier.MULTI,
    zones=2,
    nat_gateways=2,
    edge=Edge.DOMAIN,
    timeouts=Timeouts(
        heartbeat_s=25, pong_s=8, idle_s=120, origin_read_s=60, deregistration_s=30, shutdown_s=30, stop_s=120
    ),
    sticky_s=180,
    redis=RedisPlan(replicas=1, prefix="storefront-live"),
    jwks=False,
    packs_config=False,
    token_variable="CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY",  # noqa: S106 - a name, not a secret
    proxies=("publish",),
    publishes_from=False,
    resources=(
        Resource("aws:ec2/vpc:Vpc", "network", "network", protect=False),
        Resource("aws:elasticache/replicationGroup:ReplicationGroup", "redis", "redis", protect=True),
    ),
)

_LINES = (
    CostLine("Gateway tasks", "6 × 0.0395 × 730 h", Decimal("173.01"), Decimal("173.01"), Decimal("346.02"), PRICES),
    CostLine("Egress to clients", "7,884 GB × 0.09", Decimal(0), Decimal("709.56"), Decimal("1419.12"), PRICES),
    CostLine("Logs", "0.50 a GB; nobody knows how many", None, None, None, None),
)
COSTS = tuple(
    Cost(name, "eu-west-1", "us-east-1", "2026-11-23", lines)
    for name, lines in (("prod", _LINES), ("staging", (_LINES[0],)))
)
_EVIDENCE = Evidence(
    "a write that hangs is given up", "gateway/config.json websocket.write_timeout", "rtgen:tests/x.py::test_it"
)
_LACKING = {
    DimensionName.TRANSPORT: (3, ("`transport: auto` for `order-chat`", "RT308 resolved")),
    DimensionName.OFFLINE: (1, ("`history` for `news`",)),
}
SCORE = Score(
    tuple(
        Dimension(name, *(_LACKING.get(name, (5, ()))[:1]), (_EVIDENCE,), _LACKING.get(name, (5, ()))[1])
        for name in DimensionName
    )
)

PLAN = Plan(
    score=SCORE,
    name="storefront-live",
    title="Storefront live features",
    spec_file="shop/spec.yaml",
    decisions=DECISIONS,
    channels=_CHANNELS,
    environments=(
        EnvironmentPlan(
            "prod",
            "eu-west-1",
            {
                "protect": True,
                "gatewayImage": "centrifugo/centrifugo:v6.9.1",
                "gatewayTasksMin": 6,
                "origins": ["https://www.example.com"],
                "domainName": "live.example.com",
            },
        ),
        EnvironmentPlan(
            "staging",
            "eu-west-1",
            {
                "protect": False,
                "gatewayImage": "centrifugo/centrifugo:v6.9.1",
                "gatewayTasksMin": 2,
                "origins": [],
                "domainName": "staging.live.example.com",
            },
        ),
    ),
    gateway_config={
        "client": {"ping_interval": "25s", "pong_timeout": "8s", "queue_max_size": 1_048_576, "channel_limit": 64},
        "websocket": {"message_size_limit": 65_536, "write_timeout": "1s"},
    },
    client_contract={"provider": None, "sdk": {"name": "centrifuge-js"}},
    upstream=(Constraint("cloud", "aws", Location("docs/system-architecture.md", 3, 1), "We run on AWS."),),
    costs=COSTS,
    break_evens=(
        BreakEven(
            "ably",
            "Ably",
            Crossing(Fraction(1, 50), 1_600, Fraction(240), Fraction("476.17"), Fraction("577.52")),
            "Ably with the stack around it: at 1,600 connections",
        ),
        BreakEven("pusher", "Pusher", None, "Pusher with the stack around it: none up to 100 × the declared load"),
    ),
    stack=STACK,
)


def many(count: int) -> Plan:
    """The plan with that many chats instead."""
    chats = tuple(_CHAT._replace(feature=_CHAT.feature._replace(id=f"chat-{number}")) for number in range(count))
    channels = tuple(_CHANNELS[0]._replace(feature=each.feature.id, namespace=each.feature.id) for each in chats)
    return PLAN._replace(decisions=DECISIONS._replace(features=chats), channels=channels)
