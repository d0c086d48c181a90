"""Each feature's namespace in the gateway: who may subscribe, publish and read, and what is kept.

A namespace allows nothing by itself; every permission below comes from the feature's `access` and `publish.by`.
Facts about the options were seen by running Centrifugo 6.9.1; tests/runtime shows each of them.
"""

from __future__ import annotations

from typing import Literal, assert_never

from rtgen.decide.alike import once
from rtgen.decide.decisions import Decisions, FeatureDecisions
from rtgen.domain.features import Feature, FeatureSet
from rtgen.domain.vocabulary import Access, Communication, Delivery, Publisher, Scope, Tier, Transport
from rtgen.plan.durations import duration
from rtgen.plan.model import ChannelPlan, JsonObject

SUBSCRIBE_PROXY = "subscribe"
PUBLISH_PROXY = "publish"
RPC_PROXY = "rpc"

JOIN_LEAVE_MEMBERS = 200
"""Members of a channel up to which joins and leaves are pushed to all of them: when everyone reconnects at once, a
channel of N members sends N² messages (Centrifugo: channels and namespaces). 200 members are 40,000 messages."""

_POLLED = (Transport.LONG_POLLING, Transport.SHORT_POLLING)
_VARIABLES = {Scope.ROOM: "ROOM", Scope.TOPIC: "TOPIC", Scope.DOCUMENT: "DOCUMENT", Scope.USER: "USER"}
_GLOBAL = "all"


def channels(features: FeatureSet, decisions: Decisions) -> tuple[ChannelPlan, ...]:
    """The namespaces of a spec, one for each feature, by feature id; none where the gateway is not rtgen's own."""
    if features.platform.gateway is not None or decisions.tier.decision.choice is Tier.MANAGED:
        return ()
    backend = features.platform.backend.url is not None
    planned = once(lambda decided: _channel(decided, backend=backend))

    def named(feature: Feature, channel: ChannelPlan) -> ChannelPlan:
        return channel._replace(
            feature=feature.id,
            title=feature.title,
            namespace=feature.id,
            template=template(feature),
            options={**channel.options, "name": feature.id},
        )

    return tuple([named(decided.feature, planned(decided)) for decided in decisions.features])


def template(feature: Feature) -> str:
    """A channel's name with its variable part in capitals: `chat:ROOM`, `alerts:#USER`, `news:all`."""
    return f"{feature.id}:{_name(feature)}"


def service(decided: FeatureDecisions) -> Literal["collaboration", "poll"] | None:
    """The service beside the gateway that clients of this feature connect to; None for the gateway itself."""
    if decided.feature.communication is Communication.COLLABORATIVE_EDITING:
        return "collaboration"
    return "poll" if decided.transport.choice in _POLLED else None


def _name(feature: Feature) -> str:
    if feature.access is Access.OWN:
        # What follows `#` is the user's id, which the gateway compares with the token's.
        return "#USER" if feature.channel.per_user == 1 else "ITEM#USER"
    if feature.channel.scope is Scope.GLOBAL:
        return _GLOBAL
    return _VARIABLES[feature.channel.scope]


def _channel(decided: FeatureDecisions, *, backend: bool) -> ChannelPlan:
    feature = decided.feature
    kept = decided.history_size if feature.history is not None else 0
    publish, publish_options = _publish(decided, backend=backend)
    options: JsonObject = {
        "name": feature.id,
        "channel_regex": _pattern(feature),
        # Any JSON value, an empty one among them; nothing that is not JSON.
        "publication_data_format": "json",
        **publish_options,
        **_kept(feature, kept),
    }
    if service(decided) is None:
        options |= _access(feature) | _members(feature) | _reading(feature, kept)
    return ChannelPlan(
        feature=feature.id,
        title=feature.title,
        namespace=feature.id,
        template=template(feature),
        scope=feature.channel.scope,
        access=feature.access,
        subscribe=_subscribe(decided),
        publish=publish,
        history_size=kept,
        history_ttl_s=feature.history if kept and feature.history is not None else 0,
        options=options,
        proxies=_proxies(feature, options),
    )


def _pattern(feature: Feature) -> str:
    """What a channel's name after the namespace may be.

    `#` is refused where it would not protect: only namespaces with user-limited channels compare it.
    """
    if feature.access is Access.OWN:
        return "^#[^#,]+$" if feature.channel.per_user == 1 else "^[^#,]+#[^#,]+$"
    if feature.channel.scope is Scope.GLOBAL:
        return f"^{_GLOBAL}$"
    return "^[^#]+$"


def _access(feature: Feature) -> JsonObject:
    match feature.access:
        case Access.OWN:
            # Never with allow_subscribe_for_client, which would let every user into every such channel.
            return {"allow_user_limited_channels": True}
        case Access.TOKEN:
            return {}
        case Access.PROXY:
            return {"subscribe_proxy_enabled": True, "subscribe_proxy_name": SUBSCRIBE_PROXY}
        case Access.PUBLIC:
            return {"allow_subscribe_for_client": True, "allow_subscribe_for_anonymous": True}
        case _:
            assert_never(feature.access)


def _subscribe(decided: FeatureDecisions) -> str:
    match service(decided):
        case "poll":
            return "nobody: clients poll, and the poll service checks their token"
        case "collaboration":
            return "nobody: editors connect to the collaboration service, which checks their token"
    match decided.feature.access:
        case Access.OWN:
            return "the user alone, whose id stands in the channel's name and in the connection token"
        case Access.TOKEN:
            return "who holds a subscription token that the backend signed for this user and channel"
        case Access.PROXY:
            return "whom the backend lets in: the gateway asks it for each subscription"
        case Access.PUBLIC:
            return "everyone, with or without a token"
        case _:
            assert_never(decided.feature.access)


def _publish(decided: FeatureDecisions, *, backend: bool) -> tuple[str, JsonObject]:
    """Who may publish, as a sentence and as options."""
    feature = decided.feature
    match feature.publish.by:
        case Publisher.SERVER:
            return "the backend alone", {}
        case Publisher.CLIENT if service(decided) == "collaboration":
            return "the backend alone; edits travel through the collaboration service", {}
        case Publisher.CLIENT if service(decided) == "poll":
            return "the backend alone, which takes what clients send by its own API", {}
        case Publisher.CLIENT if backend:
            return (
                "clients, each publication after the backend was asked for it",
                {"publish_proxy_enabled": True, "publish_proxy_name": PUBLISH_PROXY},
            )
        case Publisher.CLIENT:
            return "subscribers of the channel, as fast as they like", {"allow_publish_for_subscriber": True}
        case _:
            assert_never(feature.publish.by)


def _kept(feature: Feature, size: int) -> JsonObject:
    if not size or feature.history is None:
        return {}
    options: JsonObject = {
        "history_size": size,
        "history_ttl": duration(feature.history),
        "force_recovery": True,
    }
    if feature.delivery is Delivery.AT_LEAST_ONCE:
        # The gateway compares positions from time to time, and a client that lost something while it was
        # connected is told (2500 or 3010) and recovers.
        options["force_positioning"] = True
    return options


def _reading(feature: Feature, size: int) -> JsonObject:
    """Whoever may recover a channel's history may as well ask for it."""
    return _allow("history", feature) if size else {}


def _members(feature: Feature) -> JsonObject:
    if feature.communication is not Communication.PRESENCE:
        return {}
    options: JsonObject = {"presence": True, **_allow("presence", feature)}
    if feature.channel.max_members <= JOIN_LEAVE_MEMBERS:
        options |= {"join_leave": True, "force_push_join_leave": True}
    return options


def _allow(what: str, feature: Feature) -> JsonObject:
    allowed: JsonObject = {f"allow_{what}_for_subscriber": True}
    if feature.access is Access.PUBLIC:
        allowed[f"allow_{what}_for_anonymous"] = True
    return allowed


def _proxies(feature: Feature, options: JsonObject) -> tuple[str, ...]:
    names = [str(options[f"{kind}_proxy_name"]) for kind in ("publish", "subscribe") if f"{kind}_proxy_name" in options]
    if feature.request_response:
        names.append(RPC_PROXY)
    return tuple(names)
