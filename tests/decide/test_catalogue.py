from __future__ import annotations

import re

import pytest

from decide.rule_cases import ALWAYS, CASES, RECORDED, named
from rtgen.decide import DECISION_RULES, checks, decide, limits, sources
from rtgen.decide.decision import Source
from rtgen.domain.features import FeatureSet

IDS = [rule.id for rule in DECISION_RULES]
AS_FILES = {rule.id for rule in checks.RULES} - set(CASES)
"""Checks whose specs stand in tests/cases/checks, where tests/plan/test_checks.py runs them."""


@pytest.mark.parametrize("rule", [*CASES, *ALWAYS])
def test_a_rule_speaks_where_its_case_is(rule: str) -> None:
    fires: FeatureSet = CASES[rule][0] if rule in CASES else ALWAYS[rule]

    assert rule in named(decide(fires))


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_is_silent_at_its_near_miss(rule: str) -> None:
    assert rule not in named(decide(CASES[rule][1]))


@pytest.mark.parametrize("rule", RECORDED)
def test_a_rule_about_the_record_speaks_with_it_alone(rule: str) -> None:
    features, recorded = RECORDED[rule]

    assert rule in named(decide(features, recorded))
    assert rule not in named(decide(features))


def test_every_rule_has_its_cases() -> None:
    assert sorted([*CASES, *ALWAYS, *RECORDED]) == sorted(set(IDS) - AS_FILES)


def test_ids_and_titles_are_unique_and_of_a_known_block() -> None:
    assert len(set(IDS)) == len(IDS)
    assert len({rule.title for rule in DECISION_RULES}) == len(DECISION_RULES)
    assert all(re.fullmatch(r"RT[3-68]\d\d|T3[234]", rule) for rule in IDS)
    assert all(rule.why.endswith(".") for rule in DECISION_RULES)


def test_every_limit_has_a_source_or_says_what_it_is() -> None:
    stated = [value for value in vars(limits).values() if isinstance(value, limits.Limit)]

    assert stated
    assert all((limit.source is not None) + limit.policy + limit.assumed == 1 for limit in stated)


def test_every_source_is_a_page_with_the_day_it_was_read() -> None:
    cited = [value for value in vars(sources).values() if isinstance(value, Source)]

    assert len({source.title for source in cited}) == len(cited)
    assert all(source.url.startswith("https://") for source in cited)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", source.read) for source in cited)


def test_every_exclusive_decision_names_each_alternative_once() -> None:
    for fires, _ in CASES.values():
        for each in decide(fires).features:
            rejected = [entry.alternative for entry in each.transport.rejected]
            assert sorted([*rejected, each.transport.choice]) == ["long-polling", "short-polling", "sse", "websocket"]
            assert all(entry.reason.endswith(".") for entry in each.transport.rejected)
