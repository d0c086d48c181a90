"""Every rule is explained: by examples that are run, and by what it rests on."""

from __future__ import annotations

import re

import pytest

from rtgen import resources
from rtgen.commands.catalogue import all_rules
from rtgen.decide.grounds import grounds
from rtgen.diagnostics import Rule
from rtgen.render.explain import Look
from rtgen.render.rule import decides, text
from rtgen.rulebook import NONE, examples

RULES = all_rules()
SHOWN = [rule for rule in RULES if any((resources.cases() / kind / rule.id).is_dir() for kind in ("checks", "rules"))]
OF_FILES = {"RT001", "RT002", "RT220", *(rule.id for rule in RULES if rule.id.startswith("RT7"))}
OF_A_RECORD = {"RT409", "RT410", "RT418", "RT419", "RT878"}
OF_THE_DAY = {"RT852"}
OF_OTHER_FILES = {"RT901", "RT902", "RT903", "RT904", "RT905"}


def of(rules: list[Rule]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("rule", rules, ids=lambda rule: rule.id)


@of(list(RULES))
def test_a_rule_says_what_to_do_about_it(rule: Rule) -> None:
    page = text(rule, examples(rule), grounds(rule.id), Look(100, colour=False, unicode=True))

    assert re.search(r"^  (fix|waive|otherwise) +\S", page, re.MULTILINE)


@of(SHOWN)
def test_a_rule_speaks_in_one_example_and_is_silent_in_the_other(rule: Rule) -> None:
    passes, fails = examples(rule)

    assert passes is not None
    assert (passes.said is not None) is decides(rule)
    if rule.id != "RT431":  # every plan names it
        assert fails is not None
        assert (fails.said is None) is decides(rule)


@of([rule for rule in RULES if rule.id[:3] in {"RT0", "RT1", "RT2"} and rule.id not in OF_FILES])
def test_a_rule_of_the_spec_shows_what_it_refuses(rule: Rule) -> None:
    _, fails = examples(rule)

    assert fails is not None
    assert fails.said is not None
    assert fails.said.fix


def test_only_rules_about_files_and_records_have_no_example() -> None:
    without = {rule.id for rule in RULES if examples(rule) == NONE}

    assert without == OF_FILES | OF_A_RECORD | OF_THE_DAY | OF_OTHER_FILES


@of(list(RULES))
def test_a_rule_cites_a_source_or_says_that_it_is_our_judgement(rule: Rule) -> None:
    rests_on = grounds(rule.id)

    assert rests_on is not None
    assert all(source.url.startswith("https://") and source.read for source in rests_on.sources)
    assert not rests_on.judgement or rests_on.judgement.endswith(".")


@of([rule for rule in SHOWN if rule.id[:3] in {"RT3", "RT4"}])
def test_an_example_is_short(rule: Rule) -> None:
    for example in examples(rule):
        assert example is None or example.spec.count("\n") <= 10
