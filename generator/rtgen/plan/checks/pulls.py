"""RT824: production pulls its images from registries that limit who has no account."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide import facts
from rtgen.decide.decision import Finding
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.plan.model import EnvironmentPlan, Plan

RULE = Rule(
    "RT824",
    "Production has its images in its own registry",
    Severity.INFO,
    "Public registries limit anonymous pulls by address. Tasks that start when the limit is met do not start at all.",
)
IMAGES = ("gatewayImage", "collectorImage")
OWN_REGISTRY = ".dkr.ecr."


def check(features: FeatureSet, plan: Plan) -> Iterator[Finding]:
    """The protected environments that pull from elsewhere."""
    if plan.stack is None:
        return
    public = {each.name: _public(each) for each in plan.environments if each.config.get("protect")}
    names = [name for name, images in public.items() if images]
    if names:
        images = list(dict.fromkeys(image for each in public.values() for image in each))
        yield Finding(
            RULE.id,
            RULE.severity,
            None,
            f"The tasks of {' and '.join(names)} pull from public registries, which limit pulls by address.",
            f"After this plan, call `python images.py {names[0]}` in the stack's folder and commit what it writes.",
            facts.place_of_platform(features, "gateway"),
            evidence=f"no copy of {' and '.join(images)} in images.{names[0]}.json",
        )


def _public(environment: EnvironmentPlan) -> list[str]:
    images = [str(environment.config[key]) for key in IMAGES]
    return [each for each in images if OWN_REGISTRY not in each and each not in environment.copied]
