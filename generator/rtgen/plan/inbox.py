"""The inbox of a managed stack: the queue in which the backend finds what clients published."""

from __future__ import annotations

from rtgen.decide.decisions import Decisions
from rtgen.decide.provider.candidates import offer_of
from rtgen.decide.provider.offer import Stated
from rtgen.domain.vocabulary import Provider
from rtgen.record import NamedTuple


class Inbox(NamedTuple):
    """What the queue and the rules that fill it are rendered from."""

    features: tuple[str, ...]
    """Those of which the backend must hear what clients publish; each has a rule at the provider."""
    most: int | None
    """Messages a second that the provider's plan puts there; it drops what is above. None where a contract says."""


def inbox(decisions: Decisions, provider: Provider) -> Inbox | None:
    """The inbox of a spec; None where the backend needs none, or the provider fills no queue of AWS.

    Ably alone sends to SQS. Pusher calls a webhook of the backend's own, and Supabase has neither.
    """
    need = decisions.provider.need
    if need is None or not need.told or provider is not Provider.ABLY:
        return None
    bound = offer_of(decisions.provider.candidate(provider)).limits.told_rate
    most = int(bound.value) if bound is not None and bound.stated is Stated.LIMITED else None
    return Inbox(tuple(each.id for each in need.told), most)
