from __future__ import annotations

from fractions import Fraction

import pytest

from rtgen.render import quantities


@pytest.mark.parametrize(
    ("per_second", "shown"),
    [
        (Fraction(10), "10/s"),
        (Fraction(3, 60), "3/min"),
        (Fraction(6, 3600), "6/h"),
        (Fraction(1, 86_400), "1/d"),
        (Fraction(5, 2), "150/min"),
        (Fraction(1, 86_401), "1.16e-05/s"),
    ],
)
def test_a_rate_is_shown_in_the_shortest_period_in_which_it_is_whole(per_second: Fraction, shown: str) -> None:
    assert quantities.rate(per_second) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(604_800, "7 d"), (86_400, "1 d"), (5_400, "90 min"), (300, "5 min"), (150, "150 s"), (0, "0 s")],
)
def test_a_duration_is_shown_in_the_largest_unit_that_divides_it(seconds: int, shown: str) -> None:
    assert quantities.duration(seconds) == shown


def test_a_fraction_of_a_second_stays_one() -> None:
    assert quantities.duration(Fraction(5, 2)) == "2.5 s"


@pytest.mark.parametrize(
    ("octets", "shown"), [(1024, "1 KiB"), (1_048_576, "1 MiB"), (1500, "1,500 B"), (0, "0 B"), (1 << 31, "2 GiB")]
)
def test_a_size_is_shown_in_the_largest_unit_that_divides_it(octets: int, shown: str) -> None:
    assert quantities.size(octets) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(16_000), "16,000"),
        (Fraction(200, 3), "66.7"),
        (Fraction(1, 60), "0.0167"),
        (Fraction(10_001, 2), "5,000"),
    ],
)
def test_an_amount_has_three_digits_that_matter(value: Fraction, shown: str) -> None:
    assert quantities.amount(value) == shown
