"""The `platform` of a spec that stands alone, in a file of another kind."""

from __future__ import annotations

from rtgen.diagnostics import Diagnostic
from rtgen.spec import rules
from rtgen.spec.document import SpecDocument
from rtgen.spec.meaning import contradictions
from rtgen.spec.parse import children, parse
from rtgen.spec.schema import violations
from rtgen.spec.secrets import secrets, without_secrets
from rtgen.spec.source import read_text

_AROUND = """\
version: 1
name: excerpt
audience: {peak_users: 1}
features: {some: {kind: notifications}}
environments: {dev: {}}
"""
"""The least spec that a platform can stand in."""


def wrong_platform(document: SpecDocument) -> list[Diagnostic]:
    """What is wrong with the values of a document's `platform`; how they agree, the spec tells that takes them."""
    around, _ = read_text(document.file, _AROUND)
    if around is None or not isinstance(document.data.get("platform"), dict):
        return []
    marks = {**children(around.marks), "platform": children(document.marks)["platform"]}
    whole = SpecDocument(
        document.file,
        document.text,
        {**around.data, "platform": document.data["platform"]},
        around.marks._replace(children=marks),
    )
    wrong = without_secrets(secrets(whole), violations(whole))
    return wrong or [each for each in contradictions(whole, parse(whole)) if each.rule == rules.REGION.rule.id]
