"""Prose: what is read, what is never read, and what is listed as not understood."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from rtgen.context.document import Document, read_document
from rtgen.context.phrases import PHRASES, Phrase
from rtgen.context.subjects import SUBJECTS

CASES = Path(__file__).parents[1] / "cases" / "context"
ALL = frozenset(each.name for each in SUBJECTS)


def read(text: str) -> Document:
    return read_document("system-architecture.md", text, ALL)


def cases(name: str) -> pytest.MarkDecorator:
    entries = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return pytest.mark.parametrize("case", entries, ids=lambda case: case["name"])


@cases("read.yaml")
def test_what_is_stated_of_the_whole_is_read(case: dict[str, Any]) -> None:
    found = read(case["document"]).constraints

    assert sorted([each.subject, each.value, each.location.line] for each in found) == sorted(case["reads"])


@cases("unread.yaml")
def test_what_takes_a_guess_is_not_read(case: dict[str, Any]) -> None:
    assert read(case["document"]).constraints == ()


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.reads)
def test_every_phrase_reads_its_example_and_no_other_does(phrase: Phrase) -> None:
    found = read(phrase.reads)

    assert {each.subject for each in found.constraints} == {phrase.subject}
    assert found.unread == ()


def test_every_subject_has_a_phrase() -> None:
    assert {each.subject for each in PHRASES} == ALL


def test_what_is_not_understood_is_one_note_for_each_subject_with_its_lines() -> None:
    document = "".join(f"Service {number} publishes to Kafka.\n\n" for number in range(12)) + "It may run on Azure.\n"
    cloud, broker = read(document).unread

    assert (
        broker.message == "12 lines of system-architecture.md about the message broker were not understood: "
        "1, 3, 5, 7, 9, 11, 13, 15 and 4 more."
    )
    assert (broker.location.line, broker.phrase) == (1, "Service 0 publishes to Kafka")
    assert cloud.message == "A line of system-architecture.md about the cloud was not understood: 25."


def test_what_is_stated_is_not_listed_where_it_is_mentioned_again() -> None:
    found = read("The message broker is Kafka.\n\nOrders publishes to Kafka.\n\nReports consumes from SQS.\n")

    assert [each.message for each in found.unread] == [
        "A line of system-architecture.md about the message broker was not understood: 5."
    ]


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ("# Betrieb\n\nDas ist der Stand und nicht mehr.\n", "the document is not in English, as far as can be told"),
        ("<!DOCTYPE html>\n", "the document is HTML"),
        (
            "# Migration\n\nAll of it.\n",
            "below 'Migration' stands what is planned, shown or past, as far as can be told",
        ),
        ("Status: draft\n", "it says that in it stands what is planned, shown or past, as far as can be told"),
    ],
)
def test_a_document_whose_prose_is_not_read_says_why(document: str, why: str) -> None:
    (told,) = read(document).unread

    assert told.message == f"Of system-architecture.md only exact blocks are read: {why}."


def test_a_block_of_code_without_end_is_told() -> None:
    (told,) = read("# A\n\n```mermaid\ngraph TD\n```text\n\nEverything runs on AWS.\n").unread

    assert (told.location.line, told.message) == (
        3, "A block of code that begins at system-architecture.md:3 does not end, so nothing after it is read.",
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["Redis: rediss://app:hunter2hunter2@live.k3x9qz.0001.euw1.cache.amazonaws.com", "Kafka password: correct-horse"],
)
def test_a_line_that_may_hold_a_secret_is_not_repeated(line: str) -> None:
    found = read(f"{line}\n")

    assert [each.phrase for each in (*found.constraints, *found.unread)] == [""]
