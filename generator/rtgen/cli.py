"""argv → one command → exit code. Results go to stdout, diagnostics to stderr.

Exit codes: 0 fine; 1 a gate fell (`--check` differs, a finding is open that `--fail-on` names, or the score is below
`--min-score`; the files are written all the same); 2 the spec or the call is invalid, or rtgen failed, and nothing was
written.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence

from rtgen import __version__

_MOST_POINTS = 35
"""Of a score; a test holds it to the rubric, which is loaded only where a plan is made."""
_TOP = """\
examples:
  rtgen init --list                       the gallery of examples
  rtgen init --from team-chat             write spec.yaml from one of them
  rtgen plan spec.yaml                    decide, and write the Pulumi stack to stacks/<name>/
  rtgen plan spec.yaml --dry-run          show what would change on disk
  rtgen plan stacks/*/spec.yaml --check   in CI: exit 1 when a stack is not what its spec says
  rtgen validate spec.yaml --format github
  rtgen explain spec.yaml messages        why, what else, and what would flip it

Everything works offline and without a cloud account. `rtgen COMMAND --help` tells the rest.
"""
_INIT = """\
examples:
  rtgen init                              ask a few questions, then write ./spec.yaml
  rtgen init live --from storefront-live  write live/spec.yaml from an example
"""
_VALIDATE = """\
examples:
  rtgen validate spec.yaml
  rtgen validate stacks/*/spec.yaml --format sarif > rtgen.sarif
"""
_PLAN = """\
examples:
  rtgen plan spec.yaml                    write to stacks/<name>/, or in place where the spec stands in its stack
  rtgen plan spec.yaml --out infra        write to infra/<name>/
  rtgen plan spec.yaml --format markdown  the plan as a pull request comment
"""
_EJECT = """\
examples:
  rtgen eject stacks/team-chat            take the manifest and the marks away; commit before, git is the undo
"""
_EXPLAIN = """\
examples:
  rtgen explain spec.yaml                 every decision: why, why not, and what would flip it
  rtgen explain spec.yaml messages        of one feature
  rtgen explain RT404                     a rule: what it says, an example, sources
"""


Add = Callable[[str, str, str], argparse.ArgumentParser]
"""Adds a command: its name, a summary, and examples."""


def parser(called: str = "") -> argparse.ArgumentParser:
    """The command line: of the command that is called alone, which is half of the work, or else with every command."""
    top = argparse.ArgumentParser(
        prog="rtgen",
        description="Turns a YAML spec of real-time features into a decided architecture and a Pulumi stack for AWS.",
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
    validate.add_argument("specs", metavar="SPEC", nargs="+")
    validate.add_argument("--format", choices=["text", "json", "sarif", "github"], default="text")


def _plan(add: Add) -> None:
    plan = add("plan", "decide, size and write the stack and its document", _PLAN)
    plan.add_argument("specs", metavar="SPEC", nargs="+")
    plan.add_argument("--out", metavar="DIR", help="write to DIR/<name>/ (default: stacks)")
    how = plan.add_mutually_exclusive_group()
    how.add_argument("--dry-run", action="store_true", help="write nothing, show the difference of every file")
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
    plan.add_argument("--format", choices=["text", "json", "markdown"], default="text")
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
    if not value.isascii() or not value.isdigit() or int(value) > _MOST_POINTS:
        raise argparse.ArgumentTypeError(f"a whole number from 0 to {_MOST_POINTS} is wanted, not {value!r}")
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


def run(options: argparse.Namespace) -> int:
    """Runs the chosen command; each imports only the stages that it needs."""
    from pathlib import Path  # noqa: PLC0415 - `--help` needs none

    match options.command:
        case "init":
            from rtgen.commands import init  # noqa: PLC0415

            return init.run(Path(options.folder), options.example, listing=options.list)
        case "validate":
            from rtgen.commands import validate  # noqa: PLC0415

            return validate.run([Path(spec) for spec in options.specs], options.format)
        case "plan":
            from datetime import UTC, datetime  # noqa: PLC0415 - the same

            from rtgen.commands import plan  # noqa: PLC0415

            mode = plan.Mode.of(dry_run=options.dry_run, check=options.check, overwrite=options.overwrite)
            call = plan.Call(
                out=None if options.out is None else Path(options.out),
                mode=mode,
                form=options.format,
                fail_on=plan.FailOn(options.fail_on),
                today=datetime.now(tz=UTC).date(),
                min_score=options.min_score,
                update_decisions=options.update_decisions,
                allow_destroy=frozenset(options.allow_destroy),
            )
            return plan.run([Path(spec) for spec in options.specs], call)
        case "explain":
            from rtgen.commands import explain  # noqa: PLC0415

            out = None if options.out is None else Path(options.out)
            return explain.run(options.subject, options.feature, out)
        case "eject":
            from rtgen.commands import eject  # noqa: PLC0415

            return eject.run(Path(options.stack))
        case _:
            from rtgen.commands import catalogue  # noqa: PLC0415

            return catalogue.schema() if options.command == "schema" else catalogue.rules()


def main(argv: Sequence[str] | None = None) -> int:
    """Entry point of `rtgen`."""
    gc.disable()  # a run is short and its objects live to the end; collecting costs a third of a large plan
    arguments = sys.argv[1:] if argv is None else argv
    options = parser(*arguments[:1]).parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        # What a locale cannot show must never end a run; files are UTF-8 whatever the locale is.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        code = run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("\nrtgen: interrupted\n")
        return 2
    except Exception as problem:
        if os.environ.get("RTGEN_DEBUG"):
            raise
        sys.stderr.write(
            f"rtgen: this is a bug in rtgen, not in your spec: {type(problem).__name__}: {problem}\n"
            "Nothing more was written. Run it again with RTGEN_DEBUG=1 for the traceback, and report it.\n"
        )
        return 2
    return code


def entry() -> None:
    """The console script: `main`, and the end of the process without freeing a plan object by object."""
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
