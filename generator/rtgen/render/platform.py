"""What all features share, as the summary and the document show it: the decisions in a line each, and the sizes."""

from rtgen.decide.decisions import EnvironmentCapacity
from rtgen.domain.vocabulary import Tier
from rtgen.plan.model import Edge, EnvironmentPlan, Plan, StackPlan
from rtgen.record import NamedTuple
from rtgen.render.findings import printable
from rtgen.render.quantities import count, duration, memory
from rtgen.render.thresholds import falling, named, nearest, out_of_sight, said

SIZE_HEADERS = ("Environment", "Region", "Tasks", "vCPU", "Memory", "Connections a task", "Redis node")
"""Of the table that `sizes` gives the rows of."""


class PlatformLine(NamedTuple):
    """One decision about what all features share."""

    subject: str
    choice: str
    because: str


def platform_lines(plan: Plan) -> tuple[PlatformLine, ...]:
    """The decisions about what all features share; how connections are pooled stands in the document.

    At a provider there is no gateway whose Redis or cookies could be decided.
    """
    decisions = plan.decisions
    tier, redis, sticky = decisions.tier, decisions.redis, decisions.sticky
    provider = decisions.provider.decision
    lines = [
        PlatformLine("tier", tier.decision.choice.value, headroom(plan)),
        PlatformLine("provider", provider.choice or "none", _first(provider.because)),
    ]
    of_gateway = [
        PlatformLine("Redis", redis.decision.choice or "none", _first(redis.decision.because)),
        PlatformLine(
            "sticky sessions",
            f"cookie of {duration(sticky.choice.seconds)}" if sticky.choice.enabled else "off",
            _first(sticky.because),
        ),
    ]
    if tier.decision.choice is not Tier.MANAGED:
        lines[1:1] = of_gateway
    close, chosen = nearest(decisions.thresholds), decisions.provider.chosen
    if close is not None:
        lines.append(PlatformLine("next threshold", named(close).lower(), said(close)))
    elif chosen is not None and chosen.fits:
        lines.append(PlatformLine("next threshold", "none in sight", out_of_sight(chosen)))
    if (below := falling(decisions.thresholds)) is not None:
        lines.append(PlatformLine("next below", named(below).lower(), said(below)))
    if plan.stack is not None:
        lines.insert(1, _edge(plan.stack))
    return tuple(lines)


def _first(because: str) -> str:
    """The first sentence; the document has the others."""
    sentence, more, _ = printable(because).partition(". ")
    return f"{sentence}." if more else sentence


def headroom(plan: Plan) -> str:
    """How far the next tier is."""
    tier = plan.decisions.tier
    planned = f"{count(plan.decisions.planned_connections)} connections"
    if tier.threshold is None:
        return f"{planned}; no tier follows"
    left = tier.threshold - tier.max_connections.value
    if left < 0:
        above = f"{planned}, {count(-left)} above the tier's {count(tier.threshold)}"
        return above if tier.stays_to is None else f"{above}; recorded, it stays to {count(tier.stays_to.connections)}"
    return f"{planned} of the tier's {count(tier.threshold)}: room for {count(left)} more"


def _edge(stack: StackPlan) -> PlatformLine:
    match stack.edge:
        case Edge.DOMAIN if stack.certificate_given:
            return PlatformLine("edge", "own name", "Internet-facing load balancer, given certificate, WAF; your DNS.")
        case Edge.DOMAIN:
            return PlatformLine("edge", "own domain", "Internet-facing load balancer, ACM certificate, Route 53, WAF.")
        case Edge.CLOUDFRONT:
            return PlatformLine("edge", "CloudFront", "No domain is given: its own name, in front of an internal ALB.")


def sizes(plan: Plan) -> tuple[tuple[str, ...], ...]:
    """One row an environment, under SIZE_HEADERS; none where a provider runs the gateway."""
    if plan.decisions.tier.decision.choice is Tier.MANAGED:
        return ()
    planned = {environment.name: environment for environment in plan.environments}
    given = plan.stack is not None and plan.stack.redis is not None and plan.stack.redis.given
    return tuple(
        _size_row(capacity, planned[capacity.environment], given=given)
        for capacity in plan.decisions.environments
        if capacity.environment in planned
    )


def _size_row(capacity: EnvironmentCapacity, environment: EnvironmentPlan, *, given: bool) -> tuple[str, ...]:
    size = capacity.size
    tasks = str(size.tasks_min) if size.tasks_min == size.tasks_max else f"{size.tasks_min} to {size.tasks_max}"
    return (
        environment.name,
        environment.region,
        tasks,
        f"{size.cpu / 1024:g}",
        memory(size.memory_mib),
        count(size.connections_per_task),
        "yours" if given else size.redis_node_type or "none",
    )
