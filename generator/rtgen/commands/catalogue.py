"""`rtgen schema` and `rtgen rules`: what may be written, and what is checked."""

from __future__ import annotations

import sys
import textwrap

from rtgen.commands import console
from rtgen.diagnostics import Rule


def schema() -> int:
    """Prints the JSON Schema of the spec."""
    from rtgen.spec import schema_text  # noqa: PLC0415

    console.out(schema_text())
    return 0


def all_rules() -> tuple[Rule, ...]:
    """Every rule that a plan can name, by id."""
    from rtgen.context import RULES as CONTEXT_RULES  # noqa: PLC0415
    from rtgen.decide import DECISION_RULES  # noqa: PLC0415
    from rtgen.output import OUTPUT_RULES  # noqa: PLC0415
    from rtgen.plan import PLAN_RULES  # noqa: PLC0415
    from rtgen.spec import SPEC_RULES  # noqa: PLC0415

    return tuple(
        sorted((*SPEC_RULES, *DECISION_RULES, *CONTEXT_RULES, *PLAN_RULES, *OUTPUT_RULES), key=lambda rule: rule.id)
    )


def rules() -> int:
    """Prints the catalogue: id, severity, title, and why."""
    width = console.width()
    bold, plain = ("\x1b[1m", "\x1b[0m") if console.colour(sys.stdout) else ("", "")
    for rule in all_rules():
        console.out(f"{bold}{rule.id:<6}{plain} {rule.severity.value:<8} {rule.title}")
        console.out(textwrap.fill(rule.why, width, initial_indent=" " * 16, subsequent_indent=" " * 16))
    return 0
