from __future__ import annotations

import pytest

from rtgen.plan.durations import duration


@pytest.mark.parametrize(
    ("seconds", "text"), [(1, "1s"), (90, "90s"), (300, "5m"), (3600, "1h"), (5400, "90m"), (604_800, "168h")]
)
def test_a_duration_is_text_with_the_largest_unit_that_holds_it(seconds: int, text: str) -> None:
    assert duration(seconds) == text
