"""Upstream documents: what is read, what fills the spec, and what is only listed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rtgen import pipeline
from rtgen.context import read
from rtgen.explanation import explain
from rtgen.output import OutputRefused
from rtgen.spec import SpecRejected

SPEC = """\
version: 1
name: live
audience: {peak_users: 500}
features:
  alerts: {kind: notifications}
platform:
  origins: [https://www.example.com]
"""


def folder(tmp_path: Path, architecture: str = "", api: str = "") -> Path:
    upstream = tmp_path / ".claude" / "outputs"
    upstream.mkdir(parents=True, exist_ok=True)
    for name, text in (("system-architecture.md", architecture), ("api-design.md", api)):
        if text:
            (upstream / name).write_text(text, encoding="utf-8")
    return upstream


def planned(tmp_path: Path, spec: str = SPEC) -> pipeline.Planned:
    (tmp_path / "spec.yaml").write_text(spec, encoding="utf-8")
    (only,) = pipeline.plan([tmp_path / "spec.yaml"], tmp_path / "out")
    return only


EXACT = (
    "# Platform\n\nText.\n\n```yaml rtgen\nplatform:\n  region: eu-north-1\n  budget: 900\napi: {style: rest}\n```\n"
)


def test_an_exact_block_fills_what_the_spec_leaves_open_and_says_where_it_stands(tmp_path: Path) -> None:
    folder(tmp_path, EXACT)
    plan = planned(tmp_path).plan

    assert {each.region for each in plan.environments} == {"eu-north-1"}
    assert [(each.subject, each.location.line) for each in plan.upstream] == [
        ("platform.region", 7), ("platform.budget", 8), ("api.style", 9),
    ]  # fmt: skip
    tree = pipeline.render_tree(planned(tmp_path))
    assert "system-architecture.md:7" in tree.files["real-time-architecture.md"].text
    assert json.loads(tree.files["plan.json"].text)["upstream"][0]["from"] == "system-architecture.md:7"


def test_what_is_explained_is_what_is_planned(tmp_path: Path) -> None:
    folder(tmp_path, EXACT)
    plan = planned(tmp_path).plan
    explained = explain(tmp_path / "spec.yaml", None)

    assert explained is not None
    assert explained.decisions._replace(findings=()) == plan.decisions._replace(findings=())


def test_the_spec_wins_and_the_difference_is_told(tmp_path: Path) -> None:
    folder(tmp_path, EXACT)
    plan = planned(tmp_path, SPEC + "  region: eu-west-1\n").plan

    assert {each.region for each in plan.environments} == {"eu-west-1"}
    (finding,) = [each for each in plan.decisions.findings if each.rule == "RT903"]
    assert finding.message == "system-architecture.md:7 says platform.region is eu-north-1; the spec says eu-west-1."
    assert str(finding.edit) == 'platform.region: "eu-north-1"'


def region(name: str) -> str:
    return f"```yaml rtgen\nplatform: {{region: {name}}}\n```\n"


@pytest.mark.parametrize(
    ("architecture", "api"),
    [
        (region("eu-north-1"), region("eu-south-1")),
        (region("eu-north-1") + region("eu-south-1"), ""),
        ("Everything runs in eu-north-1.\n\nRegion: eu-south-1\n", ""),
    ],
    ids=["blocks of two documents", "blocks of one", "prose"],
)
def test_what_contradicts_itself_fills_nothing_and_is_told(architecture: str, api: str, tmp_path: Path) -> None:
    folder(tmp_path, architecture, api)
    plan = planned(tmp_path).plan

    assert {each.region for each in plan.environments} == {"us-east-1"}
    (finding,) = [each for each in plan.decisions.findings if each.rule == "RT903"]
    assert "says platform.region is eu-south-1" in finding.message
    assert "says eu-north-1" in finding.message


def test_an_exact_block_counts_before_prose_and_the_difference_is_told(tmp_path: Path) -> None:
    folder(tmp_path, "Everything runs in eu-south-1.\n", region("eu-north-1"))
    plan = planned(tmp_path).plan

    assert {each.region for each in plan.environments} == {"eu-north-1"}
    assert [each.rule for each in plan.decisions.findings if each.rule == "RT903"] == ["RT903"]


def test_the_prose_of_an_interface_says_nothing_of_the_infrastructure(tmp_path: Path) -> None:
    assert (
        read(folder(tmp_path, api="Region: eu-west-1\n\nBase path: /api/v1\n")).constraints[0].subject
        == "api.base_path"
    )
    assert len(read(tmp_path / ".claude" / "outputs").constraints) == 1


def test_another_cloud_is_a_conflict(tmp_path: Path) -> None:
    folder(tmp_path, "Everything runs on Google Cloud.\n")
    (finding,) = [each for each in planned(tmp_path).plan.decisions.findings if each.rule == "RT903"]

    assert finding.message == "system-architecture.md:1 says the cloud is gcp; rtgen builds for aws."


NETWORK = (
    "{vpc_id: vpc-0a1f93c2b7d845e60, "
    "public_subnet_ids: [subnet-0a1f93c2b7d845e61, subnet-0a1f93c2b7d845e62], "
    "private_subnet_ids: [subnet-0a1f93c2b7d845e63, subnet-0a1f93c2b7d845e64]}"
)


def test_an_exact_block_takes_every_key_of_a_platform(tmp_path: Path) -> None:
    folder(tmp_path, f"```yaml rtgen\nplatform:\n  network: {NETWORK}\n  users_per_address: 900\n```\n")
    plan = planned(tmp_path).plan

    assert [(each.subject, each.exact) for each in plan.upstream] == [
        ("platform.network", True), ("platform.users_per_address", True),
    ]  # fmt: skip
    assert "network-vpc" not in {each.name for each in plan.resources}


def test_what_does_not_fit_the_spec_is_an_error_where_the_document_states_it(tmp_path: Path) -> None:
    folder(tmp_path, "```yaml rtgen\nplatform:\n  budget: 900\n  provider: ably\n```\n")

    with pytest.raises(SpecRejected) as rejected:
        planned(tmp_path, SPEC + "  managed: avoid\n")

    (problem,) = rejected.value.diagnostics
    assert (problem.location.file.rpartition("/")[2], problem.location.line) == ("system-architecture.md", 4)
    assert problem.message == "a provider is named, but managed is avoid"


def test_a_secret_in_a_block_is_refused(tmp_path: Path) -> None:
    block = "platform:\n  backend: {url: https://a.example.com, x-ably-key: aBcDeF.gHiJkL:0123456789abcdefghijklmn}"

    with pytest.raises(SpecRejected) as rejected:
        read(folder(tmp_path, f"```yaml rtgen\n{block}\n```\n"))

    assert any(each.secret for each in rejected.value.diagnostics)


THERE = """\
# Platform

- VPC ID: vpc-0a1f93c2b7d845e60
- Redis endpoint: live.k3x9qz.ng.0001.euw1.cache.amazonaws.com:6379
"""


def test_a_network_and_a_redis_that_are_there_are_named_until_the_spec_uses_them(tmp_path: Path) -> None:
    folder(tmp_path, THERE)
    vpc, redis = [each for each in planned(tmp_path).plan.decisions.findings if each.rule == "RT905"]

    assert vpc.message == (
        "system-architecture.md:3 names the VPC vpc-0a1f93c2b7d845e60; the stack makes no use of it: the VPC is new."
    )
    assert "redis: {endpoint: live.k3x9qz.ng.0001.euw1.cache.amazonaws.com, port: 6379, secret_arn: ...}" in redis.fix

    used = SPEC + f"  network: {NETWORK}\n"
    (left,) = [each for each in planned(tmp_path, used).plan.decisions.findings if each.rule == "RT905"]
    assert "Redis" in left.message


@pytest.mark.parametrize(
    ("block", "line", "column", "message"),
    [
        ("platform: {regoin: eu-west-1}", 2, 12, "'regoin' is not a key of"),
        ("platfrom: {region: eu-west-1}", 2, 1, "unknown key 'platfrom'"),
        ("platform: {region: mars-1}", 2, 20, "'mars-1' does not have the form of: aws region"),
        ("platform: {budget: much}", 2, 20, "'much' is a text; a number is expected"),
        ("api: [rest]", 2, 6, "`api` holds no keys"),
        ("api: {style: 3}", 2, 14, "3 is not a text"),
        ("platform: {region: [", 3, 1, ""),
    ],
)
def test_an_exact_block_that_is_wrong_is_a_located_error(
    block: str, line: int, column: int, message: str, tmp_path: Path
) -> None:
    with pytest.raises(SpecRejected) as rejected:
        read(folder(tmp_path, f"```yaml rtgen\n{block}\n```\n"))

    (problem, *_) = rejected.value.diagnostics
    assert (problem.location.line, problem.location.column) == (line, column)
    assert problem.message.startswith(message)
    assert problem.location.file.endswith("system-architecture.md")


def test_without_a_folder_nothing_is_read(tmp_path: Path) -> None:
    assert planned(tmp_path).plan.upstream == ()


def test_the_document_stands_beside_those_that_it_rests_on_and_keeps_what_is_kept(tmp_path: Path) -> None:
    upstream = folder(tmp_path, EXACT)
    only = planned(tmp_path)
    tree = pipeline.render_tree(only)

    document = pipeline.publish(only, tree)
    assert document == upstream / "real-time-architecture.md"
    assert pipeline.publish(only, tree) is None
    document.write_text(document.read_text().replace("<!-- /keep", "Call Ada first.\n<!-- /keep", 1))

    assert pipeline.publish(only, tree) is None
    assert "Call Ada first." in document.read_text()


def test_a_document_of_somebodys_own_is_left_alone(tmp_path: Path) -> None:
    own = folder(tmp_path, EXACT) / "real-time-architecture.md"
    own.write_text("# Mine\n")
    only = planned(tmp_path)

    with pytest.raises(OutputRefused):
        pipeline.publish(only, pipeline.render_tree(only))

    assert own.read_text() == "# Mine\n"


def test_a_difference_that_is_meant_is_waived(tmp_path: Path) -> None:
    folder(tmp_path, EXACT)
    waived = SPEC + (
        "  region: eu-west-1\nwaivers:\n  - {rule: RT903, because: the document is from last year, until: 2099-01-01}\n"
    )
    (finding,) = [each for each in planned(tmp_path, waived).plan.decisions.findings if each.rule == "RT903"]

    assert finding.waived is not None


def test_what_is_said_twice_differs_once(tmp_path: Path) -> None:
    folder(tmp_path, "Everything runs in eu-north-1.\n\nRegion: eu-north-1\n")
    plan = planned(tmp_path, SPEC + "  region: eu-west-1\n").plan

    assert [each.location.line for each in plan.decisions.findings if each.rule == "RT903"] == [1]


def test_a_folder_that_the_spec_names_is_there(tmp_path: Path) -> None:
    with pytest.raises(SpecRejected) as rejected:
        planned(tmp_path, SPEC + "context: docs/archtecture\n")

    (problem,) = rejected.value.diagnostics
    assert (problem.rule, problem.location.line) == ("RT901", 8)
    assert problem.message == "there is no folder docs/archtecture, beside the spec or where rtgen runs"
