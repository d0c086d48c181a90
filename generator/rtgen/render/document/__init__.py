"""The architecture document: what it says is settled here, section by section; its blueprint only arranges it."""

from __future__ import annotations

from rtgen.domain.constraints import Constraint
from rtgen.plan.expects import expectations
from rtgen.plan.model import Plan
from rtgen.record import NamedTuple
from rtgen.render import markdown as md
from rtgen.render.document import diagram, words
from rtgen.render.document.at_ably import AblySection, ably_section
from rtgen.render.document.backpressure import BackpressureSection, backpressure_section
from rtgen.render.document.channels import ChannelSection, channel_section
from rtgen.render.document.cost import CostSection, cost_section
from rtgen.render.document.delivery import DeliverySection, delivery_section
from rtgen.render.document.findings import FindingEntry, finding_entries
from rtgen.render.document.glance import glance
from rtgen.render.document.migration import MigrationSection, migration_section
from rtgen.render.document.monitoring import MonitoringSection, monitoring_section
from rtgen.render.document.providers import ProviderSection, provider_section
from rtgen.render.document.reconnection import ReconnectionSection, reconnection_section
from rtgen.render.document.scaling import ScalingSection, scaling_section
from rtgen.render.document.score import ScoreSection, score_section
from rtgen.render.document.transport import TransportSection, transport_section
from rtgen.render.sources import Sources
from rtgen.render.summary import missing
from rtgen.render.usage import UsageView
from rtgen.render.usage import view as usage_view


class DocumentView(NamedTuple):
    """Everything in `real-time-architecture.md`, as finished Markdown."""

    title: str
    spec: str
    glance: md.Table
    architecture: str | None
    """Mermaid; None where no stack is rendered."""
    path: str | None
    """Mermaid; the way of a message, where a stack is rendered."""
    reconnect: str
    """Mermaid."""
    expects: tuple[str, ...]
    """What must be there already."""
    transport: TransportSection
    channels: ChannelSection
    ably: AblySection | None
    delivery: DeliverySection
    scaling: ScalingSection
    providers: ProviderSection
    reconnection: ReconnectionSection
    backpressure: BackpressureSection
    monitoring: MonitoringSection | None
    usage: UsageView | None
    inbox: bool
    """Whether a queue takes what clients publish to the backend."""
    """The limits of the provider, where the stack is one around it."""
    costs: CostSection | None
    migration: MigrationSection | None
    upstream: md.Table | None
    missing: tuple[str, ...]
    managed: bool
    """Whether the stack is one around a provider, which holds the connections."""
    nobody: bool
    """Whether nothing does: the tier is managed, and no provider fits."""
    own: bool
    """Whether a server of the user's own does."""
    findings: tuple[FindingEntry, ...]
    waivers: bool
    """Whether one of them is waived."""
    score: ScoreSection
    sources: tuple[str, ...]


def document_view(plan: Plan) -> DocumentView:
    """The document of a plan."""
    reconnection = reconnection_section(plan)
    return DocumentView(
        title=md.text(plan.title or plan.name),
        spec=md.code(plan.spec_file.rpartition("/")[2]),
        glance=glance(plan),
        architecture=_architecture(plan),
        managed=plan.managed is not None,
        nobody=words.nobody(plan),
        own=plan.stack is not None and plan.stack.own is not None,
        path=diagram.message(plan, plan.stack) if plan.stack else None,
        reconnect=diagram.reconnect(reconnection.first_wait, plan.stack.own if plan.stack else None),
        expects=tuple(map(md.prose, expectations(plan.stack))) if plan.stack else (),
        transport=transport_section(plan),
        channels=channel_section(plan),
        ably=ably_section(plan),
        delivery=delivery_section(plan),
        scaling=scaling_section(plan),
        providers=provider_section(plan),
        reconnection=reconnection,
        backpressure=backpressure_section(plan),
        monitoring=monitoring_section(plan),
        usage=usage_view(plan, plan.managed) if plan.managed else None,
        inbox=plan.managed is not None and plan.managed.inbox is not None,
        costs=cost_section(plan),
        migration=migration_section(plan),
        upstream=_upstream(plan.upstream),
        missing=tuple(md.prose(missing(entry)) for entry in plan.decisions.not_rendered),
        findings=finding_entries(plan.decisions.findings),
        waivers=any(each.waived is not None for each in plan.decisions.findings),
        score=score_section(plan),
        sources=tuple(md.source(source) for _, source in Sources(plan).entries()),
    )


def _architecture(plan: Plan) -> str | None:
    if plan.managed is not None:
        return diagram.around_provider(plan, plan.managed)
    return diagram.architecture(plan, plan.stack) if plan.stack else None


def _upstream(constraints: tuple[Constraint, ...]) -> md.Table | None:
    return md.Table(("About", "Says", "Where"), tuple(map(_constraint, constraints))) if constraints else None


def _constraint(constraint: Constraint) -> tuple[str, ...]:
    return md.name(constraint.subject), md.text(constraint.value), md.text(constraint.place)
