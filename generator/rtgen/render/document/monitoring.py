"""What is watched, and when it rings."""

from __future__ import annotations

from rtgen.plan.model import Plan
from rtgen.plan.monitoring import alarms
from rtgen.record import NamedTuple
from rtgen.render import markdown as md
from rtgen.render.document import words


class MonitoringSection(NamedTuple):
    """The alarms of a stack."""

    alarms: md.Table
    dashboard: str
    """What it shows."""


def monitoring_section(plan: Plan) -> MonitoringSection | None:
    """The monitoring of a plan; None where no stack is rendered."""
    if plan.stack is None:
        return None
    measured = plan.stack.own is None and plan.stack.redis is not None
    return MonitoringSection(
        dashboard="connections, messages, the delay of delivery, errors and load"
        if measured
        else "connections, messages, errors and load",
        alarms=md.Table(
            ("Alarm", "Rings", "#Minutes", "Watches"),
            tuple(
                (
                    alarm.title,
                    alarm.limit.text,
                    str(alarm.minutes),
                    f"{words.STATISTICS[alarm.statistic]} of {md.name(alarm.metric)}",
                )
                for alarm in alarms(plan.stack)
            ),
        ),
    )
