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


def monitoring_section(plan: Plan) -> MonitoringSection | None:
    """The monitoring of a plan; None where no stack is rendered."""
    if plan.stack is None:
        return None
    return MonitoringSection(
        md.Table(
            ("Alarm", "Watches", "Rings", "#Minutes"),
            tuple(
                (
                    alarm.title,
                    f"{words.STATISTICS[alarm.statistic]} of {md.name(alarm.metric)}",
                    alarm.limit.text,
                    str(alarm.minutes),
                )
                for alarm in alarms(plan.stack)
            ),
        )
    )
