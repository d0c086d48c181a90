"""What can be wrong upstream."""

from __future__ import annotations

from rtgen.diagnostics import Rule, Severity

UNREADABLE = Rule(
    "RT901",
    "Upstream documents can be read",
    Severity.ERROR,
    "A document that is passed over in silence would be believed to be heard.",
)
INEXACT = Rule(
    "RT902",
    "An exact block upstream has known keys and values",
    Severity.ERROR,
    "What states constraints exactly must not be guessed at.",
)
CONFLICT = Rule(
    "RT903",
    "The spec and the documents upstream agree",
    Severity.WARNING,
    "One of the two is out of date; the spec is what is built.",
)
UNREAD = Rule(
    "RT904",
    "What is said upstream is understood",
    Severity.INFO,
    "What speaks of a known subject in other words is listed, so that nobody believes it was heard.",
)
THERE = Rule(
    "RT905",
    "What is there already, by the documents upstream, is used",
    Severity.WARNING,
    "A second network or Redis beside the one that was meant costs money, and nothing reaches it.",
)
RULES = (UNREADABLE, INEXACT, CONFLICT, UNREAD, THERE)
