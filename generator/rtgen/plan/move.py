"""The way from servers of one's own to a provider and back: two specs, both published to, feature by feature.

Each step has the edits of the specs that it needs, exactly; tests make them and plan what comes out.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from rtgen.decide.decisions import Candidate, FeatureDecisions
from rtgen.decide.transport import POLLING
from rtgen.domain.features import Feature
from rtgen.domain.vocabulary import Access, Communication, Delivery, Managed, Provider, Publisher, Tier
from rtgen.plan.model import Plan
from rtgen.record import NamedTuple

LONGEST_NAME = 40
"""Letters of a spec's name (schemas/spec.schema.json)."""
LISTED = 20
"""Features that have a step of their own; all others are moved like them."""
GATEWAY = "the gateway"
ABLY = "Ably"
"""The provider that puts what clients send into a queue of the stack's."""
_UNTIL_THEN = "take the copy's folder away after `pulumi destroy`"


class Spec(StrEnum):
    """Which of the two specs an edit is made in."""

    THIS = "this spec"
    COPY = "the copy"


class Edit(NamedTuple):
    """A change of one spec: keys that are set, in place of what stands there, or one key that is taken out."""

    spec: Spec
    put: tuple[str, ...]
    """Lines of YAML, one for each key at the top of the spec; keys below that are not named stay."""
    delete: tuple[str, ...] = ()
    """The path of a key."""


class Step(NamedTuple):
    """What is done, what the backend does from then on, what clients notice, and how it is undone."""

    title: str
    edits: tuple[Edit, ...]
    backend: str
    clients: str
    back: str


class Move(NamedTuple):
    """All steps of one direction."""

    copy: str
    """The name of the copy."""
    provider: Candidate | None
    """Which is moved to or left, or which is nearest; None where the spec names one that is none of them."""
    steps: tuple[Step, ...]
    obstacle: str
    """Why there are none: what the provider that is nearest does not carry; empty where there are steps."""


def to_managed(plan: Plan) -> Move:
    """From a self-hosted stack to the provider that fits it at the least price."""
    asked = _asked(plan)
    named = [each for each in plan.decisions.provider.candidates if _allowed(each, asked.provider)]
    chosen = next((each for each in named if each.fits), None)
    if chosen is None:
        misfit = named[0].rejections[0].text if named and named[0].rejections else "No provider is named."
        return Move("", named[0] if named else None, (), misfit)
    copy = _name(plan.name, "managed")
    begin = Step(
        f"Deploy the stack around {chosen.title}",
        (
            _held(asked, Tier.MULTI, None),
            Edit(
                Spec.COPY,
                (f"name: {copy}", _forced(asked, Tier.MANAGED, "we move to a provider", chosen.provider)),
            ),
        ),
        "as before",
        "nothing",
        _UNTIL_THEN,
    )
    return Move(copy, chosen, tuple(_steps(plan, begin, chosen, Tier.MANAGED)), "")


def to_own(plan: Plan) -> Move:
    """From a provider to servers of one's own. Raises ValueError where no provider is chosen."""
    asked, chosen = _asked(plan), plan.decisions.provider.chosen
    if chosen is None:
        raise ValueError("a plan without a provider has none to leave")
    copy = _name(plan.name, "own")
    begin = Step(
        "Deploy servers of your own",
        (
            _held(asked, Tier.MANAGED, chosen.provider),
            Edit(Spec.COPY, (f"name: {copy}", _forced(asked, Tier.MULTI, "we run it ourselves", None))),
        ),
        "as before",
        "nothing",
        _UNTIL_THEN,
    )
    return Move(copy, chosen, tuple(_steps(plan, begin, chosen, Tier.MULTI)), "")


def _steps(plan: Plan, begin: Step, provider: Candidate, to: Tier) -> Iterator[Step]:
    new, old = (provider.title, GATEWAY) if to is Tier.MANAGED else (GATEWAY, provider.title)
    yield begin
    yield Step(
        "Publish to both",
        (),
        f"publishes each message to {old} as before, then to {new} with the same id; what fails there is only logged",
        "nothing: nobody listens there yet",
        f"publish to {old} alone",
    )
    moved = sorted(plan.decisions.features, key=_carefully)
    for each in moved[: LISTED if len(moved) > LISTED else -1]:
        yield _moving(each, new, old, last=False)
    if len(moved) > LISTED:
        yield Step(
            f"Move the other {len(moved) - LISTED:,} features, one by one",
            (),
            "the same for each",
            "the same for each",
            "the same for each",
        )
    else:
        yield _moving(moved[-1], new, old, last=True)
    yield Step(
        "Remove this stack, as its README says",
        (),
        f"publishes to {new} alone",
        "nothing",
        "begin at the first step from the other side"
        + (f"; so end the contract with {provider.title} last" if to is Tier.MULTI else ""),
    )


def _carefully(each: FeatureDecisions) -> tuple[bool, int, bool, str]:
    """What loses least goes first."""
    feature = each.feature
    by_client = feature.publish.by is Publisher.CLIENT
    return (feature.delivery is Delivery.AT_LEAST_ONCE, feature.history or 0, by_client, feature.id)


def _moving(each: FeatureDecisions, new: str, old: str, *, last: bool) -> Step:
    """All users of one feature change sides; when nobody is left, it leaves this spec. The last one goes with it."""
    feature = each.feature
    again = "give clients the old contract"
    if not last:
        again = f"revert the edit, `pulumi up`, {again}"
    if feature.publish.by is Publisher.CLIENT and feature.communication is not Communication.PRESENCE:
        again += f"; what they sent at {new} stays there"
    return Step(
        f"Move `{feature.id}`",
        () if last else (Edit(Spec.THIS, (), ("features", feature.id)),),
        "answers polls as before" if each.transport.choice in POLLING else _published(feature, new, old),
        _noticed(each, old),
        again,
    )


def _published(feature: Feature, new: str, old: str) -> str:
    if feature.publish.by is Publisher.SERVER:
        return f"publishes it to both until nobody hears it at {old}, then to {new} alone"
    if feature.communication is Communication.PRESENCE:
        return "nothing: clients say themselves that they are there"
    heard = _heard(feature, new, old)
    return f"{heard}cannot publish twice what clients send, so that all users move in one release"


def _heard(feature: Feature, new: str, old: str) -> str:
    """How the backend decides, and hears, what clients publish: it is asked by a gateway, and told by a provider."""
    asked = feature.access is Access.PROXY
    if new == GATEWAY:
        emptied = f"empties {old}'s inbox; " if old == ABLY and (asked or feature.event_sourced) else ""
        return f"is asked from now on; {emptied}" if asked else emptied
    granted = f"grants the channels at {new}, where it was asked before; " if asked else ""
    told = f"reads its inbox, where {new} puts what they send; " if new == ABLY else ""
    return granted + told if asked or feature.event_sourced else ""


def _noticed(each: FeatureDecisions, old: str) -> str:
    feature = each.feature
    if each.transport.choice in POLLING:
        return "nothing: they ask your own API"
    if feature.communication is Communication.PRESENCE:
        return f"who is still at {old} is not seen by who moved, nor the other way"
    state = "load the present state" if feature.history is None else "begin a new history, and load the present state"
    if feature.publish.by is Publisher.SERVER:
        return f"{state}; drop by its id what comes from both sides"
    return state


def _held(asked: _Asked, tier: Tier, provider: Provider | None) -> Edit:
    """Fewer features are left here with each step; the stack that still carries them stays what it is."""
    return Edit(Spec.THIS, (_forced(asked, tier, "its features move away", provider),))


def _forced(asked: _Asked, tier: Tier, because: str, provider: Provider | None) -> str:
    parts = [f'tier: {{force: {tier}, because: "{because}"}}']
    if provider is not None:
        parts.append(f"provider: {provider}")
    if asked.managed is (Managed.AVOID if tier is Tier.MANAGED else Managed.REQUIRE):
        parts.append(f"managed: {Managed.ALLOW}")
    return f"platform: {{{', '.join(parts)}}}"


def _allowed(candidate: Candidate, named: Provider | None) -> bool:
    return candidate.provider is not None and named in {None, candidate.provider}


class _Asked(NamedTuple):
    """What the spec says of providers."""

    provider: Provider | None
    managed: Managed


def _asked(plan: Plan) -> _Asked:
    need = plan.decisions.provider.need
    return _Asked(None, Managed.ALLOW) if need is None else _Asked(need.platform.provider, need.platform.managed)


def _name(name: str, suffix: str) -> str:
    return f"{name[: LONGEST_NAME - len(suffix) - 1].rstrip('-')}-{suffix}"
