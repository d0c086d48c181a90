"""Holds a document to the JSON Schema.

jsonschema-rs, where it is installed, tells in microseconds whether a document is valid. jsonschema is the
reference: it alone reports, and tests hold the fast gate to its verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rtgen.diagnostics import Diagnostic, Location
from rtgen.spec.document import SpecDocument, Value
from rtgen.spec.schema_file import spec_schema

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


def _matches(_: object, pattern: str, value: Value, __: object) -> Iterator[ValidationError]:
    """`pattern` as the standard means it: `$` is the end, where Python's would stand before a last line break."""
    from jsonschema.exceptions import ValidationError  # noqa: PLC0415 - slow to import, and only errors need it

    if isinstance(value, str) and not re.search(re.sub(r"\$\Z", r"\\Z", pattern), value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


def violations(document: SpecDocument) -> list[Diagnostic]:
    """Everything in the document that the schema does not allow."""
    if _passes(document.data):
        return []
    from jsonschema import Draft202012Validator, validators  # noqa: PLC0415 - slow to import, and only errors need it

    from rtgen.spec.explain import explain  # noqa: PLC0415 - the same
    from rtgen.spec.violation import Violation  # noqa: PLC0415

    validator = validators.extend(Draft202012Validator, {"pattern": _matches})(  # type: ignore[no-untyped-call]
        spec_schema()
    )
    found: dict[tuple[Location, str, str], Diagnostic] = {}
    for error in validator.iter_errors(document.data):
        for diagnostic in explain(document, Violation.of(error)):
            found.setdefault((diagnostic.location, diagnostic.rule, diagnostic.message), diagnostic)
    return list(found.values())


def _passes(data: dict[str, Value]) -> bool:
    try:
        import jsonschema_rs  # noqa: PLC0415 - an optional extra
    except ImportError:
        return False
    # No pattern of the schema looks around or back; the engine without that compiles in half the time.
    return bool(jsonschema_rs.is_valid(spec_schema(), data, pattern_options=jsonschema_rs.RegexOptions()))
