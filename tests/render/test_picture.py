"""The README's picture is what the program prints for the example that the README tours."""

from __future__ import annotations

from planning import plan
from render import golden
from render.picture import svg
from rtgen import resources
from rtgen.decide import decide
from rtgen.render import terminal
from rtgen.spec import load

COLUMNS = 100


def test_the_readme_shows_what_the_program_prints() -> None:
    (features,) = load([resources.examples() / "team-chat" / "spec.yaml"])
    printed = terminal.text(plan(features, decide(features)), COLUMNS, colour=True)

    golden.matches("terminal.svg", svg(f"\x1b[2m$ rtgen plan spec.yaml\x1b[0m\n\n{printed}", COLUMNS))


def test_a_picture_keeps_columns_and_colours() -> None:
    picture = svg("\x1b[1ma  <b>\x1b[0m\n", 10)

    assert '<tspan font-weight="bold" fill="#f0f6fc">a\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}&lt;b&gt;</tspan>' in picture
