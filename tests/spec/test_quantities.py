"""Texts with units, read exactly."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rtgen.spec import quantities


@pytest.mark.parametrize(
    ("text", "a_second"), [("3/min", "1/20"), ("0.5/s", "1/2"), ("6/h", "1/600"), ("1/d", "1/86400")]
)
def test_a_rate_is_publications_a_second(text: str, a_second: str) -> None:
    assert quantities.rate(text) == Fraction(a_second)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("200ms", "1/5"), ("0.3s", "3/10"), ("5m", "300"), ("5 min", "300"), ("2h", "7200"), ("7d", "604800")],
)
def test_a_duration_is_seconds(text: str, seconds: str) -> None:
    assert quantities.duration(text) == Fraction(seconds)


@pytest.mark.parametrize(
    ("written", "size"),
    [("512B", 512), ("1KiB", 1024), ("1 KB", 1000), ("1.0001KB", 1001), ("2MiB", 2_097_152), ("1MB", 1_000_000),
     (200, 200), (1024.0, 1024)],
)  # fmt: skip
def test_a_size_is_whole_bytes_rounded_up(written: str | float, size: int) -> None:
    assert quantities.size(written) == size


@pytest.mark.parametrize(("written", "share"), [("30%", "3/10"), ("0.5%", "1/200"), (0.1, "1/10"), (2, "2")])
def test_a_share_is_exact(written: str | float, share: str) -> None:
    assert quantities.share(written) == Fraction(share)


def test_a_number_is_what_was_written_and_not_its_nearest_binary() -> None:
    assert quantities.number(1.1) == Fraction(11, 10)
