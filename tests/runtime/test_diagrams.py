"""The document's diagrams, held to Mermaid's own parser."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from generated.variants import VARIANTS
from rtgen.render import render
from runtime import tools

SCRIPT = Path(__file__).parent / "sdk" / "diagrams.mjs"
DIAGRAM = re.compile(r"```mermaid\n(.*?)```", re.DOTALL)


def verdicts(diagrams: list[str]) -> list[str]:
    """The kind of each diagram, or why the parser refused it."""
    run = subprocess.run(
        [tools.node(), SCRIPT, tools.sdk()], input=json.dumps(diagrams), check=True, capture_output=True, text=True
    )
    found: list[str] = json.loads(run.stdout)
    return found


def test_the_parser_takes_every_diagram() -> None:
    documents = [render(plan).files["real-time-architecture.md"].text for plan in VARIANTS.values()]
    diagrams = [diagram for document in documents for diagram in DIAGRAM.findall(document)]

    assert verdicts(diagrams) == ["flowchart-v2", "sequence", "sequence"] * len(documents)


def test_the_parser_refuses_what_is_no_diagram() -> None:
    (verdict,) = verdicts(["flowchart TB\n  clients -- edge --> ]"])

    assert verdict.startswith("refused")
