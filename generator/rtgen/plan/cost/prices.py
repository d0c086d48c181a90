"""What things cost in one region, in USD and without discounts: the shape of a table in `rtgen/prices/`.

A price that nobody published where we could read it is not in a table, and its line of a bill says unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NotRequired, TypeAlias, TypedDict

from rtgen.decide.decision import Source
from rtgen.plan.bill import Price
from rtgen.record import NamedTuple

FALLBACK = "us-east-1"
"""The region whose prices stand in for those of a region without a table."""
Steps: TypeAlias = tuple[tuple[int, Price], ...]
"""Up to so many units a month, each at this price."""


class Prices(NamedTuple):
    """One region's table."""

    region: str
    read: str
    """ISO day on which the table was last held against its sources; what was added since says its own."""
    vcpu: Price
    memory: Price
    balancer: Price
    capacity_unit: Price
    nat: Price
    nat_data: Price
    address: Price
    acl: Price
    rule: Price
    inspected: Price
    egress: Steps
    cdn_egress: Steps
    cdn_requests: Price
    between_zones: Price
    metric: Price
    alarm: Price
    dashboard: Price
    secret: Price
    secret_reads: Price
    key: Price
    logs_taken: Price
    logs_kept: Price
    http_api: Steps
    """In millions."""
    function_runs: Price
    function_time: Price
    queue: Price
    queue_fifo: Price
    mails: Price
    valkey: Mapping[str, Price]
    """By node type."""


Tables: TypeAlias = Mapping[str, Prices]
"""Tables by region; that of FALLBACK is always there."""


class Entry(TypedDict):
    """One price as it stands in a file; a `note` is for who reads the file."""

    usd: str
    unit: str
    source: str
    note: NotRequired[str]


class Step(Entry):
    """The price up to so many units a month."""

    up_to: int


class Document(TypedDict):
    """A file of prices."""

    region: str
    currency: str
    read: str
    sources: dict[str, dict[str, str]]
    prices: dict[str, Entry]
    steps: dict[str, list[Step]]
    valkey: dict[str, Entry]


def table(of: Document) -> Prices:
    """The table of a file. Raises KeyError where it lacks a price or a source."""
    sources = {key: Source(each["title"], each["url"], each["read"]) for key, each in of["sources"].items()}

    def price(entry: Entry) -> Price:
        return Price(Decimal(entry["usd"]), entry["unit"], sources[entry["source"]])

    def steps(name: str) -> Steps:
        return tuple((each["up_to"], price(each)) for each in of["steps"][name])

    one = {name: price(entry) for name, entry in of["prices"].items()}
    return Prices(
        region=of["region"],
        read=of["read"],
        vcpu=one["vcpu"],
        memory=one["memory"],
        balancer=one["balancer"],
        capacity_unit=one["capacity_unit"],
        nat=one["nat"],
        nat_data=one["nat_data"],
        address=one["address"],
        acl=one["acl"],
        rule=one["rule"],
        inspected=one["inspected"],
        egress=steps("egress"),
        cdn_egress=steps("cdn_egress"),
        cdn_requests=one["cdn_requests"],
        between_zones=one["between_zones"],
        metric=one["metric"],
        alarm=one["alarm"],
        dashboard=one["dashboard"],
        secret=one["secret"],
        secret_reads=one["secret_reads"],
        key=one["key"],
        logs_taken=one["logs_taken"],
        logs_kept=one["logs_kept"],
        http_api=steps("http_api"),
        function_runs=one["function_runs"],
        function_time=one["function_time"],
        queue=one["queue"],
        queue_fifo=one["queue_fifo"],
        mails=one["mails"],
        valkey={name: price(entry) for name, entry in of["valkey"].items()},
    )


def of_region(tables: Tables, region: str) -> Prices:
    """The region's own table, or the one that stands in for it."""
    return tables.get(region) or tables[FALLBACK]
