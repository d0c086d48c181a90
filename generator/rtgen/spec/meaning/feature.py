"""What the keys of a feature mean together, and beside its audience and the backend."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.diagnostics import Diagnostic
from rtgen.domain.features import Feature, FeatureSet
from rtgen.domain.vocabulary import Access, Communication, Delivery, Scope
from rtgen.spec import rules
from rtgen.spec.document import SpecDocument
from rtgen.spec.meaning.say import Check, Path, say
from rtgen.spec.parse import NO_AUDIENCE
from rtgen.spec.spelling import nearest

MESSAGE_SIZE_LIMIT = 64 * 1024
"""Centrifugo's default `websocket.message_size_limit`, bytes; frame and envelope included."""
CHANNEL_LIMIT = 128
"""Centrifugo's default `client.channel_limit`."""


def _at(feature: Feature, *keys: str) -> Path:
    return ("features", feature.id, *keys)


def _any_feature(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    if not spec.features:
        yield say(
            document, rules.MISSING_KEY, ("features",), "there is no feature; keys that begin with x- are not ones",
            "add a feature with an id of its own",
        )  # fmt: skip


def _audiences(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    for feature in spec.features:
        audience = spec.audiences.get(feature.audience)
        if audience is None and feature.audience == NO_AUDIENCE:
            yield say(
                document, rules.AUDIENCE, _at(feature, "audience"),
                f"{feature.id} is for the audience of the spec, which has none",
                "add `audience: {peak_users: …}` to the spec, or name one of `audiences` at the feature",
            )  # fmt: skip
        elif audience is None:
            near = nearest(feature.audience, spec.audiences)
            known = ", ".join(spec.audiences) or "none"
            fix = f"did you mean {near!r}?" if near else "name one of `audiences`, or give the spec an `audience`"
            yield say(
                document, rules.AUDIENCE, _at(feature, "audience"),
                f"{feature.id} is for the audience {feature.audience!r}, which is not there (there are: {known})", fix,
            )  # fmt: skip
        elif feature.users > audience.peak_users:
            yield say(
                document, rules.USERS, _at(feature, "users"),
                f"{feature.users} users, but their audience has {audience.peak_users} at peak",
                f"lower users to {audience.peak_users} at most, or raise the audience's peak_users",
            )  # fmt: skip


def _members(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    for feature in spec.features:
        channel = feature.channel
        if feature.audience not in spec.audiences:
            continue  # its users are not known
        if channel.scope is Scope.USER:
            if max(channel.members, channel.max_members) > 1:
                yield say(
                    document, rules.MEMBERS, _at(feature, "channel"), "a user's own channel has one member",
                    "take members and max_members out, or choose the scope room",
                )  # fmt: skip
        elif channel.members > channel.max_members:
            yield say(
                document, rules.MEMBERS, _at(feature, "channel", "members"),
                f"{channel.members} members on average, but at most {channel.max_members}",
                f"raise max_members to at least {channel.members}",
            )  # fmt: skip
        elif channel.members > feature.users:
            yield say(
                document, rules.MEMBERS, _at(feature, "channel", "members"),
                f"{channel.members} members in a channel, more than the feature's users at peak: {feature.users}",
                f"lower members to {feature.users} at most",
            )  # fmt: skip


def _access(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    for feature in spec.features:
        if feature.access is Access.OWN and feature.channel.scope is not Scope.USER:
            yield say(
                document, rules.OWN_CHANNEL, _at(feature, "access"),
                f"access is own, but a channel stands for a {feature.channel.scope.value}",
                "use access: token, or channel: {scope: user}",
            )  # fmt: skip
        if feature.access is Access.PUBLIC and feature.public_because is None:
            yield say(
                document, rules.PUBLIC, _at(feature, "access"), "access is public, but authentication is required",
                'add auth: {public: "why it may be public"}, or use access: token',
            )  # fmt: skip
        if feature.access is not Access.PUBLIC and feature.public_because is not None:
            yield say(
                document, rules.PUBLIC, _at(feature, "access"), f"auth is public, but access is {feature.access.value}",
                "take `access` out, or make auth required",
            )  # fmt: skip


def _backend(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    if all(environment.backend.url for environment in spec.environments):
        return
    for feature in spec.features:
        for asks, key in ((feature.access is Access.PROXY, "access"), (feature.request_response, "request_response")):
            if asks:
                yield say(
                    document, rules.BACKEND, _at(feature, key), f"{feature.id} asks the backend, which has no address",
                    "add platform.backend.url, such as https://api.example.com",
                )  # fmt: skip


def _documents(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    for feature in spec.features:
        if feature.sync is not None and feature.communication is not Communication.COLLABORATIVE_EDITING:
            yield say(
                document, rules.SYNC, _at(feature, "sync"),
                f"sync stands at a feature whose communication is {feature.communication.value}",
                "take it out, or use kind: document-editing",
            )  # fmt: skip
        pushed = feature.communication is not Communication.INFREQUENT
        if pushed and "freshness" in feature.provenance.given:
            yield say(
                document, rules.FRESHNESS, _at(feature, "freshness"),
                f"freshness stands at a feature whose communication is {feature.communication.value}",
                "take it out (latency is the target for what is pushed), or use an infrequent kind",
            )  # fmt: skip


def _history(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    for feature in spec.features:
        if feature.delivery is Delivery.AT_LEAST_ONCE and feature.history is None:
            yield say(
                document, rules.HISTORY, _at(feature, "delivery"), "delivery is at-least-once, but nothing is kept",
                "give the feature a history that covers the longest absence, such as 24h",
            )  # fmt: skip


def _renames(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    ids = {feature.id for feature in spec.features}
    seen: dict[str, str] = {}
    for feature in spec.features:
        old = feature.renamed_from
        if old is None:
            continue
        if old in ids or old in seen:
            yield say(
                document, rules.RENAME, _at(feature, "renamed_from"),
                f"{old} is still a feature" if old in ids else f"{seen[old]} was renamed from {old} as well",
                "take renamed_from out, or the other feature",
            )  # fmt: skip
        seen[old] = feature.id


def _sizes(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    for feature in spec.features:
        if not feature.publish.rate:
            yield say(
                document,
                rules.ZERO,
                _at(feature, "publish", "rate"),
                "a rate of zero",
                "give the rate at peak, such as 1/h",
            )
        if feature.publish.size > MESSAGE_SIZE_LIMIT:
            yield say(
                document, rules.MESSAGE_SIZE, _at(feature, "publish", "size"),
                f"{feature.publish.size} bytes in one message; at most {MESSAGE_SIZE_LIMIT} pass the gateway",
                "publish a reference and fetch the content over HTTP, or split the message",
            )  # fmt: skip


def _channels(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    for feature in spec.features:
        if feature.channel.per_user > CHANNEL_LIMIT:
            yield say(
                document, rules.CHANNELS, _at(feature, "channel", "per_user"),
                f"{feature.channel.per_user} channels of one client; at most {CHANNEL_LIMIT} are allowed",
                "use fewer, wider channels, or subscribe to what is on the screen only",
            )  # fmt: skip


def _spans(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    for feature in spec.features:
        for key, span in (("latency", feature.latency), ("freshness", feature.freshness)):
            if span is not None and not span:
                yield say(
                    document, rules.ZERO, _at(feature, key), f"a {key} of zero", "give a span that can be kept",
                )  # fmt: skip


CHECKS: tuple[Check, ...] = (
    _any_feature, _audiences, _members, _access, _backend, _documents, _history, _renames, _sizes, _channels, _spans,
)  # fmt: skip
