"""client-contract.json: what stands in the plan, laid out for review."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from rtgen.decide.alike import once
from rtgen.decide.decisions import FeatureDecisions
from rtgen.filetree import Pieces
from rtgen.plan.model import JsonObject, Plan
from rtgen.render.json_lines import laid_out, pieces, quote

_TOP, _FEATURE, _VALUE = "\n  ", "\n    ", "\n      "
"""Where the contract's parts stand, its features, and what each of them says."""
_OWN = "title", "channel", "rpc_methods"
"""What says a feature's own name, in the order of an entry; the rest is the same where features ask the same."""
_MARK = "\0"
"""Stands for them; no text of a spec has it."""


def content(plan: Plan) -> Pieces:
    """The file, a feature at a time. Features that ask the same share a picture of what they have in common."""
    described = cast("dict[str, JsonObject]", plan.client_contract["features"])

    def picture(decided: FeatureDecisions) -> list[str]:
        entry = described[decided.feature.id]
        return laid_out(entry | dict.fromkeys(_OWN, _MARK), _FEATURE).split(quote(_MARK))

    shared = once(picture)

    def features() -> Iterator[tuple[str, str]]:
        for each in plan.decisions.features:
            entry = described[each.feature.id]
            title, channel, methods = [laid_out(entry[key], _VALUE) for key in _OWN]
            start, to_channel, to_methods, end = shared(each)
            yield each.feature.id, f"{start}{title}{to_channel}{channel}{to_methods}{methods}{end}"

    def parts() -> Iterator[tuple[str, str | Iterator[str]]]:
        for key, value in plan.client_contract.items():
            yield key, pieces(features(), 1) if key == "features" else laid_out(value, _TOP)

    def made() -> Iterator[str]:
        yield from pieces(parts(), 0)
        yield "\n"

    return Pieces(made)
