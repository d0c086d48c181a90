"""What is watched, and when it rings."""

from __future__ import annotations

from dataclasses import dataclass

from rtgen.plan.model import Plan
from rtgen.render import markdown as md


@dataclass(frozen=True, slots=True)
class MonitoringSection:
    """The alarms of a stack."""

    alarms: md.Table


def monitoring_section(plan: Plan) -> MonitoringSection | None:
    """The monitoring of a plan; None where no stack is rendered."""
    return None
