"""Kept text: what a person writes between `<!-- keep:NAME -->` and `<!-- /keep:NAME -->` survives every plan."""

from __future__ import annotations

import re

_BLOCK = re.compile(r"<!-- keep:([a-z0-9-]+) -->\n(.*?)<!-- /keep:\1 -->", re.DOTALL)


def blocks(text: str) -> dict[str, str]:
    """What stands between the marks, by name."""
    return {match[1]: match[2] for match in _BLOCK.finditer(text)}


def carry_over(new: str, old: str) -> tuple[str, tuple[str, ...]]:
    """The new text with the old one's kept blocks, and the names of blocks that have no place in it any more.

    A block that nobody has touched since it was written is the template's own and has nothing to lose.
    """
    kept = blocks(old)
    places = blocks(new)
    lost = tuple(sorted(name for name, text in kept.items() if name not in places and text.strip()))
    return _BLOCK.sub(lambda match: _block(match[1], kept.get(match[1], match[2])), new), lost


def without(text: str) -> str:
    """The text with every kept block emptied: what rtgen answers for."""
    return _BLOCK.sub(lambda match: _block(match[1], ""), text)


def _block(name: str, text: str) -> str:
    return f"<!-- keep:{name} -->\n{text}<!-- /keep:{name} -->"
