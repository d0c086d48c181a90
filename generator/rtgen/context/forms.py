"""What documents upstream may say, for a reader: the phrases with an example each, and the exact block."""

from __future__ import annotations

from rtgen.context.block import API_KEYS
from rtgen.context.phrases import PHRASES
from rtgen.context.rules import INEXACT, UNREAD

_NEVER = (
    "Never read: what hedges, negates, asks, compares or gives an example; what was or will be; other",
    "environments and parties; what names two values; quotes, code, HTML; what stands below headings",
    "about a part, or about alternatives, plans, tests, recovery. Of api-design.md, `api` alone is read.",
)


def forms(rule: str) -> tuple[str, ...]:
    """The lines that `rtgen explain` shows below a rule: what is understood; none for any other rule."""
    match rule:
        case UNREAD.id:
            return (*(f"{each.subject:<18} {each.reads}" for each in PHRASES), "", *_NEVER)
        case INEXACT.id:
            api = ", ".join(f"{key}: …" for key in API_KEYS)
            return ("```yaml rtgen", "platform: {region: eu-west-1, …}  # keys: rtgen schema", f"api: {{{api}}}", "```")
        case _:
            return ()
