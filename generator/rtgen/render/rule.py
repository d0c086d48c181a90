"""A rule for a person: what it says, why, an example each way, how to fix or waive it, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rtgen.decide.grounds import Grounds
from rtgen.diagnostics import Rule, Severity
from rtgen.plan.cost.age import RULE as OLD_PRICES
from rtgen.plan.waivers import RULES as WAIVER_RULES
from rtgen.record import NamedTuple
from rtgen.render.columns import paint, shown
from rtgen.render.explain import LABEL, Look, cited, labelled
from rtgen.render.ways import FIX, OTHERWISE

_BOLD, _DIM = "1", "2"
_DECIDING = ("RT3", "RT4", "RT6", "RT87")
"""Blocks of the catalogue that hold tables; a note of severity info in another block is a finding."""
_TELLING = frozenset({"RT312", "RT417"})
"""Findings in the blocks of decisions, which are there to be known and no more."""
_MOST_LINES = 16
"""Lines of an example that are shown."""


class Said(NamedTuple):
    """What a plan has to say by one rule: the decision that it made, or the finding."""

    text: str
    fix: str


class Example(NamedTuple):
    """A spec, and what the rule says of it."""

    spec: str
    said: Said | None
    """None where the rule is silent."""
    instead: str = ""
    """What another rule of the same table decides there; empty where there is none."""


class Examples(NamedTuple):
    """Of one rule: where it is kept, and where it is broken; of a rule that decides, where it does and does not."""

    passes: Example | None
    fails: Example | None


def decides(rule: Rule) -> bool:
    """Whether the rule makes a decision rather than a finding: its example passes where it speaks."""
    return rule.severity is Severity.INFO and rule.id.startswith(_DECIDING) and rule.id not in _TELLING


def text(rule: Rule, examples: Examples, grounds: Grounds | None, look: Look, forms: Sequence[str] = ()) -> str:
    """The rule, in lines of at most the terminal's width unless one word is longer; `forms` are shown as they stand."""
    head = f"{paint(rule.id, _BOLD)} · {rule.title} ({rule.severity.value})"
    blocks = [[head, *labelled("why", [rule.why], look.width)], *_examples(rule, examples, look.width)]
    blocks.append(list(_ways(rule, examples, look.width)))
    blocks.append([paint("Understood", _BOLD), *(f"  {each}" for each in forms)] if forms else [])
    if grounds is not None:
        judged = labelled("judgement", [grounds.judgement], look.width) if grounds.judgement else []
        blocks += [judged, [paint("Sources", _BOLD), *cited(grounds.sources, look.width)] if grounds.sources else []]
    return shown(
        "\n\n".join("\n".join(block) for block in blocks if block) + "\n", colour=look.colour, unicode=look.unicode
    )


def _examples(rule: Rule, examples: Examples, width: int) -> Iterator[list[str]]:
    labels = ("decides", "does not") if decides(rule) else ("passes", "fails")
    for label, example in zip(labels, examples, strict=True):
        if example is not None:
            yield [*_spec(label, example.spec), *_outcome(example, width)]
    if examples == (None, None):
        yield labelled("example", ["none: the rule speaks of files or of an earlier plan, not of a spec"], width)


def _spec(label: str, spec: str) -> list[str]:
    lines = spec.rstrip("\n").split("\n")
    kept = lines[:_MOST_LINES] + (["…"] if len(lines) > _MOST_LINES else [])
    head = f"  {paint(label, _DIM)}{' ' * (LABEL - len(label))}"
    return [f"{head if at == 0 else ' ' * (LABEL + 2)}{line}" for at, line in enumerate(kept)]


def _outcome(example: Example, width: int) -> list[str]:
    said = example.said.text if example.said is not None else example.instead or "nothing is said"
    return labelled("", [f"→ {said}"], width)


def _ways(rule: Rule, examples: Examples, width: int) -> Iterator[str]:
    """How to be rid of it."""
    spoken = examples.passes if decides(rule) else examples.fails
    shown_fix = spoken.said.fix if spoken is not None and spoken.said is not None else ""
    if fix := shown_fix or FIX.get(rule.id, ""):
        yield from labelled("fix", [fix], width)
    if rule.severity is Severity.WARNING and rule.id[:3] != "RT7" and rule not in _OF_THE_DAY:
        yield from labelled(
            "waive", [f'waivers: [{{rule: {rule.id}, because: "why it may stay", until: 2027-06-30}}]'], width
        )
    otherwise = OTHERWISE.get(rule.id) or (_FORCED.get(rule.id[:4]) if decides(rule) else None)
    if otherwise is not None:
        yield from labelled("otherwise", [otherwise], width)


_OF_THE_DAY = (*WAIVER_RULES, OLD_PRICES)
"""Told after the waivers were read, by what day it is: no waiver accepts them."""
_FORCED = {
    "RT30": 'transport: {force: sse, because: "what the table cannot know"}',
    "RT40": 'tier: {force: multi, because: "what the table cannot know"}',
    "RT42": "sticky_sessions: on, or off",
}
"""What the spec says to have it another way, by the first letters of an id."""
