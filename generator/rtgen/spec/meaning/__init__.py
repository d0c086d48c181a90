"""What keys mean together: checks across fields, each a small function over a spec whose every value is well formed."""

from __future__ import annotations

from rtgen.diagnostics import Diagnostic
from rtgen.domain.features import FeatureSet
from rtgen.spec.document import SpecDocument
from rtgen.spec.meaning import existing, feature, gateway, platform


def contradictions(document: SpecDocument, features: FeatureSet) -> list[Diagnostic]:
    """Everything that is wrong across fields."""
    return [
        each
        for check in (*feature.CHECKS, *platform.CHECKS, *existing.CHECKS, *gateway.CHECKS)
        for each in check(document, features)
    ]
