"""The runbook in the stack's README: what to do about each alarm."""

from rtgen.plan.model import StackPlan
from rtgen.plan.monitoring import Alarm, Source, alarms
from rtgen.record import NamedTuple
from rtgen.render import markdown as md
from rtgen.render.document import words


class RunbookEntry(NamedTuple):
    """One alarm, and what to do when it rings."""

    title: str
    rings: str
    meaning: str
    look: str
    act: str
    harmless: str


def runbook(stack: StackPlan) -> tuple[RunbookEntry, ...]:
    """An entry for each alarm of a stack, in their order."""
    return tuple(map(_entry, alarms(stack)))


def _entry(alarm: Alarm) -> RunbookEntry:
    name = md.name(f"monitoring-{alarm.key}")
    each = ", one for each node," if alarm.source is Source.NODES else ""
    watched = f"{words.STATISTICS[alarm.statistic]} of {md.name(alarm.metric)}"
    return RunbookEntry(
        title=alarm.title,
        rings=f"{name}{each} rings when the {watched} is {alarm.limit.text} for {alarm.minutes} minutes.",
        meaning=alarm.runbook.meaning,
        look=alarm.runbook.look,
        act=alarm.runbook.act,
        harmless=alarm.runbook.harmless,
    )
