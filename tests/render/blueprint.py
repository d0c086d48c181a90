"""One blueprint put through Jinja2 with one view."""

from __future__ import annotations

import jinja2

from rtgen import resources


def rendered(template: str, view: object) -> str:
    """The text of a template that reads `view`."""
    environment = jinja2.Environment(  # noqa: S701 - Markdown, not HTML; views escape what users write
        loader=jinja2.FileSystemLoader(resources.blueprints()),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(template).render(view=view)
