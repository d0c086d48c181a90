"""What the rules and numbers of this package rest on, each with the day on which it was read."""

from __future__ import annotations

from rtgen.decide.decision import Source

_READ = "2026-11-23"


def _source(title: str, url: str) -> Source:
    return Source(title, url, _READ)


MDN_WEBSOCKETS = _source("MDN: WebSockets API", "https://developer.mozilla.org/en-US/docs/Web/API/WebSockets_API")
MDN_SSE = _source("MDN: Server-sent events", "https://developer.mozilla.org/en-US/docs/Web/API/Server-sent_events")
RFC_6455 = _source("RFC 6455: The WebSocket Protocol", "https://www.rfc-editor.org/rfc/rfc6455")
RFC_6202 = _source("RFC 6202: Long polling and streaming in HTTP", "https://www.rfc-editor.org/rfc/rfc6202")
HTML_SSE = _source(
    "HTML Standard: server-sent events", "https://html.spec.whatwg.org/multipage/server-sent-events.html"
)
YJS = _source("Yjs: a CRDT for shared editing", "https://github.com/yjs/yjs")
HOCUSPOCUS = _source("Hocuspocus: a Yjs server over WebSocket", "https://tiptap.dev/docs/hocuspocus/introduction")
SHAREDB = _source("ShareDB: operational transformation", "https://github.com/share/sharedb")

CENTRIFUGO_TRANSPORTS = _source("Centrifugo: transports", "https://centrifugal.dev/docs/transports/overview")
CENTRIFUGO_CHANNELS = _source("Centrifugo: channels and namespaces", "https://centrifugal.dev/docs/server/channels")
CENTRIFUGO_HISTORY = _source(
    "Centrifugo: history and recovery", "https://centrifugal.dev/docs/server/history_and_recovery"
)
CENTRIFUGO_PRESENCE = _source("Centrifugo: online presence", "https://centrifugal.dev/docs/server/presence")
CENTRIFUGO_PROXY = _source("Centrifugo: proxying events to the backend", "https://centrifugal.dev/docs/server/proxy")
CENTRIFUGO_ENGINES = _source("Centrifugo: engines and Redis", "https://centrifugal.dev/docs/server/engines")
CENTRIFUGO_BALANCING = _source("Centrifugo: load balancing", "https://centrifugal.dev/docs/server/load_balancing")
CENTRIFUGO_CAPACITY = _source("Centrifugo: FAQ on connections and memory", "https://centrifugal.dev/docs/faq")
CENTRIFUGO_MILLION = _source(
    "Centrifugo: a million connections",
    "https://centrifugal.dev/blog/2020/02/10/million-connections-with-centrifugo",
)
CENTRIFUGO_PUB_SUB = _source(
    "Centrifugo: scaling Redis pub/sub", "https://centrifugal.dev/blog/2026/06/29/scaling-redis-pub-sub"
)
CENTRIFUGO_CONFIGURATION = _source(
    "Centrifugo: configuration (defaults of v6.9.1)", "https://centrifugal.dev/docs/server/configuration"
)
CENTRIFUGE_JS = _source(
    "centrifuge-js: transports and reconnection", "https://github.com/centrifugal/centrifuge-js/tree/5.8.0"
)
MEASURED = _source(
    "Measured by rtgen: Centrifugo 6.9.1, two cores, loopback",
    "https://github.com/centrifugal/centrifugo/releases/tag/v6.9.1",
)

ALB_STICKY = _source(
    "AWS: sticky sessions of an Application Load Balancer",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html",
)
ALB_ATTRIBUTES = _source(
    "AWS: target group attributes of an Application Load Balancer",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html",
)
ALB_PRICING = _source(
    "AWS: Elastic Load Balancing capacity units", "https://aws.amazon.com/elasticloadbalancing/pricing/"
)
FARGATE = _source(
    "AWS: Fargate task sizes and limits",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html",
)
ECS_DEPLOYMENT = _source(
    "AWS: ECS deployments", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html"
)
DYNAMODB_STREAMS = _source(
    "AWS: DynamoDB Streams", "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html"
)
WAF_RATE = _source(
    "AWS WAF: settings of a rate-based rule",
    "https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-high-level-settings.html",
)
ELASTICACHE_NODES = _source(
    "AWS: ElastiCache node types and their bandwidth",
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html",
)
ELASTICACHE_MEMORY = _source(
    "Memory of ElastiCache node types (second-hand)", "https://www.dragonflydb.io/finops/elasticache"
)
ELASTICACHE_RESERVED = _source(
    "AWS: available memory of an ElastiCache node",
    "https://repost.aws/knowledge-center/available-memory-elasticache-redis-node",
)
ELASTICACHE_PUB_SUB = _source(
    "AWS: ElastiCache best practices for pub/sub",
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/WorkingWithRedis.html",
)
