"""The tables of prices that are shipped, one file a region."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from builders import make_environment, make_feature_set
from planning import PRICES
from rtgen.decide import decide
from rtgen.plan import plan as settle
from rtgen.plan.bill import Price
from rtgen.plan.cost.prices import table
from rtgen.price_tables import FOLDER, tables
from rtgen.render.costs import beside

FILES = sorted(FOLDER.glob("*.json"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_says_of_every_price_where_and_when_it_was_read(file: Path) -> None:
    document = json.loads(file.read_text(encoding="utf-8"))
    prices = table(document)

    assert (prices.region, document["currency"]) == (file.stem, "USD")
    assert date.fromisoformat(prices.read)
    singles = [each for each in prices if isinstance(each, Price)]
    steps = [each for found in prices if isinstance(found, tuple) and not isinstance(found, Price) for each in found]
    for each in (*singles, *(price for _, price in steps), *prices.valkey.values()):
        assert each.usd > 0
        assert date.fromisoformat(each.source.read)
        assert each.source.url.startswith("https://")
    used = {entry["source"] for entry in document["prices"].values()}
    used |= {step["source"] for found in document["steps"].values() for step in found}
    used |= {entry["source"] for entry in document["valkey"].values()}
    assert used == set(document["sources"])
    assert set(document["prices"]) | set(document["steps"]) | {"region", "read", "valkey"} == set(prices._fields)


def test_a_region_without_a_table_shows_the_prices_of_another_and_says_so() -> None:
    features = make_feature_set(environments=[make_environment(region="eu-west-1")])
    bills = settle(features, decide(features), prices=tables(["eu-west-1"])).costs

    assert "Prices of us-east-1, read" in beside(bills)
    assert ", for there is no table of eu-west-1" in beside(bills)


def test_a_region_with_a_table_is_priced_by_its_own() -> None:
    features = make_feature_set(environments=[make_environment(region="eu-west-1")])
    balancer = PRICES.balancer._replace(usd=PRICES.key.usd)
    dearer = PRICES._replace(region="eu-west-1", read="2026-11-30", balancer=balancer)
    (bill,) = settle(features, decide(features), prices={**tables(()), "eu-west-1": dearer}).costs

    assert next(each for each in bill.lines if each.item == "Load balancers").working.endswith("× 1 × 730 h")
    assert "Prices of eu-west-1, read 2026-11-30." in beside([bill])
