"""Reads the tables of prices that are shipped: `prices/<region>.json`, one file a region."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from rtgen.plan.cost.prices import FALLBACK, Prices, Tables, table

FOLDER = Path(__file__).parent / "prices"


def tables(regions: Iterable[str]) -> Tables:
    """Those of these regions that there are, and the one that stands in for the others."""
    known = {each: FOLDER / f"{each}.json" for each in (FALLBACK, *regions)}
    return {region: _read(file) for region, file in known.items() if file.is_file()}


@cache
def _read(file: Path) -> Prices:
    return table(json.loads(file.read_bytes()))
