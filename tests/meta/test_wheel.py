"""The wheel holds all that rtgen needs: it is built, unpacked elsewhere and used."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(path.parent.name for path in (ROOT / "stacks").glob("*/spec.yaml"))


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the unpacked wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True)
    (wheel,) = folder.glob("rtgen-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_it_holds_blueprints_schemas_and_the_gallery(installed: Path) -> None:
    package = installed / "rtgen"
    assert (package / "_blueprints" / "stack" / "__main__.py.j2").is_file()
    assert (package / "_schemas" / "spec.schema.json").is_file()
    assert (package / "py.typed").is_file()
    assert sorted(path.parent.name for path in package.glob("_stacks/*/spec.yaml")) == EXAMPLES


def test_a_user_goes_from_nothing_to_a_stack(installed: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed)}

    def rtgen(*arguments: str) -> str:
        command = [sys.executable, "-P", "-m", "rtgen", *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert '"$defs"' in rtgen("schema")
    assert EXAMPLES[0] in rtgen("init", "--list")
    rtgen("init", "--from", "team-chat")
    rtgen("plan", "spec.yaml")
    assert (tmp_path / "stacks" / "team-chat" / "__main__.py").is_file()
    for rule, shown in (("RT404", "peak_users: 6667"), ("RT223", "a mean of zero"), ("T32", "freshness: 5s")):
        assert shown in rtgen("explain", rule)
