"""`platform` → Platform, and `environments` → Environment, complete."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from rtgen.domain.platform import (
    Backend,
    ClientAbilities,
    Domain,
    Environment,
    ExistingApi,
    ExistingNetwork,
    ExistingRedis,
    ForcedTier,
    GatewayMetrics,
    Jwks,
    OwnGateway,
    Platform,
)
from rtgen.domain.vocabulary import Availability, Managed, Provider, Tier, Transport
from rtgen.spec import defaults, quantities
from rtgen.spec.document import Mark, SpecDocument, Value
from rtgen.spec.entries import Entry, entry, flag, number, provenance, text, texts, whole, word

_NOWHERE = Mark((1, 1, 1), (1, 1, 1), None)


def platform(document: SpecDocument, at: Entry, mark: Mark | None) -> Platform:
    """The platform; every key has a default."""
    tier = entry(at.get("tier"))
    provider = text(at, "provider")
    sticky = text(at, "sticky_sessions")
    return Platform(
        region=text(at, "region") or defaults.REGION,
        tier=ForcedTier(Tier(str(tier["force"])), text(tier, "because") or "") if tier else None,
        provider=Provider(provider) if provider and provider != "auto" else None,
        managed=word(at, "managed", Managed, Managed.ALLOW),
        availability=word(at, "availability", Availability, Availability.STANDARD),
        gateway=_gateway(entry(at.get("gateway"))),
        client=_client(at.get("client")),
        auth=_jwks(entry(at.get("auth"))),
        backend=_backend(entry(at.get("backend"))),
        origins=texts(at, "origins") or (),
        users_per_address=whole(at, "users_per_address", defaults.USERS_PER_ADDRESS),
        sticky_sessions=_sticky(sticky),
        network=_network(entry(at.get("network"))),
        redis=_redis(entry(at.get("redis"))),
        api=_api(entry(at.get("api"))),
        domain=_domain(entry(at.get("domain"))),
        certificate_arn=text(at, "certificate_arn"),
        budget=number(at, "budget"),
        large_scale_connections=whole(at, "large_scale_connections", defaults.LARGE_SCALE_CONNECTIONS),
        alarm_email=text(at, "alarm_email"),
        provenance=provenance(document.file, mark or _NOWHERE, "the platform"),
    )


def _sticky(word_: str | None) -> Literal["auto", "on", "off"]:
    match word_:
        case "on":
            return "on"
        case "off":
            return "off"
        case _:
            return "auto"


def _gateway(at: Entry) -> OwnGateway | None:
    if not at:
        return None
    transports = texts(at, "transports") or ("websocket",)
    return OwnGateway(
        image=text(at, "image") or "",
        port=whole(at, "port", defaults.GATEWAY_PORT),
        health=text(at, "health") or defaults.GATEWAY_HEALTH,
        metrics=_metrics(entry(at.get("metrics"))),
        transports=transports,
        resume=flag(at, "resume"),
        redis=texts(at, "redis") or (),
        # A session of polls is many requests, and only the server that opened it knows it.
        sticky=flag(at, "sticky", default=Transport.LONG_POLLING in transports),
    )


def _metrics(at: Entry) -> GatewayMetrics:
    return GatewayMetrics(
        stated=bool(at),
        path=text(at, "path") or defaults.METRICS_PATH,
        port=whole(at, "port", defaults.INTERNAL_PORT),
        connections=text(at, "connections") or defaults.METRICS_CONNECTIONS,
        accepted=text(at, "accepted") or defaults.METRICS_ACCEPTED,
        messages=text(at, "messages") or defaults.METRICS_MESSAGES,
    )


def _client(value: Value) -> str | ClientAbilities:
    if not isinstance(value, dict):
        return value if isinstance(value, str) else defaults.CLIENT
    return ClientAbilities(
        reconnects=flag(value, "reconnects"),
        backoff=flag(value, "backoff"),
        jitter=flag(value, "jitter"),
        resumes=flag(value, "resumes"),
    )


def _jwks(at: Entry) -> Jwks | None:
    return Jwks(text(at, "jwks") or "", text(at, "issuer"), text(at, "audience")) if at else None


def _backend(at: Entry) -> Backend:
    return Backend(text(at, "url"), text(at, "publishes_from"))


def _network(at: Entry) -> ExistingNetwork | None:
    if not at:
        return None
    return ExistingNetwork(
        text(at, "vpc_id") or "", texts(at, "public_subnet_ids") or (), texts(at, "private_subnet_ids") or ()
    )


def _redis(at: Entry) -> ExistingRedis | None:
    if not at:
        return None
    return ExistingRedis(
        text(at, "endpoint") or "",
        whole(at, "port", defaults.REDIS_PORT),
        text(at, "secret_arn"),
        text(at, "security_group_id"),
    )


def _api(at: Entry, inherited: ExistingApi | None = None) -> ExistingApi | None:
    """An API, or the inherited one. What an environment leaves open is the platform's; the address is one API's own."""
    if not at:
        return inherited
    identifier, url = text(at, "id") or "", text(at, "url")
    if url is None and inherited is not None and inherited.id == identifier:
        url = inherited.url
    return ExistingApi(identifier, text(at, "path") or (inherited.path if inherited else defaults.API_PATH), url)


def _domain(at: Entry) -> Domain | None:
    return Domain(text(at, "name") or "", text(at, "zone") or "") if at else None


def environments(document: SpecDocument, at: Entry, mark: Mark | None, platform_: Platform) -> tuple[Environment, ...]:
    """Every environment by name; where the spec has none, dev at a tenth of the load, and prod."""
    named = {key: entry(value) for key, value in at.items() if not key.startswith("x-")}
    if not named:
        named = {name: {"scale": scale} for name, scale in defaults.ENVIRONMENTS.items()}
    scales = {name: _scale(each) for name, each in named.items()}
    owner = domain_owner(scales)
    marks = mark.children if mark is not None and isinstance(mark.children, dict) else {}
    return tuple(
        _environment(document, name, named[name], marks.get(name, _NOWHERE), platform_, owner) for name in sorted(named)
    )


def domain_owner(scales: dict[str, Fraction]) -> str:
    """The environment that the platform's own domain belongs to: the largest, production before others."""
    return min(scales, key=lambda name: (-scales[name], name not in defaults.PROTECTED, name))


def _scale(at: Entry) -> Fraction:
    value = at.get("scale")
    return quantities.share(value) if isinstance(value, (str, int, float)) else Fraction(1)


def _environment(  # noqa: PLR0913, PLR0917 - an environment is made of all of these
    document: SpecDocument, name: str, at: Entry, mark: Mark, platform_: Platform, owner: str
) -> Environment:
    own_backend = _backend(entry(at.get("backend")))
    inherited = platform_.domain
    if inherited is not None and name != owner:
        inherited = Domain(f"{name}.{inherited.name}", inherited.zone)
    return Environment(
        name=name,
        scale=_scale(at),
        protect=flag(at, "protect", default=name in defaults.PROTECTED),
        region=text(at, "region") or platform_.region,
        domain=_domain(entry(at.get("domain"))) or inherited,
        certificate_arn=text(at, "certificate_arn") or platform_.certificate_arn,
        origins=texts(at, "origins") or platform_.origins,
        backend=Backend(
            own_backend.url or platform_.backend.url, own_backend.publishes_from or platform_.backend.publishes_from
        ),
        network=_network(entry(at.get("network"))) or platform_.network,
        redis=_redis(entry(at.get("redis"))) or platform_.redis,
        api=_api(entry(at.get("api")), platform_.api),
        budget=number(at, "budget") or platform_.budget,
        alarm_email=text(at, "alarm_email") or platform_.alarm_email,
        provenance=provenance(document.file, mark, f"environment {name}"),
    )
