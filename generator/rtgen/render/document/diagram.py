"""The architecture, the way of a message and a reconnect as Mermaid diagrams.

Labels are rtgen's own words; user text stays out of them.
"""

from __future__ import annotations

from rtgen.domain.vocabulary import Provider, Publisher, Tier, Transport
from rtgen.plan.model import Edge, ManagedPlan, OwnServer, Plan, RedisPlan, StackPlan
from rtgen.render.document import words

_QUEUE = (
    '    queue[("Queue<br/>SQS")]',
    '    publisher["Publisher<br/>function"]',
    '    dead[("Dead letters<br/>SQS")]',
)
_INBOX = (
    '    inbox[("Inbox<br/>SQS")]',
    '    unread[("Dead letters of the inbox<br/>SQS")]',
)
_AT_PROVIDER = {
    Provider.ABLY: "app, keys, rules of the channels",
    Provider.PUSHER: "an app, made by hand",
    Provider.SUPABASE: "your project, with its policies",
}
_KEY = {
    Provider.ABLY: "its own key",
    Provider.PUSHER: "the app's key",
    Provider.SUPABASE: "the service key",
}
_KEYS = {
    Provider.ABLY: "a key for each purpose",
    Provider.PUSHER: "the app's keys",
    Provider.SUPABASE: "the project's keys",
}


def architecture(plan: Plan, stack: StackPlan) -> str:
    """What a message passes on its way."""
    held = dict.fromkeys(
        words.transport(each.transport.choice)
        for each in plan.decisions.features
        if each.transport.choice in {Transport.WEBSOCKET, Transport.SSE}
    )
    carried = words.listed(list(held)) or "connections"
    sizes = [capacity.size for capacity in plan.decisions.environments]
    most = max((size.tasks_max for size in sizes), default=1)
    tasks = "1 task" if most == 1 else f"up to {most} tasks"
    lines = [
        "flowchart TB",
        '  clients(["Clients<br/>browsers and apps"])',
        '  backend(["Your backend"])',
        _edge(stack.edge),
        f'  subgraph private ["Private subnets in {stack.zones} zones"]',
        f'    publish["Internal load balancer<br/>{_balanced(stack.edge)}"]',
        f'    gateway["Gateway<br/>{"your own server" if stack.own else "Centrifugo"}, {tasks}"]',
    ]
    if stack.redis is not None:
        lines.append(f'    redis[("{_nodes(stack.redis)}")]')
    lines += [
        "  end",
        '  watch["CloudWatch<br/>dashboard and alarms"]',
        f'  clients -- "{carried}" --> edge',
        "  edge --> gateway" if stack.edge is Edge.DOMAIN else '  edge -- "VPC origin" --> publish',
        '  backend -- "publishes, with the API key" --> publish --> gateway',
    ]
    if stack.redis is not None:
        lines.append("  gateway <--> redis")
    if stack.proxies:
        lines.append(f'  backend <-. "is asked: {words.listed(stack.proxies)}" .-> gateway')
    return "\n".join([*lines, "  gateway -. metrics .-> watch"])


def _nodes(redis: RedisPlan) -> str:
    if redis.given:
        return "Redis<br/>yours"
    copies = "one node" if redis.replicas == 0 else f"primary and {words.replicas(redis.replicas)}"
    each = f"{redis.shards} shards, each " if redis.sharded else ""
    return f"Valkey<br/>{each}{copies}"


def around_provider(plan: Plan, managed: ManagedPlan) -> str:
    """Who asks whom where a provider holds the connections."""
    features = plan.decisions.features
    carried = [each for each in features if each.transport.choice is not Transport.SHORT_POLLING]
    held = words.listed(list(dict.fromkeys(words.transport(each.transport.choice) for each in carried)))
    keys = '  tokens -- "verifies and signs with" --> keys'
    publishes = []
    if len(carried) < len(features):
        publishes.append('  clients -- "ask now and then" --> backend')
    if any(each.feature.publish.by is Publisher.SERVER for each in carried):
        publishes.append(f'  backend -- "publishes, with {_KEY[managed.provider]}" --> provider')
    if managed.queue is not None:
        publishes += [
            '  backend -- "sends what must arrive" --> queue --> publisher',
            '  publisher -- "publishes, again if it must" --> provider',
            "  publisher -. what cannot be published .-> dead",
        ]
    if managed.inbox is not None:
        publishes += [
            '  provider -- "puts what clients published, by a role" --> inbox',
            '  inbox -- "is read by" --> backend',
            "  inbox -. what is not taken .-> unread",
        ]
    return "\n".join(
        [
            "flowchart TB",
            '  clients(["Clients<br/>browsers and apps"])',
            '  backend(["Your backend"])',
            f'  provider["{managed.provider.value.capitalize()}<br/>{_AT_PROVIDER[managed.provider]}"]',
            "  subgraph aws [AWS]",
            f'    tokens["Token endpoint<br/>{_asked(managed)} and function"]',
            *(_QUEUE if managed.queue is not None else ()),
            *(_INBOX if managed.inbox is not None else ()),
            *(['    usage["Check of the limits<br/>function, every five minutes"]'] if managed.watched else []),
            f'    keys[("Secrets Manager<br/>{_KEYS[managed.provider]}")]',
            '    watch["CloudWatch<br/>alarms"]',
            "  end",
            '  clients -- "asks for a token" --> tokens',
            f'  clients -- "{held}, with that token" --> provider',
            *publishes,
            *(['  usage -- "asks how much is used" --> provider'] if managed.watched else []),
            keys,
            "  tokens -. metrics .-> watch",
            *(["  usage -. metrics .-> watch"] if managed.watched else []),
            *(("  publisher -. metrics .-> watch",) if managed.queue is not None else ()),
            *(("  inbox -. metrics .-> watch",) if managed.inbox is not None else ()),
        ]
    )


def _asked(managed: ManagedPlan) -> str:
    return "route of your HTTP API" if managed.endpoint.api_given else "HTTP API"


def _edge(edge: Edge) -> str:
    match edge:
        case Edge.DOMAIN:
            return '  edge["Load balancer<br/>TLS and WAF"]'
        case Edge.CLOUDFRONT:
            return '  edge["CloudFront<br/>TLS and WAF"]'


def _balanced(edge: Edge) -> str:
    match edge:
        case Edge.DOMAIN:
            return "publish API"
        case Edge.CLOUDFRONT:
            return "clients and publish API"


def message(plan: Plan, stack: StackPlan) -> str:
    """What happens between a publication and the screens of those who are subscribed."""
    asked = any("publish_proxy_enabled" in each.options for each in plan.channels)
    clients = asked or any("allow_publish_for_subscriber" in each.options for each in plan.channels)
    multi = stack.tier is Tier.MULTI
    lines = ["sequenceDiagram"]
    lines += ["  participant K as Client"] if clients else []
    lines += ["  participant P as Your backend", f"  participant A as Gateway{' task' if multi else ''}"]
    lines += [f"  participant R as {'Redis' if stack.redis.given else 'Valkey'}"] if stack.redis is not None else []
    lines += ["  participant B as Gateway task"] if multi else []
    lines += ["  participant S as Subscriber"]
    lines += ["  alt a client publishes", "    K->>A: publish, on its connection"] if clients else []
    lines += ["    A->>P: may this user?", "    P-->>A: yes"] if asked else []
    by_backend = "P->>A: publish, by the internal API"
    lines += ["  else your backend publishes", f"    {by_backend}", "  end"] if clients else [f"  {by_backend}"]
    if stack.own is not None:
        return "\n".join([*lines, *_by_own_server(stack)])
    if stack.redis is None:
        lines += ["  Note over A: keeps it as long as the history says", "  A-->>S: in the order of the channel"]
    else:
        lines += ["  A->>R: keep and publish, in one step"]
        lines += (
            ["  R-->>B: to every task with a subscriber", "  B-->>S: in the order of the channel"]
            if multi
            else ["  R-->>A: to the task", "  A-->>S: in the order of the channel"]
        )
    return "\n".join([*lines, "  Note over S: a gap in the offsets? then it recovers"])


def _by_own_server(stack: StackPlan) -> tuple[str, ...]:
    """What the contract asks of a server of the user's own."""
    if stack.redis is None or stack.tier is not Tier.MULTI:
        return ("  A-->>S: to who is subscribed",)
    return ("  A->>R: publish", "  R-->>B: to every task with a subscriber", "  B-->>S: to who is subscribed")


_RECOVERED = """  C->>B: subscribe, from its last offset and epoch
  alt the history reaches back far enough
    B-->>C: recovered, with the messages that it missed
  else it does not
    B-->>C: subscribed, not recovered
    Note over C: loads the present state from the backend
  end"""
_RESUMED = """  C->>B: subscribe again
  B-->>C: what it missed, as far back as the history reaches
  Note over C: loads the present state from the backend where that is not enough"""
_RELOADED = """  C->>B: subscribe again
  Note over C: loads the present state from the backend"""


def reconnect(first_wait: str, own: OwnServer | None) -> str:
    """A connection that is lost, and how the client comes back."""
    resumed = _RECOVERED if own is None else _RESUMED if own.gateway.resume else _RELOADED
    return f"""sequenceDiagram
  participant C as Client
  participant E as Load balancer
  participant A as Gateway task, old
  participant B as Gateway task
  Note over C,A: a deployment, a lost zone, another network
  A--xC: the connection ends
  Note over C: waits {first_wait}, at random
  C->>E: connect, with its token
  E->>B: passes it on
  B-->>C: connected
{resumed}"""
