"""The files of `local/`: the stack's gateway on a laptop, and the page that shows a message delivered."""

from __future__ import annotations

from rtgen.domain.vocabulary import Access
from rtgen.filetree import RenderedFile
from rtgen.plan.environments import GATEWAY_IMAGE
from rtgen.plan.model import ChannelPlan, Plan, StackPlan
from rtgen.record import NamedTuple
from rtgen.render import markdown as md
from rtgen.render.document import words
from rtgen.render.environment import environment
from rtgen.render.snippets import example
from rtgen.render.stack_views import containers_view
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


def local_files(plan: Plan) -> list[RenderedFile]:
    """The files of `local/`; none for a plan without a stack."""
    if plan.stack is None:
        return []
    view = local_view(plan, plan.stack)
    names = ["README.md", "compose.yaml", "listen.py", "tokens.py", *(["backend.py"] if view.proxies else [])]
    return [RenderedFile(f"local/{name}", _text(name, view)) for name in names]


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
        proxies=containers_view(stack).proxies,
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


def _text(name: str, view: LocalView) -> str:
    return environment().get_template(f"stack/local/{name}.j2").render(view=view)
