"""Code that a stack's README shows: how a client connects, and how a hook looks."""

from __future__ import annotations

import re

from rtgen.decide.decisions import FeatureDecisions
from rtgen.domain.vocabulary import Access, Publisher
from rtgen.plan.model import Plan
from rtgen.plan.transports import connections

_VARIABLE = re.compile(r"\b(ROOM|TOPIC|DOCUMENT|ITEM|USER)\b")


def published_channel(plan: Plan) -> str:
    """A channel that the backend publishes into, with an id in it."""
    by_server = {each.feature.id for each in plan.decisions.features if each.feature.publish.by is Publisher.SERVER}
    templates = [channel.template for channel in plan.channels]
    chosen = [channel.template for channel in plan.channels if channel.feature in by_server]
    return example((chosen or templates)[0])


def example(template: str) -> str:
    """A channel's name with ids in the place of its variable parts: `order-chat:42`."""
    return _VARIABLE.sub("42", template)


def client(plan: Plan) -> str | None:
    """JavaScript that connects, subscribes and notices a gap; None where no feature holds a connection."""
    opened = connections(plan.decisions)
    if not opened:
        return None
    connection, shown = opened[0], opened[0].features[0]
    channel = example(next(each.template for each in plan.channels if each.feature == shown.feature.id))
    given = plan.stack is not None and plan.stack.certificate_given
    host = "your name, which points at the stack" if given else "the output `url`, without https://"
    return f"""\
import {{ Centrifuge }} from "centrifuge";
import contract from "./client-contract.json" with {{ type: "json" }};

const host = "live.example.com"; // {host}
const {{ transports, emulation_path, sdk_options }} = contract.connections.{connection.transports[0]};

const client = new Centrifuge(
  transports.map(({{ transport, scheme, path }}) => ({{ transport, endpoint: `${{scheme}}s://${{host}}${{path}}` }})),
  {{
    ...sdk_options,
    emulationEndpoint: `https://${{host}}${{emulation_path}}`,
    getToken: () => fetch("/live/token").then((answer) => answer.text()), // your backend's
  }},
);

const subscription = client.newSubscription("{channel}"{_subscription_token(shown, channel)});
subscription.on("publication", ({{ data }}) => console.log(data));
subscription.on("subscribed", ({{ wasRecovering, recovered }}) => {{
  if (wasRecovering && !recovered) loadPresentState(); // more was missed than the history holds
}});
subscription.subscribe();
client.connect();"""


def _subscription_token(shown: FeatureDecisions, channel: str) -> str:
    if shown.feature.access is not Access.TOKEN:
        return ""
    return f""", {{
  getToken: () => fetch("/live/token?channel={channel}").then((answer) => answer.text()),
}}"""
