"""Two people change one spec on two branches, plan, and merge: real git, real plans."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
from collections.abc import Iterator
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
CHANNELS = ("max_members: 300, per_user: 4}", "max_members: 300, per_user: 6}")
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
        self.sizes = self.stack / "Pulumi.prod.yaml"
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

    def branch(self, name: str, text: str) -> bool:
        """A branch off main on which one person changes the spec and plans; whether that changed anything."""
        self.git("switch", "--quiet", "--create", name, "main")
        self.spec.write_text(text, encoding="utf-8")
        changed = bool(self.plan())
        self.commit(name)
        self.git("switch", "--quiet", "main")
        return changed

    def with_change(self, change: tuple[str, str]) -> str:
        """The spec of main with a change that it has one place for."""
        text = self.spec.read_text(encoding="utf-8")
        assert text.count(change[0]) == 1
        return text.replace(*change)

    def changed(self, change: tuple[str, str]) -> set[str]:
        """The paths that a plan of main with this change writes; main stays as it is."""
        text = self.spec.read_text(encoding="utf-8")
        self.spec.write_text(text.replace(*change), encoding="utf-8")
        paths = set(self.plan())
        self.git("checkout", "--quiet", "--", ".")
        return paths

    def merge(self, first: tuple[str, str], second: tuple[str, str]) -> list[str]:
        """Both changes on branches of their own, merged; the files in conflict."""
        assert self.branch("one", self.with_change(first))
        assert self.branch("other", self.with_change(second))
        self.git("switch", "--quiet", "other")
        self.git("merge", "--no-edit", "one", check=False)
        return self.git("diff", "--name-only", "--diff-filter=U").stdout.splitlines()

    def merges(self, first: str, second: str) -> bool:
        """Whether two branches merge without a conflict; nothing is checked out."""
        return self.git("merge-tree", "--write-tree", first, second, check=False).returncode == 0


_MORE = {
    r"(?<=rate: )\d+": lambda found: str(2 * int(found[0])),
    r"(?<=size: )\d+": lambda found: str(2 * int(found[0])),
    r"(?<=\bmembers: )\d+": lambda found: str(int(found[0]) + 1),
    r"(?<=per_user: )\d+": lambda found: str(int(found[0]) + 2),
    r"(?<=title: ).+": lambda found: f"{found[0]}, too",
}
"""What is changed of a feature, and into what."""


def changes(spec: str) -> Iterator[tuple[str, int, str]]:
    """Each feature with the number of a change and the spec that has it."""
    for feature in re.finditer(r"^  ([a-z-]+):\n(?:    .+\n)+", spec[: spec.index("\nplatform:")], re.MULTILINE):
        for index, (pattern, larger) in enumerate(_MORE.items()):
            changed, found = re.subn(pattern, larger, feature[0], count=1)
            if found:
                yield feature[1], index, spec[: feature.start()] + changed + spec[feature.end() :]


def twice(sizes: Path) -> set[str]:
    """The keys that stand twice in a configuration, which Pulumi refuses to read (tests/verify/test_engine.py)."""
    keys = re.findall(r"^  [\w-]+:(\w+):", sizes.read_text(encoding="utf-8"), re.MULTILINE)
    return {key for key in keys if keys.count(key) > 1}


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


def test_sizes_that_both_change_merge_into_what_pulumi_refuses_and_the_next_plan_settles(tmp_path: Path) -> None:
    """They are deployed, so nobody may deploy them before a plan has decided them from both."""
    repository = Repository(tmp_path, "storefront-live")

    assert repository.merge(FASTER, LARGER) == []

    assert "redisNodeType" in twice(repository.sizes)
    repository.plan()
    assert twice(repository.sizes) == set()
    assert repository.plan() == ()


def test_conflict_marks_of_a_merge_that_does_not_know_the_attributes_are_settled_as_well(tmp_path: Path) -> None:
    repository = Repository(tmp_path, "storefront-live")
    (repository.folder / ".git" / "info" / "attributes").write_text("Pulumi.*.yaml merge=text\n", encoding="utf-8")

    assert repository.merge(FASTER, LARGER) == [
        f"stacks/storefront-live/Pulumi.{each}.yaml" for each in ("prod", "staging")
    ]

    repository.plan()
    assert "<<<<<<<" not in repository.sizes.read_text(encoding="utf-8")
    assert repository.plan() == ()


@pytest.mark.parametrize(
    "line",
    [
        '  storefront-live:gatewayTasksMin: "11"\n',
        "  storefront-live:apiKey:\n    secure: v1:a:b\n",
        "# Ask Ada first.\n",
    ],
    ids=["a size of their own", "a secret", "a note"],
)
def test_a_line_that_no_plan_wrote_is_not_lost_in_a_merge(line: str, tmp_path: Path) -> None:
    repository = Repository(tmp_path, "storefront-live")
    repository.merge(FASTER, LARGER)
    with repository.sizes.open("a", encoding="utf-8") as file:
        file.write(line)

    with pytest.raises(OutputRefused) as refused:
        repository.plan()

    assert f"-{line.splitlines()[-1]}" in refused.value.text()
    assert repository.sizes.read_text(encoding="utf-8").endswith(line)


def test_the_way_to_the_secrets_survives_a_merge_and_two_of_them_are_told(tmp_path: Path) -> None:
    repository = Repository(tmp_path, "storefront-live")
    repository.merge(FASTER, LARGER)
    with repository.sizes.open("a", encoding="utf-8") as file:
        file.write("encryptionsalt: v1:one\n")
    repository.plan()
    assert repository.sizes.read_text(encoding="utf-8").endswith('"\nencryptionsalt: v1:one\n')

    with repository.sizes.open("a", encoding="utf-8") as file:
        file.write("encryptionsalt: v1:other\n")
    with pytest.raises(OutputRefused) as refused:
        repository.plan(overwrite=True)

    assert "encryptionsalt stands here with two values" in refused.value.text()


def test_limits_that_both_change_in_the_gateways_configuration_are_settled(repository: Repository) -> None:
    assert repository.merge(CHANNELS, TYPING) == []
    merged = (repository.stack / "gateway" / "config.json").read_text(encoding="utf-8")
    assert merged.count('"channel_limit"') == 2

    assert "gateway/config.json" in repository.plan()
    assert repository.plan() == ()


@pytest.mark.parametrize("name", ["game-lobby", "stadium-scores"])
def test_any_two_changes_of_two_features_merge(name: str, tmp_path: Path) -> None:
    repository = Repository(tmp_path, name)
    branches = [
        (feature, f"{feature}-{index}")
        for feature, index, text in changes(repository.spec.read_text(encoding="utf-8"))
        if repository.branch(f"{feature}-{index}", text)
    ]
    assert len(branches) >= 10

    pairs = [(one, other) for (here, one), (there, other) in itertools.combinations(branches, 2) if here != there]

    assert [pair for pair in pairs if not repository.merges(*pair)] == []


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
