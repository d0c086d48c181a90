"""The managed providers: what each would cost, why it fits or not, and which one a managed tier uses.

features ─▶ need ─▶ each plan held against it by the checks ─▶ candidates ─▶ choice, findings, thresholds
"""

from __future__ import annotations

from rtgen.decide.provider.candidates import candidates
from rtgen.decide.provider.choice import decide_provider, fitting
from rtgen.decide.provider.connections import with_connections
from rtgen.decide.provider.findings import findings
from rtgen.decide.provider.gather import need
from rtgen.decide.provider.keep import settle_provider
from rtgen.decide.provider.rules import RULES
from rtgen.decide.provider.sdk import carried_by, forced_otherwise, sdk_of
from rtgen.decide.provider.thresholds import measured

__all__ = [
    "RULES",
    "candidates",
    "carried_by",
    "decide_provider",
    "findings",
    "fitting",
    "forced_otherwise",
    "measured",
    "need",
    "sdk_of",
    "settle_provider",
    "with_connections",
]
