"""Whether a document is in English, the one language of the phrases and of the words that hedge."""

from __future__ import annotations

import re
from collections import Counter

_ENGLISH = frozenset({"the", "of", "and", "is", "are", "to", "for", "with", "this"})
_WORD = re.compile(r"[^\W\d_]+")
_OTHER = frozenset(
    _WORD.findall("""
        und der das nicht ist für mit auf  het een van niet voor  les des est une pour dans avec  los las para como con
        una che della sono  não uma dos  yang dan untuk tidak dengan  och att för ikke som på  się jest nie
        và của các không trong
    """)
)
"""Frequent words of other languages that are none of English."""
_FOREIGN_LETTERS = 50
"""One letter in so many that is not ASCII: an English text has fewer, names in it included."""


def english(text: str) -> bool:
    """Told by its letters and its most frequent words; a document of labels alone counts as English."""
    words = Counter(_WORD.findall(text.lower()))
    letters = sum(len(word) * count for word, count in words.items())
    foreign = sum(sum(not each.isascii() for each in word) * count for word, count in words.items())
    if foreign * _FOREIGN_LETTERS > letters:
        return False
    return sum(words[each] for each in _OTHER) <= sum(words[each] for each in _ENGLISH)
