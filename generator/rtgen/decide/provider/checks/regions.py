"""Where the provider serves from, and whether data stays there."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide.decisions import Misfit, Verdict
from rtgen.decide.provider.asked import Asked, of_platform
from rtgen.diagnostics import Location


def check(asked: Asked) -> Iterator[Misfit]:
    """The platform's region, and each environment's own, must be among the provider's."""
    regions, source = asked.service.abilities.regions
    platform = asked.need.platform
    if regions is None:
        resident, where = asked.service.abilities.resident
        if asked.offer.name not in resident and isinstance(platform.provenance.of("region"), Location):
            text = f"{asked.plan} does not keep data within {platform.region}; {' or '.join(sorted(resident))} can."
            yield of_platform(asked, Verdict.LOSES, "data residency", text, where)
        return
    wanted = dict.fromkeys([platform.region, *(each.region for each in asked.need.environments)])
    missing = [region for region in wanted if region not in regions]
    if missing:
        text = f"{asked.service.title} has no servers in {' or '.join(missing)}."
        own = next((each for each in asked.need.environments if each.region == missing[0]), None)
        found = of_platform(asked, Verdict.REJECTS, "region", text, source)
        if own is not None and missing[0] != platform.region:
            origin = own.provenance.of("region")
            found = found._replace(
                subject=f"environments.{own.name}.region",
                origin=origin,
                location=origin if isinstance(origin, Location) else own.provenance.entry,
            )
        yield found
