"""`rtgen eject`: a stack becomes a Pulumi project like any other."""

from __future__ import annotations

from pathlib import Path

from rtgen import output
from rtgen.commands import console


def run(folder: Path) -> int:
    """Takes rtgen's marks out of a stack; 2 when there is none."""
    try:
        changed = output.eject(folder)
    except output.OutputRefused as refused:
        console.err(refused.text())
        return 2
    console.out(
        "\n".join([f"{folder.as_posix()}/ is a Pulumi project of your own now:", *(f"  {path}" for path in changed)])
    )
    console.out("Change it as you like; `pulumi up` goes on as before, and rtgen does not plan it again.")
    return 0
