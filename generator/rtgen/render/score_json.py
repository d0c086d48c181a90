"""The score's part of plan.json: each dimension with what it rests on, and what would raise it."""

from __future__ import annotations

from rtgen.plan.rubric import Dimension, Evidence, Score
from rtgen.render.json_lines import block, line, quote, rows


def score_json(score: Score) -> str:
    """The value under the key `score`, laid out for its depth."""
    dimensions = sorted(score.dimensions, key=lambda each: each.name)
    return block(
        {
            "dimensions": block({each.name: _dimension(each) for each in dimensions}, 2),
            "total": str(score.total),
            "verdict": quote(score.verdict),
        },
        1,
    )


def _dimension(dimension: Dimension) -> str:
    return block(
        {
            "evidence": rows(map(_evidence, dimension.evidence), 4),
            "points": str(dimension.points),
            "raise": line(list(dimension.raise_)),
        },
        3,
    )


def _evidence(evidence: Evidence) -> str:
    return line({"place": evidence.place, "shows": evidence.shows, "test": evidence.test})
