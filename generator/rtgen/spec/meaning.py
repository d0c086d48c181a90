"""What keys mean together: checks across fields, each a small function over a spec whose every value is well formed."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterator

from rtgen.diagnostics import Diagnostic
from rtgen.domain.features import Feature, FeatureSet
from rtgen.domain.vocabulary import Access, Communication, Delivery, Managed, Scope, Tier
from rtgen.spec import rules
from rtgen.spec.parse import NO_AUDIENCE, date
from rtgen.spec.regions import REGIONS
from rtgen.spec.source import SpecDocument

MESSAGE_SIZE_LIMIT = 64 * 1024
"""Centrifugo's default `websocket.message_size_limit`, bytes; frame and envelope included."""
CHANNEL_LIMIT = 128
"""Centrifugo's default `client.channel_limit`."""

Path = tuple[str | int, ...]
Check = Callable[[SpecDocument, FeatureSet], Iterator[Diagnostic]]


def contradictions(document: SpecDocument, features: FeatureSet) -> list[Diagnostic]:
    """Everything that is wrong across fields."""
    return [diagnostic for check in CHECKS for diagnostic in check(document, features)]


def _say(document: SpecDocument, rule: rules.Template, path: Path, message: str, fix: str) -> Diagnostic:
    return rule.at(document.location(path), message, fix, document.place(path)[2])


def _at(feature: Feature, *keys: str) -> Path:
    return ("features", feature.id, *keys)


def _audiences(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    for feature in spec.features:
        audience = spec.audiences.get(feature.audience)
        if audience is None and feature.audience == NO_AUDIENCE:
            yield _say(
                document, rules.AUDIENCE, _at(feature, "audience"),
                f"{feature.id} is for the audience of the spec, which has none",
                "add `audience: {peak_users: …}` to the spec, or name one of `audiences` at the feature",
            )  # fmt: skip
        elif audience is None:
            near = difflib.get_close_matches(feature.audience, spec.audiences, 1, 0.6)
            known = ", ".join(spec.audiences) or "none"
            fix = f"did you mean {near[0]!r}?" if near else "name one of `audiences`, or give the spec an `audience`"
            yield _say(
                document, rules.AUDIENCE, _at(feature, "audience"),
                f"{feature.id} is for the audience {feature.audience!r}, which is not there (there are: {known})", fix,
            )  # fmt: skip
        elif feature.users > audience.peak_users:
            yield _say(
                document, rules.USERS, _at(feature, "users"),
                f"{feature.users} users, but their audience has {audience.peak_users} at peak",
                f"lower users to {audience.peak_users} at most, or raise the audience's peak_users",
            )  # fmt: skip


def _members(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    for feature in spec.features:
        channel = feature.channel
        if feature.audience not in spec.audiences:
            continue  # its users are not known
        if channel.scope is Scope.USER:
            if max(channel.members, channel.max_members) > 1:
                yield _say(
                    document, rules.MEMBERS, _at(feature, "channel"), "a user's own channel has one member",
                    "take members and max_members out, or choose the scope room",
                )  # fmt: skip
        elif channel.members > channel.max_members:
            yield _say(
                document, rules.MEMBERS, _at(feature, "channel", "members"),
                f"{channel.members} members on average, but at most {channel.max_members}",
                f"raise max_members to at least {channel.members}",
            )  # fmt: skip
        elif channel.members > feature.users:
            yield _say(
                document, rules.MEMBERS, _at(feature, "channel", "members"),
                f"{channel.members} members in a channel, but the feature has {feature.users} users",
                f"lower members to {feature.users} at most",
            )  # fmt: skip


def _access(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    for feature in spec.features:
        path = _at(feature, "access")
        if feature.access is Access.OWN and feature.channel.scope is not Scope.USER:
            yield _say(
                document, rules.OWN_CHANNEL, path,
                f"access is own, but a channel stands for a {feature.channel.scope.value}",
                "use access: token, or channel: {scope: user}",
            )  # fmt: skip
        if feature.access is Access.PUBLIC and feature.public_because is None:
            yield _say(
                document, rules.PUBLIC, path, "access is public, but authentication is required",
                'add auth: {public: "why it may be public"}, or use access: token',
            )  # fmt: skip
        if feature.access is not Access.PUBLIC and feature.public_because is not None:
            yield _say(
                document, rules.PUBLIC, path, f"auth is public, but access is {feature.access.value}",
                "take `access` out, or make auth required",
            )  # fmt: skip


def _backend(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    if all(environment.backend.url for environment in spec.environments):
        return
    for feature in spec.features:
        for asked, path in (
            (feature.access is Access.PROXY, _at(feature, "access")),
            (feature.request_response, _at(feature, "request_response")),
        ):
            if asked:
                yield _say(
                    document, rules.BACKEND, path, f"{feature.id} asks the backend, which has no address",
                    "add platform.backend.url, such as https://api.example.com",
                )  # fmt: skip


def _documents(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    for feature in spec.features:
        if feature.sync is not None and feature.communication is not Communication.COLLABORATIVE_EDITING:
            yield _say(
                document, rules.SYNC, _at(feature, "sync"),
                f"sync stands at a feature whose communication is {feature.communication.value}",
                "take it out, or use kind: document-editing",
            )  # fmt: skip
        given = entry_has(document, feature, "freshness")
        if given and feature.communication is not Communication.INFREQUENT:
            yield _say(
                document, rules.FRESHNESS, _at(feature, "freshness"),
                f"freshness stands at a feature whose communication is {feature.communication.value}",
                "take it out (latency is the target for what is pushed), or use an infrequent kind",
            )  # fmt: skip


def entry_has(document: SpecDocument, feature: Feature, key: str) -> bool:
    """Whether the spec itself gives a feature's key."""
    features = document.data["features"]
    entry = features[feature.id] if isinstance(features, dict) else None
    return isinstance(entry, dict) and key in entry


def _history(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    for feature in spec.features:
        if feature.delivery is Delivery.AT_LEAST_ONCE and feature.history is None:
            yield _say(
                document, rules.HISTORY, _at(feature, "delivery"), "delivery is at-least-once, but nothing is kept",
                "give the feature a history that covers the longest absence, such as 24h",
            )  # fmt: skip


def _domains(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    owners: dict[str, list[str]] = defaultdict(list)
    seen: set[Path] = set()
    for environment in spec.environments:
        path: Path = ("environments", environment.name, "domain")
        given = path if "domain" in environment.provenance.given else ("platform", "domain")
        domain = environment.domain
        if domain is None:
            if any(other.domain for other in spec.environments):
                yield _say(
                    document, rules.TOPOLOGY, ("environments", environment.name),
                    f"{environment.name} has no domain, but another environment has",
                    "give every environment a domain, or set platform.domain",
                )  # fmt: skip
            continue
        owners[domain.name].append(environment.name)
        if given in seen:
            continue  # the platform's is said once, not for each environment
        seen.add(given)
        inherited = spec.platform.domain if given[0] == "platform" else None
        name = inherited.name if inherited else domain.name
        if domain.name != domain.zone and not domain.name.endswith(f".{domain.zone}"):
            yield _say(
                document, rules.DOMAIN, (*given, "name"), f"{name} does not lie in the zone {domain.zone}",
                f"use a name below {domain.zone}, or the zone that holds the name",
            )  # fmt: skip
        if environment.certificate_arn is not None:
            yield _say(
                document, rules.EDGE, given, "there is a domain and a certificate_arn", "keep one of the two",
            )  # fmt: skip
    for owned, environments in owners.items():
        if len(environments) > 1:
            yield _say(
                document, rules.ONE_OWNER, ("environments", environments[-1], "domain"),
                f"{' and '.join(environments)} would both own {owned}", "give each environment a name of its own",
            )  # fmt: skip


def _same_topology(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    for key, held in (
        ("network", [environment.network for environment in spec.environments]),
        ("redis", [environment.redis for environment in spec.environments]),
        ("certificate_arn", [environment.certificate_arn for environment in spec.environments]),
        ("backend", [environment.backend.publishes_from for environment in spec.environments]),
    ):
        if any(held) and not all(held):
            missing = next(each for each, value in zip(spec.environments, held, strict=True) if value is None)
            yield _say(
                document, rules.TOPOLOGY, ("environments", missing.name),
                f"{missing.name} has no {key} of its own, but another environment has",
                f"give every environment its {key}, or set platform.{key}",
            )  # fmt: skip


def _origins(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    for environment in spec.environments:
        if not environment.protect:
            continue
        path: Path = ("environments", environment.name)
        if not environment.origins:
            yield _say(
                document, rules.ORIGINS, path if "environments" in document.data else ("features",),
                f"{environment.name} is protected, but no origin is named",
                "add platform.origins with the web pages that may connect, such as [https://www.example.com]",
            )  # fmt: skip
        elif "*" in environment.origins:
            given = (*path, "origins") if "origins" in environment.provenance.given else ("platform", "origins")
            yield _say(
                document, rules.ORIGINS, given, f"every web page may connect to {environment.name}",
                "name the pages, such as https://*.example.com",
            )  # fmt: skip


def _renames(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    ids = {feature.id for feature in spec.features}
    seen: dict[str, str] = {}
    for feature in spec.features:
        old = feature.renamed_from
        if old is None:
            continue
        if old in ids or old in seen:
            yield _say(
                document, rules.RENAME, _at(feature, "renamed_from"),
                f"{old} is still a feature" if old in ids else f"{seen[old]} was renamed from {old} as well",
                "take renamed_from out, or the other feature",
            )  # fmt: skip
        seen[old] = feature.id


def _regions(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    places: list[tuple[Path, str]] = [(("platform", "region"), spec.platform.region)]
    places += [
        (("environments", each.name, "region"), each.region)
        for each in spec.environments
        if "region" in each.provenance.given
    ]
    for path, region in places:
        if region not in REGIONS:
            near = difflib.get_close_matches(region, sorted(REGIONS), 1, 0.6)
            yield _say(
                document, rules.REGION, path, f"{region!r} is not a region of AWS",
                f"did you mean {near[0]!r}?" if near else "use a region such as eu-west-1",
            )  # fmt: skip


def _managed(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    platform = spec.platform
    if platform.managed is not Managed.AVOID:
        return
    if platform.provider is not None:
        yield _say(
            document, rules.PROVIDER, ("platform", "provider"), "a provider is named, but managed is avoid",
            "take one of the two out",
        )  # fmt: skip
    if platform.tier is not None and platform.tier.tier is Tier.MANAGED:
        yield _say(
            document, rules.FORCE_MATCH, ("platform", "tier"), "the managed tier is forced, but managed is avoid",
            "take one of the two out",
        )  # fmt: skip


def _sizes(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    for feature in spec.features:
        if feature.publish.rate <= 0:
            yield _say(
                document,
                rules.ZERO,
                _at(feature, "publish", "rate"),
                "a rate of zero",
                "give the rate at peak, such as 1/h",
            )
        if feature.publish.size > MESSAGE_SIZE_LIMIT:
            yield _say(
                document, rules.MESSAGE_SIZE, _at(feature, "publish", "size"),
                f"{feature.publish.size} bytes in one message; at most {MESSAGE_SIZE_LIMIT} pass the gateway",
                "publish a reference and fetch the content over HTTP, or split the message",
            )  # fmt: skip
    for environment in spec.environments:
        if environment.scale <= 0:
            yield _say(
                document, rules.ZERO, ("environments", environment.name, "scale"), "a scale of zero", "use 1% or more"
            )


def _channels(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    for feature in spec.features:
        if feature.channel.per_user > CHANNEL_LIMIT:
            yield _say(
                document, rules.CHANNELS, _at(feature, "channel", "per_user"),
                f"{feature.channel.per_user} channels of one client; at most {CHANNEL_LIMIT} are allowed",
                "use fewer, wider channels, or subscribe to what is on the screen only",
            )  # fmt: skip


def _shares(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    for audience in spec.audiences.values():
        given = ("audience",) if audience.id == NO_AUDIENCE else ("audiences", audience.id)
        if audience.mean <= 0:
            yield _say(document, rules.ZERO, (*given, "mean"), "a mean of zero", "use 1% or more")
        elif audience.mean > 1:
            yield _say(
                document, rules.OUT_OF_RANGE, (*given, "mean"), "the mean is above the peak",
                "use 100% or less: the share of the peak that is online on average",
            )  # fmt: skip


def _spans(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    for feature in spec.features:
        for key, span in (("latency", feature.latency), ("freshness", feature.freshness)):
            if span is not None and span <= 0:
                yield _say(
                    document, rules.ZERO, _at(feature, key), f"a {key} of zero", "give a span that can be kept",
                )  # fmt: skip


def _any_feature(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    if not spec.features:
        yield _say(
            document, rules.MISSING_KEY, ("features",), "there is no feature; keys that begin with x- are not ones",
            "add a feature with an id of its own",
        )  # fmt: skip


def _waivers(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    written = document.data.get("waivers")
    if not isinstance(written, list):
        return
    for index, _ in enumerate(spec.waivers):
        entry = written[index]
        until = entry.get("until") if isinstance(entry, dict) else None
        if isinstance(until, str) and date(until) is None:
            yield _say(
                document, rules.DATE, ("waivers", index, "until"), f"{until} is not a day of the calendar",
                "write it like 2027-03-01",
            )  # fmt: skip


CHECKS: tuple[Check, ...] = (
    _audiences, _members, _access, _backend, _documents, _history, _domains, _same_topology, _origins, _renames,
    _regions, _managed, _sizes, _channels, _shares, _spans, _any_feature, _waivers,
)  # fmt: skip
