"""What there is to say about an API that is there already: rtgen sees its id, and nothing of its stage."""

from __future__ import annotations

from rtgen.decide import facts
from rtgen.decide.decision import Finding
from rtgen.decide.decisions import Decisions
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Tier

RULE = Rule(
    "RT819",
    "An existing API throttles the token endpoint",
    Severity.INFO,
    "Throttling and CORS belong to the API and its stage, which are the team's: the stack adds a route, and no more.",
)


def findings(features: FeatureSet, decisions: Decisions) -> tuple[Finding, ...]:
    """One finding where an API is given: what cannot be seen of it, or that nothing needs it.

    The second is no error: with `tier: auto` the load decides whether a provider has tokens to issue, and a spec that
    grows into the managed tier, or shrinks out of it, stays valid.
    """
    given = next((each for each in features.environments if each.api), None)
    if given is None:
        return ()
    if decisions.tier.decision.choice is Tier.MANAGED:
        message = (
            "rtgen cannot see whether the existing API throttles the route of the token endpoint, answers the pages "
            "that may ask, and deploys what is added to it."
        )
        fix = "Hold it to what the stack's README expects of it, then waive this finding."
    else:
        message = "The existing API is not used: only a managed provider's tokens come from an endpoint of the stack."
        fix = "Take `api` out of the spec, or leave it there for the load at which a provider takes over."
    own = "api" in given.provenance.given
    place = facts.place_of(given.provenance, "api") if own else facts.place_of_platform(features, "api")
    return (Finding(RULE.id, RULE.severity, None, message, fix, place),)
