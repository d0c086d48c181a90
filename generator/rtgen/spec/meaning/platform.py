"""What the keys of the platform, its environments, the audiences and the waivers mean together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rtgen.diagnostics import Diagnostic
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Managed, Tier
from rtgen.spec import rules
from rtgen.spec.document import SpecDocument
from rtgen.spec.meaning.say import Check, Path, say
from rtgen.spec.parse import NO_AUDIENCE, date
from rtgen.spec.regions import REGIONS
from rtgen.spec.spelling import nearest


def _shares(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    for audience in spec.audiences.values():
        given = ("audience",) if audience.id == NO_AUDIENCE else ("audiences", audience.id)
        if audience.mean <= 0:
            yield say(document, rules.ZERO, (*given, "mean"), "a mean of zero", "use 1% or more")
        elif audience.mean > 1:
            yield say(
                document, rules.OUT_OF_RANGE, (*given, "mean"), "the mean is above the peak",
                "use 100% or less: the share of the peak that is online on average",
            )  # fmt: skip
    for environment in spec.environments:
        if environment.scale <= 0:
            yield say(
                document, rules.ZERO, ("environments", environment.name, "scale"), "a scale of zero", "use 1% or more"
            )


def _domains(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    owners: dict[str, list[str]] = defaultdict(list)
    seen: set[Path] = set()
    for environment in spec.environments:
        path: Path = ("environments", environment.name, "domain")
        given = path if "domain" in environment.provenance.given else ("platform", "domain")
        domain = environment.domain
        if domain is None:
            if any(other.domain for other in spec.environments):
                yield say(
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
            yield say(
                document, rules.DOMAIN, (*given, "name"), f"{name} does not lie in the zone {domain.zone}",
                f"use a name below {domain.zone}, or the zone that holds the name",
            )  # fmt: skip
        if environment.certificate_arn is not None:
            yield say(
                document, rules.EDGE, given, "there is a domain and a certificate_arn",
                "keep domain (certificate and records are made), or certificate_arn (you point the name yourself)",
            )  # fmt: skip
    for owned, environments in owners.items():
        if len(environments) > 1:
            yield say(
                document, rules.ONE_OWNER, ("environments", environments[-1], "domain"),
                f"{' and '.join(environments)} would both own {owned}", "give each environment a name of its own",
            )  # fmt: skip


def _same_topology(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    for key, held in (
        ("network", [environment.network for environment in spec.environments]),
        ("redis", [environment.redis for environment in spec.environments]),
        ("api", [environment.api for environment in spec.environments]),
        ("certificate_arn", [environment.certificate_arn for environment in spec.environments]),
        ("backend", [environment.backend.publishes_from for environment in spec.environments]),
    ):
        if any(held) and not all(held):
            missing = next(each for each, value in zip(spec.environments, held, strict=True) if value is None)
            yield say(
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
            yield say(
                document, rules.ORIGINS, path if "environments" in document.data else ("features",),
                f"{environment.name} is protected, but no origin is named",
                "add platform.origins with the web pages that may connect, such as [https://www.example.com]",
            )  # fmt: skip
        elif "*" in environment.origins:
            given = (*path, "origins") if "origins" in environment.provenance.given else ("platform", "origins")
            yield say(
                document, rules.ORIGINS, given, f"every web page may connect to {environment.name}",
                "name the pages, such as https://*.example.com",
            )  # fmt: skip


def _regions(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    places: list[tuple[Path, str]] = [(("platform", "region"), spec.platform.region)]
    places += [
        (("environments", each.name, "region"), each.region)
        for each in spec.environments
        if "region" in each.provenance.given
    ]
    for path, region in places:
        if region not in REGIONS:
            near = nearest(region, sorted(REGIONS))
            yield say(
                document, rules.REGION, path, f"{region!r} is not a region of AWS",
                f"did you mean {near!r}?" if near else "use a region such as eu-west-1",
            )  # fmt: skip


def _managed(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    platform = spec.platform
    if platform.managed is not Managed.AVOID:
        return
    if platform.provider is not None:
        yield say(
            document, rules.PROVIDER, ("platform", "provider"), "a provider is named, but managed is avoid",
            "take one of the two out",
        )  # fmt: skip
    if platform.tier is not None and platform.tier.tier is Tier.MANAGED:
        yield say(
            document, rules.FORCE_MATCH, ("platform", "tier"), "the managed tier is forced, but managed is avoid",
            "take one of the two out",
        )  # fmt: skip


def _waivers(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    written = document.data.get("waivers")
    if not isinstance(written, list):
        return
    for index, _ in enumerate(spec.waivers):
        entry = written[index]
        until = entry.get("until") if isinstance(entry, dict) else None
        if isinstance(until, str) and date(until) is None:
            yield say(
                document, rules.DATE, ("waivers", index, "until"), f"{until} is not a day of the calendar",
                "write it like 2027-03-01",
            )  # fmt: skip


CHECKS: tuple[Check, ...] = (
    _shares, _domains, _same_topology, _origins, _regions, _managed, _waivers,
)  # fmt: skip
