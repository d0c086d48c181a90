"""Two people change one spec on two branches, plan, and merge: real git, real plans."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from rtgen import pipeline
from rtgen.output import OutputRefused, gone, last_plan, recorded
from rtgen.resources import examples

GIT = shutil.which("git") or ""
NAME = "team-chat"
GROWN = ("mean: 30%", "mean: 45%")
TITLE = ("title: Who is typing", "title: Who is writing")
ANOTHER_TITLE = ("title: Messages in rooms", "title: Messages")
MEMBERS = ("max_members: 200", "max_members: 150")
MESSAGES = ("rate: 3/min", "rate: 4/min")
TYPING = ("per_user: 1}", "per_user: 2}")
FASTER = ("rate: 2/min, per: user, size: 1KiB, by: client", "rate: 3/min, per: user, size: 1KiB, by: client")
STOCK = ("rate: 2/min, per: channel", "rate: 3/min, per: channel")
LARGER = ("rate: 4/h, per: user, size: 1KiB", "rate: 4/h, per: user, size: 2KiB")
TELLING = ("README.md", "plan.json", "real-time-architecture.md")
SHORTER = ("history: 24h\n", "history: 12h\n")
WITHOUT_STOCK = (
    """\
  stock-levels:
    kind: live-feed
    title: Stock of what is on the page
    channel: {scope: topic, members: 40, max_members: 20000, per_user: 6}
    access: public
    auth: {public: "the shop's pages show the same to everybody"}
    publish: {rate: 2/min, per: channel, size: 512B}

""",
    "",
)

pytestmark = pytest.mark.skipif(not GIT, reason="needs git")


class Repository:
    """A repository with one planned stack."""

    def __init__(self, folder: Path, name: str = NAME) -> None:
        self.folder = folder
        self.stack = folder / "stacks" / name
        self.spec = self.stack / "spec.yaml"
        self.stack.mkdir(parents=True)
        shutil.copy(examples() / name / "spec.yaml", self.spec)
        self.git("init", "--quiet", "--initial-branch", "main")
        self.plan()
        self.commit("the stack")

    def git(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """One git command, as somebody."""
        who = ("-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "merge.conflictStyle=merge")
        return subprocess.run([GIT, *who, *arguments], cwd=self.folder, check=check, capture_output=True, text=True)

    def commit(self, message: str) -> None:
        """Everything as it stands."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def plan(self, *, overwrite: bool = False) -> tuple[str, ...]:
        """Plans the stack in place; the paths of what changed."""
        (planned,) = pipeline.plan([self.spec], None)
        report = pipeline.write(planned, pipeline.render_tree(planned), overwrite=overwrite)
        return tuple(change.path for change in report.changes)

    def branch(self, name: str, change: tuple[str, str]) -> None:
        """A branch off main on which one person changes the spec and plans."""
        self.git("switch", "--quiet", "--create", name, "main")
        text = self.spec.read_text(encoding="utf-8")
        assert text.count(change[0]) == 1
        self.spec.write_text(text.replace(*change), encoding="utf-8")
        assert self.plan()
        self.commit(f"{name}: {change[1]}")

    def changed(self, change: tuple[str, str]) -> set[str]:
        """The paths that a plan of main with this change writes; main stays as it is."""
        text = self.spec.read_text(encoding="utf-8")
        self.spec.write_text(text.replace(*change), encoding="utf-8")
        paths = set(self.plan())
        self.git("checkout", "--quiet", "--", ".")
        return paths

    def merge(self, first: tuple[str, str], second: tuple[str, str]) -> list[str]:
        """Both changes on branches of their own, merged; the files in conflict."""
        self.branch("one", first)
        self.branch("other", second)
        self.git("merge", "--no-edit", "one", check=False)
        return self.git("diff", "--name-only", "--diff-filter=U").stdout.splitlines()


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


@pytest.mark.parametrize(
    ("first", "second"), [(MESSAGES, TITLE), (MEMBERS, TITLE), (MESSAGES, MEMBERS)], ids=["title", "members", "rate"]
)
def test_changes_of_two_features_merge_without_a_conflict(
    repository: Repository, first: tuple[str, str], second: tuple[str, str]
) -> None:
    assert repository.merge(first, second) == []
    assert repository.plan() == (), "what git merged is what the merged spec gives"


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [(NAME, MESSAGES, TYPING), ("storefront-live", FASTER, STOCK)],
    ids=["one server", "many servers"],
)
def test_sums_of_both_features_merge_without_a_conflict_and_the_next_plan_settles_them(
    name: str, first: tuple[str, str], second: tuple[str, str], tmp_path: Path
) -> None:
    repository = Repository(tmp_path, name)
    sums = [path for path in TELLING if path in repository.changed(first) & repository.changed(second)]
    assert sums[-2:] == ["plan.json", "real-time-architecture.md"], "both change the deliveries a second of the whole"

    assert repository.merge(first, second) == []
    assert set(repository.plan()) >= set(sums)
    assert repository.plan() == ()


def test_rows_side_by_side_in_the_page_of_the_laptop_are_settled_by_the_next_plan(repository: Repository) -> None:
    assert repository.merge(ANOTHER_TITLE, TITLE) == []
    assert "local/README.md" in repository.plan()
    assert repository.plan() == ()


def test_a_merge_leaves_what_was_recorded(tmp_path: Path) -> None:
    """Also where git has put the lines of both sides beside each other, so that it is no JSON any more."""
    repository = Repository(tmp_path, "storefront-live")
    before, _ = recorded(last_plan(repository.stack), "storefront-live")
    repository.merge(FASTER, LARGER)

    after, warnings = recorded(last_plan(repository.stack), "storefront-live")

    assert not warnings
    assert after.keys() == before.keys()
    assert after["tier"].choice == before["tier"].choice


def test_a_merge_takes_no_protection_from_what_holds_state(tmp_path: Path) -> None:
    repository = Repository(tmp_path, "storefront-live")
    repository.merge(FASTER, LARGER)

    (redis, *_) = gone(last_plan(repository.stack), "storefront-live", ())

    assert (redis.name, redis.protected) == ("keys-proxy", ("prod",))


def test_sizes_side_by_side_that_both_change_are_a_conflict_which_the_next_plan_takes_out(tmp_path: Path) -> None:
    """They are deployed, so nobody may deploy them before a plan has decided them from both."""
    repository = Repository(tmp_path, "storefront-live")
    in_conflict = repository.merge(FASTER, LARGER)
    assert in_conflict == [f"stacks/storefront-live/Pulumi.{each}.yaml" for each in ("prod", "staging")]

    repository.plan()

    assert repository.plan() == ()
    assert "<<<<<<<" not in (repository.stack / "Pulumi.prod.yaml").read_text(encoding="utf-8")


def test_what_a_user_keeps_in_the_document_survives_a_merge_of_its_sums(repository: Repository) -> None:
    document = repository.stack / "real-time-architecture.md"
    mark = "<!-- keep:decisions -->\n"
    assert mark in document.read_text(encoding="utf-8")
    document.write_text(document.read_text(encoding="utf-8").replace(mark, f"{mark}Ours.\n"), encoding="utf-8")
    repository.commit("a note")

    repository.merge(MESSAGES, TYPING)
    repository.plan()

    assert document.read_text(encoding="utf-8").count(f"{mark}Ours.\n<!-- /keep:decisions -->") == 1


def test_an_edit_by_hand_beside_the_merge_is_still_refused(repository: Repository) -> None:
    repository.merge(MESSAGES, MEMBERS)
    settings = repository.stack / "settings.py"
    settings.write_text(settings.read_text(encoding="utf-8") + "# by hand\n", encoding="utf-8")

    with pytest.raises(OutputRefused):
        repository.plan()


def test_a_manifest_both_sides_of_which_stand_in_one_piece_is_read(tmp_path: Path) -> None:
    """Many files change on both branches, so that git keeps the whole beginning of the manifest twice."""
    repository = Repository(tmp_path, "storefront-live")
    repository.merge(FASTER, LARGER)
    merged = (repository.stack / ".rtgen.json").read_text(encoding="utf-8")
    assert merged.count('"files": {') == 2

    repository.plan()

    assert repository.plan() == ()


def test_what_git_merged_into_neither_plan_is_shown_and_taken_when_asked(tmp_path: Path) -> None:
    """The queue of the gateway is sized for both features: each branch changes other lines of the file, and none it."""
    repository = Repository(tmp_path, "storefront-live")
    in_conflict = repository.merge(SHORTER, WITHOUT_STOCK)
    assert not [path for path in in_conflict if path.endswith("config.json")]

    with pytest.raises(OutputRefused) as refused:
        repository.plan()

    assert "it was merged from two plans and is neither" in refused.value.text()
    assert '+    "queue_max_size": 2097152,' in refused.value.text()
    repository.plan(overwrite=True)
    assert repository.plan() == ()
