"""Secrets of a provider that were written into a spec, in plain text: said with where they belong instead.

A spec is committed, printed and shown; so a message about a secret never repeats it, and the excerpt hides it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rtgen.diagnostics import Diagnostic
from rtgen.record import NamedTuple
from rtgen.spec import rules
from rtgen.spec.document import Mark, SpecDocument, Value

_PROVIDERS = ("ably", "pusher", "supabase")
_SPEAKING = ("key", "password", "secret", "token")
"""Words in the names of keys that hold secrets."""
_SHORTEST = 16
"""Letters of what looks like a secret where its key's name says that it is one."""
_FIX = (
    "take it out of the file and of its history, revoke it, and put its successor into AWS Secrets Manager; "
    "the stack names the secret, never its value"
)


class _Form(NamedTuple):
    """What a secret looks like."""

    what: str
    sign: str
    """A text that is in every such secret: looked for first, because a spec may be large."""
    pattern: str


_FORMS = (
    _Form("an API key of Ably", ".", r"\.[\w-]{6}:[\w-]{20,}"),
    _Form("a secret key of Supabase", "sb_secret_", r"sb_secret_[\w-]{10,}"),
    _Form("a token of Supabase", "sbp_", r"(?<!\w)sbp_[0-9a-f]{20,}"),
    _Form("a signed token (JWT)", "eyJ", r"(?<!\w)eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}"),
)


def without_secrets(found: list[Diagnostic], others: list[Diagnostic]) -> list[Diagnostic]:
    """The secrets, and what else is wrong elsewhere: a message about the same value might repeat it."""
    places = {each.location for each in found}
    return [*found, *(each for each in others if each.location not in places)]


def secrets(document: SpecDocument) -> list[Diagnostic]:
    """Every text in the spec that is a provider's secret."""
    text = document.text
    forms = tuple(form for form in _FORMS if form.sign in text and re.search(form.pattern, text))
    lower = text.lower()
    speaking = any(name in lower for name in _PROVIDERS) and any(word in lower for word in _SPEAKING)
    if not forms and not speaking:
        return []
    return list(_below(document, document.data, document.marks, (), forms))


def _below(
    document: SpecDocument, value: Value, mark: Mark, keys: tuple[str, ...], forms: tuple[_Form, ...]
) -> Iterator[Diagnostic]:
    match value:
        case dict():
            for key, each in value.items():
                child = mark.children.get(key) if isinstance(mark.children, dict) else None
                yield from _below(document, each, child or mark, (*keys, key), forms)
        case list():
            for index, each in enumerate(value):
                child = mark.children[index] if isinstance(mark.children, list) else None
                yield from _below(document, each, child or mark, keys, forms)
        case str():
            what = _secret(value, keys, forms)
            if what is not None:
                line, column, width = mark.value
                place = document.location(())._replace(line=line, column=column)
                found = rules.SECRET.at(place, f"{what} stands in the spec in plain text", _FIX, width)
                yield found._replace(secret=True)
        case _:
            pass


def _secret(value: str, keys: tuple[str, ...], forms: tuple[_Form, ...]) -> str | None:
    for form in forms:
        if re.search(form.pattern, value):
            return form.what
    if len(value) < _SHORTEST or not value.isascii() or " " in value or value.startswith("arn:"):
        return None
    named = keys[-1].lower() if keys else ""
    path = " ".join(keys).lower()
    provider = next((name for name in _PROVIDERS if name in path), None)
    if provider is None or not any(word in named for word in _SPEAKING):
        return None
    return f"a {next(word for word in _SPEAKING if word in named)} of {provider.capitalize()}"
