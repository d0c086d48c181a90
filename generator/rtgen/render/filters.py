"""How text of a user enters a file: escaped for the place where it stands. Pure functions."""

from __future__ import annotations

import json
import textwrap

SUMMARY_WIDTH = 56
"""Of a user's text in the first line of a docstring, so that the line stays within 100 characters."""


def docstring(text: str) -> str:
    """Text for a one-line docstring: on one line, shortened, and unable to end the string."""
    printable = "".join(each if each.isprintable() else " " for each in text)
    short = textwrap.shorten(printable, SUMMARY_WIDTH, placeholder="...")
    return short.replace("\\", "/").replace('"', "'")


def yaml_text(text: str) -> str:
    """A YAML scalar that is this text, whatever it looks like: JSON's strings are YAML's."""
    printable = "".join(each if each.isprintable() else " " for each in text)
    return json.dumps(" ".join(printable.split()), ensure_ascii=False)
