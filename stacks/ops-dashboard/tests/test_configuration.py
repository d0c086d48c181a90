"""What the gateway is not started with."""

from pathlib import Path

import pulumi
import pytest

from components.containers import configuration


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"client": {"channel_limit": 8, "channel_limit": 9}}', "channel_limit stands"),
        ('{"client": {"channel_limit": 8}', "cannot be deployed"),
    ],
)
def test_what_a_merge_left_with_the_values_of_two_branches_is_not_deployed(
    text: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "config.json").write_text(text, encoding="utf-8")

    with pytest.raises(pulumi.RunError, match=said):
        configuration(tmp_path)
