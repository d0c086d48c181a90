"""plan.json: the machine's view of a plan, committed beside the stack. schemas/plan.schema.json describes it.

Keys are sorted. Facts name the spec's key but not its line, which moves with every edit above it; only findings
have a line, because they are there to be fixed, and the file without its folder, which is the reader's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rtgen.decide.decision import Figure, Finding, Source
from rtgen.decide.decisions import Decisions
from rtgen.decide.lock import PLAN_FORMAT, RULE_SET_VERSION
from rtgen.domain.constraints import Constraint
from rtgen.domain.vocabulary import Tier
from rtgen.filetree import Pieces
from rtgen.plan.model import EnvironmentPlan, JsonObject, Plan, Resource, StackPlan
from rtgen.render import costs
from rtgen.render.feature_json import DecisionWriter, FeatureWriter
from rtgen.render.figures import shown
from rtgen.render.json_lines import block, line, pieces, quote, rows
from rtgen.render.provider_json import provider_json
from rtgen.render.score_json import score_json
from rtgen.render.sources import Sources
from rtgen.render.thresholds import as_json


def text(plan: Plan) -> str:
    """The whole file."""
    return str(content(plan))


def content(plan: Plan) -> Pieces:
    """The file, a feature at a time."""
    decisions = plan.decisions
    sources = Sources(plan)
    writer = DecisionWriter(sources)
    features = FeatureWriter(plan, writer)
    figures = {each.environment: shown(each.figures, decisions) for each in decisions.environments}
    whole = {
        "capacity": block(
            {figure.name: _figure(figure) for figure in _by_name(shown(decisions.capacity, decisions))}, 1
        ),
        "cost": costs.as_json(plan),
        "decisions": block(
            {
                "pooling": writer.text(decisions.pooling, decisions.pooling.choice, 2),
                "redis": writer.text(decisions.redis.decision, decisions.redis.decision.choice, 2),
                "sticky_sessions": writer.text(decisions.sticky, "on" if decisions.sticky.choice.enabled else "off", 2),
            },
            1,
        ),
        "environments": block(
            {each.name: _environment(each, figures.get(each.name, ())) for each in plan.environments}, 1
        ),
        "features": "",
        "findings": rows((_finding(finding) for finding in decisions.findings), 1),
        "name": quote(plan.name),
        "not_rendered": rows(
            (
                line({"features": list(entry.features), "what": entry.what, "why": entry.why})
                for entry in decisions.not_rendered
            ),
            1,
        ),
        "provider": provider_json(decisions.provider, writer, sources),
        "reconnect": _reconnect(decisions),
        "redis": _redis(decisions),
        "resources": rows(map(_resource, plan.resources), 1),
        "rules": _rules(decisions),
        "score": score_json(plan.score),
        "sources": block({key: _source(source) for key, source in sources.entries()}, 1),
        "stack": _stack(plan.stack),
        "sticky_sessions": line(
            {"enabled": decisions.sticky.choice.enabled, "seconds": decisions.sticky.choice.seconds}
        ),
        "thresholds": as_json(decisions.thresholds, 1),
        "tier": _tier(decisions, writer),
        "title": quote(plan.title),
        "upstream": rows(map(_constraint, plan.upstream), 1),
        "version": str(PLAN_FORMAT),
    }

    def made() -> Iterator[str]:
        of_features = ((each.feature.id, features.text(each)) for each in decisions.features)
        yield from pieces((whole | {"features": pieces(of_features, 1)}).items(), 0)
        yield "\n"

    return Pieces(made)


def _resource(resource: Resource) -> str:
    made: JsonObject = {} if resource.made_as is None else {"made_as": resource.made_as}
    return line(
        {"component": resource.component}
        | made
        | {"name": resource.name, "protect": resource.protect, "type": resource.type}
    )


def _constraint(constraint: Constraint) -> str:
    return line({"from": constraint.place, "subject": constraint.subject, "value": constraint.value})


def _rules(decisions: Decisions) -> str:
    kept = {
        name: f'{{"choice": {quote(each.choice)}, "facts": {quote(each.facts)}, "version": {each.version}}}'
        for name, each in sorted(decisions.recorded.items())
    }
    return block({"decisions": block(kept, 2), "version": str(RULE_SET_VERSION)}, 1)


def _tier(decisions: Decisions, writer: DecisionWriter) -> str:
    tier = decisions.tier
    headroom = None if tier.threshold is None else tier.threshold - tier.max_connections.value
    return block(
        {
            "choice": quote(tier.decision.choice),
            "decision": writer.text(tier.decision, tier.decision.choice, 2),
            "headroom": line(headroom),
            "max_connections": str(tier.max_connections.value),
            "peak_connections": str(tier.peak_connections.value),
            "threshold": line(tier.threshold),
        },
        1,
    )


def _reconnect(decisions: Decisions) -> str:
    """How clients come back; null at a provider, whose SDK does it in its own way."""
    if decisions.tier.decision.choice is Tier.MANAGED:
        return "null"
    return block(
        {
            "accept_rate": str(decisions.reconnect.accept_rate),
            "max_delay_ms": str(decisions.reconnect.max_delay_ms),
            "min_delay_ms": str(decisions.reconnect.min_delay_ms),
            "storm_connections": str(decisions.reconnect.storm_connections),
            "storm_rate": str(decisions.reconnect.storm_rate),
        },
        1,
    )


def _redis(decisions: Decisions) -> str:
    redis = decisions.redis
    if redis.decision.choice is None:
        return "null"
    largest = max(decisions.environments, key=lambda each: each.size.tasks_max * each.size.connections_per_task)
    return line(
        {
            "mode": redis.decision.choice,
            "node_type": largest.size.redis_node_type,
            "replicas": redis.replicas,
            "shards": redis.shards,
        }
    )


def _environment(environment: EnvironmentPlan, figures: Iterable[Figure]) -> str:
    return block(
        {
            "config": block({key: line(value) for key, value in sorted(environment.config.items())}, 3),
            "figures": block({figure.name: str(figure.value) for figure in _by_name(figures)}, 3),
            "region": quote(environment.region),
        },
        2,
    )


def _stack(stack: StackPlan | None) -> str:
    if stack is None:
        return "null"
    return block(
        {
            "edge": quote(stack.edge),
            "jwks": line(stack.jwks),
            "nat_gateways": str(stack.nat_gateways),
            "proxies": line(list(stack.proxies)),
            "publishes_from": line(stack.publishes_from),
            "timeouts": line(
                {
                    "deregistration_s": stack.timeouts.deregistration_s,
                    "heartbeat_s": stack.timeouts.heartbeat_s,
                    "idle_s": stack.timeouts.idle_s,
                    "origin_read_s": stack.timeouts.origin_read_s,
                    "pong_s": stack.timeouts.pong_s,
                    "shutdown_s": stack.timeouts.shutdown_s,
                    "stop_s": stack.timeouts.stop_s,
                }
            ),
            "zones": str(stack.zones),
        },
        1,
    )


def _finding(finding: Finding) -> str:
    edit, waiver = finding.edit, finding.waived
    edited = "null" if edit is None else line({"path": edit.path, "value": edit.value, "without": list(edit.without)})
    waived = "null" if waiver is None else line({"because": waiver.because, "until": waiver.until.isoformat()})
    return (
        f'{{"column": {finding.location.column}, "edit": {edited}, "evidence": {quote(finding.evidence)}, '
        f'"feature": {"null" if finding.feature is None else quote(finding.feature)}, '
        f'"file": {quote(finding.location.file.rpartition("/")[2])}, "fix": {quote(finding.fix)}, '
        f'"line": {finding.location.line}, "message": {quote(finding.message)}, "rule": "{finding.rule}", '
        f'"severity": "{finding.severity}", "waived": {waived}}}'
    )


def _figure(figure: Figure) -> str:
    return line({"unit": figure.unit, "value": figure.value, "working": figure.working})


def _by_name(figures: Iterable[Figure]) -> list[Figure]:
    return sorted(figures, key=lambda figure: figure.name)


def _source(source: Source) -> str:
    return line({"read": source.read, "title": source.title, "url": source.url})
