"""What is set by hand at a provider: the README and the script that looks at it never disagree."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from generated.variants import AROUND_PROVIDERS

BY_HAND = [name for name in AROUND_PROVIDERS if re.search("pusher|supabase|support|quiz", name)]


@pytest.mark.parametrize("name", BY_HAND)
def test_every_line_of_the_readme_has_a_verdict_of_the_script(managed_stacks: Mapping[str, Path], name: str) -> None:
    stack = managed_stacks[name]
    listed = json.loads((stack / "checklist.json").read_text(encoding="utf-8"))
    script = (stack / "check_provider.py").read_text(encoding="utf-8")
    readme = re.findall(r"^- \[ \] (.*)$", (stack / "README.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert len(readme) == len(listed) > 1
    looking = set(re.findall(r'^    "(\w+)": \1,$', script, re.MULTILINE))
    assert looking == {each["check"] for each in listed if each["check"]}
    for line, each in zip(readme, listed, strict=True):
        assert line.startswith(f"*{each['where']}*: {each['says']} (")
        assert ("checked below" in line) is bool(each["check"])
        assert ("no API tells it" in line) is not bool(each["check"])


def test_what_the_backend_must_hear_is_on_the_list_where_no_program_sets_it(managed_stacks: Mapping[str, Path]) -> None:
    listed = json.loads((managed_stacks["pusher-jwks"] / "checklist.json").read_text(encoding="utf-8"))

    (webhook,) = (each for each in listed if each["where"] == "Webhooks")
    assert webhook["says"].endswith("must hear of talk")
    assert webhook["check"] is None
