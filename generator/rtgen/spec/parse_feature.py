"""One entry of `features` → Feature."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from rtgen.domain.features import Audience, Channel, Feature, ForcedTransport, Publish
from rtgen.domain.vocabulary import (
    Access,
    Communication,
    Delivery,
    Kind,
    Offline,
    Ordering,
    Publisher,
    RateUnit,
    Scope,
    Sync,
    Transport,
)
from rtgen.spec import defaults, quantities
from rtgen.spec.defaults import Preset
from rtgen.spec.document import Mark
from rtgen.spec.entries import Entry, entry, flag, provenance, text, whole, word


def reader(file: str, audiences: Mapping[str, Audience]) -> Callable[[str, Entry, Mark], Feature]:
    """Reads features by id, entry and mark. Entries that say the same but for the title are completed once."""
    known: dict[object, Feature] = {}

    def read(identifier: str, at: Entry, mark: Mark) -> Feature:
        said = _frozen(at)
        same = known.get(said)
        if same is None:
            same = known[said] = feature(file, identifier, at, mark, audiences)
        return same._replace(
            id=identifier, title=_title(identifier, at), provenance=provenance(file, mark, same.provenance.default.what)
        )

    return read


def _frozen(at: Entry) -> tuple[object, ...]:
    """What an entry says, without its title and the user's own `x-` keys. No list stands in the rest."""
    return tuple(
        [
            (key, _frozen(each) if isinstance(each, dict) else each)
            for key, each in at.items()
            if key != "title" and not key.startswith("x-")
        ]
    )


def _title(identifier: str, at: Entry) -> str:
    return text(at, "title") or identifier.replace("-", " ").capitalize()


def feature(file: str, identifier: str, at: Entry, mark: Mark, audiences: Mapping[str, Audience]) -> Feature:
    """A feature with every default filled in from its kind or communication."""
    kind = Kind(str(at["kind"])) if "kind" in at else None
    preset = defaults.KINDS[kind] if kind else defaults.COMMUNICATIONS[Communication(str(at["communication"]))]
    communication = word(at, "communication", Communication, preset.communication)
    audience = text(at, "audience") or "default"
    users = whole(at, "users", audiences[audience].peak_users if audience in audiences else 1)
    channel = _channel(entry(at.get("channel")), preset, users)
    public = text(entry(at.get("auth")), "public")
    transport = entry(at.get("transport"))
    forced = text(transport, "force")
    default = f"kind {kind.value}" if kind else f"communication {communication.value}"
    return Feature(
        id=identifier,
        title=_title(identifier, at),
        kind=kind,
        communication=communication,
        audience=audience,
        users=users,
        channel=channel,
        access=word(at, "access", Access, _access(channel.scope, public)),
        publish=_publish(entry(at.get("publish")), preset),
        latency=_duration(at, "latency", None),
        freshness=_duration(at, "freshness", preset.freshness),
        ordering=word(at, "ordering", Ordering, preset.ordering),
        delivery=word(at, "delivery", Delivery, Delivery.AT_MOST_ONCE),
        history=_history(at, preset),
        offline=word(at, "offline", Offline, preset.offline),
        request_response=flag(at, "request_response"),
        event_sourced=flag(at, "event_sourced"),
        sync=_sync(at, communication),
        public_because=public,
        forced=ForcedTransport(Transport(forced), text(transport, "because") or "") if forced else None,
        renamed_from=text(at, "renamed_from"),
        provenance=provenance(file, mark, default),
    )


def _access(scope: Scope, public: str | None) -> Access:
    if public is not None:
        return Access.PUBLIC
    return Access.OWN if scope is Scope.USER else Access.TOKEN


def _channel(at: Entry, preset: Preset, users: int) -> Channel:
    scope = word(at, "scope", Scope, preset.scope)
    members, most = (preset.members, preset.max_members) if scope is preset.scope else defaults.SCOPE_MEMBERS[scope]
    usual = whole(at, "members", min(members or users, users))
    limit = whole(at, "max_members", max(most or users, usual))
    return Channel(
        scope, min(usual, limit) if "members" not in at else usual, limit, whole(at, "per_user", preset.per_user)
    )


def _publish(at: Entry, preset: Preset) -> Publish:
    rate, size = at.get("rate"), at.get("size")
    return Publish(
        rate=quantities.rate(rate) if isinstance(rate, str) else preset.rate,
        per=word(at, "per", RateUnit, preset.per),
        size=quantities.size(size) if isinstance(size, (str, int, float)) else preset.size,
        by=word(at, "by", Publisher, preset.by),
    )


def _duration(at: Entry, key: str, default: Fraction | None) -> Fraction | None:
    value = at.get(key)
    return quantities.duration(value) if isinstance(value, str) else default


def _history(at: Entry, preset: Preset) -> int | None:
    value = text(at, "history")
    if value is None:
        return preset.history
    if value == "none":
        return None
    exact = quantities.duration(value)
    return max(1, -(-exact.numerator // exact.denominator))


def _sync(at: Entry, communication: Communication) -> Sync | None:
    if "sync" in at:
        return Sync(str(at["sync"]))
    return defaults.SYNC if communication is Communication.COLLABORATIVE_EDITING else None
