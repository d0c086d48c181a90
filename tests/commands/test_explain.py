"""`rtgen explain`: what it says of a spec holds when the spec is changed as it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.shell import ROOT, example, rtgen
from rtgen.decide import decide_feature, decide_shared
from rtgen.decide.explanation import cookie, redis_choice
from rtgen.explanation import explain
from rtgen.spec import load_variations

SPECS = sorted((ROOT / "stacks").glob("*/spec.yaml"))


def test_each_decision_says_why_from_what_and_what_would_flip_it(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(example("team-chat"))

    done = rtgen("explain", "spec.yaml", cwd=tmp_path, COLUMNS="100")

    assert (done.code, done.err) == (0, "")
    assert "kind = chat (spec.yaml:17:11)" in done.out
    assert "communication = bidirectional (default of kind chat)" in done.out
    assert "audience.peak_users: 4445 (now 2500) → multi (RT405)" in done.out
    assert "audience.peak_users: 44445 (now 2500) → ably (RT873)" in done.out
    assert "connections for each vCPU" in done.out
    assert "    100,000  Centrifugo  a million on 10 vCPU, no messages\n" in done.out
    assert "MDN: WebSockets API, read 2026-11-23:" in done.out
    assert "sse: It carries server to client only" in done.out


def test_thresholds_name_the_limits_of_the_provider_and_the_nearest_of_others(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(example("support-desk"))

    done = rtgen("explain", "spec.yaml", cwd=tmp_path, COLUMNS="140")

    thresholds = done.out.partition("Thresholds\n")[2].partition("\n\n")[0]
    assert "Provider: messages a day" in thresholds
    assert "Ably Standard: messages an hour" in thresholds
    assert "Pusher Premium" in thresholds


def test_what_the_last_plan_recorded_is_explained_wherever_it_was_written(tmp_path: Path) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text(example("team-chat").replace("peak_users: 2500", "peak_users: 4400"))
    assert rtgen("plan", "spec.yaml", "--out", "infra", cwd=tmp_path).code == 0
    spec.write_text(example("team-chat").replace("peak_users: 2500", "peak_users: 4500"))

    assert "single  RT409" in rtgen("explain", "spec.yaml", "--out", "infra", cwd=tmp_path).out
    assert "multi  RT405" in rtgen("explain", "spec.yaml", cwd=tmp_path).out


def test_one_feature_alone(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(example("team-chat"))

    done = rtgen("explain", "spec.yaml", "typing", cwd=tmp_path)

    assert done.code == 0
    assert done.out.startswith("typing\n  transport  websocket  RT303\n")
    assert "messages" not in done.out.split("Sources")[0]


@pytest.mark.parametrize("columns", [80, 120])
def test_lines_fit_the_terminal(columns: int, tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(example("storefront-live"))

    done = rtgen("explain", "spec.yaml", cwd=tmp_path, COLUMNS=str(columns))

    assert [line for line in done.out.splitlines() if len(line) > columns and "https://" not in line] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["spec.yaml", "mesages"], "did you mean messages?"),
        (["nothing.yaml"], "nothing.yaml"),
    ],
)
def test_what_is_not_there_is_said(arguments: list[str], said: str, tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(example("team-chat"))

    done = rtgen("explain", *arguments, cwd=tmp_path)

    assert done.code == 2
    assert said in done.err


def test_a_flip_is_said_once_though_the_tier_read_the_same_fact() -> None:
    explanation = explain(ROOT / "stacks/storefront-live/spec.yaml", None)
    assert explanation is not None

    for explained in explanation.shared:
        said = [(flip.subject, flip.value) for flip in explained.flips]
        assert len(said) == len(set(said)), explained.subject


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.parent.name)
def test_every_flip_is_a_valid_spec_that_is_decided_as_it_says(spec: Path) -> None:
    explanation = explain(spec, None)
    assert explanation is not None
    _, variations = load_variations(spec)
    asked = 0
    for name, explained in explanation.features:
        for flip in explained[0].flips:
            assert variations.allows(flip.subject, flip.value), flip
            features = variations.with_value(flip.subject, flip.value)
            again = None if features is None else decide_feature(features, name, sdk=explanation.decisions.provider.sdk)
            assert again is not None
            assert again.transport.choice == flip.outcome.choice
            asked += 1
    for subject, explained in [(each.subject, each) for each in explanation.shared]:
        for flip in explained.flips:
            assert variations.allows(flip.subject, flip.value), flip
            features = variations.with_value(flip.subject, flip.value)
            assert features is not None
            shared = decide_shared(features)
            choices = {
                "tier": shared.tier.decision.choice.value,
                "Redis": redis_choice(shared.redis.decision.choice),
                "sticky sessions": cookie(shared.sticky.choice),
                "provider": shared.provider.decision.choice or "none",
            }
            assert choices[subject] == flip.outcome.choice
            asked += 1
    assert asked >= 8


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("RT404", ["10,000", "peak_users: 6666", "peak_users: 6667", "judgement", "read 2026-11-23", "tier: {force"]),
        ("t32", ["Polling for real-time needs (warning)", "freshness: 5s", "fix", "waivers: [{rule: T32,"]),
        ("RT223", ["fails", "a mean of zero"]),
        ("RT701", ["example    none", "judgement"]),
    ],
)
def test_a_rule_with_its_examples(rule: str, words: list[str], tmp_path: Path) -> None:
    done = rtgen("explain", rule, cwd=tmp_path, COLUMNS="100")

    assert (done.code, done.err) == (0, "")
    assert [word for word in words if word not in done.out] == []


@pytest.mark.parametrize("rule", ["RT821", "RT822", "RT823", "RT852"])
def test_no_waiver_is_shown_for_what_no_waiver_accepts(rule: str, tmp_path: Path) -> None:
    assert "waivers: [{" + f"rule: {rule}," not in rtgen("explain", rule, cwd=tmp_path).out


def test_a_rule_that_there_is_not(tmp_path: Path) -> None:
    done = rtgen("explain", "RT4044", cwd=tmp_path)

    assert done.code == 2
    assert "did you mean RT404?" in done.err
