"""Checks, each in a file of its own; those in CHECKS look at one feature at a time."""

from __future__ import annotations

from rtgen.decide.checks import polling, unseen_redis

CHECKS = (polling.check,)
RULES = (polling.RULE, *unseen_redis.RULES)
