"""What keeps prose from being read: words that hedge, negate, compare, or speak of another time, place or party.

They are many on purpose: what is left unread costs its author a line in an exact block, a wrong reading a stack.
In the lists a star stands for any ending.
"""

from __future__ import annotations

import re

_FIRM = """
not, no, never, none, neither, nor, cannot, no longer, without, instead, rather, than, except*, exclud*, apart, unlike,
only, false, wrong, incorrect, myth*, anti-pattern*, antipattern*, read-only, copy, copies, peer*, dead, internal,
admin*, login, don't, doesn't, isn't, aren't, won't, can't, wasn't, weren't, shouldn't, couldn't,
consider*, reject*, declin*, evaluat*, propos*, suggest*, recommend*, prefer*, might, could, would, should, shall,
ought, maybe, perhaps, probably, possibly, likely, ideally, alternativ*, option, options, versus, vs, compar*,
trade-off*, tradeoff*, unclear, undecided, assum*, suppos*, imagin*, hypothe*, scenario*,
will, going to, to be, plan*, intend*, migrat*, move, moves, moved, moving, switch*, transition*, futur*, roadmap,
upcoming, soon, later, eventually, once, until, till, yet, todo, tbd, tba, wip, draft*,
currently, for now, temporar*, interim, initial*, at first, used to, former*, legacy, deprecat*, obsolete, outdated,
retire*, decommission*, old, was, were, had, been, before, previous*, ago, last year, originally,
placeholder*, your, template*, replace, tutorial, quick start, quickstart,
test, tests, testing, staging, dev, develop*, local*, sandbox*, demo*, preview, qa, uat, pilot, backup*, standby,
failover, fail-over, disaster, secondary, replica*, dr, mirror*,
customer*, tenant*, partner*, vendor*, third-part*, third part*, competitor*, they, their
"""
"""Wherever they stand in a passage or in what introduces it."""
_LIGHT = "or, either, if, when, unless, may, example*, e.g, such as, sample*, optional*"
"""They qualify their own sentence and those after it, and leave alone what was said before."""
_SIGNS = r"\?|~~|[❌✗✘🚫⛔⏳🚧🔜→⇒←]|->|=>|\[[ xX]\]|<[^<>]{1,40}>|x{3,}|\.{3}|…"
_ASIDE = """
alternativ*, option, options, optional, consider*, reject*, declin*, evaluat*, propos*, compar*, versus, vs, pros, cons,
trade-off*, tradeoff*, recommend*, guideline*, best practice*, histor*, previous*, former*, legacy, deprecat*, old,
before, futur*, roadmap, road-map, next, later, plan, plans, planned, planning, phase, milestone*, migrat*, upgrad*,
target, vision, idea*, todo, non-goal*, out of scope, limitation*, open question*, risk*, draft*, example*, sample*,
template*, scenario*, case study, tutorial, how to, getting started, quick start, quickstart, prerequisite*, install*,
setup, set-up, step, steps, checklist, troubleshooting, problem*, faq, glossary, reference*, reading, appendix, test,
tests, testing, staging, dev, development, local, sandbox, demo, preview, qa, uat, pilot, disaster, recovery, dr,
backup*, back-up*, failover, fail-over, standby, secondary, replica*, customer*, tenant*, partner*, vendor*,
third-part*, third part*, external, integration*, competitor*
"""
"""In a heading: nothing below it is a fact of today about what is built."""
_UNMADE = (
    "draft*, propos*, supersed*, reject*, deprecat*, obsolete, outdated, not, no longer, in design, in progress, wip, "
    "plan*, withdrawn, target, futur*, example*, hypothetical, historical, template*, alternativ*, options, general, "
    "generic, recommend*, desired, possible"
)
_ENVIRONMENTS = "dev*, test*, stag*, qa, uat, sandbox, demo, local, preview"


def _words(listed: str) -> str:
    each = (re.escape(word.strip()).replace(r"\*", r"\w*") for word in listed.split(","))
    return rf"(?<![\w-])(?:{'|'.join(each)})(?![\w-])"


_IS_FIRM = re.compile(f"{_words(_FIRM)}|{_SIGNS}", re.IGNORECASE)
_IS_LIGHT = re.compile(_words(_LIGHT), re.IGNORECASE)
_IS_ASIDE = re.compile(_words(_ASIDE), re.IGNORECASE)
_RETIRES = re.compile(
    rf"(?:\w+ )?status: *\W{{0,3}} *{_words(_UNMADE)}"
    rf"|(?:target )?(?:environment|env|stage|account|profile|workspace): *\W{{0,3}} *{_words(_ENVIRONMENTS)}"
    r"|(?:this|the following) (?:\w+ )?(?:section|document|chapter|page|design|architecture|diagram|list|table)"
    r"(?: (?:is|are|shows?|describes?|outlines?|lists?|contains?|gives?|has been))? (?:an? |the |our |only |just )?"
    rf"{_words(_UNMADE)}",
    re.IGNORECASE,
)


def hedged(text: str) -> bool:
    """Whether a passage says something of which it is not sure that it holds, here and today."""
    return _IS_FIRM.search(text.replace("’", "'")) is not None


def qualified(text: str) -> bool:
    """Whether what has been said up to a sentence's end makes it an example, or one case of several."""
    return _IS_LIGHT.search(text) is not None


def sets_aside(heading: str) -> bool:
    """Whether nothing below a heading is a fact of today about what is built."""
    return _IS_ASIDE.search(heading) is not None


def retires(passage: str) -> bool:
    """Whether a passage takes its section back: `Status: superseded`, `Environment: staging`."""
    return _RETIRES.match(passage) is not None
