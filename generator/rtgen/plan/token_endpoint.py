"""The token endpoint of a managed stack: who may enter which of the provider's channels."""

from __future__ import annotations

from typing import Literal, assert_never

from rtgen.domain.features import Feature, FeatureSet
from rtgen.domain.platform import Jwks
from rtgen.domain.vocabulary import Access, Communication, Provider, Publisher, Scope
from rtgen.record import NamedTuple

Entry = Literal["own", "granted", "public"]


class ChannelRule(NamedTuple):
    """One feature's line in the function's table."""

    feature: str
    access: Entry
    name: str
    """The provider's name of a channel; `{user}` and `{id}` stand for ids."""
    may: tuple[str, ...]
    """In Ably's words: history, presence, publish, subscribe."""

    @property
    def everyone(self) -> str:
        """All of the feature's channels, as a key's capability names them, such as `alerts:*`."""
        return self.name.replace("{user}", "*").replace("{id}", "*").replace("*:*", "*")


class TokenEndpoint(NamedTuple):
    """What the function is rendered from."""

    provider: Provider
    auth: Jwks | None
    """None for users' tokens that the backend signs (HMAC)."""
    signs: bool
    """Whether the backend signs anything: users' tokens, or grants for single channels."""
    public: bool
    """Whether somebody without a token may enter a channel."""
    authorizer: bool
    """Whether API Gateway's JWT authorizer stands before the function."""
    rules: tuple[ChannelRule, ...]
    api_given: bool = False
    """Whether its route is added to an HTTP API that is there already; each environment names its own."""


def token_endpoint(features: FeatureSet, provider: Provider) -> TokenEndpoint:
    """The endpoint for a spec's features at a provider."""
    auth = features.platform.auth
    rules = tuple(_rule(each, provider) for each in features.features)
    public = any(each.access == "public" for each in rules)
    return TokenEndpoint(
        provider=provider,
        auth=auth,
        signs=auth is None or any(each.access == "granted" for each in rules),
        public=public,
        # It needs both to compare, and would refuse whoever comes without a token.
        authorizer=auth is not None and auth.issuer is not None and auth.audience is not None and not public,
        rules=rules,
        api_given=all(each.api is not None for each in features.environments),
    )


def channel_name(feature: Feature, provider: Provider) -> str:
    """A channel's name at a provider, with `{user}` and `{id}` for ids.

    What divides its parts is no letter of an id, so that no two features or users share a name.
    """
    match provider:
        case Provider.ABLY | Provider.SUPABASE:
            return ":".join(_parts(feature))
        case Provider.PUSHER:
            # Pusher's names have no colon; `private-` and `presence-` are what makes it ask for a signature.
            name = ";".join(_parts(feature))
            if feature.access is Access.PUBLIC:
                return name
            return f"presence-{name}" if feature.communication is Communication.PRESENCE else f"private-{name}"
        case _:
            assert_never(provider)


def _parts(feature: Feature) -> tuple[str, ...]:
    if feature.access is Access.OWN:
        return (feature.id, "{user}") if feature.channel.per_user == 1 else (feature.id, "{user}", "{id}")
    return (feature.id, "all" if feature.channel.scope is Scope.GLOBAL else "{id}")


def _rule(feature: Feature, provider: Provider) -> ChannelRule:
    return ChannelRule(feature.id, _entry(feature.access), channel_name(feature, provider), _may(feature))


def _entry(access: Access) -> Entry:
    match access:
        case Access.OWN:
            return "own"
        case Access.TOKEN | Access.PROXY:
            # What a proxy would ask the backend for, the backend grants beforehand.
            return "granted"
        case Access.PUBLIC:
            return "public"
        case _:
            assert_never(access)


def _may(feature: Feature) -> tuple[str, ...]:
    may = ["subscribe"]
    if feature.publish.by is Publisher.CLIENT and feature.access is not Access.PUBLIC:
        may.append("publish")
    if feature.communication is Communication.PRESENCE:
        may.append("presence")
    if feature.history is not None:
        may.append("history")
    return tuple(sorted(may))
