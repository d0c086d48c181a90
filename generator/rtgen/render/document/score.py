"""The score with its evidence."""

from rtgen.plan.model import Plan
from rtgen.plan.rubric import Dimension
from rtgen.record import NamedTuple
from rtgen.render import markdown as md
from rtgen.render.summary import score_line


class EvidenceTable(NamedTuple):
    """What one dimension rests on."""

    title: str
    table: md.Table


class ScoreSection(NamedTuple):
    """Points of each dimension, what would raise it, and what it rests on."""

    total: str
    dimensions: md.Table
    evidence: tuple[EvidenceTable, ...]


def score_section(plan: Plan) -> ScoreSection:
    """The score of a plan."""
    dimensions = plan.score.dimensions
    return ScoreSection(
        score_line(plan),
        md.Table(("Dimension", "#Points", "#Evidence", "Needs for 5"), tuple(map(_row, dimensions))),
        tuple(_evidence(each) for each in dimensions if each.evidence),
    )


def _row(dimension: Dimension) -> tuple[str, ...]:
    return (
        dimension.name.capitalize(),
        str(dimension.points),
        str(len(dimension.evidence)),
        md.prose("; ".join(dimension.raise_)),
    )


def _evidence(dimension: Dimension) -> EvidenceTable:
    return EvidenceTable(
        f"{dimension.name.capitalize()}: {dimension.points}",
        md.Table(
            ("What is there", "Where", "Test that ran it"),
            tuple((md.text(each.shows), md.code(each.place), md.code(each.test)) for each in dimension.evidence),
        ),
    )
