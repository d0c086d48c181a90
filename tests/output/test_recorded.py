"""What the last plan recorded is used where it can be read, and said where it cannot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rtgen.decide.lock import NOTHING, Recorded
from rtgen.output import dropped, last_plan, recorded

RULES = {"decisions": {"tier": {"choice": "multi", "facts": "as they were", "version": 0}}, "version": 1}
PLAN = {"name": "live", "rules": RULES, "tier": {}, "version": 1}
LAID_OUT = json.dumps(PLAN, indent=2)


@pytest.mark.parametrize("text", [LAID_OUT, json.dumps(PLAN), json.dumps(PLAN, indent=4)], ids=["ours", "flat", "wide"])
def test_decisions_are_read_however_the_file_is_laid_out(text: str, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(text)

    assert recorded(last_plan(tmp_path), "live") == ({"tier": Recorded("multi", "as they were", 0)}, ())


MERGED = """\
{
  "name": "live",
  "rules": {
    "decisions": {
      "redis": {"choice": "replicated", "facts": "as they were", "version": 0},
      "tier": {"choice": "multi", "facts": "of one side", "version": 0}
      "tier": {"choice": "multi", "facts": "of the other", "version": 0}
    },
    "version": 1
  },
  "tier": {},
  "version": 1
}
"""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(MERGED, id="a union"),
        pytest.param(
            MERGED.replace('      "tier"', '<<<<<<< one\n      "tier"', 1)
            .replace('}\n      "tier"', '}\n=======\n      "tier"')
            .replace("    },\n", ">>>>>>> other\n    },\n"),
            id="a conflict",
        ),
    ],
)
def test_what_both_sides_of_a_merge_recorded_is_read(text: str, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(text)

    found, warnings = recorded(last_plan(tmp_path), "live")

    assert not warnings
    assert found == {"redis": Recorded("replicated", "as they were", 0), "tier": Recorded("multi", "of the other", 0)}


def test_without_a_plan_nothing_is_recorded(tmp_path: Path) -> None:
    assert recorded(last_plan(tmp_path / "nowhere"), "live") == (NOTHING, ())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("<<<<<<< ours\n{}", "it is not JSON", id="a merge"),
        pytest.param(LAID_OUT.replace('"choice": "multi"', '"choice": <<<<'), "it is not JSON", id="in the rules"),
        pytest.param("", "it is not JSON", id="empty"),
        pytest.param("[]", "another program wrote it", id="a list"),
        pytest.param('{"format_version": "1.2", "planned_values": {}}', "another program wrote it", id="terraform's"),
        pytest.param(LAID_OUT.replace("live", "other"), "it is the plan of 'other'", id="another stack's"),
        pytest.param(LAID_OUT.replace('"choice"', '"chosen"'), "not what rtgen wrote", id="other keys"),
        pytest.param(LAID_OUT.replace("0\n", '"x"\n'), "not what rtgen wrote", id="no version"),
        pytest.param(json.dumps({**PLAN, "version": 2}, indent=2), "its format is 2", id="a newer rtgen's"),
        pytest.param('{\n  "name": "live",\n  "tier": {},\n  "version": 1\n}\n', "it records none", id="no rules"),
        pytest.param(json.dumps({**PLAN, "rules": []}), "not what rtgen wrote", id="a list of rules"),
    ],
)
def test_what_cannot_be_used_is_one_warning(text: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(text)

    found, (warning,) = recorded(last_plan(tmp_path), "live")

    assert found == NOTHING
    assert (warning.rule, warning.severity) == ("RT709", "warning")
    assert why in warning.message


def test_bytes_that_are_no_text_and_a_folder_are_warnings_too(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_bytes(b"\xff\xfe")
    assert recorded(last_plan(tmp_path), "live")[1]
    (tmp_path / "plan.json").unlink()
    (tmp_path / "plan.json").mkdir()
    assert recorded(last_plan(tmp_path), "live")[1]


def test_features_are_left_out_and_the_lines_after_them_keep_their_numbers(tmp_path: Path) -> None:
    features = {f"feature-{n}": {"title": "}", "decisions": [{"choice": "sse"}]} for n in range(100)}
    text = json.dumps({"features": features, **PLAN}, indent=2)
    (tmp_path / "plan.json").write_text(text.replace('"choice": "multi"', '"choice": <<<<'))

    last = last_plan(tmp_path)
    _, (warning,) = recorded(last, "live")

    assert last is not None
    assert "sse" not in last.text
    assert last.part("name") == "live"
    assert warning.location.line == text.splitlines().index('        "choice": "multi",') + 1


def test_a_recorded_choice_that_cannot_be_kept_is_one_warning(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(LAID_OUT)
    last, before = last_plan(tmp_path), {"tier": Recorded("hyper", "as they were", 0)}

    (warning,) = dropped(last, before, {"tier": Recorded("multi", "as they were", 1)})

    assert (warning.rule, warning.severity) == ("RT709", "warning")
    assert "the recorded tier 'hyper' is not used" in warning.message
    assert dropped(last, before, {"tier": Recorded("multi", "of another spec", 1)}) == ()
    assert dropped(last, before, {"tier": Recorded("hyper", "as they were", 0)}) == ()
