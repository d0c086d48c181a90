"""Holds a document to the JSON Schema.

The gate tells at once whether a document is valid, as nearly all are. jsonschema is the reference: it alone reports,
and tests hold the gate to its verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rtgen.diagnostics import Diagnostic, Location
from rtgen.spec.document import SpecDocument, Value
from rtgen.spec.gate import gate
from rtgen.spec.schema_file import spec_schema

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError


def _matches(_: object, pattern: str, value: Value, __: object) -> Iterator[ValidationError]:
    """`pattern` as the standard means it: `$` is the end, where Python's would stand before a last line break."""
    from jsonschema.exceptions import ValidationError  # noqa: PLC0415 - slow to import, and only errors need it

    if isinstance(value, str) and not re.search(re.sub(r"\$\Z", r"\\Z", pattern), value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


def violations(document: SpecDocument) -> list[Diagnostic]:
    """Everything in the document that the schema does not allow."""
    if gate(spec_schema())(document.data):
        return []
    from rtgen.spec.explain import explain  # noqa: PLC0415 - only errors need it
    from rtgen.spec.violation import Violation  # noqa: PLC0415 - the same

    found: dict[tuple[Location, str, str], Diagnostic] = {}
    for error in reference().iter_errors(document.data):
        for diagnostic in explain(document, Violation.of(error)):
            found.setdefault((diagnostic.location, diagnostic.rule, diagnostic.message), diagnostic)
    return list(found.values())


def reference() -> Draft202012Validator:
    """Jsonschema's validator of the spec's schema."""
    from jsonschema import Draft202012Validator, validators  # noqa: PLC0415 - slow to import, and only errors need it

    extended = validators.extend(Draft202012Validator, {"pattern": _matches})  # type: ignore[no-untyped-call]
    validator: Draft202012Validator = extended(spec_schema())
    return validator
