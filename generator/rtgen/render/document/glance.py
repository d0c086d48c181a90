"""The whole plan in one small table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from rtgen.decide.decision import Finding
from rtgen.domain.vocabulary import Tier
from rtgen.plan.model import Plan
from rtgen.render import markdown as md
from rtgen.render.document import words
from rtgen.render.platform import headroom, platform_lines
from rtgen.render.summary import score_line


def glance(plan: Plan) -> md.Table:
    """What a reader who reads nothing else should know."""
    kinds = Counter(words.transport(each.transport.choice) for each in plan.decisions.features)
    carried = words.listed([f"{number:,} by {name}" for name, number in sorted(kinds.items())])
    severities = Counter(_counted(each) for each in plan.decisions.findings)
    found = words.listed([f"{number:,} {severity}" for severity, number in sorted(severities.items())])
    places = words.listed([f"{md.name(each.name)} in {each.region}" for each in plan.environments])
    shared = {line.subject: line.choice for line in platform_lines(plan)}
    rows = [
        ("Features", carried),
        ("Tier", f"**{shared['tier']}**, {headroom(plan)}"),
        *_carried_by(plan, shared),
        ("Environments", places),
        ("Findings", found or "none"),
        ("Score", f"{score_line(plan)} ([why](#score))"),
    ]
    if plan.stack is not None:
        tokens = "an identity provider's published keys (JWKS)" if plan.stack.jwks else "a shared secret (HMAC)"
        rows[2:2] = [("Edge", md.text(shared["edge"])), ("Tokens", f"checked with {tokens}")]
    return md.Table(("At a glance", ""), tuple(rows))


def _counted(finding: Finding) -> str:
    return finding.severity.value if finding.waived is None else f"waived until {finding.waived.until}"


def _carried_by(plan: Plan, shared: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The provider, or what stands beside a gateway."""
    chosen = plan.decisions.provider.chosen
    if plan.decisions.tier.decision.choice is Tier.MANAGED:
        return (("Provider", md.text(f"{chosen.title}, {chosen.tier}" if chosen else shared["provider"])),)
    given = " (yours)" if plan.stack is not None and plan.stack.redis is not None and plan.stack.redis.given else ""
    return (
        ("Redis", md.text(f"{shared['Redis']}{given}")),
        ("Sticky sessions", md.text(shared["sticky sessions"])),
    )
