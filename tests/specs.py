"""Valid specs of every shape, for properties that hold for all of them."""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from hypothesis import strategies as st

from rtgen.domain.vocabulary import Communication, Kind

SpecData: TypeAlias = "dict[str, Any]"
"""A spec as YAML reads it: the values of a document have any type."""

IDS = st.from_regex(r"[a-z][a-z0-9]{1,5}(-[a-z0-9]{1,5})?", fullmatch=True)
REASONS = st.sampled_from(
    ["legacy clients", "asked for by the team", 'a reason with "quotes", #marks and {{ braces }}']
)
TITLES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=30)
RATES = st.sampled_from(["10/s", "3/min", "6/h", "5/d", "0.5/s"])
SIZES = st.sampled_from(["64B", "512B", "1KiB", "16KiB", 2000])
REGIONS = st.sampled_from(["us-east-1", "eu-west-1", "ap-southeast-2"])


def as_yaml(data: SpecData) -> str:
    """JSON is YAML, and leaves no doubt about what is a text."""
    return json.dumps(data, ensure_ascii=False, indent=1)


@st.composite
def features(draw: st.DrawFn, audiences: dict[str, int], *, backend: bool) -> SpecData:  # noqa: C901 - every key once
    """One feature; its members never outnumber its users."""
    feature: SpecData = {}
    if draw(st.booleans()):
        kind = draw(st.sampled_from(Kind))
        feature["kind"] = kind.value
        infrequent = kind in {Kind.EMAIL_STATUS, Kind.ORDER_TRACKING}
        editing, silent = kind is Kind.DOCUMENT_EDITING, kind in {Kind.PRESENCE, Kind.TYPING}
    else:
        communication = draw(st.sampled_from(Communication))
        feature["communication"] = communication.value
        infrequent = communication is Communication.INFREQUENT
        editing = communication is Communication.COLLABORATIVE_EDITING
        silent = communication is Communication.PRESENCE
    audience = draw(st.sampled_from(sorted(audiences)))
    if audience != "default":
        feature["audience"] = audience
    users = audiences[audience]
    if draw(st.booleans()):
        users = feature["users"] = draw(st.integers(1, users))
    scope = draw(st.sampled_from([None, "user", "room", "topic", "document", "global"]))
    if scope is not None:
        feature["channel"] = {"scope": scope, "per_user": draw(st.integers(1, 20))}
        if scope != "user":
            members = draw(st.integers(1, min(users, 1_000)))
            feature["channel"] |= {"members": members, "max_members": members * draw(st.integers(1, 3))}
    optional: SpecData = {
        "title": draw(TITLES),
        "publish": draw(
            st.fixed_dictionaries(
                {"rate": RATES},
                optional={
                    "size": SIZES,
                    "per": st.sampled_from(["user", "channel", "feature"]),
                    "by": st.sampled_from(["server", "client"]),
                },
            )
        ),
        "latency": draw(st.sampled_from(["50ms", "300ms", "2s"])),
        "ordering": draw(st.sampled_from(["none", "channel", "global"])),
        "offline": draw(st.sampled_from(["queue", "drop"])),
        "event_sourced": draw(st.booleans()),
    }
    if infrequent:
        optional["freshness"] = draw(st.sampled_from(["3s", "30s", "60s", "10min"]))
    if editing:
        optional["sync"] = draw(st.sampled_from(["crdt", "ot"]))
    if not silent:
        optional |= {"history": draw(st.sampled_from(["none", "30s", "5min", "7d"]))}
    if backend:
        optional |= {"access": "proxy", "request_response": draw(st.booleans())}
    elif draw(st.booleans()):
        optional |= {"auth": {"public": draw(REASONS)}}
    forced = {
        "force": draw(st.sampled_from(["websocket", "sse", "long-polling", "short-polling"])),
        "because": draw(REASONS),
    }
    optional["transport"] = draw(st.sampled_from(["auto", forced]))
    chosen = draw(st.sets(st.sampled_from(sorted(optional))))
    feature |= {key: optional[key] for key in sorted(chosen)}
    kept = feature.get("history", "none" if silent else "5min") != "none"
    if kept and draw(st.booleans()):
        feature["delivery"] = "at-least-once"
    return feature


@st.composite
def valid_specs(draw: st.DrawFn) -> SpecData:
    """A valid spec."""
    peak = draw(st.sampled_from([1, 7, 900, 9_999, 40_000, 300_000]))
    audience: SpecData = {"peak_users": peak}
    if draw(st.booleans()):
        audience |= {"mean": draw(st.sampled_from(["5%", "30%", 0.5])), "growth": draw(st.sampled_from([1, 1.1, 2.5]))}
    others = draw(st.dictionaries(IDS.filter(lambda each: each != "default"), st.integers(1, 20_000), max_size=2))
    audiences = {"default": peak, **others}
    backend = draw(st.booleans())
    platform: SpecData = {"origins": ["https://www.example.com", "https://*.example.com"], "region": draw(REGIONS)}
    if backend:
        platform["backend"] = {"url": "https://api.example.com/live"}
    optional: SpecData = {
        "tier": {"force": draw(st.sampled_from(["single", "multi"])), "because": draw(REASONS)},
        "managed": draw(st.sampled_from(["allow", "avoid", "require"])),
        "availability": draw(st.sampled_from(["standard", "high"])),
        "auth": {"jwks": "https://login.example.com/keys.json", "issuer": "login", "audience": "live"},
        "client": {"reconnects": True, "backoff": draw(st.booleans())},
        "gateway": {"image": "registry.example.com/live:1", "sticky": draw(st.booleans())},
        "users_per_address": draw(st.sampled_from([1, 500, 100_000])),
        "sticky_sessions": draw(st.sampled_from(["auto", "on", "off"])),
        "domain": {"name": "live.example.com", "zone": "example.com"},
        "alarm_email": "oncall@example.com",
    }
    platform |= {key: optional[key] for key in sorted(draw(st.sets(st.sampled_from(sorted(optional)), max_size=5)))}
    spec: SpecData = {
        "version": 1,
        "name": draw(st.from_regex(r"[a-z][a-z0-9-]{1,20}[a-z0-9]", fullmatch=True)),
        "audience": audience,
        "features": draw(st.dictionaries(IDS, features(audiences, backend=backend), min_size=1, max_size=5)),
        "platform": platform,
    }
    if others:
        spec["audiences"] = {name: {"peak_users": count} for name, count in others.items()}
    if draw(st.booleans()):
        spec["title"] = draw(TITLES)
    if draw(st.booleans()):
        spec["environments"] = {
            name: {"scale": draw(st.sampled_from(["1%", "50%", "100%"]))}
            for name in draw(st.lists(st.sampled_from(["dev", "staging", "prod", "eu"]), min_size=1, unique=True))
        }
    return spec
