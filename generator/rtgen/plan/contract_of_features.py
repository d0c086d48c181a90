"""The client contract's part about features: what is served where, and what is promised of each one's messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rtgen.decide.alike import once
from rtgen.decide.decisions import FeatureDecisions
from rtgen.domain.features import Feature
from rtgen.domain.vocabulary import Communication, Delivery, Publisher
from rtgen.plan.channels import JOIN_LEAVE_MEMBERS, service, template
from rtgen.plan.model import ChannelPlan, Json, JsonObject


def of_features(
    decided: Iterable[FeatureDecisions], carried: Mapping[str, str], planned: Mapping[str, ChannelPlan], *, own: bool
) -> JsonObject:
    """Each feature's entry by its id.

    `carried` names the connection of a feature that has one, and `planned` its channel at rtgen's gateway; `own` says
    that a server of the user's own stands in that one's place.
    """
    entry = once(lambda each: _feature(each, carried.get(each.feature.id), planned, own=own))
    return {each.feature.id: _named(each.feature, entry(each)) for each in decided}


def _feature(
    decided: FeatureDecisions, connection: str | None, planned: Mapping[str, ChannelPlan], *, own: bool
) -> JsonObject:
    feature = decided.feature
    channel = planned.get(feature.id)
    served_by = service(decided) or ("gateway" if channel or own else "provider")
    interval = decided.poll_interval
    return {
        "title": feature.title,
        "served_by": served_by,
        "connection": connection,
        "transport": decided.transport.choice.value,
        "poll_interval_ms": None if interval is None else int(interval * 1_000),
        "channel": {
            "template": template(feature) if planned else None,
            "scope": feature.channel.scope.value,
            "access": feature.access.value,
            "per_user": feature.channel.per_user,
        },
        "publish": _publish(feature, channel),
        "backend_is_told": False,
        "ordering": feature.ordering.value,
        "delivery": feature.delivery.value,
        "history": _history(channel),
        "resync": _resync(feature),
        "message_id": _needs_ids(feature),
        "offline": feature.offline.value if feature.sends else None,
        "presence": _presence(feature),
        "rpc_methods": f"{feature.id}:" if feature.request_response else None,
    }


def _named(feature: Feature, entry: JsonObject) -> JsonObject:
    """The entry of a feature that asks the same, with this one's own names, as far as it has any."""
    channel = entry["channel"]
    return {
        **entry,
        "title": feature.title,
        "channel": {**channel, "template": template(feature)}
        if isinstance(channel, dict) and channel["template"]
        else channel,
        "rpc_methods": f"{feature.id}:" if feature.request_response else None,
    }


def _needs_ids(feature: Feature) -> bool:
    """Whether receivers must know a message again: a repeated one, or the own one that comes back."""
    return feature.delivery is Delivery.AT_LEAST_ONCE or feature.publish.by is Publisher.CLIENT


def _publish(feature: Feature, channel: ChannelPlan | None) -> JsonObject:
    rate = feature.publish.rate
    asked = channel is not None and bool(channel.options.get("publish_proxy_enabled"))
    return {
        "by": feature.publish.by.value,
        "backend_is_asked": asked,
        "publications": rate.numerator,
        "seconds": rate.denominator,
        "per": feature.publish.per.value,
        "max_bytes": feature.publish.size,
    }


def _history(channel: ChannelPlan | None) -> Json:
    if channel is None or not channel.history_size:
        return None
    return {"messages": channel.history_size, "seconds": channel.history_ttl_s}


def _resync(feature: Feature) -> str:
    """What a client does when it could not recover what it missed."""
    if feature.communication is Communication.PRESENCE:
        return "ask-presence"
    return "reload" if feature.history is not None else "forget"


def _presence(feature: Feature) -> Json:
    if feature.communication is not Communication.PRESENCE:
        return None
    return {"events": feature.channel.max_members <= JOIN_LEAVE_MEMBERS, "max_members": feature.channel.max_members}
