"""Upstream documents: what is read, what fills the spec, and what is only listed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rtgen import context, pipeline
from rtgen.context import read
from rtgen.context.phrases import read_line
from rtgen.diagnostics import Location
from rtgen.output import OutputRefused
from rtgen.spec import SpecRejected

AT = Location("system-architecture.md", 1, 1)
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


@pytest.mark.parametrize(
    ("line", "subject", "value"),
    [
        ("All services are deployed in the region eu-central-1.", "platform.region", "eu-central-1"),
        ("Region: `us-west-2`", "platform.region", "us-west-2"),
        ("**AWS Region:** eu-west-1", "platform.region", "eu-west-1"),
        ("Everything runs on AWS.", "cloud", "aws"),
        ("The platform is hosted on Google Cloud.", "cloud", "gcp"),
        ("Operations has a budget of $1,200 per month.", "platform.budget", "1200"),
        ("The production network is vpc-0123456789abcdef0.", "network.vpc_id", "vpc-0123456789abcdef0"),
        ("The message broker is Apache Kafka.", "broker", "kafka"),
        ("We must comply with GDPR.", "compliance", "gdpr"),
        ("The service exposes a REST API.", "api.style", "rest"),
        ("Clients authenticate with JWT.", "api.auth", "jwt"),
        ("The base path is `/api/v1`.", "api.base_path", "/api/v1"),
        ("Lists use cursor-based pagination.", "api.pagination", "cursor"),
        ("Endpoints are versioned by URL.", "api.versioning", "url"),
    ],
)
def test_a_phrase_of_the_table_is_read(line: str, subject: str, value: str) -> None:
    found, unread = read_line(line, AT)

    assert [(each.subject, each.value) for each in found] == [(subject, value)]
    assert unread == []


@pytest.mark.parametrize(
    "line",
    [
        "We do not run on AWS.",
        "We considered Kafka; the message broker is Kafka in that design.",
        "The message broker is Kafka until the summer.",
        "Services will be deployed in the region eu-central-1.",
        "It might run on Azure.",
        "The legacy system runs on GCP.",
        "Should everything run on AWS?",
        "Either REST or GraphQL: the API is REST if partners ask for it.",
        "We used to run in eu-west-1, a region far away.",
        "Pagination is as in the style guide.",
    ],
)
def test_a_sentence_that_hedges_or_negates_is_listed_and_not_read(line: str) -> None:
    found, unread = read_line(line, AT)

    assert found == []
    assert len(unread) == 1


@pytest.mark.parametrize(
    "document",
    [
        "> Everything runs on AWS.\n",
        "```\nEverything runs on AWS.\n```\n",
        "    Everything runs on AWS.\n",
        "| Cloud | Everything runs on AWS. |\n",
        "<!-- Everything runs on AWS. -->\n",
        "<!--\nEverything runs on AWS.\n-->\n",
        "## Alternatives considered\n\nEverything runs on AWS.\n\n### In detail\n\nEverything runs on GCP.\n",
        "# Roadmap\n\nEverything runs on AWS.\n",
    ],
    ids=["quote", "code", "indented", "table", "comment", "comment of lines", "alternatives", "roadmap"],
)
def test_what_quotes_shows_or_compares_is_left_out(document: str, tmp_path: Path) -> None:
    assert read(folder(tmp_path, document)).constraints == ()


def test_after_an_aside_the_document_counts_again(tmp_path: Path) -> None:
    document = "## Rejected\n\nIt runs on GCP.\n\n## Hosting\n\n- It runs on AWS.\r\n"
    (found,) = read(folder(tmp_path, document)).constraints

    assert (found.value, found.location.line) == ("aws", 7)


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
    explained = pipeline.explain(tmp_path / "spec.yaml", None)

    assert explained is not None
    assert explained.decisions._replace(findings=()) == plan.decisions._replace(findings=())


def test_the_spec_wins_and_the_difference_is_told(tmp_path: Path) -> None:
    folder(tmp_path, EXACT)
    plan = planned(tmp_path, SPEC + "  region: eu-west-1\n").plan

    assert {each.region for each in plan.environments} == {"eu-west-1"}
    (finding,) = [each for each in plan.decisions.findings if each.rule == "RT903"]
    assert finding.message == "system-architecture.md:7 says platform.region is eu-north-1; the spec says eu-west-1."


def test_documents_that_contradict_each_other_fill_nothing(tmp_path: Path) -> None:
    folder(tmp_path, "It runs in eu-north-1, our only region.\n", "Region: eu-south-1\n")
    plan = planned(tmp_path).plan

    assert {each.region for each in plan.environments} == {"us-east-1"}
    assert [each.rule for each in plan.decisions.findings if each.rule == "RT903"] != []


@pytest.mark.parametrize(
    ("block", "line", "column", "message"),
    [
        ("platform: {regoin: eu-west-1}", 2, 12, "unknown key 'regoin'"),
        ("platfrom: {region: eu-west-1}", 2, 1, "unknown key 'platfrom'"),
        ("platform: {region: mars-1}", 2, 20, "'mars-1' is not a region of AWS"),
        ("platform: {budget: much}", 2, 20, "'much' is not an amount"),
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


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"x" * (context.MAX_BYTES + 1)], ids=["not UTF-8", "too long"])
def test_a_document_that_cannot_be_read_is_an_error(raw: bytes, tmp_path: Path) -> None:
    (folder(tmp_path) / "api-design.md").write_bytes(raw)

    with pytest.raises(SpecRejected) as rejected:
        read(tmp_path / ".claude" / "outputs")

    assert [each.rule for each in rejected.value.diagnostics] == ["RT901"]


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
