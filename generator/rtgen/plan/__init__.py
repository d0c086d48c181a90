"""From decisions to everything that files are rendered from: names, sizes and texts, settled."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rtgen.decide.decisions import Decisions
from rtgen.domain.constraints import Constraint
from rtgen.domain.features import FeatureSet
from rtgen.plan import waivers
from rtgen.plan.channels import channels
from rtgen.plan.checks import CHECKS, RULES
from rtgen.plan.contract import client_contract
from rtgen.plan.cost import age, costs
from rtgen.plan.cost.even import break_evens
from rtgen.plan.cost.prices import Tables
from rtgen.plan.environments import environment_plans
from rtgen.plan.gateway import gateway_config, proxies
from rtgen.plan.managed import managed_plan
from rtgen.plan.model import Plan
from rtgen.plan.score import score
from rtgen.plan.stack import stack_plan

__all__ = ["PLAN_RULES", "plan"]

PLAN_RULES = (*RULES, *waivers.RULES, age.RULE)
"""Every rule that only a finding about a plan can name."""


def plan(
    features: FeatureSet,
    decisions: Decisions,
    upstream: tuple[Constraint, ...] = (),
    copied: Mapping[str, frozenset[str]] = MappingProxyType({}),
    *,
    prices: Tables,
) -> Plan:
    """The plan of a spec; `copied`: the images that the registry of each environment holds.

    `prices` has a table for each region that has one. The plan's stack is None where this version renders none of it.
    """
    planned = channels(features, decisions)
    stack = stack_plan(features, decisions, proxies(planned))
    managed = managed_plan(features, decisions)
    settled = Plan(
        name=features.name,
        title=features.title,
        spec_file=features.file,
        decisions=decisions,
        channels=planned,
        environments=environment_plans(features, decisions, stack, managed, copied),
        gateway_config=gateway_config(features, decisions, planned),
        client_contract=client_contract(features, decisions, planned),
        upstream=upstream,
        costs=costs(features, decisions, stack, managed, prices),
        break_evens=break_evens(features, decisions, proxies(planned), prices),
        stack=stack,
        managed=managed,
    )
    found = (*decisions.findings, *(each for check in CHECKS for each in check(features, settled)))
    judged = waivers.judge(features, tuple(sorted(found, key=lambda each: (each.location, each.rule))), RULES)
    settled = settled._replace(decisions=decisions._replace(findings=judged))
    return settled._replace(score=score(features, settled))
