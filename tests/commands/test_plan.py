"""`rtgen plan`, as a person or a pipeline calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands.shell import Done, example, rtgen
from rtgen.output import content_hash

SPECS = Path(__file__).parent.parent / "stacks"


def written(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_plan_writes_a_stack_and_prints_the_decisions(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(example("team-chat"))

    done = rtgen("plan", "spec.yaml", cwd=tmp_path)

    assert (done.code, done.err) == (0, "")
    assert "websocket" in done.out
    assert "stacks/team-chat" in done.out
    folder = tmp_path / "stacks" / "team-chat"
    for name in ("plan.json", "__main__.py", "real-time-architecture.md", "gateway/config.json", ".rtgen.json"):
        assert (folder / name).is_file(), name


def test_a_second_plan_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(example("team-chat"))
    rtgen("plan", "spec.yaml", cwd=tmp_path)
    before = written(tmp_path)

    done = rtgen("plan", "spec.yaml", cwd=tmp_path)

    assert done.code == 0
    assert written(tmp_path) == before


def test_the_plan_that_adds_a_shard_says_that_channels_move(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text((SPECS / "sharded-redis.yaml").read_text())
    rtgen("plan", "spec.yaml", cwd=tmp_path)
    (tmp_path / "spec.yaml").write_text((tmp_path / "spec.yaml").read_text().replace("rate: 10/s", "rate: 15/s"))

    first, second = (rtgen("plan", "spec.yaml", cwd=tmp_path) for _ in range(2))

    for done in (first, second):
        assert "warning RT418 (spec.yaml:1:1): Redis goes from 2 to 3 shards: the next deployment moves" in done.out
    assert "nothing to change" in second.out


def test_the_same_spec_gives_the_same_bytes_whatever_the_machine_is_set_to(tmp_path: Path) -> None:
    trees = []
    for seed, locale in (("0", "C"), ("1", "C.UTF-8"), ("2", "tr_TR.UTF-8")):
        home = tmp_path / seed
        home.mkdir()
        (home / "spec.yaml").write_text(example("storefront-live"))
        done = rtgen("plan", "spec.yaml", cwd=home, PYTHONHASHSEED=seed, LC_ALL=locale, TZ="Asia/Kathmandu")
        assert done.code == 0, done.err
        trees.append(written(home))
    assert trees[0] == trees[1] == trees[2]


def test_a_dry_run_shows_the_difference_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(example("team-chat"))
    rtgen("plan", "spec.yaml", cwd=tmp_path)
    (tmp_path / "spec.yaml").write_text(example("team-chat").replace("title: ", "title: New ", 1))
    before = written(tmp_path / "stacks")

    done = rtgen("plan", "spec.yaml", "--dry-run", cwd=tmp_path)

    assert done.code == 0
    assert "+++ " in done.out
    assert written(tmp_path / "stacks") == before


def test_a_dry_run_of_a_new_stack_names_its_files(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(example("team-chat"))

    done = rtgen("plan", "spec.yaml", "--dry-run", cwd=tmp_path)

    assert "\n  created  components/gateway.py\n" in done.out
    assert "+++ " not in done.out
    assert len(done.out.splitlines()) < 120


def test_a_score_below_the_least_fails_and_the_files_are_written_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(example("team-chat"))
    total = 31

    assert rtgen("plan", "spec.yaml", "--min-score", str(total), cwd=tmp_path).code == 0
    done = rtgen("plan", "spec.yaml", "--out", "low", "--min-score", str(total + 1), cwd=tmp_path)

    assert (done.code, done.err) == (1, f"the score of team-chat is {total}, below {total + 1}\n")
    assert (tmp_path / "low" / "team-chat" / "plan.json").is_file()
    assert rtgen("plan", "spec.yaml", "--min-score", "36", cwd=tmp_path).code == 2


def test_check_tells_a_fresh_stack_from_a_stale_one(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(example("team-chat"))
    assert rtgen("plan", "spec.yaml", "--check", cwd=tmp_path).code == 1
    rtgen("plan", "spec.yaml", cwd=tmp_path)
    assert rtgen("plan", "spec.yaml", "--check", cwd=tmp_path).code == 0
    (tmp_path / "stacks" / "team-chat" / "settings.py").unlink()

    done = rtgen("plan", "spec.yaml", "--check", cwd=tmp_path)

    assert done.code == 1
    assert "settings.py" in done.out
    assert "differs from the plan; `rtgen plan` writes it" in done.out


def test_an_edit_by_hand_is_refused_with_its_difference_until_overwrite(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(example("team-chat"))
    rtgen("plan", "spec.yaml", cwd=tmp_path)
    edited = tmp_path / "stacks" / "team-chat" / "settings.py"
    ours = edited.read_text()
    edited.write_text(ours + "# mine\n")

    refused = rtgen("plan", "spec.yaml", cwd=tmp_path)

    assert refused.code == 2
    assert "settings.py" in refused.err
    assert "-# mine" in refused.err
    assert edited.read_text().endswith("# mine\n")
    assert rtgen("plan", "spec.yaml", "--overwrite", cwd=tmp_path).code == 0
    assert edited.read_text() == ours


def test_the_users_overrides_are_never_written_again(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(example("team-chat"))
    rtgen("plan", "spec.yaml", cwd=tmp_path)
    overrides = tmp_path / "stacks" / "team-chat" / "overrides.py"
    overrides.write_text(overrides.read_text() + "# mine\n")

    assert rtgen("plan", "spec.yaml", "--overwrite", cwd=tmp_path).code == 0

    assert overrides.read_text().endswith("# mine\n")


def test_json_is_the_very_object_that_stands_in_the_stack(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(example("storefront-live"))

    done = rtgen("plan", "spec.yaml", "--format", "json", cwd=tmp_path)

    assert done.code == 0
    plan = json.loads((tmp_path / "stacks" / "storefront-live" / "plan.json").read_text())
    assert json.loads(done.out) == plan


def test_an_invalid_spec_writes_nothing_and_exits_2(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(example("team-chat").replace("peak_users", "peek_users", 1))

    done = rtgen("plan", "spec.yaml", cwd=tmp_path)

    assert done.code == 2
    assert "spec.yaml:" in done.err
    assert "did you mean" in done.err
    assert not (tmp_path / "stacks").exists()


def test_a_spec_that_stands_in_its_stack_is_planned_in_place(tmp_path: Path) -> None:
    home = tmp_path / "stacks" / "team-chat"
    home.mkdir(parents=True)
    (home / "spec.yaml").write_text(example("team-chat"))

    assert rtgen("plan", "stacks/team-chat/spec.yaml", cwd=tmp_path).code == 0
    assert (home / "plan.json").is_file()
    assert rtgen("plan", "spec.yaml", "--check", cwd=home).code == 0


def test_one_run_plans_several_specs(tmp_path: Path) -> None:
    for name in ("team-chat", "ops-dashboard"):
        (tmp_path / f"{name}.yaml").write_text(example(name))

    assert rtgen("plan", "team-chat.yaml", "ops-dashboard.yaml", cwd=tmp_path).code == 0

    assert sorted(path.name for path in (tmp_path / "stacks").iterdir()) == ["ops-dashboard", "team-chat"]


def alter_record(folder: Path, name: str, choice: str) -> None:
    """Makes plan.json that of an older rule set which decided otherwise, as if rtgen had written it."""
    path, manifest = folder / "plan.json", folder / ".rtgen.json"
    before = path.read_text()
    plan = json.loads(before)
    plan["rules"]["decisions"][name] |= {"choice": choice, "version": 0}
    after = json.dumps(plan, indent=2)
    path.write_text(after)
    manifest.write_text(manifest.read_text().replace(content_hash(before), content_hash(after)))


def test_newer_rules_wait_for_consent(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(example("team-chat"))
    rtgen("plan", "spec.yaml", cwd=tmp_path)
    folder = tmp_path / "stacks" / "team-chat"
    alter_record(folder, "features.messages.transport", "sse")

    kept = rtgen("plan", "spec.yaml", cwd=tmp_path)

    assert (kept.code, kept.err) == (0, "")
    assert "info RT410 messages (spec.yaml:" in kept.out
    assert "The transport stays sse." in kept.out
    assert json.loads((folder / "plan.json").read_text())["features"]["messages"]["transport"] == "sse"
    assert "--update-decisions" in kept.out
    assert rtgen("plan", "spec.yaml", "--check", cwd=tmp_path).code == 0

    updated = rtgen("plan", "spec.yaml", "--update-decisions", cwd=tmp_path)

    assert (updated.code, "RT410" in updated.out) == (0, False)
    assert json.loads((folder / "plan.json").read_text())["features"]["messages"]["transport"] == "websocket"


def test_a_record_that_cannot_be_read_is_a_warning_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(example("team-chat"))
    rtgen("plan", "spec.yaml", cwd=tmp_path)
    (tmp_path / "stacks" / "team-chat" / "plan.json").write_text("<<<<<<< ours\n")

    done = rtgen("plan", "spec.yaml", "--overwrite", cwd=tmp_path)

    assert done.code == 0
    assert "RT709" in done.err
    assert "Traceback" not in done.err
    assert rtgen("plan", "spec.yaml", "--check", cwd=tmp_path).code == 0


WAIVER = "\nwaivers:\n  - {{rule: T34, because: the clients are our own, until: {until}}}\n"


def test_the_gate_falls_at_the_severity_that_is_asked_for(tmp_path: Path) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text(example("team-chat"))
    assert rtgen("plan", "spec.yaml", cwd=tmp_path).code == 0
    fell = rtgen("plan", "spec.yaml", "--fail-on", "warning", cwd=tmp_path)
    assert (fell.code, fell.err) == (
        1,
        "team-chat has an open finding of severity warning or error (--fail-on): T34\n",
    )

    spec.write_text(example("team-chat") + WAIVER.format(until="2999-01-31"))
    done = rtgen("plan", "spec.yaml", "--fail-on", "warning", cwd=tmp_path)

    assert done.code == 0
    assert "waived warning T34" in done.out
    assert "until 2999-01-31: the clients are our own" in done.out


def test_a_waiver_that_ended_counts_for_the_reader_and_the_gate_but_in_no_file(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(example("team-chat") + WAIVER.format(until="2020-01-31"))

    done = rtgen("plan", "spec.yaml", "--fail-on", "warning", cwd=tmp_path)

    assert done.code == 1
    assert "RT821" in done.out
    findings = json.loads((tmp_path / "stacks" / "team-chat" / "plan.json").read_text())["findings"]
    assert {each["rule"] for each in findings if each["rule"] != "T34"} <= {"RT814", "RT824"}
    assert {each["waived"]["until"] for each in findings if each["rule"] == "T34"} == {"2020-01-31"}
    assert "RT821" in rtgen("plan", "spec.yaml", "--format", "json", cwd=tmp_path).err


def test_a_waiver_raises_no_points_so_that_every_file_has_the_score_of_every_day(tmp_path: Path) -> None:
    crowd = """\
version: 1
name: lobby
audience: {peak_users: 30000}
features:
  who: {kind: presence, channel: {scope: room, members: 500, max_members: 5000}}
platform: {origins: [https://www.example.com]}
"""

    def planned(waivers: str) -> Done:
        (tmp_path / "spec.yaml").write_text(crowd + waivers)
        return rtgen("plan", "spec.yaml", "--fail-on", "warning", cwd=tmp_path)

    def score(done: Done) -> str:
        return done.out.partition("Score  ")[2].partition("Not in")[0].partition("Next")[0]

    def until(day: str) -> str:
        return f"waivers: [{{rule: RT803, because: nobody shows the list, until: {day}}}]"

    unwaived, waived, ended = planned(""), planned(until("2999-01-31")), planned(until("2020-01-31"))

    assert score(unwaived) == score(waived) == score(ended)
    assert "RT803 resolved" in score(waived)
    assert "RT803" not in waived.err
    assert "RT803, RT821" in ended.err
    assert "it was accepted because: nobody shows the list" in ended.out


def test_a_group_that_becomes_the_first_of_several_does_not_go(tmp_path: Path) -> None:
    spec = tmp_path / "spec.yaml"
    sharded = (SPECS / "sharded-redis.yaml").read_text(encoding="utf-8")
    spec.write_text(sharded.replace("rate: 10/s", "rate: 1/s"))
    rtgen("plan", "spec.yaml", cwd=tmp_path)
    spec.write_text(sharded)

    done = rtgen("plan", "spec.yaml", cwd=tmp_path)

    assert done.code == 0
    assert "deletes" not in done.out
    assert "redis-group-2" in (tmp_path / "stacks" / "sharded-redis" / "plan.json").read_text()


def test_a_queue_that_must_keep_an_order_from_now_on_is_another_queue_and_needs_a_word(tmp_path: Path) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text(example("stadium-scores"))
    rtgen("plan", "spec.yaml", cwd=tmp_path)
    spec.write_text(
        example("stadium-scores").replace("delivery: at-least-once", "ordering: channel\n    delivery: at-least-once")
    )

    refused = rtgen("plan", "spec.yaml", cwd=tmp_path)
    names = ["--allow-destroy", "publisher-queue", "--allow-destroy", "publisher-dead"]
    allowed = rtgen("plan", "spec.yaml", *names, cwd=tmp_path)

    assert refused.code == 2
    assert "RT711: publisher-dead (standard Queue, for a fifo one) would go, with what it holds" in refused.err
    assert "--allow-destroy publisher-queue" in refused.err
    assert allowed.code == 0
    assert rtgen("plan", "spec.yaml", cwd=tmp_path).code == 0


def test_a_feature_that_takes_protected_state_away_needs_a_word_for_each(tmp_path: Path) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text(example("team-chat"))
    rtgen("plan", "spec.yaml", cwd=tmp_path)
    before = written(tmp_path / "stacks")
    spec.write_text(example("team-chat").replace("history: 24h", "history: 1m"))

    refused = rtgen("plan", "spec.yaml", cwd=tmp_path)
    dry = rtgen("plan", "spec.yaml", "--dry-run", cwd=tmp_path)

    assert (refused.code, dry.code) == (2, 0)
    assert "RT711: redis-group (ReplicationGroup) would go" in refused.err
    assert "To plan it, add --allow-destroy redis-group --allow-destroy redis-password" in dry.out
    assert written(tmp_path / "stacks") == before

    names = ["--allow-destroy", "redis-group", "--allow-destroy", "redis-password"]
    allowed = rtgen("plan", "spec.yaml", *names, cwd=tmp_path)

    assert allowed.code == 0
    assert "The next deployment deletes what holds state:\n  redis-group (ReplicationGroup)" in allowed.out
    assert rtgen("plan", "spec.yaml", cwd=tmp_path).code == 0


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("redis-grup", 2, "--allow-destroy redis-grup: no resource has that name; did you mean redis-group?"),
        ("database", 2, "no resource has that name; what would go is redis-group, redis-password"),
        ("keys-token", 2, "--allow-destroy keys-token: it stays, and there is nothing to allow"),
    ],
)
def test_a_word_for_what_is_not_there_or_stays_lets_nothing_go(name: str, code: int, said: str, tmp_path: Path) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text(example("team-chat"))
    rtgen("plan", "spec.yaml", cwd=tmp_path)
    before = written(tmp_path / "stacks")
    spec.write_text(example("team-chat").replace("history: 24h", "history: 1m"))

    done = rtgen("plan", "spec.yaml", "--allow-destroy", name, cwd=tmp_path)

    assert done.code == code
    assert said in done.err
    assert written(tmp_path / "stacks") == before


def test_a_word_for_what_stays_harms_nothing_and_one_for_nothing_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(example("team-chat"))

    idle = rtgen("plan", "spec.yaml", "--allow-destroy", "redis-group", cwd=tmp_path)
    wrong = rtgen("plan", "spec.yaml", "--allow-destroy", "database", cwd=tmp_path)

    assert (idle.code, wrong.code) == (0, 2)
    assert "redis-group: it stays" in idle.err
    assert "nothing that holds state leaves the plan" in wrong.err


def test_of_two_shards_the_second_goes_and_the_first_stays_as_the_only_group(tmp_path: Path) -> None:
    spec, sharded = tmp_path / "spec.yaml", (SPECS / "sharded-redis.yaml").read_text()
    spec.write_text(sharded)
    rtgen("plan", "spec.yaml", cwd=tmp_path)
    spec.write_text(sharded.replace("rate: 10/s", "rate: 1/s"))

    refused = rtgen("plan", "spec.yaml", cwd=tmp_path)

    assert refused.code == 2
    assert "redis-group-2 (ReplicationGroup) would go" in refused.err
    assert "redis-group-1" not in refused.err


def test_a_document_of_somebody_elses_upstream_is_refused_and_what_was_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text(example("team-chat"))
    upstream = tmp_path / ".claude" / "outputs"
    upstream.mkdir(parents=True)
    (upstream / "system-architecture.md").write_text("# System\n")
    (upstream / "real-time-architecture.md").write_text("# Mine\n")

    done = rtgen("plan", "spec.yaml", cwd=tmp_path)

    assert done.code == 2
    assert done.err.endswith("a part was written; each file is the old one or the new one\n")
    assert (tmp_path / "stacks" / "team-chat" / "plan.json").is_file()
    assert rtgen("plan", "spec.yaml", cwd=tmp_path).err.endswith("nothing was written\n")
