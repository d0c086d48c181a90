"""The exact edit of a finding is applied, the spec planned again, and the finding gone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from edits import edited
from rtgen import pipeline
from rtgen.commands.catalogue import all_rules
from rtgen.decide.decision import Edit, Finding

CASES = Path(__file__).parents[1] / "cases"
TODAY = date(2026, 11, 24)
BY_A_PERSON = {
    "RT312": "another provider, or code in the client",
    "RT826": "a load test",
    "RT417": "a look at what is there; without a need, the edit takes it out",
    "RT502": "which feature keeps less",
    "RT801": "a ping interval of the own gateway",
    "RT807": "code in the client",
    "RT810": "what the gateway can use",
    "RT812": "several stacks, or a provider",
    "RT818": "the order of a deployment",
    "RT819": "a look at what is there",
    "RT821": "a new day, or the work that was put off",
    "RT824": "a command, not the spec",
    "RT825": "a quota of the account",
    "RT851": "money",
    "RT873": "a quote",
    "RT876": "code in the application",
    "RT877": "for people to run, or less to ask for",
}
"""Rules of findings that no edit of the spec resolves, and what does."""


MORE = {
    "T32, heard too often": """
audience: {peak_users: 500}
features:
  status: {kind: order-tracking, publish: {rate: 5/min}}
""",
    "T32, by latency": """
audience: {peak_users: 500}
features:
  status: {kind: order-tracking, freshness: 60s, latency: 200ms}
""",
    "T32, and forced": """
audience: {peak_users: 500}
features:
  status: {kind: order-tracking, freshness: 5s, transport: {force: short-polling, because: the old app}}
""",
    "T34, more than a reader takes": """
audience: {peak_users: 500}
features:
  board: {kind: live-feed, publish: {rate: 90/s, per: channel, size: 4KiB}}
  news: {kind: live-feed, publish: {rate: 1/s, per: channel, size: 1KiB}}
""",
    "RT501, by deliveries": """
audience: {peak_users: 2010}
features:
  game: {kind: gaming, channel: {members: 10, max_members: 10}, publish: {rate: 10/s, size: 64B}, history: none}
""",
    "RT407, where a provider would fit": """
audience: {peak_users: 80000}
features:
  news: {kind: notifications}
platform: {managed: avoid}
""",
    "RT822, in the middle of others": """
audience: {peak_users: 500}
features:
  status: {kind: order-tracking}
waivers:
  - {rule: RT999, because: misspelt, until: 2999-01-31}
  - {rule: T32, because: it was polled once, until: 2999-01-31}
""",
}


def found(spec: Path) -> tuple[Finding, ...]:
    """The open findings today."""
    (planned,) = pipeline.plan([spec], None)
    return tuple(each for each in pipeline.as_of(planned, TODAY).plan.decisions.findings if each.waived is None)


def resolved(spec: Path, edit: Edit, copy: Path) -> Path:
    """A copy of the spec with the edit done."""
    data = edited(yaml.safe_load(spec.read_text(encoding="utf-8")), edit)
    copy.write_text(yaml.safe_dump(data), encoding="utf-8")
    return copy


def example(rule: str) -> Path | None:
    folders = (CASES / kind / rule / "fails.yaml" for kind in ("checks", "rules"))
    return next((path for path in folders if path.is_file()), None)


EXAMPLES = {rule.id: path for rule in all_rules() if (path := example(rule.id)) is not None}


@pytest.mark.parametrize("rule", EXAMPLES)
def test_the_edit_of_a_finding_resolves_it_and_what_has_none_needs_a_person(rule: str, tmp_path: Path) -> None:
    findings = [each for each in found(EXAMPLES[rule]) if each.rule == rule]

    for each in findings:
        if each.edit is not None:
            left = found(resolved(EXAMPLES[rule], each.edit, tmp_path / "spec.yaml"))
            assert each.feature not in {other.feature for other in left if other.rule == rule}
    assert (None in [each.edit for each in findings]) is (rule in BY_A_PERSON)


@pytest.mark.parametrize("case", MORE)
def test_an_edit_resolves_what_the_examples_do_not_show(case: str, tmp_path: Path) -> None:
    spec, rule = tmp_path / "spec.yaml", case.partition(",")[0]
    spec.write_text(f"version: 1\nname: edited\nenvironments: {{dev: {{}}}}\n{MORE[case]}", encoding="utf-8")
    (finding,) = (each for each in found(spec) if each.rule == rule)

    assert finding.edit is not None
    assert rule not in {each.rule for each in found(resolved(spec, finding.edit, spec))}
