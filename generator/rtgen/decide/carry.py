"""What carries each feature. A large spec asks the same again and again; what asks the same is answered once."""

from __future__ import annotations

from rtgen.decide import transport
from rtgen.decide.decision import Decision
from rtgen.decide.load import Carried
from rtgen.decide.lock import RecordedDecisions
from rtgen.decide.traffic import Traffic, traffic
from rtgen.domain.features import Feature, FeatureSet
from rtgen.domain.vocabulary import Transport
from rtgen.record import NamedTuple


class _Answer(NamedTuple):
    """What the rules say of all features that ask the same, before what an earlier plan recorded."""

    asked: object
    transport: Decision[Transport]
    read: str
    """What the transport was decided from, in words."""
    traffic: Traffic


def carry(features: FeatureSet, recorded: RecordedDecisions) -> tuple[Carried, ...]:
    """Every feature with its transport and traffic."""
    platform, answers = features.platform, dict[tuple[object, ...], _Answer]()

    def one(feature: Feature) -> Carried:
        asked = feature.asked
        answer = answers.get(asked)
        if answer is None:
            answer = answers[asked] = _Answer(
                asked,
                transport.decide_transport(feature, platform),
                transport.read_by_table(feature, platform.gateway),
                traffic(feature, features.audiences[feature.audience]),
            )
        chosen, settled = transport.settle_transport(feature, answer.transport, answer.read, recorded)
        alike = answer.asked if chosen is answer.transport else None
        return Carried(feature, chosen, settled, transport.poll_interval(feature, chosen.choice), answer.traffic, alike)

    return tuple([one(each) for each in features.features])
