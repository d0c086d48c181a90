"""Blueprints are dumb: they arrange what a view holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from jinja2 import UndefinedError, nodes

from generated.variants import MANAGED, MANY, ONE, VARIANTS
from rtgen import pipeline
from rtgen.domain.vocabulary import Provider
from rtgen.render import render
from rtgen.render.environment import environment
from rtgen.render.token_endpoint import token_endpoint_files
from rtgen.resources import blueprints
from tokens.rendered import JWKS, endpoint

TEMPLATES = sorted(path.relative_to(blueprints()).as_posix() for path in blueprints().rglob("*.j2"))
WRITTEN = [name for name in TEMPLATES if not name.endswith(".lock.j2")]
"""By people, who read them again."""
LONGEST = 160
THINKING = (nodes.Compare, nodes.BinExpr, nodes.UnaryExpr, nodes.Assign, nodes.AssignBlock, nodes.CondExpr, nodes.Test)
"""What would make a template decide or compute."""


def source(template: str) -> str:
    return (blueprints() / template).read_text(encoding="utf-8")


def thoughts(template: str) -> Iterator[nodes.Node]:
    yield from environment().parse(source(template)).find_all(THINKING)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_blueprint_neither_computes_nor_compares(template: str) -> None:
    assert [(type(node).__name__, node.lineno) for node in thoughts(template)] == []


@pytest.mark.parametrize("template", WRITTEN)
def test_a_blueprint_fits_on_a_few_screens(template: str) -> None:
    assert len(source(template).splitlines()) <= LONGEST


def test_every_blueprint_is_used() -> None:
    plans = [*VARIANTS.values(), *(pipeline.plan([spec], None)[0].plan for spec in MANAGED.values())]
    rendered = {file.text for plan in plans for file in render(plan).files.values()}
    # Endpoints of the providers whose stacks are not whole yet.
    rendered |= {file.text for provider in Provider for file in token_endpoint_files(endpoint(provider, JWKS))}

    cache = environment().cache
    assert cache is not None
    loaded = {name for _, name in cache.keys()}  # noqa: SIM118 - Jinja's cache does not iterate over its keys
    assert loaded | {name for name in TEMPLATES if source(name) in rendered} == set(TEMPLATES)


def test_a_misspelt_name_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ view.misspelt }}").render(view=object())


def test_blueprints_have_no_globals_to_reach_for() -> None:
    assert environment().globals == {}
    assert environment().tests == {}


@pytest.mark.parametrize("name", VARIANTS)
def test_the_same_plan_gives_the_same_bytes(name: str) -> None:
    first, again = render(VARIANTS[name]), render(VARIANTS[name])

    assert first == again


@pytest.mark.parametrize("name", VARIANTS)
def test_files_end_with_one_line_break_and_have_no_trailing_blanks(name: str) -> None:
    for file in render(VARIANTS[name]).files.values():
        assert file.text.endswith("\n"), file.path
        assert not file.text.endswith("\n\n"), file.path
        if not file.path.endswith(".md"):
            assert [line for line in file.text.splitlines() if line != line.rstrip()] == [], file.path


def test_a_plan_without_a_stack_has_its_document_its_plan_and_its_contract() -> None:
    plan = VARIANTS[ONE]._replace(stack=None)

    assert list(render(plan).files) == [
        ".gitattributes",
        "client-contract.json",
        "plan.json",
        "real-time-architecture.md",
    ]


def test_overrides_belong_to_the_user() -> None:
    owners = {file.path: file.owner.value for file in render(VARIANTS[MANY]).files.values()}

    assert [path for path, owner in owners.items() if owner == "user"] == ["overrides.py"]


@pytest.mark.parametrize("name", VARIANTS)
def test_no_marks_of_a_template_are_left(name: str) -> None:
    for file in render(VARIANTS[name]).files.values():
        assert "{%" not in file.text, file.path
        assert "{{ view" not in file.text, file.path
