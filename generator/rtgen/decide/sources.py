"""What the rules and numbers of this package rest on, each with the day on which it was read."""

from __future__ import annotations

from rtgen.decide.decision import Source

_READ = "2026-11-23"
_READ_LATER = "2026-11-24"
_READ_LAST = "2026-11-27"
_READ_NOW = "2026-11-30"


def _source(title: str, url: str) -> Source:
    return Source(title, url, _READ)


def _later(title: str, url: str) -> Source:
    return Source(title, url, _READ_LATER)


def _last(title: str, url: str) -> Source:
    return Source(title, url, _READ_LAST)


def _now(title: str, url: str) -> Source:
    return Source(title, url, _READ_NOW)


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
CENTRIFUGO_IDLE = _source(
    "Centrifugo: tuning idle connections", "https://centrifugal.dev/blog/2026/08/17/tuning-idle-connections"
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
MEASURED_REDIS = _now(
    "Measured by rtgen: Redis 7.0.15 with TLS, 3,000 connections, half of them subscribed, loopback",
    "https://github.com/redis/redis/releases/tag/7.0.15",
)

PHOENIX_MILLIONS = _source(
    "Phoenix: the road to two million connections",
    "https://phoenixframework.org/blog/the-road-to-2-million-websocket-connections",
)
NETFLIX_PUSHY = _last(
    "Netflix: Pushy to the limit (a copy)",
    "https://netflixtechblog.com/pushy-to-the-limit-evolving-netflixs-websocket-proxy-for-the-future-b468bc0ff658",
)
LINKEDIN_LIKES = _last(
    "LinkedIn: a million likes a second (notes on the talk)",
    "https://deepstash.com/idea/84048/challenge-1-the-delivery-pipe",
)
WHATSAPP_MILLION = _last("WhatsApp: one million connections (a copy)", "https://blog.whatsapp.com/on-e-millio-n")
STACK_OVERFLOW = _last(
    "Stack Overflow: the architecture, 2016 edition (as quoted)",
    "https://nickcraver.com/blog/2016/02/17/stack-overflow-the-architecture-2016-edition/",
)
MATTERMOST = _last(
    "Mattermost: scale up to 88,000 users", "https://docs.mattermost.com/scale/scale-to-88000-users.html"
)
CANVA_POINTERS = _last(
    "Canva: real-time mouse pointers (notes on the post)",
    "https://dev.to/the_infinity/my-notes-on-canvas-real-time-mouse-pointer-implementation-4g7a",
)

ALB_STICKY = _source(
    "AWS: sticky sessions of an Application Load Balancer",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html",
)
ALB_ATTRIBUTES = _source(
    "AWS: target group attributes of an Application Load Balancer",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html",
)
ALB_QUOTAS = _source(
    "AWS: quotas of Application Load Balancers",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html",
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
ELASTICACHE_CONNECTIONS = _now(
    "AWS: large number of connections to an ElastiCache node",
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/BestPractices.Clients.Redis.Connections.html",
)
ELASTICACHE_PUB_SUB = _source(
    "AWS: ElastiCache best practices for pub/sub",
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/WorkingWithRedis.html",
)

ABLY_LIMITS = _later("Ably: limits of its packages", "https://ably.com/docs/platform/pricing/limits")
ABLY_PRICING = _source("Ably: pricing", "https://ably.com/docs/platform/pricing")
ABLY_COUNTING = _later("Ably: message counting", "https://ably.com/docs/platform/pricing/message-counting")
ABLY_STATES = _source("Ably: connection states and recovery", "https://ably.com/docs/connect/states")
ABLY_ORDERING = _later("Ably: message ordering", "https://ably.com/docs/platform/architecture/message-ordering")
ABLY_CHANNELS = _later("Ably: channels, their names and rules", "https://ably.com/docs/channels")
ABLY_REGIONS = _later(
    "Ably: regional routing and storage", "https://ably.com/docs/platform/account/enterprise-customization"
)
ABLY_TOKENS = _source("Ably: token authentication", "https://ably.com/docs/auth/token")
ABLY_WEBHOOKS = _later("Ably: webhooks", "https://ably.com/docs/platform/integrations/webhooks")
ABLY_PUB_SUB_PRICING = _now("Ably: Pub/Sub pricing", "https://ably.com/docs/pub-sub/pricing")
ABLY_SQS = _now("Ably: integration with Amazon SQS", "https://ably.com/docs/platform/integrations/streaming/sqs")
ABLY_STATISTICS = _now("Ably: statistics", "https://ably.com/docs/metadata-stats/stats")
ABLY_STORAGE = _now("Ably: message storage", "https://ably.com/docs/storage-history/storage")
ABLY_SDK = _now("ably-js 2.28: how it connects", "https://github.com/ably/ably-js/tree/2.28.0")
PUSHER_SDK = _now("pusher-js 8.6: how it connects", "https://github.com/pusher/pusher-js/tree/v8.6.0")
SUPABASE_SDK = _now(
    "Supabase Realtime: no fallback where WebSocket is blocked", "https://github.com/supabase/realtime/issues/242"
)
PUSHER_PRICING = _later(
    "Pusher Channels: plans (second-hand, of 2026-05-08)",
    "https://github.com/api-evangelist/pusher/blob/main/plans/pusher-plans-pricing.yml",
)
PUSHER_API = _source("Pusher Channels: HTTP API", "https://pusher.com/docs/channels/library_auth_reference/rest-api")
PUSHER_CHANNELS = _later("Pusher Channels: channel names", "https://pusher.com/docs/channels/using_channels/channels")
PUSHER_PRESENCE = _later(
    "Pusher Channels: presence channels", "https://pusher.com/docs/channels/using_channels/presence-channels"
)
PUSHER_EVENTS = _source("Pusher Channels: events", "https://pusher.com/docs/channels/using_channels/events")
PUSHER_HISTORY = _source("Pusher Channels: support topics", "https://docs.bird.com/pusher/channels")
PUSHER_WEBHOOKS = _source("Pusher Channels: webhooks", "https://pusher.com/docs/channels/server_api/webhooks")
PUSHER_AUTH = _source("Pusher Channels: authorisation", "https://pusher.com/docs/channels/server_api/authorizing-users")
PUSHER_CLUSTERS = _later("Pusher Channels: clusters", "https://pusher.com/docs/clusters")
PUSHER_COUNTING = _later(
    "Pusher Channels: how messages are counted",
    "https://docs.bird.com/pusher/channels/channels/limits/how-is-my-message-count-calculated-in-channels",
)
PUSHER_SUBSCRIPTIONS = _later(
    "Pusher Channels: how connections are counted",
    "https://docs.bird.com/pusher/channels/channels/limits/how-are-concurrent-connections-counted",
)
PUSHER_DELIVERY = _later(
    "Pusher Channels: delivery is not guaranteed",
    "https://docs.bird.com/pusher/channels/channels/events/does-channels-guarantee-message-delivery-to-clients",
)
PUSHER_LIMIT_MAILS = _now(
    "Pusher Channels: what happens at a plan's limits",
    "https://docs.bird.com/pusher/channels/channels/limits/what-happens-when-i-hit-my-channels-plan-limits",
)
PUSHER_LIMIT_CONTACTS = _now(
    "Pusher Channels: who gets its mails about limits",
    "https://docs.bird.com/pusher/channels/channels/limits/"
    "how-can-i-add-other-contacts-to-my-channels-limits-notifications",
)
PUSHER_ACCOUNT_LIMITS = _now(
    "Pusher Channels: limits are of the account",
    "https://docs.bird.com/pusher/account-billing/account-billing/plans/"
    "how-does-my-channels-plan-level-affect-the-limits-of-my-apps",
)
SUPABASE_METRICS = _now("Supabase: Metrics API", "https://supabase.com/docs/guides/monitoring-and-debugging/metrics")
SUPABASE_SERIES = _now(
    "Supabase: series of the Metrics API", "https://github.com/supabase/supabase-grafana/blob/main/metrics.md"
)
SUPABASE_SETTINGS = _now(
    "Supabase: Management API, Realtime's settings", "https://supabase.com/docs/reference/api/v1-get-realtime-config"
)
SUPABASE_LIMITS = _later("Supabase: Realtime limits", "https://supabase.com/docs/guides/realtime/limits")
SUPABASE_CONNECTIONS = _later(
    "Supabase: price of peak connections",
    "https://supabase.com/docs/guides/platform/manage-your-usage/realtime-peak-connections",
)
SUPABASE_MESSAGES = _later(
    "Supabase: price of Realtime messages",
    "https://supabase.com/docs/guides/platform/manage-your-usage/realtime-messages",
)
SUPABASE_REGIONS = _later("Supabase: regions", "https://supabase.com/docs/guides/platform/regions")
SUPABASE_BROADCAST = _later("Supabase: Broadcast", "https://supabase.com/docs/guides/realtime/broadcast")
SUPABASE_DELIVERY = _later("Supabase Realtime: delivery is not guaranteed", "https://github.com/supabase/realtime")
SUPABASE_AUTHORIZATION = _later(
    "Supabase: Realtime authorisation", "https://supabase.com/docs/guides/realtime/authorization"
)
API_GATEWAY_QUOTAS = _source(
    "AWS: quotas of API Gateway WebSocket APIs",
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html",
)
HTTP_API_THROTTLING = _now(
    "AWS: throttling of HTTP APIs",
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html",
)
HTTP_API_CORS = _now(
    "AWS: CORS of HTTP APIs", "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html"
)
API_GATEWAY_PRICING = _source("AWS: API Gateway pricing (us-east-1)", "https://aws.amazon.com/api-gateway/pricing/")
APPSYNC_EVENTS = _source(
    "AWS: AppSync Events, concepts and quotas (second-hand in part)",
    "https://docs.aws.amazon.com/appsync/latest/eventapi/event-api-concepts.html",
)
APPSYNC_PRICING = _source(
    "AWS: AppSync pricing (us-east-1, second-hand, of 2026-09-11)", "https://aws.amazon.com/appsync/pricing/"
)
DOCKER_HUB = _later("Docker: usage and limits of Docker Hub", "https://docs.docker.com/docker-hub/usage/")
