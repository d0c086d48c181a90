"""Finds blueprints and schemas: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent.parent


def _folder(name: str) -> Path:
    packaged = _PACKAGE / f"_{name}"
    return packaged if packaged.is_dir() else _CHECKOUT / name


def blueprints() -> Path:
    """The folder of Jinja2 templates."""
    return _folder("blueprints")


def schemas() -> Path:
    """The folder of JSON Schemas."""
    return _folder("schemas")


def cases() -> Path:
    """The folder of short specs that rules are explained with; the tests run them."""
    packaged = _PACKAGE / "_cases"
    return packaged if packaged.is_dir() else _CHECKOUT / "tests" / "cases"


def examples() -> Path:
    """The folder of example stacks, each with its `spec.yaml`."""
    return _folder("stacks")
