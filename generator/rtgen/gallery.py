"""First specs: the gallery of examples, and the one that a few answers make."""

from pathlib import Path

from rtgen import resources
from rtgen.domain.vocabulary import Kind
from rtgen.record import NamedTuple

SCHEMA_FILE = "spec.schema.json"
_SCHEMA_LINE = f"# yaml-language-server: $schema={SCHEMA_FILE}"
_SCHEMA_MARK = "# yaml-language-server:"


class Example(NamedTuple):
    """One entry of the gallery."""

    name: str
    summary: str
    """What the comment at the top of its spec says in the first sentence."""
    text: str


class Answers(NamedTuple):
    """What a first spec is made from."""

    name: str
    peak_users: int
    kinds: tuple[Kind, ...]
    region: str
    origin: str


def examples() -> tuple[Example, ...]:
    """Every example, by name."""
    found = sorted(resources.examples().glob("*/spec.yaml"))
    return tuple(_example(path) for path in found)


def _example(path: Path) -> Example:
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(_SCHEMA_MARK)]
    comment = " ".join(line.lstrip("# ").strip() for line in lines[: _first_key(lines)])
    sentence, _, _ = comment.strip().partition(". ")
    return Example(path.parent.name, sentence.rstrip("."), "\n".join([_SCHEMA_LINE, *lines]) + "\n")


def _first_key(lines: list[str]) -> int:
    return next((index for index, line in enumerate(lines) if line and not line.startswith("#")), len(lines))


def first_spec(answers: Answers) -> str:
    """A small spec with one feature for each kind; what is left open has a default that `rtgen schema` tells."""
    features = "\n".join(f"  {kind.value}:\n    kind: {kind.value}" for kind in answers.kinds)
    return f"""{_SCHEMA_LINE}
# Plan it with: rtgen plan spec.yaml
version: 1
name: {answers.name}

audience:
  peak_users: {answers.peak_users} # online at the same time at peak

features: # every default and every key: rtgen schema
{features}

platform:
  region: {answers.region}
  origins: [{answers.origin}] # the web pages that may connect

environments:
  dev: {{scale: 10%}}
  prod: {{}}
"""
