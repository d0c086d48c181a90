"""The gateway's configuration, where two branches of its repository were merged."""

from pathlib import Path

import pulumi
import pytest

from components.containers import configuration


def test_what_a_merge_left_with_two_values_is_not_deployed(tmp_path: Path) -> None:
    both = '{"client": {"channel_limit": 8, "channel_limit": 9}}'
    (tmp_path / "config.json").write_text(both, encoding="utf-8")

    with pytest.raises(pulumi.RunError, match="channel_limit stands there twice"):
        configuration(tmp_path)
