"""The limits that sizes rest on, why they are no higher, and what others published beside them."""

from __future__ import annotations

from rtgen.decide.decisions import Decisions
from rtgen.decide.derivations import GATEWAY, LOAD_BALANCER, REDIS, Derivation, Published
from rtgen.domain.vocabulary import Tier
from rtgen.record import NamedTuple
from rtgen.render import markdown as md
from rtgen.render.derivations import load
from rtgen.render.quantities import amount


class DerivationSection(NamedTuple):
    """What the sizes rest on."""

    reasons: md.Table
    published: md.Table


def derivation_section(decisions: Decisions) -> DerivationSection | None:
    """Of the limits that the plan's sizes rest on; None where a provider has the servers."""
    if decisions.tier.decision.choice is Tier.MANAGED:
        return None
    used = (*GATEWAY, *(() if decisions.redis.decision.choice is None else REDIS), *LOAD_BALANCER)
    return DerivationSection(
        reasons=md.Table(("#Ours", "What", "Why no more"), tuple(map(_reason, used))),
        published=md.Table(
            ("#Ours", "#Published", "Working", "What was held or sent", "Source"),
            tuple(_published(each, figure) for each in used for figure in each.published),
        ),
    )


def _reason(of: Derivation) -> tuple[str, ...]:
    return (amount(of.limit.value), md.text(of.limit.what), md.prose(of.why))


def _published(of: Derivation, figure: Published) -> tuple[str, ...]:
    return (
        amount(of.limit.value),
        amount(figure.value.value),
        md.text(figure.value.text) if figure.value.text != str(figure.value.value) else "",
        md.text(load(figure)),
        md.source(figure.source),
    )
