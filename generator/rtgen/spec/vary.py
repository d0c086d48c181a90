"""A spec with values changed: what `explain` asks the rules about, and what documents upstream fill in.

Every default follows the changed value.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rtgen.diagnostics import Diagnostic, Location
from rtgen.domain.features import FeatureSet
from rtgen.record import NamedTuple
from rtgen.spec.document import SpecDocument, Value
from rtgen.spec.entries import entry
from rtgen.spec.meaning import contradictions
from rtgen.spec.parse import parse
from rtgen.spec.schema import violations

Scalar = str | int | float | bool


class Variations(NamedTuple):
    """A valid spec, and the ways to change it."""

    document: SpecDocument
    elsewhere: Mapping[str, Location] = MappingProxyType({})
    """Keys of `platform` that another file gives, and where."""

    def features(self) -> FeatureSet:
        """The spec as it is meant."""
        return self._parsed(self.document)

    def gives(self, key: str) -> bool:
        """Whether the spec itself says this key of `platform`."""
        return self.document.gives(("platform", key)) and key not in self.elsewhere

    def filled(self, key: str, value: Value, at: Location) -> Variations:
        """The spec with a key of `platform` from another file."""
        platform = {**entry(self.document.data.get("platform")), key: value}
        document = self.document._replace(data={**self.document.data, "platform": platform})
        return Variations(document, {**self.elsewhere, key: at})

    def contradictions(self) -> list[Diagnostic]:
        """Everything that is wrong across fields."""
        return contradictions(self.document, self.features())

    def alone(self, feature: str) -> Variations:
        """The same spec with this feature and no other: cheap to read again and again."""
        features = self.document.data["features"]
        kept = {feature: features[feature]} if isinstance(features, dict) else features
        return self._replace(document=self.document._replace(data={**self.document.data, "features": kept}))

    def with_value(self, path: str, value: Scalar) -> FeatureSet | None:
        """The spec with another value at a dotted path; None where the meaning of its keys would not agree."""
        document = self._changed(path, value)
        features = self._parsed(document)
        return None if any(True for _ in contradictions(document, features)) else features

    def allows(self, path: str, value: Scalar) -> bool:
        """Whether the schema takes this value at this path."""
        return not violations(self._changed(path, value))

    def _changed(self, path: str, value: Scalar) -> SpecDocument:
        return self.document._replace(data=_put(self.document.data, path.split("."), value))

    def _parsed(self, document: SpecDocument) -> FeatureSet:
        features = parse(document)
        if not self.elsewhere:
            return features
        platform = features.platform
        provenance = platform.provenance._replace(elsewhere=self.elsewhere)
        return features._replace(platform=platform._replace(provenance=provenance))


def _put(at: dict[str, Value], keys: list[str], value: Scalar) -> dict[str, Value]:
    """A copy with the value at its place. What stands in the way as a plain word (`transport: auto`) is replaced."""
    first, *rest = keys
    if not rest:
        return {**at, first: value}
    below = at.get(first)
    return {**at, first: _put(below if isinstance(below, dict) else {}, rest, value)}
