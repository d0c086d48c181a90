"""client-contract.json says what stands in the plan, whichever features ask the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.bench import spec
from generated.variants import MANAGED, VARIANTS
from rtgen import pipeline
from rtgen.plan.model import Plan
from rtgen.render import contract_json
from rtgen.render.json_lines import laid_out


def planned(spec: Path) -> Plan:
    return pipeline.plan([spec], None)[0].plan


def is_whole(plan: Plan) -> bool:
    return str(contract_json.content(plan)) == laid_out(plan.client_contract) + "\n"


@pytest.mark.parametrize("name", VARIANTS)
def test_a_contract_is_laid_out(name: str) -> None:
    assert is_whole(VARIANTS[name])


@pytest.mark.parametrize("provider", MANAGED)
def test_a_providers_is_as_well(provider: str) -> None:
    assert is_whole(planned(MANAGED[provider]))


def test_features_that_ask_the_same_keep_their_own_names(tmp_path: Path) -> None:
    many = tmp_path / "spec.yaml"
    many.write_text(spec(60), encoding="utf-8")

    assert is_whole(planned(many))
