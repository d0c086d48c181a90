from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generated.variants import MANY, VARIANTS
from rtgen.plan.model import EnvironmentPlan, Json
from rtgen.render.blueprints import rendered
from rtgen.render.configuration import environment_view

PLAN = VARIANTS[MANY]


def configuration(**config: Json) -> dict[str, Json]:
    """What YAML reads from the rendered file of an environment with this configuration."""
    view = environment_view(PLAN, EnvironmentPlan("prod", "eu-west-1", config))
    text = rendered("stack/Pulumi.environment.yaml.j2", view)
    read: dict[str, Json] = yaml.safe_load(text)["config"]
    return read


@given(st.lists(st.sampled_from(["https://a.example", "http://localhost:3000"])))
def test_a_list_is_read_as_it_was_planned(value: Json) -> None:
    assert configuration(key=value) == {"aws:region": "eu-west-1", "many:key": value}


@pytest.mark.parametrize(
    ("value", "written"), [(True, "true"), (False, "false"), (0, "0"), (-12, "-12"), (2000, "2000")]
)
def test_numbers_and_truths_are_texts_as_pulumi_writes_them_back(value: Json, written: str) -> None:
    assert configuration(key=value)["many:key"] == written


@given(st.from_regex(r"[ -~]{1,40}", fullmatch=True))
def test_text_stays_text_whatever_it_looks_like(text: str) -> None:
    assert configuration(key=text)["many:key"] == " ".join(text.split())


@pytest.mark.parametrize("text", ["no", "012", "1.5", "null", "2027-03-01", "0x1F", ".inf", "1_000", "a: b", "a #b"])
def test_text_that_yaml_would_read_otherwise_is_quoted(text: str) -> None:
    assert configuration(key=text)["many:key"] == text


def test_keys_are_sorted_so_that_the_same_sizes_give_the_same_file() -> None:
    assert list(configuration(b=1, a=2, c=3)) == ["aws:region", "many:a", "many:b", "many:c"]
