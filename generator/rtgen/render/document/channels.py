"""Channels and rooms, and who may do what in them."""

from collections.abc import Mapping, Sequence

from rtgen.decide.alike import once
from rtgen.decide.decisions import FeatureDecisions
from rtgen.plan.model import ManagedPlan, Plan
from rtgen.plan.token_endpoint import ChannelRule
from rtgen.record import NamedTuple
from rtgen.render import markdown as md
from rtgen.render.document import words
from rtgen.render.quantities import count


class ChannelSection(NamedTuple):
    """How messages are divided."""

    named: str
    """How a channel gets its name."""
    channels: md.Table
    subscribe: tuple[words.Rule, ...]
    publish: tuple[words.Rule, ...]
    public: md.Table | None
    """Features that need no token, each with the reason that the spec gives."""


_ENTRY = {
    "own": "the user alone, whose id stands in the channel's name and in the token that the endpoint issues",
    "granted": "who brings a grant for it, which the backend signed for this user and channel",
    "public": "everyone, with or without a token",
}
_PUBLISHES = {
    True: "who may enter, and the backend",
    False: "the backend alone",
}
_TOLD = "; the backend finds each message in its inbox, a queue that {provider} fills when it has published it"


def channel_section(plan: Plan) -> ChannelSection:
    """The channels of a plan."""
    decided = plan.decisions.features
    templates = {channel.feature: channel.template for channel in plan.channels}
    subscribe = [(channel.subscribe, channel.feature) for channel in plan.channels]
    publish = [(channel.publish, channel.feature) for channel in plan.channels]
    if plan.managed is not None:
        rules = plan.managed.endpoint.rules
        templates = {rule.feature: rule.name for rule in rules}
        subscribe = [(_ENTRY[rule.access], rule.feature) for rule in rules]
        publish = [(_published(rule, plan.managed), rule.feature) for rule in rules]
    public = tuple(
        (md.name(each.feature.id), md.text(each.feature.public_because))
        for each in decided
        if each.feature.public_because is not None
    )
    return ChannelSection(
        named=_named(plan),
        channels=_table(decided, templates),
        subscribe=words.rules((md.prose(text), feature) for text, feature in subscribe),
        publish=words.rules((md.prose(text), feature) for text, feature in publish),
        public=md.Table(("Feature", "Public because"), public) if public else None,
    )


def _published(rule: ChannelRule, managed: ManagedPlan) -> str:
    """Who publishes, and whether the backend hears of it."""
    who = _PUBLISHES["publish" in rule.may]
    if managed.inbox is None or rule.feature not in managed.inbox.features:
        return who
    return who + _TOLD.format(provider=managed.provider.value.capitalize())


def _named(plan: Plan) -> str:
    if plan.stack is not None and plan.stack.own is not None:
        return "Your server names its channels. So many there are, and so many users in each:"
    if plan.managed is not None:
        return "A channel is named after its feature; `{id}` and `{user}` stand for the id of a room, topic or user."
    return "A channel is named after its feature; the part in capitals is the id of a room, topic, document or user."


def _table(decided: Sequence[FeatureDecisions], templates: Mapping[str, str]) -> md.Table:
    """Without names where they are not known."""
    members = once(_members)
    rows = tuple(
        (
            md.name(each.feature.id),
            *([md.name(templates.get(each.feature.id, ""))] if templates else []),
            *members(each),
        )
        for each in decided
    )
    named = ("Channel",) if templates else ()
    return md.Table(("Feature", *named, "Scope", "#Members", "#At most", "#Each user's", "#Channels at peak"), rows)


def _members(decided: FeatureDecisions) -> tuple[str, ...]:
    channel = decided.feature.channel
    return (
        channel.scope.value,
        count(channel.members),
        count(channel.max_members),
        count(channel.per_user),
        count(decided.channels),
    )
