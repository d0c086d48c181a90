"""The command line: its commands, their options, and what `--help` says, within 80 columns."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

from rtgen import __version__

MOST_POINTS = 35
"""Of a score; a test holds it to the rubric, which is loaded only where a plan is made."""
_TOP = """\
examples:
  rtgen init --list                      the gallery of examples
  rtgen init --from team-chat            write spec.yaml from one of them
  rtgen plan spec.yaml                   decide, and write stacks/<name>/
  rtgen plan spec.yaml --dry-run         show what would change on disk
  rtgen plan stacks/*/spec.yaml --check  in CI: exit 1 when a stack differs
  rtgen validate spec.yaml --format github
  rtgen explain spec.yaml messages       why, what else, and what would flip it

Everything works offline and without a cloud account.
`rtgen COMMAND --help` tells the rest.
"""
_INIT = """\
examples:
  rtgen init                              ask a few questions, write ./spec.yaml
  rtgen init live --from storefront-live  write live/spec.yaml from an example
"""
_VALIDATE = """\
examples:
  rtgen validate spec.yaml
  rtgen validate stacks/*/spec.yaml --format sarif > rtgen.sarif

Exits with 2 where a spec is invalid, and with 1 where the provider that it
asks for cannot carry it.
"""
_PLAN = """\
examples:
  rtgen plan spec.yaml                    write to stacks/<name>/
  rtgen plan infra/live/spec.yaml         in place: the spec stands in its stack
  rtgen plan spec.yaml --out infra        write to infra/<name>/
  rtgen plan spec.yaml --format markdown  the plan as a pull request comment
"""
_EJECT = """\
examples:
  rtgen eject stacks/team-chat  take the manifest and the marks away

Commit before: git is the undo.
"""
_EXPLAIN = """\
examples:
  rtgen explain spec.yaml           every decision: why, and what would flip it
  rtgen explain spec.yaml messages  of one feature
  rtgen explain RT404               a rule: what it says, an example, sources
"""


Add = Callable[[str, str, str], argparse.ArgumentParser]
"""Adds a command: its name, a summary, and examples."""


def parser(called: str = "") -> argparse.ArgumentParser:
    """The command line: of the command that is called alone, which is half of the work, or else with every command."""
    top = argparse.ArgumentParser(
        prog="rtgen",
        description="Turns a YAML spec of real-time features\ninto a decided architecture and a Pulumi stack for AWS.",
        epilog=_TOP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"rtgen {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def add(name: str, summary: str, examples: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name,
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}.",
            epilog=examples,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    for added in [_COMMANDS[called]] if called in _COMMANDS else _COMMANDS.values():
        added(add)
    return top


def _init(add: Add) -> None:
    init = add("init", "write a first spec.yaml", _INIT)
    init.add_argument("folder", metavar="DIR", nargs="?", default=".", help="default: this folder")
    init.add_argument("--from", dest="example", metavar="EXAMPLE", help="start from an example of the gallery")
    init.add_argument("--list", action="store_true", help="list the gallery and write nothing")


def _validate(add: Add) -> None:
    validate = add("validate", "say every error of every spec in one run", _VALIDATE)
    validate.add_argument("specs", metavar="SPEC", nargs="+", help="a YAML file; one or several")
    validate.add_argument(
        "--format", choices=["text", "json", "sarif", "github"], default="text", help="of the errors (default: text)"
    )


def _plan(add: Add) -> None:
    plan = add("plan", "decide, size and write the stack and its document", _PLAN)
    plan.add_argument("specs", metavar="SPEC", nargs="+", help="a YAML file; one or several")
    plan.add_argument("--out", metavar="DIR", help="write to DIR/<name>/ (default: stacks)")
    how = plan.add_mutually_exclusive_group()
    how.add_argument("--dry-run", action="store_true", help="write nothing, show what would change in every file")
    how.add_argument("--check", action="store_true", help="write nothing, exit 1 when what is on disk differs")
    how.add_argument("--overwrite", action="store_true", help="replace generated files that were edited by hand")
    plan.add_argument(
        "--update-decisions", action="store_true", help="take what newer rules decide, where the last plan is kept"
    )
    plan.add_argument(
        "--allow-destroy",
        metavar="NAME",
        action="append",
        default=[],
        help="let a protected resource that holds state leave the plan; once for each",
    )
    plan.add_argument(
        "--format", choices=["text", "json", "markdown"], default="text", help="of what is printed (default: text)"
    )
    plan.add_argument(
        "--fail-on",
        choices=["error", "warning", "never"],
        default="error",
        help="exit 1 for an open finding of this severity or above (default: error)",
    )
    plan.add_argument(
        "--min-score", metavar="N", type=_points, default=0, help="exit 1 when the score of a plan is below N of 35"
    )


def _explain(add: Add) -> None:
    explain = add("explain", "say why: of a spec's decisions, or of a rule", _EXPLAIN)
    explain.add_argument("subject", metavar="SPEC|RULE", help="a spec, or the id of a rule")
    explain.add_argument("feature", metavar="FEATURE", nargs="?", help="one feature of the spec")
    explain.add_argument("--out", metavar="DIR", help="where `rtgen plan` wrote the stack (default: stacks)")


def _eject(add: Add) -> None:
    eject = add("eject", "make a stack a Pulumi project that rtgen does not write again", _EJECT)
    eject.add_argument("stack", metavar="STACK", help="folder of the stack, such as stacks/team-chat")


def _schema(add: Add) -> None:
    add("schema", "print the JSON Schema of the spec, with every key, unit and default", "")


def _rules(add: Add) -> None:
    add("rules", "print the catalogue of rules", "")


def _points(value: str) -> int:
    if not value.isascii() or not value.isdigit() or int(value) > MOST_POINTS:
        raise argparse.ArgumentTypeError(f"a whole number from 0 to {MOST_POINTS} is wanted, not {value!r}")
    return int(value)


_COMMANDS: Mapping[str, Callable[[Add], None]] = {
    "init": _init,
    "validate": _validate,
    "plan": _plan,
    "explain": _explain,
    "eject": _eject,
    "schema": _schema,
    "rules": _rules,
}
