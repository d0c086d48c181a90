"""What is set by hand at a provider: one list for the README, whose reader ticks it off, and for the script that looks.

A line names the script's function that sees it; where no API of the provider tells it, the script says where to look.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from rtgen.decide import sources
from rtgen.domain.vocabulary import Provider
from rtgen.plan.model import Json, ManagedPlan, Plan
from rtgen.plan.usage import RINGS_AT_PERCENT, Usage
from rtgen.record import NamedTuple
from rtgen.render.document import words
from rtgen.render.quantities import count


class CheckLine(NamedTuple):
    """One thing that must hold at the provider."""

    where: str
    """In the provider's dashboard."""
    says: str
    check: str
    """The script's function; empty where no API tells it."""
    url: str = ""
    """Where the provider explains it."""

    @property
    def markdown(self) -> str:
        """The README's item."""
        how = f"; [how]({self.url})" if self.url else ""
        return (
            f"*{self.where}*: {self.says} ({'checked below' if self.check else 'no API tells it: look yourself'}{how})."
        )

    @property
    def json(self) -> dict[str, Json]:
        """The script's record."""
        return {"where": self.where, "says": self.says, "check": self.check or None}


def checklist(plan: Plan, managed: ManagedPlan, rings: str) -> tuple[CheckLine, ...]:
    """The list of a stack; `rings` names the values at which somebody is to be told. At Ably nothing is set by hand."""
    match managed.provider:
        case Provider.PUSHER:
            return tuple(_pusher(plan, managed, rings))
        case Provider.SUPABASE:
            return tuple(_supabase(plan, managed, rings))
        case Provider.ABLY:
            return ()
        case _:
            assert_never(managed.provider)


def _pusher(plan: Plan, managed: ManagedPlan, rings: str) -> Iterator[CheckLine]:
    yield CheckLine("App Settings", "Force TLS is on", "plain")
    if any("publish" in each.may for each in managed.endpoint.rules):
        yield CheckLine("App Settings", "Client events are on", "client_events")
    need = plan.decisions.provider.need
    if need is not None and need.told:
        names = words.listed([each.id for each in need.told])
        says = f"a webhook for client events calls your backend, which checks its signature and must hear of {names}"
        yield CheckLine("Webhooks", says, "", sources.PUSHER_WEBHOOKS.url)
    says = f"whom the alarms wake gets Pusher's mails, which come at {RINGS_AT_PERCENT} % of the plan: {rings}"
    yield CheckLine("Limit notifications", says, "", sources.PUSHER_LIMIT_CONTACTS.url)


def _supabase(plan: Plan, managed: ManagedPlan, rings: str) -> Iterator[CheckLine]:
    yield CheckLine(
        "Realtime, Settings", "Allow public access is off, so that no channel goes by the policies", "open_channels"
    )
    planned = words.listed([f"{count(each.connections)} in {each.environment}" for each in managed.planned])
    yield CheckLine("Realtime, Settings", f"Max concurrent clients is {planned}, or more", "most_clients")
    chosen = plan.decisions.provider.chosen
    rate = next((each for each in managed.limits if each.usage is Usage.MESSAGES), None)
    if chosen is not None and rate is not None and rate.source is not None:
        says = f"the plan is {chosen.tier}, which lets through {count(rate.at(managed.scale))} messages a second"
        yield CheckLine("Organization, Billing", says, "of_plan")
    says = f"somebody looks there every week, and acts from {RINGS_AT_PERCENT} % of the plan on: {rings}"
    yield CheckLine("Reports, Realtime", says, "")
