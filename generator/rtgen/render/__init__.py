"""Plan to files and texts: knows nothing of specs, decides nothing."""

from rtgen.render.render import render

__all__ = ["render"]
