"""Keys of a provider that were written into a spec, which has none: whose they are, and where they belong."""

from __future__ import annotations

import re

from rtgen.record import NamedTuple


class _Provider(NamedTuple):
    title: str
    words: frozenset[str]
    """Its own names for things. They may mean something else where no provider is named."""
    place: str
    """Where what they say belongs."""


_PROVIDERS = {
    "ably": _Provider(
        "Ably",
        frozenset({"account_token", "batching_enabled", "capabilities", "namespaces", "persisted", "push_enabled"}),
        "the stack makes Ably's app, keys and namespaces from the features, and `overrides.py` changes them; "
        "ABLY_ACCOUNT_TOKEN stays in the environment",
    ),
    "pusher": _Provider(
        "Pusher",
        frozenset({"app_id", "app_key", "app_secret", "client_events", "cluster", "force_tls", "use_tls"}),
        "the app's app_id, key, secret and cluster go into the secret that the stack names, once, by hand "
        "(its README.md, First deploy)",
    ),
    "supabase": _Provider(
        "Supabase",
        frozenset({"anon_key", "jwt_secret", "project_ref", "project_url", "service_key", "service_role_key"}),
        "the project's url and keys go into the secret that the stack names, once, by hand "
        "(its README.md, First deploy)",
    ),
}


def foreign(key: str, chosen: object) -> tuple[str, str] | None:
    """What is wrong with a provider's own key, and the fix; None where it is no provider's.

    `chosen` is what the spec names as its provider, whatever that is.
    """
    name = re.sub(r"(?<=[a-z])(?=[A-Z])|-", "_", key).lower()
    found = next((each for each in _PROVIDERS if name.split("_")[0] == each), None)
    named = _PROVIDERS.get(chosen) if isinstance(chosen, str) else None
    if found is None and named is not None:
        found = next((each for each, of in _PROVIDERS.items() if name in of.words), None)
    if found is None:
        return None
    provider = _PROVIDERS[found]
    asked = None if named is provider else named
    instead = f", and the spec names {asked.title}" if asked is not None else ""
    said = f"{key!r} is a key of {provider.title}'s{instead}; a spec has no provider's own keys"
    if asked is not None:
        return said, f"take it out; {asked.title} has no such key. With {provider.title}, {provider.place}"
    return said, f"take it out: {provider.place}"
