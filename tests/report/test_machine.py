"""Diagnostics as machines read them."""

from __future__ import annotations

import json

from rtgen import report
from rtgen.diagnostics import Diagnostic, Location, Severity
from rtgen.spec import SPEC_RULES

ODD = Diagnostic(
    "RT101", Severity.ERROR, Location("my specs/a,b:c.yaml", 3, 5), "100% wrong:\nreally", "change “it”", width=4
)


def test_json_keeps_every_part() -> None:
    (found,) = json.loads(report.json([ODD]))

    assert found == {
        "rule": "RT101",
        "severity": "error",
        "file": "my specs/a,b:c.yaml",
        "line": 3,
        "column": 5,
        "message": "100% wrong:\nreally",
        "fix": "change “it”",
    }


def test_sarif_names_the_rule_and_the_region_by_an_address() -> None:
    (run,) = json.loads(report.sarif([ODD], SPEC_RULES))["runs"]

    (rule,) = run["tool"]["driver"]["rules"]
    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]
    assert (rule["id"], result["ruleId"], result["level"]) == ("RT101", "RT101", "error")
    assert place["artifactLocation"]["uri"] == "my%20specs/a%2Cb%3Ac.yaml"
    assert place["region"] == {"startLine": 3, "startColumn": 5, "endColumn": 9}


def test_a_workflow_command_escapes_what_would_end_it() -> None:
    assert report.github([ODD]) == (
        "::error file=my specs/a%2Cb%3Ac.yaml,line=3,col=5,title=RT101::100%25 wrong:%0Areally. Fix: change “it”"
    )


def test_nothing_to_say_is_said_in_every_format() -> None:
    assert json.loads(report.json([])) == []
    assert json.loads(report.sarif([], SPEC_RULES))["runs"][0]["results"] == []
    assert report.github([]) == ""
