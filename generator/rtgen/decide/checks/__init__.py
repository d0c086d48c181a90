"""Checks, each in a file of its own: those in CHECKS look at one feature at a time, those in WHOLE at all decisions.

What must be seen in the finished plan (the gateway's configuration, timeouts, sizes) stands in `rtgen.plan.checks`.
"""

from __future__ import annotations

from rtgen.decide.checks import (
    delivery,
    deploy_gap,
    existing_api,
    existing_redis,
    history,
    ordering,
    polling,
    reconnection,
    redis_mode,
    rename,
    unseen_redis,
    wildcard,
    zone_loss,
)

_WHOLE = (
    reconnection,
    ordering,
    delivery,
    wildcard,
    redis_mode,
    zone_loss,
    deploy_gap,
    existing_redis,
    existing_api,
    history,
    unseen_redis,
    rename,
)
CHECKS = (polling.check,)
WHOLE = tuple(check.findings for check in _WHOLE)
RULES = (polling.RULE, *(check.RULE for check in _WHOLE))
