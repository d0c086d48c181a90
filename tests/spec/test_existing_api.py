"""What an environment takes over of the platform's API, and what it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from rtgen.domain.platform import ExistingApi
from rtgen.spec import load

SPEC = """\
version: 1
name: demo
audience: {peak_users: 100}
features:
  jobs: {kind: notifications}
platform:
  origins: [https://www.example.com]
  api: PLATFORM
environments:
  prod: {}
  dev: DEV
"""
PLATFORM = "{id: a1b2c3d4e5, path: /v1/token, url: https://api.example.com}"


def apis(tmp_path: Path, platform: str, dev: str) -> dict[str, ExistingApi | None]:
    spec = tmp_path / "spec.yaml"
    spec.write_text(SPEC.replace("PLATFORM", platform).replace("DEV", dev), encoding="utf-8")
    (features,) = load([spec])
    return {each.name: each.api for each in features.environments}


def test_without_a_path_it_is_the_default_one(tmp_path: Path) -> None:
    found = apis(tmp_path, "{id: a1b2c3d4e5}", "{api: {id: f6g7h8i9j0}}")

    assert found["prod"] == ExistingApi("a1b2c3d4e5", "/realtime/token", None)


def test_new_is_an_api_of_the_stacks_own(tmp_path: Path) -> None:
    assert apis(tmp_path, "new", "{}") == {"dev": None, "prod": None}


@pytest.mark.parametrize(
    ("dev", "taken_over"),
    [
        ("{id: f6g7h8i9j0}", ExistingApi("f6g7h8i9j0", "/v1/token", None)),
        ("{id: f6g7h8i9j0, path: /token}", ExistingApi("f6g7h8i9j0", "/token", None)),
        ("{id: a1b2c3d4e5, path: /token}", ExistingApi("a1b2c3d4e5", "/token", "https://api.example.com")),
    ],
    ids=["another API has another address", "and another path", "the same one is reached alike"],
)
def test_an_environment_takes_over_the_path_and_the_same_apis_address(
    tmp_path: Path, dev: str, taken_over: ExistingApi
) -> None:
    assert apis(tmp_path, PLATFORM, f"{{api: {dev}}}")["dev"] == taken_over
