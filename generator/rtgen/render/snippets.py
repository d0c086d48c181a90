"""Code that a stack's README shows: how a client connects, and how a hook looks."""

from __future__ import annotations

import re

from rtgen.decide.decisions import FeatureDecisions
from rtgen.domain.vocabulary import Access, Publisher, Transport
from rtgen.plan.model import Plan

SDK = "centrifuge@5.8.0"
"""The version that the client contract is written for, as npm names it."""

OVERRIDE = '''\
import pulumi_aws as aws


def edge_load_balancer(args: aws.lb.LoadBalancerArgs) -> aws.lb.LoadBalancerArgs:
    """Keeps capacity ready for the launch on Friday: 500 new connections a second are 20 units."""
    args.minimum_load_balancer_capacity = aws.lb.LoadBalancerMinimumLoadBalancerCapacityArgs(capacity_units=20)
    return args


def gateway_tasks(args: aws.ecs.TaskDefinitionArgs) -> aws.ecs.TaskDefinitionArgs:
    """Adds a tag that our cost report wants."""
    args.tags = {"cost-center": "4711"}
    return args
'''

_SCHEMES = {"websocket": "wss", "http_stream": "https", "sse": "https"}


def published_channel(plan: Plan) -> str:
    """A channel that the backend publishes into, with an id in it."""
    by_server = {each.feature.id for each in plan.decisions.features if each.feature.publish.by is Publisher.SERVER}
    templates = [channel.template for channel in plan.channels]
    chosen = [channel.template for channel in plan.channels if channel.feature in by_server]
    return example((chosen or templates)[0])


def example(template: str) -> str:
    """A channel's name with an id in the place of its variable part: `order-chat:42`."""
    return re.sub(r"[A-Z]+$", "42", template)


def client(plan: Plan) -> str | None:
    """JavaScript that connects, subscribes and notices a gap; None where every feature polls."""
    held = [each for each in plan.decisions.features if each.transport.choice in _HELD]
    if not held:
        return None
    shown = held[0]
    (template,) = [channel.template for channel in plan.channels if channel.feature == shown.feature.id]
    reconnect = plan.decisions.reconnect
    return f"""\
import {{ Centrifuge }} from "centrifuge";

const host = "live.example.com"; // the output `url`, without https://
const client = new Centrifuge(
  [
{_transports(shown)}
  ],
  {{
    emulationEndpoint: `https://${{host}}/emulation`,
    minReconnectDelay: {reconnect.min_delay_ms},
    maxReconnectDelay: {reconnect.max_delay_ms},
    getToken: () => fetch("/live/token").then((answer) => answer.text()),
  }},
);

const subscription = client.newSubscription("{example(template)}"{_subscription_token(shown, example(template))});
subscription.on("publication", ({{ data }}) => console.log(data));
subscription.on("subscribed", ({{ wasRecovering, recovered }}) => {{
  if (wasRecovering && !recovered) loadPresentState(); // more was missed than the history holds
}});
subscription.subscribe();
client.connect();"""


_HELD = {Transport.WEBSOCKET: "websocket", Transport.SSE: "sse"}


def _transports(shown: FeatureDecisions) -> str:
    names = (_HELD[shown.transport.choice], *shown.fallbacks)
    return "\n".join(
        f'    {{ transport: "{name}", endpoint: `{_SCHEMES[name]}://${{host}}/connection/{name}` }},' for name in names
    )


def _subscription_token(shown: FeatureDecisions, channel: str) -> str:
    if shown.feature.access is not Access.TOKEN:
        return ""
    return f""", {{
  getToken: () => fetch("/live/token?channel={channel}").then((answer) => answer.text()),
}}"""
