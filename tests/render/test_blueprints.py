"""Blueprints are dumb: they arrange what a view holds."""

from __future__ import annotations

import marshal
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generated.variants import MANAGED, MANY, ONE, VARIANTS
from rtgen import pipeline
from rtgen.domain.vocabulary import Provider
from rtgen.render import blueprints as made
from rtgen.render import filters, render
from rtgen.render.blueprints import MOST, rendered
from rtgen.render.token_endpoint import token_endpoint_files
from rtgen.render.translate import FILTERS, BlueprintError, translated
from rtgen.resources import blueprints
from tokens.rendered import JWKS, endpoint

TEMPLATES = sorted(path.relative_to(blueprints()).as_posix() for path in blueprints().rglob("*.j2"))
WRITTEN = [name for name in TEMPLATES if not name.endswith(".lock.j2")]
"""By people, who read them again."""
LONGEST = 160


def source(template: str) -> str:
    return (blueprints() / template).read_text(encoding="utf-8")


def with_named(template: str) -> set[str]:
    """The blueprint and those that it includes, they in turn as well."""
    named = re.findall(r'{% (?:include|from) "(.+?)"', source(template))
    return {template}.union(*map(with_named, named))


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("{{ view.price + 1 }}", "Add"),
        ("{{ view.first or view.second }}", "Or"),
        ("{% if view.nodes > 1 %}many{% endif %}", "Compare"),
        ("{% if view.name is defined %}named{% endif %}", "Test"),
        ("{% set name = view.name %}", "Assign"),
        ("{{ view.names | join }}", "Filter"),
        ("{{ view.names[0] }}", "Getitem"),
        ("{% for each in view.names if each %}{{ each }}{% endfor %}", "For"),
        ("{{ view.name() }}", "Call"),
    ],
)
def test_a_blueprint_neither_computes_nor_compares(said: str, named: str) -> None:
    with pytest.raises(BlueprintError, match=rf"^a\.j2:2: .* {named}$"):
        translated({"a.j2": f"\n{said}"})


@pytest.mark.parametrize("template", WRITTEN)
def test_a_blueprint_fits_on_a_few_screens(template: str) -> None:
    assert len(source(template).splitlines()) <= LONGEST


def test_every_blueprint_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()

    class Asked(dict[str, made.Blueprint]):
        def __getitem__(self, template: str) -> made.Blueprint:
            asked.add(template)
            return super().__getitem__(template)

    watched = Asked(made.functions())
    monkeypatch.setattr(made, "functions", lambda: watched)
    plans = [*VARIANTS.values(), *(pipeline.plan([spec], None)[0].plan for spec in MANAGED.values())]
    texts = {file.text for plan in plans for file in render(plan).files.values()}
    # Endpoints of the providers whose stacks are not whole yet.
    texts |= {file.text for provider in Provider for file in token_endpoint_files(endpoint(provider, JWKS))}

    asked |= {name for name in TEMPLATES if source(name) in texts}
    assert {each for template in asked for each in with_named(template)} == set(TEMPLATES)


def test_a_misspelt_name_is_an_error() -> None:
    with pytest.raises(AttributeError, match="certificate_given"):
        rendered("stack/preflight.py.j2", object())


def test_blueprints_are_translated_once_and_again_where_what_was_kept_is_damaged(tmp_path: Path) -> None:
    program = (
        "import sys; from rtgen.render.blueprints import rendered\n"
        "rendered('stack/Pulumi.yaml.j2', type('View', (), {'name': 'shop', 'title': 'Shop'}))\n"
        "print('jinja2' in sys.modules)"
    )
    environment = {"PYTHONPATH": ":".join(sys.path), "XDG_CACHE_HOME": str(tmp_path)}
    folder = tmp_path / "rtgen" / "blueprints"
    folder.mkdir(parents=True, mode=0o700)
    for number in range(2 * MOST):
        (folder / f"of-an-older-version-{number}").touch()

    def translates() -> bool:
        command = [sys.executable, "-c", program]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout == "True\n"

    assert [translates(), translates()] == [True, False]
    kept = sorted(folder.iterdir(), key=lambda each: each.stat().st_size)
    assert len(kept) == MOST
    for damaged in (kept[-1].read_bytes()[:1000], marshal.dumps("no code")):
        kept[-1].write_bytes(damaged)
        assert [translates(), translates()] == [True, False]


@cache
def jinja() -> Environment:
    whole = Environment(
        loader=FileSystemLoader(blueprints()),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - what is rendered is Python, YAML and Markdown
    )
    whole.filters |= {name: getattr(filters, name) for name in FILTERS}
    return whole


class ByJinja(dict[str, made.Blueprint]):
    """Every blueprint, rendered by Jinja2 itself."""

    def __getitem__(self, template: str) -> made.Blueprint:
        return lambda view: jinja().get_template(template).render(view=view)


@pytest.mark.parametrize("name", [*VARIANTS, *MANAGED])
def test_what_is_translated_says_what_jinja_makes_of_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = VARIANTS[name] if name in VARIANTS else pipeline.plan([MANAGED[name]], None)[0].plan
    translated_ones = render(plan)
    monkeypatch.setattr(made, "functions", ByJinja)

    assert render(plan) == translated_ones


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
