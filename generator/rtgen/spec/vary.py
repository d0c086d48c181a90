"""A spec with one value changed: what `explain` asks the rules about. Every default follows the changed value."""

from __future__ import annotations

from rtgen.domain.features import FeatureSet
from rtgen.record import NamedTuple
from rtgen.spec.document import SpecDocument, Value
from rtgen.spec.meaning import contradictions
from rtgen.spec.parse import parse
from rtgen.spec.schema import violations

Scalar = str | int | float | bool


class Variations(NamedTuple):
    """A valid spec, and the ways to change it."""

    document: SpecDocument

    def alone(self, feature: str) -> Variations:
        """The same spec with this feature and no other: cheap to read again and again."""
        features = self.document.data["features"]
        kept = {feature: features[feature]} if isinstance(features, dict) else features
        return Variations(self.document._replace(data={**self.document.data, "features": kept}))

    def with_value(self, path: str, value: Scalar) -> FeatureSet | None:
        """The spec with another value at a dotted path; None where the meaning of its keys would not agree."""
        document = self._changed(path, value)
        features = parse(document)
        return None if any(True for _ in contradictions(document, features)) else features

    def allows(self, path: str, value: Scalar) -> bool:
        """Whether the schema takes this value at this path."""
        return not violations(self._changed(path, value))

    def _changed(self, path: str, value: Scalar) -> SpecDocument:
        return self.document._replace(data=_put(self.document.data, path.split("."), value))


def _put(at: dict[str, Value], keys: list[str], value: Scalar) -> dict[str, Value]:
    """A copy with the value at its place. What stands in the way as a plain word (`transport: auto`) is replaced."""
    first, *rest = keys
    if not rest:
        return {**at, first: value}
    below = at.get(first)
    return {**at, first: _put(below if isinstance(below, dict) else {}, rest, value)}
