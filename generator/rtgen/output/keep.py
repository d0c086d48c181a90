"""Kept text: what a person or Pulumi adds to a generated file survives every plan.

In a document it stands between `<!-- keep:NAME -->` and `<!-- /keep:NAME -->`. In `Pulumi.<env>.yaml` it is the way to
the stack's secrets, which `pulumi stack init` writes there: without it nothing that is encrypted can be read again.
"""

from __future__ import annotations

import re

_MARK = "<!-- keep:"
_BLOCK = re.compile(r"<!-- keep:([a-z0-9-]+) -->\n(.*?)<!-- /keep:\1 -->", re.DOTALL)


_SECRET_KEYS = ("encryptionsalt", "encryptedkey", "secretsprovider")
_SECRETS = re.compile(rf"^(?:{'|'.join(_SECRET_KEYS)}): .*\n?", re.MULTILINE)


def blocks(text: str) -> dict[str, str]:
    """What stands between the marks, by name."""
    return {match[1]: match[2] for match in _BLOCK.finditer(text)}


def carry_over(new: str, old: str) -> tuple[str, tuple[str, ...]]:
    """The new text with what the old one keeps, and the names of blocks that have no place in it any more.

    A block that nobody has touched since it was written is the template's own and has nothing to lose.
    """
    kept = blocks(old)
    places = blocks(new)
    lost = tuple(sorted(name for name, text in kept.items() if name not in places and text.strip()))
    carried = new if kept == places else _BLOCK.sub(lambda match: _block(match[1], kept.get(match[1], match[2])), new)
    return carried + "".join(f"{line}\n" for line in secrets(old)), lost


def secrets(text: str) -> tuple[str, ...]:
    """The lines by which Pulumi reaches the secrets of a stack, each once."""
    return tuple(dict.fromkeys(line.rstrip("\n") for line in _SECRETS.findall(text)))


def doubled(text: str) -> tuple[str, ...]:
    """The keys of secrets that stand there with two values: two branches each made the environment's Pulumi stack."""
    keys = [line.partition(":")[0] for line in secrets(text)]
    return tuple(sorted({key for key in keys if keys.count(key) > 1}))


def without(text: str) -> str:
    """The text without anything kept: what rtgen answers for."""
    # A document of megabytes is looked through once, and copied only where there is something to leave out.
    if _MARK not in text:
        return _SECRETS.sub("", text) if any(key in text for key in _SECRET_KEYS) else text
    return _BLOCK.sub(lambda match: _block(match[1], ""), text) if any(blocks(text).values()) else text


def opened(text: str) -> str:
    """The text with what is kept in it, and without the marks around that."""
    for name, kept in blocks(text).items():
        text = text.replace(_block(name, kept) + "\n\n", f"{kept}\n" if kept else "")
    return _BLOCK.sub(lambda match: match[2], text)


def _block(name: str, text: str) -> str:
    return f"<!-- keep:{name} -->\n{text}<!-- /keep:{name} -->"
