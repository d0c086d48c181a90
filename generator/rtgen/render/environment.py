"""The one Jinja2 environment: what a blueprint may use is closed here."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from rtgen.render import filters
from rtgen.resources import blueprints


@cache
def environment() -> Environment:
    """The environment that every template is rendered in; made once a process.

    A misspelt name is an error, and a template sees neither globals nor filters beyond this list.
    """
    made = Environment(
        loader=FileSystemLoader(blueprints(), encoding="utf-8"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # What is rendered is Python, YAML and Markdown; user text comes in through the filters.
        autoescape=False,  # noqa: S701
        auto_reload=False,
    )
    made.globals.clear()
    made.filters = {
        "join": made.filters["join"],
        "docstring": filters.docstring,
        "yaml_text": filters.yaml_text,
    }
    made.tests.clear()
    return made
