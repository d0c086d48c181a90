"""Documents that are broken, or meant to break the reader: read, or refused with a place."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from rtgen.context import MAX_BYTES, read
from rtgen.diagnostics import Diagnostic
from rtgen.spec import SpecRejected

NAME = "system-architecture.md"
NOBODY = 65534
STATES = b"Everything runs in eu-west-1.\n"


def refused(folder: Path) -> tuple[Diagnostic, ...]:
    with pytest.raises(SpecRejected) as rejected:
        read(folder)
    return rejected.value.diagnostics


@pytest.mark.parametrize(
    ("raw", "line", "column", "message"),
    [
        (b"x" * (MAX_BYTES + 1), 1, 1, "it is larger than 2 MiB"),
        (b"One.\nTw\xe9.\n", 2, 3, "byte 0xe9 is not UTF-8"),
        (b"One.\n\0\n", 2, 1, "a NUL byte stands here: this is no text"),
        ("Everything runs in eu-west-1.".encode("utf-16"), 1, 1, "it is UTF-16"),
        ("Everything runs in eu-west-1.".encode("utf-16-be"), 1, 2, "a NUL byte"),
    ],
    ids=["huge", "Latin-1", "NUL", "UTF-16", "UTF-16 without its mark"],
)
def test_what_is_no_text_is_refused_with_its_place(
    raw: bytes, line: int, column: int, message: str, tmp_path: Path
) -> None:
    (tmp_path / NAME).write_bytes(raw)
    (problem,) = refused(tmp_path)

    assert (problem.rule, problem.location.line) == ("RT901", line)
    assert problem.message.startswith(message) or problem.location.column == column


def a_folder(path: Path) -> None:
    path.mkdir()


def a_loop(path: Path) -> None:
    path.symlink_to(path.name)


def a_broken_link(path: Path) -> None:
    path.symlink_to("nowhere.md")


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (a_folder, "this is a folder"),
        (a_loop, "it cannot be read"),
        (a_broken_link, "it cannot be read"),
        (a_pipe, "this is no file"),
        (a_device, "this is no file"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_what_is_no_file_is_refused_and_not_passed_over(
    made: Callable[[Path], None], message: str, tmp_path: Path
) -> None:
    made(tmp_path / NAME)
    (problem,) = refused(tmp_path)

    assert (problem.rule, problem.location.file) == ("RT901", (tmp_path / NAME).as_posix())
    assert problem.message.startswith(message)


@contextmanager
def without_roots_rights() -> Iterator[None]:
    """Root may read everything, so that it becomes somebody else for a while."""
    own = os.geteuid()
    os.seteuid(own or NOBODY)
    try:
        yield
    finally:
        os.seteuid(own)


def test_a_file_without_the_right_to_read_it_is_refused() -> None:
    """In a folder that anybody may look into, which those of a test's own are not."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / NAME).write_bytes(STATES)
        (folder / NAME).chmod(0)
        with without_roots_rights():
            found = refused(folder)

    assert [each.message for each in found] == ["it cannot be read: Permission denied"]


def test_a_link_to_a_document_elsewhere_is_followed(tmp_path: Path) -> None:
    folder = tmp_path / "context"
    folder.mkdir()
    (tmp_path / "architecture.md").write_bytes(STATES)
    (folder / NAME).symlink_to("../architecture.md")

    assert [each.place for each in read(folder).constraints] == [f"{NAME}:1"]


@pytest.mark.parametrize("raw", [b"", b"\n", b"\xef\xbb\xbf", b"---\n", b"```", b"<!--", b"# ", b"|", b"- ", b">"])
def test_next_to_nothing_states_nothing(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(raw)

    assert read(tmp_path).constraints == ()


@pytest.mark.parametrize(
    "raw",
    [b"\xef\xbb\xbf" + STATES, STATES.replace(b"\n", b"\r\n"), STATES.replace(b"\n", b"\r"), b"\x0c\n" + STATES],
    ids=["BOM", "CRLF", "CR", "form feed"],
)
def test_a_text_is_read_however_it_ends_its_lines(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(raw)

    assert [each.value for each in read(tmp_path).constraints] == ["eu-west-1"]


@pytest.mark.parametrize(
    ("block", "line", "message"),
    [
        ("platform: {region: eu-west-1}\nplatform: {budget: 5}", 4, "'platform' stands in line 3 already"),
        ("platform: &all {region: eu-west-1}", 3, "the anchor &all stands here"),
        ("platform: {region: *all}", 3, ""),
        ("platform: {<<: {region: eu-west-1}}", 3, "a merge key stands here"),
        ("platform: !!map {region: eu-west-1}", 3, "the tag !!map stands here"),
        ("platform: {regions: eu-west-1}", 3, "'regions' is not a key"),
        ("infrastructure: {region: eu-west-1}", 3, "unknown key 'infrastructure'"),
        ("platform:\n\tregion: eu-west-1", 4, ""),
        ("- region: eu-west-1", 3, "a list where a mapping of keys is expected"),
        ("", 1, ""),
        ("a: {" + "b: {" * 60, 3, ""),
    ],
    ids=["twice", "anchor", "alias", "merge", "tag", "unknown", "unknown part", "tab", "list", "empty", "deep"],
)
def test_a_wrong_block_is_refused_with_its_place(block: str, line: int, message: str, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(f"# A\n```yaml rtgen\n{block}\n```\n", encoding="utf-8")
    (problem, *_) = refused(tmp_path)

    assert problem.location.line in {line, line + 1}
    assert problem.message.startswith(message)


@pytest.mark.parametrize(
    ("document", "line", "message"),
    [
        ("# A\n\n```yaml rtgen\napi: {style: rest}\n", 3, "a block marked `yaml rtgen` begins here and does not end"),
        (
            "```mermaid\ngraph TD\n\n```yaml rtgen\napi: {style: rest}\n```\n",
            1,
            "a block of code begins here and does not end, and in line 4 a `yaml rtgen` block begins",
        ),
    ],
    ids=["to the end", "swallowed"],
)
def test_a_block_without_end_is_refused(document: str, line: int, message: str, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(document, encoding="utf-8")
    (problem, *_) = refused(tmp_path)

    assert (problem.rule, problem.location.line, problem.message) == ("RT902", line, message)


def test_a_block_that_is_shown_in_a_longer_fence_states_nothing(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("````md\n```yaml rtgen\napi: {style: rest}\n```\n````\n", encoding="utf-8")

    assert read(tmp_path).constraints == ()


def test_more_blocks_than_a_document_has_are_refused(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("```yaml rtgen\napi: {style: rest}\n```\n" * 21, encoding="utf-8")

    assert [each.message for each in refused(tmp_path)] == ["21 blocks `yaml rtgen`; a document has 20 at most"]


LARGE = 1_000_000
"""Characters: what is quadratic in them would run for hours."""


@pytest.mark.parametrize(
    "unit",
    [
        "a", "aa-", "eu-west-", "vpc-", "a.", "**a", "[a", "[a](", "- ", "`", "a: ", "<!-- ", "<a", "| ", "$budget ",
        "x.cache.amazonaws", "\\", "# ", "/a", "n'", "…", "don't ", "the ", "=", "-", "_ ", "region: ",
    ],
)  # fmt: skip
def test_one_endless_line_is_gone_over_once(unit: str, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(unit * (LARGE // len(unit.encode())), encoding="utf-8")

    assert read(tmp_path).constraints == ()


@pytest.mark.parametrize("line", ["**A:** b", "- a", "a:", "a  ", "**a**", "> a", "Kafka and Azure.", "<!-- a"])
def test_many_lines_are_gone_over_once(line: str, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(f"{line}\n" * (LARGE // 25 // len(line)), encoding="utf-8")

    assert read(tmp_path).constraints == ()
