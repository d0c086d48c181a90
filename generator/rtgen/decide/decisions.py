"""Everything that was decided from one spec: the output of `decide` and the input of `plan`."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from rtgen.decide.decision import Decision, Figure, Finding, Rejected, Source
from rtgen.decide.load import Load
from rtgen.decide.lock import NOTHING, RecordedDecisions
from rtgen.decide.threshold import Threshold
from rtgen.decide.topology import RedisDecision, StickySessions, TierDecision
from rtgen.diagnostics import Location
from rtgen.domain.features import Feature
from rtgen.domain.provenance import Origin
from rtgen.domain.vocabulary import Pattern, Provider, Sync, Tier, Transport
from rtgen.record import NamedTuple

PROVIDER_CONNECTIONS = "provider_connections"
"""The figure of the connections that a provider sees."""

if TYPE_CHECKING:  # the providers read these records
    from rtgen.decide.provider.need import Need


class FeatureDecisions(NamedTuple):
    """What was decided for one feature."""

    feature: Feature
    transport: Decision[Transport]
    fallbacks: tuple[str, ...]
    """The SDK's transport names to try after the first, in order (`http_stream`, `sse`; a provider's `xhr_polling`);
    empty for polling."""
    sync: Sync | None
    heartbeat: bool
    """Whether losing a ping has a meaning for this feature (presence): timeout detection and status broadcast."""
    poll_interval: Fraction | None
    """Seconds between two polls; only for short polling."""
    patterns: tuple[Decision[Pattern], ...]
    channels: int
    """Channels in use at peak."""
    publications: Fraction
    """Publications a second at peak, over all channels."""
    deliveries: Fraction
    """Deliveries a second at peak, over all channels."""
    history_size: int = 0
    """Messages kept for each channel: what the history window holds at peak, and what one recovery can bring back."""
    alike: object | None = None
    """What it asks: one and the same object for all features that ask the same and were decided alike, so that what
    follows from one is known, by the object's identity, to follow from all. None for what stands for itself."""


class NodeSize(NamedTuple):
    """Size of one gateway task and of one Redis node, for one environment."""

    cpu: int
    """Fargate CPU units; 1024 is one vCPU."""
    memory_mib: int
    connections_per_task: int
    """The cap that the gateway enforces."""
    scale_at: int
    """Connections per task at which another task is started."""
    tasks_min: int
    tasks_max: int
    connect_rate: int
    """New connections a second that one task accepts."""
    redis_node_type: str | None
    """ElastiCache node type; None where the stack has no Redis."""


class Reconnect(NamedTuple):
    """How a client comes back: what keeps a reconnect storm below what the path accepts.

    centrifuge-js waits `random between min_delay and 2 × min_delay` at first, and doubles up to max_delay.
    """

    min_delay_ms: int
    max_delay_ms: int
    storm_connections: int
    """Connections that are closed at once in the worst planned case (a deployment, or the loss of a zone)."""
    storm_rate: int
    """New connections a second that follow, with the delays above."""
    accept_rate: int
    """New connections a second that the tasks left can take."""


class Twice(NamedTuple):
    """What twice an environment's peak asks for, where tier and shards stay."""

    environment: str
    tasks: int
    redis_node_type: str | None


class EnvironmentCapacity(NamedTuple):
    """The sizes of one environment, with the working of each."""

    environment: str
    size: NodeSize
    waf_requests_per_address: int
    """Requests that one public address may send in five minutes."""
    figures: tuple[Figure, ...]


class NotRendered(NamedTuple):
    """Something that is decided and documented, but that the stack does not contain yet."""

    what: str
    why: str
    features: tuple[str, ...]


class Verdict(StrEnum):
    """What a provider's limit means for a spec."""

    REJECTS = "rejects"
    """A feature cannot be carried."""
    LOSES = "loses"
    """It can, with a promise less than the spec or its defaults give."""
    UNKNOWN = "unknown"
    """The provider publishes no such figure."""


class Amount(NamedTuple):
    """What is asked of a limit that is a number, and what is allowed."""

    asked: Fraction
    allowed: Fraction
    """Without a meaning where the provider publishes no limit."""
    unit: str


class Misfit(NamedTuple):
    """One limit of a provider that the spec meets: what is asked, what there is, and where it stands."""

    verdict: Verdict
    limit: str
    """Its name, such as `message size`."""
    subject: str
    """Dotted path in the spec of what asks for more."""
    text: str
    """What is asked and what is allowed, in one sentence."""
    others: int
    """Further features that ask for more than is allowed."""
    source: Source
    origin: Origin
    location: Location
    """Where a finding about it points."""
    amount: Amount | None = None
    """None of a limit that is no number: a region, a promise."""


class BillLine(NamedTuple):
    """One line of a provider's monthly bill, by its own counting."""

    what: str
    quantity: Fraction
    """Of `what`, such as millions of messages."""
    price: Fraction
    """USD for one."""
    source: Source

    @property
    def amount(self) -> Fraction:
        """USD a month."""
        return self.quantity * self.price


class Candidate(NamedTuple):
    """A provider with the plan that fits at the least price; where none fits, with the one that is nearest to it."""

    name: str
    """`ably`, `appsync-events`."""
    title: str
    provider: Provider | None
    """None for what stands in the comparison alone: it is never chosen."""
    tier: str
    """The provider's own name of the plan."""
    fits: bool
    rejections: tuple[Misfit, ...]
    """The first few; empty where it fits."""
    more: int
    """Rejections that are not among them."""
    losses: tuple[Misfit, ...]
    """Promises that it would not keep."""
    unknown: tuple[str, ...]
    """Limits that the spec meets and the provider does not publish."""
    smaller: tuple[Rejected, ...]
    """Cheaper plans of the provider, each with the first limit that it does not hold."""
    monthly: Fraction | None
    """USD a month at the declared traffic; None where the plan has no published price."""
    bill: tuple[BillLine, ...]
    """How `monthly` comes about; where that is unknown, what is metered at list rates: an upper bound of the usage."""
    room: Fraction | None
    """Share of the plan's connections that is left; None where there is no limit. Breaks ties."""
    remark: str
    """What else there is to know."""
    nearest: Threshold | None = None
    """The limit that the smallest growth of the peak crosses; None where it does not fit, or none is in sight."""


class Sdk(NamedTuple):
    """A provider's own SDK for browsers: its one connection carries every feature that is not polled."""

    of: str
    """The provider, as it writes itself."""
    transports: tuple[str, ...]
    """What the connection goes by, in the order in which it is tried; `websocket` comes first."""
    falls_back: str
    """When the next is tried, and where there is none, in sentences."""
    source: Source


class ProviderDecision(NamedTuple):
    """The provider of the managed tier, and what each would cost in any tier."""

    decision: Decision[Provider | None]
    """None where the tier is not managed, or where no provider fits."""
    candidates: tuple[Candidate, ...]
    """In the order of choice; those of the comparison alone come last."""
    need: Need | None = None
    """What the candidates were held against: break-even and thresholds scale it (rtgen.decide.provider.growth)."""
    sdk: Sdk | None = None
    """What carries the features; None where a gateway does."""

    @property
    def chosen(self) -> Candidate | None:
        """The candidate of the choice; None where there is none."""
        choice = self.decision.choice
        return None if choice is None else self.candidate(choice)

    def candidate(self, provider: Provider) -> Candidate:
        """What the provider was found to be for this spec, whether it was chosen or not."""
        return next(each for each in self.candidates if each.provider is provider)


class Decisions(NamedTuple):
    """All decisions, sizes and findings of one spec."""

    features: tuple[FeatureDecisions, ...]
    tier: TierDecision
    redis: RedisDecision
    sticky: Decision[StickySessions]
    pooling: Decision[str]
    provider: ProviderDecision
    load: Load
    """What the sizes follow from: break-even scales it."""
    reconnect: Reconnect
    capacity: tuple[Figure, ...]
    """Figures of the largest environment, from which the topology is decided."""
    environments: tuple[EnvironmentCapacity, ...]
    twice: tuple[Twice, ...]
    """Of each environment, in the same order; none where a provider runs the gateway."""
    not_rendered: tuple[NotRendered, ...]
    findings: tuple[Finding, ...]
    """By place and rule. Those of a plan's decisions have what its own checks found, and the waivers."""
    thresholds: tuple[Threshold, ...] = ()
    recorded: RecordedDecisions = NOTHING
    """What the next plan will find recorded."""

    @property
    def planned_connections(self) -> int:
        """What the stack is planned for: at a provider the peak with growth, elsewhere with headroom as well."""
        if self.tier.decision.choice is not Tier.MANAGED:
            return self.tier.max_connections.value
        return next(each.value for each in self.capacity if each.name == PROVIDER_CONNECTIONS)

    @property
    def rendered(self) -> bool:
        """Whether there is a stack; services may still be missing beside it."""
        return all(each.features for each in self.not_rendered)
