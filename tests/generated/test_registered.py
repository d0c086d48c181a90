"""The rendered program of every valid spec registers what its plan.json says."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from generated import disk, mocks
from planning import plan
from rtgen.decide import decide
from rtgen.render import render
from rtgen.spec import load
from specs import SpecData, as_yaml, valid_specs

pytestmark = pytest.mark.filterwarnings("ignore:.* has been deprecated in favor of:DeprecationWarning")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)  # each is a run of a Pulumi program: about half a second
@given(data=valid_specs(), pick=st.integers(0, 9))
def test_a_program_registers_exactly_what_its_plan_says(data: SpecData, pick: int) -> None:
    with TemporaryDirectory() as folder:
        spec = Path(folder) / "spec.yaml"
        spec.write_text(as_yaml(data), encoding="utf-8")
        (features,) = load([spec])
        planned = plan(features, decide(features))
        assume(planned.stack is not None)
        disk.write(render(planned).files.values(), Path(folder))
        resources = json.loads((Path(folder) / "plan.json").read_text(encoding="utf-8"))["resources"]

        environment = features.environments[pick % len(features.environments)]
        found = mocks.registered(Path(folder), environment.name)

    assert found == {(each["type"], each["name"]) for each in resources}
