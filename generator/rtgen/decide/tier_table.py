"""The tier table: one ordered list of rows, the first that matches wins; and why the others were not taken."""

from collections.abc import Callable

from rtgen.decide.limits import SINGLE_CONNECTIONS
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.platform import Platform
from rtgen.domain.vocabulary import Availability, Managed, Tier
from rtgen.record import NamedTuple

FORCED = Rule(
    "RT401",
    "The spec forces the tier",
    Severity.INFO,
    "A team may know what the table cannot, such as an operations team or a contract. Its reason stays with it.",
)
REQUIRED = Rule(
    "RT402",
    "A managed provider is required",
    Severity.INFO,
    "`managed: require` says that nobody is there to run servers.",
)
AVAILABLE = Rule(
    "RT403",
    "High availability is never a single server",
    Severity.INFO,
    "A single task means an interruption with each deployment and with each failure.",
)
SINGLE = Rule(
    "RT404",
    "Up to 10,000 connections: one server",
    Severity.INFO,
    "One server carries them with room to spare, and without anything between servers to run and pay for.",
)
MULTI = Rule(
    "RT405",
    "Up to large_scale_connections: several servers with Redis between them",
    Severity.INFO,
    "Servers share the connections, and Redis brings each message to those that have a subscriber.",
)
LARGE = Rule(
    "RT406",
    "Above large_scale_connections: a managed provider",
    Severity.INFO,
    "At this scale running the service is a task of its own, which a provider does for many at once.",
)
LARGE_AVOIDED = Rule(
    "RT407",
    "Above large_scale_connections without a provider",
    Severity.WARNING,
    "Self-hosting at this scale is possible, with more servers and with Redis shards, and somebody has to run it.",
)
LARGE_UNFIT = Rule(
    "RT877",
    "Above large_scale_connections, and no provider fits",
    Severity.WARNING,
    "A provider beyond whose limits a spec asks would refuse messages; servers with Redis shards carry them.",
)
MISMATCH = Rule(
    "RT408",
    "The forced tier is not what the table gives",
    Severity.WARNING,
    "The table's tier fits the load and the availability that the spec asks for.",
)
NEAR = Rule(
    "RT409",
    "Within a tenth of its threshold a tier stays",
    Severity.INFO,
    "Moving between tiers replaces resources; a load that wavers around a threshold must not do it with each plan.",
)
RULES = (FORCED, REQUIRED, AVAILABLE, SINGLE, MULTI, LARGE, LARGE_AVOIDED, LARGE_UNFIT, MISMATCH, NEAR)


class Question(NamedTuple):
    """What the table is asked."""

    connections: int
    """Planned for: with growth and headroom, in the largest environment."""
    platform: Platform
    provider_fits: bool
    """Whether any managed provider that the spec allows fits."""

    @property
    def large(self) -> bool:
        """Whether there are more connections than several servers should hold."""
        return self.connections > self.platform.large_scale_connections


class Row(NamedTuple):
    """One row of the table."""

    rule: Rule
    when: Callable[[Question], bool]
    tier: Tier
    because: Callable[[Question], str]


def _counted(question: Question) -> str:
    return f"{question.connections:,} connections to a gateway are planned for"


TABLE = (
    Row(
        REQUIRED,
        lambda asked: asked.platform.managed is Managed.REQUIRE,
        Tier.MANAGED,
        lambda _: "The spec requires a managed provider.",
    ),
    Row(
        LARGE,
        lambda asked: (
            _beyond_single(asked) and asked.large and asked.platform.managed is Managed.ALLOW and asked.provider_fits
        ),
        Tier.MANAGED,
        lambda asked: (
            f"{_counted(asked)}, more than the {asked.platform.large_scale_connections:,} "
            "at which running servers becomes a task of its own."
        ),
    ),
    Row(
        LARGE_UNFIT,
        lambda asked: _beyond_single(asked) and asked.large and asked.platform.managed is Managed.ALLOW,
        Tier.MULTI,
        lambda asked: f"{_counted(asked)}, which is large scale, and no managed provider fits.",
    ),
    Row(
        LARGE_AVOIDED,
        lambda asked: _beyond_single(asked) and asked.large,
        Tier.MULTI,
        lambda asked: f"{_counted(asked)}, which is large scale, and the spec avoids managed providers.",
    ),
    Row(
        SINGLE,
        lambda asked: not _beyond_single(asked),
        Tier.SINGLE,
        lambda asked: f"{_counted(asked)}, and one server may hold {int(SINGLE_CONNECTIONS.value):,}.",
    ),
    Row(
        AVAILABLE,
        lambda asked: asked.connections <= SINGLE_CONNECTIONS.value,
        Tier.MULTI,
        lambda _: "High availability needs a second server in another zone, whatever the load.",
    ),
    Row(
        MULTI,
        lambda _: True,
        Tier.MULTI,
        lambda asked: (
            f"{_counted(asked)}: more than one server should hold alone, and not more than "
            f"{asked.platform.large_scale_connections:,}."
        ),
    ),
)
"""After `forced`, which comes before every row. The last row matches whatever is left."""


def _beyond_single(asked: Question) -> bool:
    return asked.connections > SINGLE_CONNECTIONS.value or asked.platform.availability is Availability.HIGH


def row_for(asked: Question) -> Row:
    """The row that matches, whatever the spec forces."""
    return next(row for row in TABLE if row.when(asked))


def reason_against(other: Tier, asked: Question) -> str:
    """Why this tier was not taken."""
    platform = asked.platform
    if platform.tier is not None:
        return f"The spec forces {platform.tier.tier}."
    match other:
        case Tier.SINGLE:
            return _not_single(platform)
        case Tier.MULTI:
            return _not_multi(asked)
        case Tier.MANAGED if platform.managed is Managed.AVOID:
            return "The spec avoids managed providers."
        case Tier.MANAGED if asked.large and not asked.provider_fits:
            return "No managed provider fits."
        case Tier.MANAGED:
            return f"Large scale begins above {platform.large_scale_connections:,} connections."


def _not_single(platform: Platform) -> str:
    if platform.managed is Managed.REQUIRE:
        return "The spec requires a managed provider."
    if platform.availability is Availability.HIGH:
        return "One server is interrupted by each deployment and each failure; the spec asks for high availability."
    return f"One server should hold {int(SINGLE_CONNECTIONS.value):,} connections at most."


def _not_multi(asked: Question) -> str:
    if asked.platform.managed is Managed.REQUIRE:
        return "The spec requires a managed provider."
    if asked.large:
        return f"Large scale begins above {asked.platform.large_scale_connections:,} connections."
    return "One server carries the load; a second, and Redis between them, would cost more and add nothing."


def threshold(tier: Tier, asked: Question) -> int | None:
    """Connections above which the table gives the next tier."""
    platform = asked.platform
    match tier:
        case Tier.SINGLE:
            return int(SINGLE_CONNECTIONS.value)
        case Tier.MULTI if platform.managed is Managed.AVOID or not asked.provider_fits:
            return None
        case Tier.MULTI:
            return platform.large_scale_connections
        case Tier.MANAGED:
            return None
