"""What writing a stack does to a folder, and what it never does."""

from __future__ import annotations

import fcntl
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from output.folders import DOCUMENT, contents, put, tree
from rtgen.filetree import FileTree, RenderedFile
from rtgen.output import Kind, OutputRefused, preview

ROOT = Path(__file__).parents[2]
NEWER = '{"version": 99, "rtgen": "9.0", "files": {}, "spec": ""}'


def test_a_first_run_writes_everything_and_a_second_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "stacks" / "live"
    first = put(tree(a="1\n", sub__b="2\n"), folder)
    times = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}

    second = put(tree(a="1\n", sub__b="2\n"), folder)

    assert {change.path for change in first.changes} == {"a", "live.md", "overrides.py", "sub/b"}
    assert (second.changes, second.differs) == ((), False)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == times


def test_what_is_no_longer_generated_goes_with_its_empty_folders(tmp_path: Path) -> None:
    put(tree(a="1\n", deep__er__b="2\n"), tmp_path)

    report = put(tree(a="1\n"), tmp_path)

    assert [(change.kind, change.path) for change in report.changes] == [(Kind.REMOVED, "deep/er/b")]
    assert not (tmp_path / "deep").exists()


def test_files_of_others_stay_where_they_are(tmp_path: Path) -> None:
    put(tree(sub__b="2\n"), tmp_path)
    (tmp_path / "sub" / "mine.txt").write_text("mine")

    put(tree(), tmp_path)

    assert (tmp_path / "sub" / "mine.txt").read_text() == "mine"


def test_an_edit_by_hand_is_refused_with_its_difference_and_nothing_is_written(tmp_path: Path) -> None:
    put(tree(a="1\n", b="1\n"), tmp_path)
    (tmp_path / "a").write_text("mine\n")
    before = contents(tmp_path)

    with pytest.raises(OutputRefused) as refused:
        put(tree(a="2\n", b="2\n"), tmp_path)

    assert "-mine\n+2\n" in refused.value.text()
    assert contents(tmp_path) == before


def test_an_edit_of_what_is_no_longer_generated_is_refused_with_what_would_go(tmp_path: Path) -> None:
    put(tree(a="1\n", b="1\n"), tmp_path)
    (tmp_path / "b").write_text("mine\n")

    with pytest.raises(OutputRefused) as refused:
        put(tree(a="1\n"), tmp_path)

    assert "-mine\n" in refused.value.text()
    assert (tmp_path / "b").read_text() == "mine\n"


def test_other_line_ends_are_told_where_no_line_differs(tmp_path: Path) -> None:
    put(tree(a="1\n"), tmp_path)
    (tmp_path / "a").write_bytes(b"1\r\n")

    with pytest.raises(OutputRefused) as refused:
        put(tree(a="1\n"), tmp_path)

    assert "only the ends of lines differ: rtgen writes LF" in refused.value.text()


def test_overwrite_takes_the_new_text_but_never_the_users_own_file(tmp_path: Path) -> None:
    put(tree(a="1\n"), tmp_path)
    (tmp_path / "a").write_text("mine\n")
    (tmp_path / "overrides.py").write_text("mine\n")

    put(tree(a="2\n"), tmp_path, overwrite=True)

    assert (tmp_path / "a").read_text() == "2\n"
    assert (tmp_path / "overrides.py").read_text() == "mine\n"


def test_the_users_file_outlives_the_plan_that_made_it(tmp_path: Path) -> None:
    put(tree(a="1\n"), tmp_path)

    put(FileTree.of([RenderedFile("a", "1\n")]), tmp_path)

    assert (tmp_path / "overrides.py").exists()


def test_a_file_that_happens_to_say_the_same_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1\n")

    assert "a" not in {change.path for change in put(tree(a="1\n"), tmp_path).changes}


def test_a_foreign_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine\n")

    with pytest.raises(OutputRefused, match="1 problems"):
        put(tree(a="1\n"), tmp_path)

    assert contents(tmp_path) == {"a": b"mine\n"}


@pytest.mark.parametrize("name", ["Pulumi.yaml", "package.json"])
def test_another_projects_folder_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("name: other\n")

    with pytest.raises(OutputRefused) as refused:
        put(tree(a="1\n"), tmp_path)

    assert "another project" in refused.value.text()


def test_a_spec_may_stand_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text("version: 1\n")

    put(tree(a="1\n"), tmp_path)

    assert (tmp_path / "spec.yaml").read_text() == "version: 1\n"


def test_a_file_where_a_folder_should_be_and_the_reverse_are_both_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "sub").write_text("mine")
    (tmp_path / "a").mkdir()

    with pytest.raises(OutputRefused) as refused:
        put(tree(a="1\n", sub__b="2\n"), tmp_path)

    assert "a file stands where a folder should be" in refused.value.text()
    assert "a folder stands where a file should be" in refused.value.text()


def test_a_file_in_the_place_of_the_stacks_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "stacks").write_text("mine")

    with pytest.raises(OutputRefused) as refused:
        put(tree(a="1\n"), tmp_path / "stacks" / "live")

    assert "a file stands where a folder should be" in refused.value.text()


@pytest.mark.parametrize("link", ["a", "sub"])
def test_nothing_is_written_through_a_symbolic_link(link: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "b").write_text("mine")
    folder = tmp_path / "stack"
    folder.mkdir()
    (folder / link).symlink_to(outside / "b" if link == "a" else outside)

    with pytest.raises(OutputRefused) as refused:
        put(tree(a="1\n", sub__b="2\n", sub__c="3\n"), folder, overwrite=True)

    assert refused.value.text().count("symbolic link") == 1
    assert contents(outside) == {"b": b"mine"}


def test_a_stacks_folder_that_is_a_link_to_elsewhere_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "stacks").mkdir()
    (tmp_path / "stacks" / "live").symlink_to(outside)

    with pytest.raises(OutputRefused) as refused:
        put(tree(a="1\n"), tmp_path / "stacks" / "live", overwrite=True)

    assert "the folder is a symbolic link" in refused.value.text()
    assert contents(outside) == {}


@pytest.mark.parametrize("path", ["../a", "/a", "a/../../b", "a//b", "a\\b", "./a"])
def test_a_path_that_leaves_the_folder_cannot_be_in_a_tree(path: str) -> None:
    with pytest.raises(ValueError, match="not a path inside"):
        FileTree.of([RenderedFile(path, "x")])


def test_a_manifest_that_was_tampered_with_leads_nowhere_else(tmp_path: Path) -> None:
    folder = tmp_path / "stack"
    put(tree(a="1\n"), folder)
    (tmp_path / "victim").write_text("1\n")
    manifest = folder / ".rtgen.json"
    manifest.write_text(manifest.read_text().replace('"a"', '"../victim"'))

    put(tree(a="1\n"), folder, overwrite=True)

    assert (tmp_path / "victim").exists()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", NEWER])
def test_a_manifest_that_cannot_be_used_is_refused_with_the_way_out(text: str, tmp_path: Path) -> None:
    put(tree(a="1\n"), tmp_path)
    (tmp_path / ".rtgen.json").write_text(text)

    with pytest.raises(OutputRefused) as refused:
        put(tree(a="2\n"), tmp_path)

    assert "restore it from version control" in refused.value.text()


def test_kept_text_survives_and_does_not_count_as_an_edit(tmp_path: Path) -> None:
    put(tree(a="1\n"), tmp_path)
    document = tmp_path / "live.md"
    document.write_text(DOCUMENT.replace("<!-- keep:notes -->\n", "<!-- keep:notes -->\nAsk Ann.\n"))

    moved = "# Live\n\nNew words.\n\n## Notes\n\n<!-- keep:notes -->\n<!-- /keep:notes -->\n"
    put(tree(a="1\n", document=moved), tmp_path)

    assert document.read_text() == moved.replace("<!-- keep:notes -->\n", "<!-- keep:notes -->\nAsk Ann.\n")


def test_an_edit_outside_the_kept_text_is_still_an_edit(tmp_path: Path) -> None:
    put(tree(), tmp_path)
    (tmp_path / "live.md").write_text(DOCUMENT.replace("# Live", "# Mine"))

    with pytest.raises(OutputRefused, match="1 problems"):
        put(tree(document=DOCUMENT + "More.\n"), tmp_path)


def test_kept_text_without_a_place_is_never_lost(tmp_path: Path) -> None:
    put(tree(), tmp_path)
    document = tmp_path / "live.md"
    document.write_text(DOCUMENT.replace("<!-- keep:notes -->\n", "<!-- keep:notes -->\nAsk Ann.\n"))

    with pytest.raises(OutputRefused) as refused:
        put(tree(document="# Live\n"), tmp_path, overwrite=True)

    assert "'notes' has no place" in refused.value.text()
    assert "Ask Ann." in document.read_text()


def test_the_way_to_a_stacks_secrets_survives(tmp_path: Path) -> None:
    def settings(count: int) -> FileTree:
        return FileTree.of([RenderedFile("Pulumi.dev.yaml", f'config:\n  live:tasks: "{count}"\n', keeps=True)])

    put(settings(1), tmp_path)
    file = tmp_path / "Pulumi.dev.yaml"
    file.write_text(file.read_text() + "encryptionsalt: v1:abc=\n")  # as `pulumi stack init` does

    put(settings(2), tmp_path)

    assert file.read_text() == 'config:\n  live:tasks: "2"\nencryptionsalt: v1:abc=\n'
    assert not put(settings(2), tmp_path).differs


def test_an_environment_does_not_go_with_the_way_to_its_stacks_secrets(tmp_path: Path) -> None:
    stack = FileTree.of([RenderedFile("Pulumi.prod.yaml", "config: {}\n", keeps=True), RenderedFile("a", "1\n")])
    put(stack, tmp_path)
    file = tmp_path / "Pulumi.prod.yaml"
    file.write_text(file.read_text() + "secretsprovider: awskms://alias/live\nencryptedkey: AQ==\n")

    with pytest.raises(OutputRefused) as refused:
        put(tree(a="1\n"), tmp_path, overwrite=True)

    assert "the way to the secrets of its Pulumi stack" in refused.value.text()
    assert file.is_file()
    file.unlink()  # as `pulumi stack rm` does
    put(tree(a="1\n"), tmp_path)


def test_a_script_is_made_executable(tmp_path: Path) -> None:
    put(FileTree.of([RenderedFile("run", "#!/bin/sh\n", executable=True)]), tmp_path)

    assert os.access(tmp_path / "run", os.X_OK)


def test_a_preview_tells_and_writes_nothing(tmp_path: Path) -> None:
    report = preview(tree(a="1\n"), tmp_path / "live", rtgen_version="1.0.0")

    assert {change.kind for change in report.changes} == {Kind.CREATED}
    assert not (tmp_path / "live").exists()


def test_a_second_run_at_the_same_time_is_told_to_wait(tmp_path: Path) -> None:
    put(tree(a="1\n"), tmp_path)
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        with pytest.raises(OutputRefused) as refused:
            put(tree(a="2\n"), tmp_path)
    finally:
        os.close(handle)

    assert "another run is writing" in refused.value.text()
    assert (tmp_path / "a").read_text() == "1\n"


def test_a_disk_that_takes_no_more_leaves_every_file_whole(tmp_path: Path) -> None:
    put(tree(a="1\n", big="2\n"), tmp_path)
    program = (
        "import resource, signal, sys; sys.path[:0] = sys.argv[2:]\n"
        "from pathlib import Path\n"
        "from output.folders import put, tree\n"
        "from rtgen.output import OutputRefused\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try: put(tree(a='new\\n', big='x' * 100_000), Path(sys.argv[1]))\n"
        "except OutputRefused as refused: sys.exit(refused.text())\n"
    )
    assert resource.getrlimit(resource.RLIMIT_FSIZE)
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path, ROOT / "generator", ROOT / "tests"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert "it cannot be written" in done.stderr
    assert "a part was written" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "big").read_text() == "2\n"
    assert not list(tmp_path.glob("*.tmp"))
    assert put(tree(a="new\n", big="x" * 100_000), tmp_path).finished_killed_run


def test_an_older_rtgen_does_not_plan_what_a_newer_one_wrote(tmp_path: Path) -> None:
    put(tree(a="1\n"), tmp_path, version="1.10.0")

    with pytest.raises(OutputRefused) as refused:
        put(tree(a="2\n"), tmp_path, version="1.9.0")

    assert "rtgen 1.10.0 planned this stack, and this is 1.9.0" in refused.value.text()
    assert (tmp_path / "a").read_text() == "1\n"
    assert put(tree(a="2\n"), tmp_path, version="1.9.0", overwrite=True).changes


def test_a_manifest_of_two_sides_knows_the_files_of_both(tmp_path: Path) -> None:
    put(tree(a="1\n"), tmp_path)
    one = (tmp_path / ".rtgen.json").read_text().splitlines()
    put(tree(a="2\n"), tmp_path)
    other = (tmp_path / ".rtgen.json").read_text().splitlines()
    at = next(number for number, line in enumerate(one) if line.startswith('    "a"'))
    (tmp_path / ".rtgen.json").write_text("\n".join([*one[:at], one[at], *other[at:]]) + "\n")

    (tmp_path / "a").write_text("1\n")

    assert put(tree(a="3\n"), tmp_path).changes
    assert (tmp_path / ".rtgen.json").read_text().count('"a"') == 1
