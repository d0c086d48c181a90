"""The files of `local/`: the stack's gateway on a laptop, and the page that shows a message delivered."""

from __future__ import annotations

from rtgen.domain.vocabulary import Access
from rtgen.filetree import RenderedFile
from rtgen.plan.environments import GATEWAY_IMAGE
from rtgen.plan.model import ChannelPlan, OwnServer, Plan, StackPlan
from rtgen.record import NamedTuple
from rtgen.render import markdown as md
from rtgen.render import stack_views
from rtgen.render.blueprints import rendered
from rtgen.render.configuration import ConfigEntry, identity_entries
from rtgen.render.document import words
from rtgen.render.snippets import example
from rtgen.render.views import Proxy

SHOWN_CHANNELS = 12

_PREFERENCE = (Access.TOKEN, Access.OWN, Access.PUBLIC, Access.PROXY)
"""The channel that the page shows first: one that refuses others, where there is one."""
_ASKS = {
    "publish": "for each publication of a client",
    "rpc": "for each call",
    "subscribe": "for each subscription",
}


class LocalView(NamedTuple):
    """Everything in `local/`. Texts are finished Markdown; names stand in commands as they are."""

    name: str
    title: str
    image: str
    redis: bool
    redis_given: bool
    """The cloud's Redis is there already; the gateway's user comes by its secret, and not in the configuration."""
    jwks: bool
    stream: bool
    """The stack's own clients do not use HTTP streaming, which the local client needs."""
    proxies: tuple[Proxy, ...]
    asks: str
    channel: str
    listens: bool
    """Some feature's clients connect to the gateway itself."""
    history: bool
    """The shown channel keeps something."""
    refused: str
    """A command that the gateway refuses; empty where everyone is let in."""
    refused_because: str
    channels: md.Table
    own: bool = False
    """The gateway is a server of the team's own, which may do more in Redis."""


class OwnLocalView(NamedTuple):
    """Everything in `local/` of a stack with a server of the user's own."""

    name: str
    title: str
    image: str
    port: int
    internal_port: int
    health: str
    metrics: str
    heartbeat_s: int
    shutdown_s: int
    stop_s: int
    redis: bool
    signs: bool
    identity: tuple[ConfigEntry, ...]
    own: bool = True


def local_files(plan: Plan) -> list[RenderedFile]:
    """The files of `local/`; none for a plan without a stack."""
    if plan.stack is None:
        return []
    if plan.stack.own is not None:
        own = own_view(plan, plan.stack, plan.stack.own)
        return [
            RenderedFile("local/README.md", _text("README_own.md", own), union=True),
            RenderedFile("local/compose.yaml", _text("compose_own.yaml", own), union=True),
        ]
    view = local_view(plan, plan.stack)
    names = ["README.md", "compose.yaml", "listen.py", "tokens.py", *(["backend.py"] if view.proxies else [])]
    return [RenderedFile(f"local/{name}", _text(name, view), union=not name.endswith(".py")) for name in names]


def own_view(plan: Plan, stack: StackPlan, own: OwnServer) -> OwnLocalView:
    """What the files of `local/` show of a plan with a server of the user's own."""
    gateway = own.gateway
    return OwnLocalView(
        name=plan.name,
        title=md.text(plan.title or plan.name),
        image=gateway.image,
        port=gateway.port,
        internal_port=gateway.metrics.port,
        health=gateway.health,
        metrics=gateway.metrics.path,
        heartbeat_s=stack.timeouts.heartbeat_s,
        shutdown_s=stack.timeouts.shutdown_s,
        stop_s=stack.timeouts.stop_s,
        redis=stack.redis is not None,
        signs=stack.token_variable is not None,
        identity=identity_entries(own),
    )


def local_view(plan: Plan, stack: StackPlan) -> LocalView:
    """What the files of `local/` show of a plan."""
    connected = [each for each in plan.channels if _carried(plan, each)]
    shown = min(connected or plan.channels, key=_preference)
    channel = example(shown.template)
    refused, because = _refusal(shown, channel) if connected else ("", "")
    stream = plan.gateway_config.get("http_stream")
    return LocalView(
        name=plan.name,
        title=md.text(plan.title or plan.name),
        image=GATEWAY_IMAGE,
        redis=stack.redis is not None,
        redis_given=stack.redis is not None and stack.redis.given,
        jwks=stack.jwks,
        stream=not (isinstance(stream, dict) and stream.get("enabled")),
        proxies=stack_views.containers_view(stack).proxies,
        asks=words.listed([_ASKS[name] for name in stack.proxies]),
        channel=channel,
        listens=bool(connected),
        history=bool(shown.history_size),
        refused=refused,
        refused_because=because,
        channels=_channels(plan),
    )


def _carried(plan: Plan, channel: ChannelPlan) -> bool:
    features = plan.client_contract.get("features")
    feature = features.get(channel.feature) if isinstance(features, dict) else None
    return isinstance(feature, dict) and feature.get("connection") is not None


def _preference(channel: ChannelPlan) -> tuple[int, bool]:
    """A channel whose messages are announced by nothing else comes first."""
    return _PREFERENCE.index(channel.access), "presence" in channel.options


def _refusal(shown: ChannelPlan, channel: str) -> tuple[str, str]:
    """A command that is refused, and why."""
    match shown.access:
        case Access.TOKEN:
            return (
                f"python local/listen.py 43 '{channel}' --unsigned",
                "User 43 comes without a token for this channel:",
            )
        case Access.OWN:
            return f"python local/listen.py 43 '{channel}'", "The channel belongs to user 42:"
        case _:
            return "", ""


def _channels(plan: Plan) -> md.Table:
    shown = plan.channels[:SHOWN_CHANNELS]
    more = len(plan.channels) - len(shown)
    rows = [
        (md.text(each.title), md.code(example(each.template)), md.text(each.subscribe), md.text(each.publish))
        for each in shown
    ]
    if more:
        rows.append((f"and {more:,} more", "", "", ""))
    return md.Table(("Feature", "Such as", "Who may subscribe", "Who may publish"), tuple(rows))


def _text(name: str, view: LocalView | OwnLocalView) -> str:
    return rendered(f"stack/local/{name}.j2", view)
