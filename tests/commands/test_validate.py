"""`rtgen validate`, as a person or a pipeline calls it, where the plan would have an error about the provider."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.shell import rtgen

SPEC = """\
version: 1
name: one-provider
audience: {peak_users: 9000}
platform: {PLATFORM, origins: [https://www.example.com]}
features:
  talk: {kind: chat, HISTORYchannel: {scope: room, members: 5, max_members: 50}}
WAIVERS"""
WAIVER = "waivers:\n  - {rule: RT875, because: another contract, until: UNTIL}\n"


def said(folder: Path, platform: str, *, history: str = "history: none, ", waivers: str = "") -> tuple[int, str]:
    text = SPEC.replace("PLATFORM", platform).replace("HISTORY", history).replace("WAIVERS", waivers)
    (folder / "spec.yaml").write_text(text)
    done = rtgen("validate", "spec.yaml", cwd=folder)
    return done.code, done.out + done.err


@pytest.mark.parametrize(
    ("platform", "history", "found"),
    [
        (
            "region: eu-south-1, provider: pusher",
            "history: none, ",
            "spec.yaml:4:20: error RT875: Pusher does not fit: ",
        ),
        ("provider: pusher", "history: 24h, ", "spec.yaml:6:31: error RT875: Pusher does not fit: history window: 1 d"),
        ("managed: require", "ordering: global, ", "error RT874: No provider fits. "),
        ("provider: pusher", "history: none, ", "spec.yaml: valid (1 feature)"),
        ("region: eu-south-1", "history: 24h, ", "spec.yaml: valid (1 feature)"),
    ],
    ids=["a region it lacks", "a limit", "none fits", "it fits", "none is asked for"],
)
def test_a_provider_that_cannot_carry_the_spec_is_no_valid_choice(
    platform: str, history: str, found: str, tmp_path: Path
) -> None:
    code, text = said(tmp_path, platform, history=history)

    assert found in text
    assert code == (0 if "valid" in found else 1)
    plan = rtgen("plan", "spec.yaml", "--dry-run", cwd=tmp_path)
    assert ("error RT87" in plan.out) is (code == 1)


def test_a_waiver_counts_as_it_does_for_the_plan(tmp_path: Path) -> None:
    until = {"2999-01-01": 0, "2020-01-01": 1}

    codes = {
        day: said(tmp_path, "provider: pusher", history="history: 24h, ", waivers=WAIVER.replace("UNTIL", day))[0]
        for day in until
    }

    assert codes == until
