"""The limits that sizes rest on are at or below what others published, or a figure says why it does not count."""

from __future__ import annotations

import pytest

from decide.arithmetic import evaluate
from rtgen.decide import limits
from rtgen.decide.derivations import DERIVATIONS, Derivation, Published

FIGURES = [(each, figure) for each in DERIVATIONS for figure in each.published]
each_figure = pytest.mark.parametrize(
    ("of", "figure"), FIGURES, ids=[f"{of.limit.value} {figure.load}" for of, figure in FIGURES]
)
SIZING = (
    limits.SINGLE_CONNECTIONS,
    limits.TASK_CONNECTIONS,
    limits.CONNECTIONS_A_VCPU,
    limits.CONNECTIONS_A_GB,
    limits.DELIVERIES_A_VCPU,
    limits.CONNECTS_A_VCPU,
    limits.REDIS_DELIVERIES,
)
"""Limits that say how much a server carries."""


@each_figure
def test_a_limit_is_no_higher_than_what_was_published_or_the_figure_says_why(of: Derivation, figure: Published) -> None:
    assert bool(figure.apart) == (of.limit.value > figure.value.value)


@each_figure
def test_a_published_figure_is_the_arithmetic_that_stands_beside_it(of: Derivation, figure: Published) -> None:
    assert evaluate(figure.value.text) == figure.value.value
    assert figure.load, of.limit.what


@pytest.mark.parametrize("of", DERIVATIONS, ids=lambda of: of.limit.what)
def test_a_limit_says_why_it_is_what_it_is(of: Derivation) -> None:
    assert of.why.endswith(".")
    assert of.published


@pytest.mark.parametrize("of", DERIVATIONS, ids=lambda of: of.limit.what)
def test_the_source_that_a_limit_cites_stands_among_its_figures(of: Derivation) -> None:
    assert of.limit.source is None or of.limit.source in {figure.source for figure in of.published}


def test_every_limit_of_what_a_server_carries_is_derived() -> None:
    assert set(SIZING) <= {of.limit for of in DERIVATIONS}
