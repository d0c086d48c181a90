"""Whatever a valid spec asks for, the gateway knows every key of its configuration, and starts with it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from planning import plan
from rtgen import resources
from rtgen.decide import decide
from rtgen.spec import load
from runtime import gateway, redis
from specs import SpecData, as_yaml, valid_specs

CONTRACT = jsonschema.Draft202012Validator(
    json.loads((resources.schemas() / "client-contract.schema.json").read_text(encoding="utf-8"))
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where specs and configurations are written."""
    return tmp_path_factory.mktemp("drawn")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=valid_specs())
def test_every_valid_spec_configures_a_gateway_that_starts(data: SpecData, folder: Path) -> None:
    path = folder / "spec.yaml"
    path.write_text(as_yaml(data), encoding="utf-8")
    (features,) = load([path])
    planned = plan(features, decide(features))

    CONTRACT.validate(planned.client_contract)
    if not planned.gateway_config:
        return
    checked = gateway.check(planned.gateway_config, folder, "--strict")
    assert checked.returncode == 0, checked.stderr
    with redis.started(redis.gateway_user(features.name), folder) as kept:
        env = kept.env if "engine" in planned.gateway_config else {}
        with gateway.started(planned.gateway_config, folder, env=env) as server:
            status, _ = server.api("publish", channel=f"{planned.channels[0].namespace}:1", data={})

    assert status == 200
