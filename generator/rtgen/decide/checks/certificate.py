"""RT816: a certificate that the load balancer cannot take."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide import facts
from rtgen.decide.decision import Finding
from rtgen.decide.decisions import Decisions
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet

RULE = Rule(
    "RT816",
    "A certificate of another region",
    Severity.ERROR,
    "A load balancer takes certificates of its own region only.",
)
_REGION = 3
"""Place of the region among the parts of an ARN."""


def findings(features: FeatureSet, _decisions: Decisions) -> Iterator[Finding]:
    """Environments whose certificate is of another region than they are."""
    for each in features.environments:
        if each.certificate_arn is None:
            continue
        region = each.certificate_arn.split(":")[_REGION]
        if region != each.region:
            holder = each if "certificate_arn" in each.provenance.given else features.platform
            yield Finding(
                RULE.id,
                RULE.severity,
                None,
                f"The certificate of {each.name} is of {region}, and the load balancer stands in {each.region}.",
                f"Give {each.name} a `certificate_arn` of {each.region}.",
                facts.place_of(holder.provenance, "certificate_arn"),
            )
