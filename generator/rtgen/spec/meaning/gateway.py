"""What the spec says about a gateway of the user's own: its ports, and where its image lies."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.diagnostics import Diagnostic
from rtgen.domain.features import FeatureSet
from rtgen.spec import rules
from rtgen.spec.document import SpecDocument
from rtgen.spec.meaning.existing import arns
from rtgen.spec.meaning.say import Check, say

_AT = ("platform", "gateway")


def _ports(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    gateway = spec.platform.gateway
    if gateway is not None and gateway.port == gateway.metrics.port:
        stated = (*_AT, "metrics", "port")
        yield say(
            document, rules.OWN_GATEWAY, stated if document.gives(stated) else (*_AT, "port"),
            f"clients and metrics share port {gateway.port}: everybody could read and publish",
            "let health, metrics and publishing answer at a port of their own: metrics.port",
        )  # fmt: skip


def _moving(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    gateway = spec.platform.gateway
    if gateway is not None and gateway.image.endswith(":latest"):
        yield say(
            document, rules.OWN_GATEWAY, (*_AT, "image"), "latest is another image each time: tasks would differ",
            "name a version or a digest",
        )  # fmt: skip


def _image(document: SpecDocument, spec: FeatureSet) -> Iterator[Diagnostic]:
    """An image in a registry of AWS names its account and its region: `<account>.dkr.ecr.<region>.amazonaws.com/…`."""
    gateway = spec.platform.gateway
    parts = gateway.image.partition("/")[0].split(".") if gateway is not None else []
    if parts[1:3] != ["dkr", "ecr"] or len(parts) < len(("account", "dkr", "ecr", "region", "amazonaws", "com")):
        return
    account, region = parts[0], parts[3]
    elsewhere = next((each for each in spec.environments if each.region != region), None)
    if elsewhere is not None:
        yield say(
            document, rules.OWN_GATEWAY, (*_AT, "image"),
            f"this registry is of {region}, but {elsewhere.name} is in {elsewhere.region}",
            f"replicate the repository to {elsewhere.region}, and name the image there",
        )  # fmt: skip
    for each in spec.environments:
        for named in arns(each):
            if named.account != account:
                yield say(
                    document, rules.OWN_GATEWAY, (*_AT, "image"),
                    f"this registry is of account {account}, but what {each.name} stands on of {named.account}",
                    f"push the image to a registry of account {named.account}",
                )  # fmt: skip
                return


CHECKS: tuple[Check, ...] = (_ports, _moving, _image)
