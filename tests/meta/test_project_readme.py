"""What the project's own README says is true."""

from __future__ import annotations

import re
from pathlib import Path

from planning import plan
from rtgen import resources
from rtgen.decide import decide
from rtgen.spec import load

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_spec_that_it_shows_is_valid(tmp_path: Path) -> None:
    shown, waivers = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    (tmp_path / "spec.yaml").write_text(shown + waivers, encoding="utf-8")

    (features,) = load([tmp_path / "spec.yaml"])

    assert features.name == "team-chat"


def test_what_an_idle_environment_costs_is_what_its_stack_says() -> None:
    (features,) = load([resources.examples() / "team-chat" / "spec.yaml"])
    planned = plan(features, decide(features))
    (idle,) = [each.idle for each in planned.costs if each.environment == "dev"]

    assert f"`dev` costs about {idle:.0f} USD a month" in README


def test_every_file_that_it_links_to_is_there() -> None:
    linked = re.findall(r"\]\((?!https?:|#)([^)#]+)", README)

    assert [path for path in linked if not (ROOT / path).exists()] == []


def test_every_make_target_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    texts = README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

    targets = set(re.findall(r"`?make (\w+)", texts))
    assert targets
    assert [target for target in targets if not re.search(rf"^{target}:", makefile, re.MULTILINE)] == []
