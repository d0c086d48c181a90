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
from collections.abc import Sequence

from rtgen.arguments import parser


def run(options: argparse.Namespace) -> int:
    """Runs the chosen command; each imports only the stages that it needs."""
    from pathlib import Path  # noqa: PLC0415 - `--help` needs none

    match options.command:
        case "init":
            from rtgen.commands import init  # noqa: PLC0415

            return init.run(Path(options.folder), options.example, listing=options.list)
        case "validate":
            from datetime import UTC, datetime  # noqa: PLC0415 - the same

            from rtgen.commands import validate  # noqa: PLC0415

            today = datetime.now(tz=UTC).date()
            return validate.run([Path(spec) for spec in options.specs], options.format, today)
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
    # A stream that the caller closed is None.
    sys.stdout, sys.stderr = (each or open(os.devnull, "w") for each in (sys.stdout, sys.stderr))  # noqa: PTH123, SIM115
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
    except OSError as problem:
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - what it holds back cannot be written at exit either
        sys.stderr.write(f"rtgen: {problem.filename or 'the output'}: {problem.strerror}\n")
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
