"""The steps between one's own servers and a provider, made as the document says: each leads to a plan of its tier."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from builders import make_feature_set, make_notifications
from plan.score.scored import EXAMPLES, planned, title
from planning import plan
from rtgen.decide import decide
from rtgen.diagnostics import Severity
from rtgen.domain.features import Publish
from rtgen.domain.platform import ForcedTier
from rtgen.domain.vocabulary import Provider, Publisher, RateUnit, Tier
from rtgen.plan.model import Plan
from rtgen.plan.move import LISTED, LONGEST_NAME, Edit, Move, Spec, to_managed, to_own
from rtgen.render.document import document_view
from rtgen.spec import load

Data = dict[str, Any]
MULTI = [spec for spec in EXAMPLES if planned(spec)[1].decisions.tier.decision.choice is Tier.MULTI]
MANAGED = [spec for spec in EXAMPLES if planned(spec)[1].managed is not None]


def read(spec: Path) -> Data:
    return dict(yaml.safe_load(spec.read_text(encoding="utf-8")))


def settled(data: Data, folder: Path) -> Plan:
    spec = folder / "spec.yaml"
    spec.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    (features,) = load([spec])
    return plan(features, decide(features))


def merged(data: Data, changes: Data) -> Data:
    """An edit's keys in place of what stands there, objects key by key; the rest stays."""
    both = {
        key: merged(data[key], value) if isinstance(value, dict) and isinstance(data.get(key), dict) else value
        for key, value in changes.items()
    }
    return {**data, **both}


def edited(data: Data, edit: Edit) -> Data:
    for line in edit.put:
        data = merged(data, yaml.safe_load(line))
    changed = copy.deepcopy(data)
    inside = changed
    for key in edit.delete[:-1]:
        inside = inside[key]
    for key in edit.delete[-1:]:
        del inside[key]
    return changed


def walked(data: Data, move: Move) -> Iterator[dict[Spec, Data]]:
    """Both specs after each step; the copy is made before the first."""
    specs = {Spec.THIS: data, Spec.COPY: data}
    for step in move.steps:
        for edit in step.edits:
            specs = specs | {edit.spec: edited(specs[edit.spec], edit)}
        yield specs


def arrives(data: Data, move: Move, tiers: dict[Spec, Tier], folder: Path) -> Data:
    """Plans each spec after each step that changes it; the copy, as it stands after the last."""
    before: dict[Spec, Data] = {}
    for specs in walked(data, move):
        for spec, now in specs.items():
            if now != before.get(spec):
                found = settled(now, folder)
                assert found.decisions.tier.decision.choice is tiers[spec]
                assert found.resources
                assert [each for each in found.decisions.findings if each.severity is Severity.ERROR] == []
        before = specs
    assert before[Spec.COPY]["name"] == move.copy != before[Spec.THIS]["name"]
    assert before[Spec.COPY]["features"] == data["features"]
    assert len(before[Spec.THIS]["features"]) == 1
    return before[Spec.COPY]


AWAY = {Spec.THIS: Tier.MULTI, Spec.COPY: Tier.MANAGED}
BACK = {Spec.THIS: Tier.MANAGED, Spec.COPY: Tier.MULTI}


@pytest.mark.parametrize("spec", MULTI, ids=title)
def test_a_stack_moves_to_a_provider_and_back_step_by_step(spec: Path, tmp_path: Path) -> None:
    moved = arrives(read(spec), to_managed(planned(spec)[1]), AWAY, tmp_path)

    arrives(moved, to_own(settled(moved, tmp_path)), BACK, tmp_path)


@pytest.mark.parametrize("spec", MANAGED, ids=title)
def test_a_stack_leaves_its_provider_step_by_step(spec: Path, tmp_path: Path) -> None:
    arrives(read(spec), to_own(planned(spec)[1]), BACK, tmp_path)


@pytest.mark.parametrize("spec", MULTI, ids=title)
def test_the_provider_stays_the_same_while_features_leave(spec: Path, tmp_path: Path) -> None:
    move = to_managed(planned(spec)[1])
    *_, last = walked(read(spec), move)

    chosen = settled(last[Spec.COPY], tmp_path).decisions.provider.chosen
    assert chosen is not None
    assert move.provider is not None
    assert chosen.provider is move.provider.provider


@pytest.mark.parametrize("spec", [*MULTI, *MANAGED], ids=title)
def test_the_document_shows_every_edit_as_it_was_tried(spec: Path) -> None:
    features, of = planned(spec)
    move = to_own(of) if of.managed else to_managed(of)
    section = document_view(of).migration
    assert section is not None
    assert section.move is not None
    table = str(section.move.steps)

    for step in move.steps:
        for edit in step.edits:
            for line in edit.put or (".".join(edit.delete),):
                assert f"`{line}`" in table
    assert all(f"Move `{each.id}`" in table for each in features.features)


def test_the_backend_reads_an_inbox_where_it_was_asked_and_is_asked_again() -> None:
    told = Path(__file__).parents[1] / "stacks" / "managed" / "ably-inbox.yaml"
    asked = Path(__file__).parents[1] / "stacks" / "proxy-access.yaml"
    back = {each.title: each.backend for each in to_own(planned(told)[1]).steps}
    away = [each.backend for each in to_managed(planned(asked)[1]).steps]

    assert back["Move `talk`"].startswith("is asked from now on; empties Ably's inbox; ")
    assert back["Move `moves`"].startswith("empties Ably's inbox; ")
    assert any(each.startswith("grants the channels at ") for each in away)


def test_what_loses_least_moves_first() -> None:
    of = planned(next(spec for spec in MULTI if title(spec) == "storefront-live"))[1]
    moved = [step.title for step in to_managed(of).steps]

    assert moved[2] == "Move `seller-presence`"
    assert moved[-2] == "Move `order-chat`"


def test_where_no_provider_carries_it_the_document_says_what_stands_in_the_way() -> None:
    large = Publish(Fraction(1, 60), RateUnit.USER, 20_000, Publisher.SERVER)
    features = make_feature_set(
        make_notifications(publish=large), tier=ForcedTier(Tier.MULTI, "this test"), provider=Provider.PUSHER
    )
    of = plan(features, decide(features))
    section = document_view(of).migration

    assert to_managed(of).steps == ()
    assert section is not None
    assert section.move is not None
    assert section.move.obstacle == "20,000 bytes in a message; Pusher Pro allows 10,000."


def test_of_many_features_the_first_have_steps_and_all_a_name_that_is_allowed() -> None:
    many = [make_notifications(f"news-{number}") for number in range(LISTED + 5)]
    features = make_feature_set(*many, tier=ForcedTier(Tier.MULTI, "this test"))._replace(name="x" * LONGEST_NAME)
    move = to_managed(plan(features, decide(features)))

    assert len(move.copy) <= LONGEST_NAME
    assert sum(step.title.startswith("Move `") for step in move.steps) == LISTED
    assert any(step.title == "Move the other 5 features, one by one" for step in move.steps)
