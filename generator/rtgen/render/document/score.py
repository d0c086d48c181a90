"""The score with its evidence."""

from rtgen.plan.model import Plan
from rtgen.plan.rubric import Dimension
from rtgen.record import NamedTuple
from rtgen.render import markdown as md
from rtgen.render.summary import score_line


class EvidenceList(NamedTuple):
    """What one dimension rests on: what is there, where, and the test that ran it."""

    title: str
    entries: tuple[str, ...]


class ScoreSection(NamedTuple):
    """Points of each dimension, what would raise it, and what it rests on."""

    total: str
    dimensions: md.Table
    evidence: tuple[EvidenceList, ...]


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


def _evidence(dimension: Dimension) -> EvidenceList:
    return EvidenceList(
        f"{dimension.name.capitalize()}: {dimension.points}",
        tuple(f"{md.text(each.shows)}: {md.code(each.place)}, {md.code(each.test)}" for each in dimension.evidence),
    )
