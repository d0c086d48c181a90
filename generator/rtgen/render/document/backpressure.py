"""What keeps fast publishers and slow readers from overwhelming the gateway."""

from __future__ import annotations

from rtgen.decide.alike import once
from rtgen.decide.decisions import FeatureDecisions, Sdk
from rtgen.domain.vocabulary import Publisher
from rtgen.plan.model import ChannelPlan, Json, Plan
from rtgen.record import NamedTuple
from rtgen.render import markdown as md
from rtgen.render.quantities import amount, rate, size


class BackpressureSection(NamedTuple):
    """Limits on publishing, and what the gateway does with slow readers."""

    publishing: md.Table
    queue: str
    message: str
    channels: str
    write_timeout: str
    rendered: bool


def backpressure_section(plan: Plan) -> BackpressureSection:
    """The backpressure of a plan."""
    channels = {channel.feature: channel for channel in plan.channels}
    client, websocket = _object(plan.gateway_config.get("client")), _object(plan.gateway_config.get("websocket"))
    sdk = plan.decisions.provider.sdk
    limits = once(lambda each: _limits(each, channels.get(each.feature.id), sdk))
    return BackpressureSection(
        publishing=md.Table(
            (
                "Feature",
                "Publishes",
                "At most",
                "#Published a second",
                "#Delivered a second",
                "Limited by",
            ),
            tuple((md.name(each.feature.id), *limits(each)) for each in plan.decisions.features),
        ),
        queue=_size(client.get("queue_max_size")),
        message=_size(websocket.get("message_size_limit")),
        channels=str(client.get("channel_limit", "")),
        write_timeout=str(websocket.get("write_timeout", "1s")),
        rendered=bool(client),
    )


def _limits(decided: FeatureDecisions, channel: ChannelPlan | None, sdk: Sdk | None) -> tuple[str, ...]:
    publish = decided.feature.publish
    return (
        publish.by.value,
        f"{rate(publish.rate)} per {publish.per.value}, {size(publish.size)} each",
        amount(decided.publications),
        amount(decided.deliveries),
        _limiter(publish.by, channel, sdk),
    )


def _limiter(by: Publisher, channel: ChannelPlan | None, sdk: Sdk | None) -> str:
    if by is Publisher.SERVER:
        return "your backend, which publishes"
    if sdk is not None:
        return f"{sdk.of}, by its plan's limits"
    if channel is not None and channel.options.get("publish_proxy_enabled"):
        return "your backend, which is asked"
    return "nothing: no backend is asked"


def _object(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _size(value: Json) -> str:
    return size(value) if isinstance(value, int) else ""
