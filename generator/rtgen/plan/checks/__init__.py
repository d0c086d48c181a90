"""Checks of what is really planned: the gateway's configuration, the timeouts, the client contract, the sizes.

Each is a file of its own. What can be judged from the spec and its decisions alone stands in `rtgen.decide.checks`.
"""

from __future__ import annotations

from rtgen.plan.checks import (
    backpressure,
    budget,
    drain,
    message_size,
    own_tokens,
    presence,
    public,
    pulls,
    streams,
    subnets,
    targets,
    timeouts,
    tokens,
)

_ALL = (
    backpressure, timeouts, budget, drain, presence, message_size, streams, public, subnets, tokens, own_tokens, pulls,
    targets,
)  # fmt: skip
CHECKS = tuple(each.check for each in _ALL)
RULES = tuple(each.RULE for each in _ALL)
