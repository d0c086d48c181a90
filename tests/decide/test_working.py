from __future__ import annotations

from fractions import Fraction

import pytest

from decide.arithmetic import evaluate
from rtgen.decide.decision import Source
from rtgen.decide.limits import Limit
from rtgen.decide.working import (
    Term,
    ceil,
    decimal,
    exact_sum,
    figure,
    floor,
    largest,
    limit,
    number,
    smallest,
    sum_of,
    total,
)

GUESS = Limit(Fraction(3), "apples a tree", None)
KNOWN = Limit(Fraction(3), "apples a tree", Source("A book", "https://example.com", "2026-11-23"))


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (ceil(number(40_000) * number(1) * number(Fraction(3, 2))), "ceil(40000 × 1 × 1.5)"),
        ((number(1) + number(2)) * number(3), "(1 + 2) × 3"),
        (number(1) + number(2) * number(3), "1 + 2 × 3"),
        (number(12) / (number(2) * number(3)), "12 ÷ (2 × 3)"),
        (number(12) / number(2) * number(3), "12 ÷ 2 × 3"),
        (number(12) * (number(3) / number(2)), "12 × 3 ÷ 2"),
        (number(1) / number(Fraction(200, 3)), "1 ÷ (200/3)"),
        ((number(1) + number(2)) / (number(3) + number(4)), "(1 + 2) ÷ (3 + 4)"),
        (floor(number(7) / number(2)) + largest(number(1), number(2)), "floor(7 ÷ 2) + max(1, 2)"),
        (smallest(number(5), total([number(1), number(3)])), "min(5, 1 + 3)"),
    ],
)
def test_the_text_of_a_term_is_what_was_evaluated(term: Term, text: str) -> None:
    assert term.text == text
    assert evaluate(text) == term.value


@pytest.mark.parametrize(
    ("value", "text"),
    [("5", "5"), ("0.05", "0.05"), ("1.5", "1.5"), ("1/8", "0.125"), ("200/3", "200/3"), ("-2.5", "-2.5"), ("0", "0")],
)
def test_a_number_is_an_exact_decimal_or_a_fraction(value: str, text: str) -> None:
    assert decimal(Fraction(value)) == text


def test_a_figure_shows_its_arithmetic_its_note_and_its_assumptions() -> None:
    term = ceil(number(7) / limit(GUESS))

    assert figure("trees", "trees", term, "of a garden").working == (
        "ceil(7 ÷ 3) = 3; of a garden; assumption: 3 apples a tree"
    )


def test_a_sourced_limit_needs_no_label() -> None:
    assert figure("trees", "trees", ceil(number(7) / limit(KNOWN))).working == "ceil(7 ÷ 3) = 3"


def test_an_assumption_stays_with_whatever_is_computed_from_it() -> None:
    assumed = limit(GUESS)

    for term in (
        assumed + assumed,
        assumed * number(2),
        number(1) / assumed,
        ceil(assumed / number(2)),
        largest(assumed),
    ):
        assert term.assumed == (GUESS,)


def test_what_nothing_asked_for_is_left_out() -> None:
    nothing = number(0) * limit(GUESS) / number(7)

    assert (nothing + number(5) + nothing).text == "5"
    assert figure("trees", "trees", ceil(nothing)).working == "0"


def test_a_figure_is_whole() -> None:
    with pytest.raises(ValueError, match="trees is not whole: 7 ÷ 2"):
        figure("trees", "trees", number(7) / number(2))


def test_a_long_sum_shows_its_largest_terms_and_the_rest_as_one() -> None:
    amounts = [((f"f{at}",), at, 3) for at in range(1, 8)]

    term, names = sum_of(amounts)

    assert term.value == exact_sum(amounts) == Fraction(28, 3)
    assert names == "f6, f7, f3, f4, 3 more"


def test_an_amount_counts_for_each_of_its_names() -> None:
    alike = [(("d", "a", "c"), 5, 1), (("b", "e", "f"), 7, 2)]
    each = [((name,), top, bottom) for names, top, bottom in alike for name in names]

    term, names = sum_of(alike)
    apart, _ = sum_of(each)

    assert (term.text, names) == (apart.text, "a, c, d, b, 2 more")
    assert term.value == exact_sum(alike) == Fraction(51, 2)


def test_the_order_of_a_sum_does_not_change_its_text() -> None:
    amounts = [((f"f{at}",), at % 5, 1) for at in range(9)]

    term, names = sum_of(amounts)
    turned, turned_names = sum_of(reversed(amounts))

    assert (term.value, term.text, names) == (turned.value, turned.text, turned_names)
