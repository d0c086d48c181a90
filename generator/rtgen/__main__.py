"""`python -m rtgen`."""

from rtgen.cli import entry

entry()
