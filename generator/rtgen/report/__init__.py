"""Diagnostics as text for a person, and as JSON, SARIF and GitHub annotations for machines."""

from rtgen.report.machine import github, json, sarif
from rtgen.report.text import text

__all__ = ["github", "json", "sarif", "text"]
