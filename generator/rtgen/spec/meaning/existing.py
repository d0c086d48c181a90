"""What the spec says about things that are there already: networks, Redis, APIs, certificates."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.diagnostics import Diagnostic
from rtgen.domain.features import FeatureSet
from rtgen.domain.platform import Environment, ExistingNetwork
from rtgen.domain.vocabulary import Availability
from rtgen.record import NamedTuple
from rtgen.spec import rules
from rtgen.spec.document import SpecDocument
from rtgen.spec.meaning.say import Check, Path, say

_ZONES_HIGH = 3
"""Zones of `availability: high`, as rtgen.decide.limits.ZONES_HIGH has them."""
_ELASTICACHE = ".cache.amazonaws.com"
_NO_PRIMARY = {
    "clustercfg.": "leads to a cluster, and the gateway is told of one primary",
    "replica.": "leads to replicas, which take no messages",
}
"""How names of ElastiCache begin that are no primary's (AWS: finding connection endpoints in ElastiCache)."""


def _places(spec: FeatureSet, key: str) -> Iterator[tuple[Path, Environment]]:
    """Where a value stands, with an environment that it holds for; the platform's once."""
    seen: set[Path] = set()
    for environment in spec.environments:
        own = key in environment.provenance.given
        path: Path = ("environments", environment.name, key) if own else ("platform", key)
        if path not in seen:
            seen.add(path)
            yield path, environment


def _listed(network: ExistingNetwork) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The ids of its subnets, under the keys that name them."""
    return ("public_subnet_ids", network.public_subnet_ids), ("private_subnet_ids", network.private_subnet_ids)


def _subnets(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    for path, environment in _places(spec, "network"):
        network = environment.network
        if network is None:
            continue
        for key, ids in _listed(network):
            twice = next((each for index, each in enumerate(ids) if each in ids[:index]), None)
            if twice is not None:
                yield say(
                    document, rules.EXISTING, (*path, key), f"{twice} is named twice",
                    "name subnets of two zones or more, each once",
                )  # fmt: skip
        both = next((each for each in network.private_subnet_ids if each in network.public_subnet_ids), None)
        if both is not None:
            yield say(
                document, rules.EXISTING, (*path, "private_subnet_ids"), f"{both} is named as public and as private",
                "a subnet that routes to an internet gateway is public, any other private",
            )  # fmt: skip


def _networks(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    """A subnet lies in one VPC, and in one zone of it."""
    homes: dict[str, tuple[str, str]] = {}
    for path, environment in _places(spec, "network"):
        network = environment.network
        if network is None:
            continue
        for key, ids in _listed(network):
            for each in ids:
                vpc, where = homes.setdefault(each, (network.vpc_id, environment.name))
                if vpc != network.vpc_id:
                    yield say(
                        document, rules.EXISTING, (*path, key),
                        f"{each} is named in {network.vpc_id} here, and in {vpc} for {where}",
                        "a subnet lies in one VPC: name those of this environment's",
                    )  # fmt: skip
            if spec.platform.availability is Availability.HIGH and len(ids) < _ZONES_HIGH:
                yield say(
                    document, rules.EXISTING, (*path, key),
                    f"availability is high, which is over {_ZONES_HIGH} zones, and {len(ids)} subnets are named",
                    "name a subnet of a third zone as well, or take `availability: standard`",
                )  # fmt: skip


def _redis(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    for path, environment in _places(spec, "redis"):
        redis = environment.redis
        if redis is None:
            continue
        if redis.secret_arn is None:
            yield say(
                document, rules.EXISTING, path, "nothing says how the gateway authenticates at this Redis",
                "add secret_arn: a secret with the keys username and password",
            )  # fmt: skip
        first = f"{redis.endpoint.partition('.')[0]}."
        if redis.endpoint.endswith(_ELASTICACHE) and first in _NO_PRIMARY:
            yield say(
                document, rules.EXISTING, (*path, "endpoint"), f"{redis.endpoint} {_NO_PRIMARY[first]}",
                "give the primary endpoint of a group without cluster mode, which begins with `master.`",
            )  # fmt: skip
    grouped = [each.redis.security_group_id is not None for each in spec.environments if each.redis is not None]
    if any(grouped) and not all(grouped):
        missing = next(each for each in spec.environments if each.redis and each.redis.security_group_id is None)
        yield say(
            document, rules.TOPOLOGY, ("environments", missing.name),
            f"the Redis of {missing.name} has no security_group_id, but another environment's has",
            "name the security group of every Redis, or of none",
        )  # fmt: skip


def _apis(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    """A path of one API is one route, and one stack's; the address of an API does not name that path as well."""
    owners: dict[tuple[str, str], str] = {}
    for environment in spec.environments:
        api = environment.api
        if api is None:
            continue
        owner = owners.setdefault((api.id, api.path), environment.name)
        if owner != environment.name:
            own = "api" in environment.provenance.given
            yield say(
                document, rules.EXISTING, ("environments", environment.name, "api") if own else ("platform", "api"),
                f"{owner} and {environment.name} would both make the route POST {api.path} of {api.id}",
                f"give {environment.name} an API or a path of its own: environments.{environment.name}.api",
            )  # fmt: skip
    for path, environment in _places(spec, "api"):
        api = environment.api
        if api is not None and api.url is not None and api.url.endswith(api.path):
            yield say(
                document, rules.EXISTING, (*path, "url"), f"the address ends with {api.path}, the path that follows it",
                f"write the address without it: {api.url.removesuffix(api.path)}",
            )  # fmt: skip


class Arn(NamedTuple):
    """What an ARN of the spec says of its thing, and the key that it stands under."""

    key: str
    inner: Path
    region: str
    account: str


def arns(environment: Environment) -> Iterator[Arn]:
    """Those that an environment names."""
    for key, inner, arn in (
        ("redis", ("secret_arn",), environment.redis and environment.redis.secret_arn),
        ("certificate_arn", (), environment.certificate_arn),
    ):
        if arn:
            region, account = arn.split(":")[3:5]
            yield Arn(key, inner, region, account)


def _arns(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    """An ARN names its region and its account: all of an environment are those of its stack."""
    told: set[tuple[Path, str]] = set()
    for environment in spec.environments:
        accounts: dict[str, str] = {}
        for key, inner, region, account in arns(environment):
            own = key in environment.provenance.given
            path: Path = ("environments", environment.name, key, *inner) if own else ("platform", key, *inner)
            other = accounts.setdefault("account", account)
            # One of the platform may fit the first environment, and not the next: each is looked at.
            if region != environment.region and (path, "region") not in told:
                told.add((path, "region"))
                yield say(
                    document, rules.EXISTING, path,
                    f"this ARN is of {region}, but {environment.name} is in {environment.region}",
                    f"name one of {environment.region}, or set the region to {region}",
                )  # fmt: skip
            if account != other and (path, "account") not in told:
                told.add((path, "account"))
                yield say(
                    document, rules.EXISTING, path, f"this ARN is of account {account}, the other one of {other}",
                    "an environment lives in one account: name what is there",
                )  # fmt: skip


def _regions(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    """The id of a VPC or of a security group names no region, and is still of one: of all environments that name it."""
    homes: dict[str, tuple[str, str]] = {}
    for environment in spec.environments:
        for key, inner, thing in (
            ("network", "vpc_id", environment.network and environment.network.vpc_id),
            ("redis", "security_group_id", environment.redis and environment.redis.security_group_id),
            ("backend", "publishes_from", environment.backend.publishes_from),
        ):
            region, where = homes.setdefault(thing, (environment.region, environment.name)) if thing else ("", "")
            if thing and region != environment.region:
                stated = ("environments", environment.name, key, inner)
                yield say(
                    document, rules.EXISTING, stated if document.gives(stated) else ("platform", key, inner),
                    f"{thing} is named for {where} in {region}, and for {environment.name} in {environment.region}",
                    f"name one of {environment.region}: environments.{environment.name}.{key}.{inner}",
                )  # fmt: skip


CHECKS: tuple[Check, ...] = (_subnets, _networks, _redis, _apis, _arns, _regions)
