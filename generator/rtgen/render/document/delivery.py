"""What is promised of messages: their order, their delivery, how long they are kept, and what is sent while offline."""

from rtgen.decide.alike import once
from rtgen.domain.features import Feature
from rtgen.domain.vocabulary import Communication, Delivery, Offline, Ordering, Provider
from rtgen.plan.model import ChannelPlan, Plan
from rtgen.record import NamedTuple
from rtgen.render import markdown as md
from rtgen.render.document import words
from rtgen.render.document.history import history
from rtgen.render.quantities import count, duration


class DeliverySection(NamedTuple):
    """What is promised: order, delivery, history, and what is sent while offline."""

    contract: md.Table
    ordering: tuple[words.Rule, ...]
    delivery: tuple[words.Rule, ...]
    history: tuple[words.Rule, ...]
    """Where a provider keeps it, and how long; only where the stack sets that."""
    offline: tuple[words.Rule, ...]
    """Only of features in which clients send."""


_ORDERING = {
    Ordering.NONE: ("No order is promised between messages. Where one replaces another, put a version into the data."),
    Ordering.CHANNEL: (
        "Messages of one channel arrive in the order in which the gateway took them; each has an offset, one more "
        "than the one before. Publishers that need an order between them must publish through one place."
    ),
    Ordering.GLOBAL: (
        "One order over all channels of the feature. The gateway orders within a channel only, so the publisher "
        "numbers its messages, and clients sort by that number."
    ),
}
_ORDERING_ELSEWHERE = {
    Ordering.NONE: _ORDERING[Ordering.NONE],
    Ordering.CHANNEL: (
        "Messages of one channel arrive in the order in which {holder} took them, as far as {holder} promises it. "
        "Publishers that need an order between them must publish through one place."
    ),
    Ordering.GLOBAL: (
        "One order over all channels of the feature. {holder} orders within a channel at most, so the publisher "
        "numbers its messages, and clients sort by that number."
    ),
}
"""Where the gateway is not rtgen's: nothing is known of offsets."""
_ASKED = "Who came and went meanwhile is not told again: a client that is back asks who is there."
_LOST = "What a client misses is not delivered again; it loads the present state from the backend when it is back."
_DELIVERY = {
    Delivery.AT_MOST_ONCE: (
        "What a client misses for longer than the history reaches back is not delivered again; the client then loads "
        "the present state from the backend."
    ),
    Delivery.AT_LEAST_ONCE: (
        "A client that was away recovers from the history by offset and epoch. A message may come twice: clients keep "
        "the last offset of each channel and drop what is not above it. Publishers repeat a failed call with the same "
        "`idempotency_key`, so that one message is stored once."
    ),
}
_OWN_AT_LEAST_ONCE = (
    "Your server must give a client that was away what it missed, as far back as the history reaches. A message may "
    "come twice: it needs an id, by which clients drop what they know. Publishers repeat a failed call with it."
)
_PROVIDERS_AT_LEAST_ONCE = (
    "A client that was away for less than the provider keeps its connection's state reads on where it stopped; after "
    "that it reads the channel's history. A message may come twice: clients drop an id that they know. Publishers "
    "repeat a failed call with the same message id, which the provider takes once."
)
_QUEUED = (
    "What the backend publishes it sends to a queue, whose function repeats a failed call with the same message id "
    "for an hour; what could not be published becomes a dead letter, and somebody is told. "
)
_QUEUED_AND_KNOWN = (
    f"{_QUEUED}Ably takes the same id once within two minutes. A client that was away for less than that reads on "
    "where it stopped; after that it reads the channel's history. A message may come twice all the same: clients drop "
    "an id that they know."
)
_QUEUED_AND_REPEATED = (
    f"{_QUEUED}From there on the provider promises nothing: the message's id is in what clients get, who drop one that "
    "they know, and a client that was away loads the state."
)
_NOT_BY_SDK = (
    "The SDK alone does not do this: a publish fails when the connection does not come back within its timeout."
)
_OFFLINE = {
    Offline.QUEUE: (
        "The application keeps what the user sends in an outbox on the device, each entry with an id of its own, and "
        "sends it again after reconnecting until it is confirmed; receivers drop an id that they know."
    ),
    Offline.DROP: (
        "What a user sends while offline is lost. The application disables sending meanwhile, or says that it failed."
    ),
}


def delivery_section(plan: Plan) -> DeliverySection:
    """Order, delivery and history of a plan's features."""
    channels = {channel.feature: channel for channel in plan.channels}
    decided = [each.feature for each in plan.decisions.features]
    contract = once(lambda each: _contract(each.feature, channels.get(each.feature.id)))
    kept, holder = ("Kept",) if channels else (), _holder(plan)
    return DeliverySection(
        contract=md.Table(
            ("Feature", "Ordering", "Delivery", "History", *kept, "Offline"),
            tuple((md.name(each.feature.id), *contract(each)) for each in plan.decisions.features),
        ),
        ordering=words.rules((_ordering(feature, holder), feature.id) for feature in decided),
        delivery=words.rules((_delivery(feature, plan), feature.id) for feature in decided),
        history=history(plan),
        offline=words.rules((_offline(feature, holder), feature.id) for feature in decided if feature.sends),
    )


def _ordering(feature: Feature, holder: str) -> str:
    return _ORDERING_ELSEWHERE[feature.ordering].format(holder=holder) if holder else _ORDERING[feature.ordering]


def _offline(feature: Feature, holder: str) -> str:
    alone = "" if holder or feature.offline is Offline.DROP else f" {_NOT_BY_SDK}"
    return f"{_OFFLINE[feature.offline]}{alone}"


def _holder(plan: Plan) -> str:
    """Who holds the connections, where that is not rtgen's gateway; empty for that one."""
    sdk = plan.decisions.provider.sdk
    if sdk is not None:
        return sdk.of
    if words.nobody(plan):
        return "the provider"
    return "your server" if plan.stack is not None and plan.stack.own is not None else ""


def _delivery(feature: Feature, plan: Plan) -> str:
    managed = plan.managed
    own = plan.stack is not None and plan.stack.own is not None
    if feature.communication is Communication.PRESENCE:
        return _ASKED
    if feature.delivery is Delivery.AT_MOST_ONCE:
        return _LOST if feature.history is None else _DELIVERY[feature.delivery]
    if words.nobody(plan):
        return _PROVIDERS_AT_LEAST_ONCE
    if managed is None:
        return _OWN_AT_LEAST_ONCE if own else _DELIVERY[feature.delivery]
    if managed.queue is None or feature.id not in managed.queue.reliable:
        return _PROVIDERS_AT_LEAST_ONCE
    return _QUEUED_AND_KNOWN if managed.provider is Provider.ABLY else _QUEUED_AND_REPEATED


def _contract(feature: Feature, channel: ChannelPlan | None) -> tuple[str, ...]:
    number = channel.history_size if channel else 0
    kept = f"{count(number)} message{'s' if number > 1 else ''}" if number else "none"
    return (
        feature.ordering.value,
        feature.delivery.value,
        "none" if feature.history is None else duration(feature.history),
        *((kept,) if channel else ()),
        feature.offline.value if feature.sends else "sends nothing",
    )
