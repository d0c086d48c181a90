"""RT818: a feature has another name; what is deployed stays, and clients must learn the new channels."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide import facts
from rtgen.decide.decision import Finding
from rtgen.decide.decisions import Decisions
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet

RULE = Rule(
    "RT818",
    "Channels are named for their feature",
    Severity.WARNING,
    "No resource of a stack is, so a rename replaces none. A client that subscribes by the old name is refused.",
)


def findings(features: FeatureSet, _decisions: Decisions) -> Iterator[Finding]:
    """One for each feature that says what it was called; how an own gateway names channels nobody declares."""
    if features.platform.gateway is not None:
        return
    for feature in features.features:
        if feature.renamed_from is not None:
            yield Finding(
                RULE.id,
                RULE.severity,
                feature.id,
                f"From the deployment on, who names a channel of {feature.renamed_from} is refused, and what was kept "
                "under that name is not read any more.",
                "Deploy when both use the new name; take `renamed_from` out when every environment has it.",
                facts.place(feature, "renamed_from"),
                evidence=f"{feature.renamed_from}:… is {feature.id}:… now",
            )
