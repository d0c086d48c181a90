"""The configuration of a stack as YAML, so that Pulumi writes it back as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rtgen.filetree import RenderedFile
from rtgen.plan.model import EnvironmentPlan, Json, JsonObject, OwnServer, Plan
from rtgen.record import NamedTuple
from rtgen.render import filters
from rtgen.render.blueprints import rendered

PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9./@_-]*(:[A-Za-z0-9./@_-]+)*")
"""Text that YAML reads as that text without quotes, unless it looks like something else."""
NOT_TEXT = re.compile(r"[0-9.+-].*|true|false|null|yes|no|on|off|y|n", re.IGNORECASE)


class ConfigEntry(NamedTuple):
    """One key of a `Pulumi.<environment>.yaml`, on one line whatever its value is.

    So git's union of two branches that both changed it has the key twice, which Pulumi refuses to read.
    """

    key: str
    value: str


class EnvironmentView(NamedTuple):
    """`Pulumi.<environment>.yaml`."""

    region: str
    entries: tuple[ConfigEntry, ...]


def environment_files(plan: Plan) -> Iterator[RenderedFile]:
    """`Pulumi.<environment>.yaml` of each environment."""
    for each in plan.environments:
        text = rendered("stack/Pulumi.environment.yaml.j2", environment_view(plan, each))
        yield RenderedFile(f"Pulumi.{each.name}.yaml", text, keeps=True, union=True)


def environment_view(plan: Plan, environment: EnvironmentPlan) -> EnvironmentView:
    """Of `Pulumi.<environment>.yaml`."""
    return EnvironmentView(environment.region, _entries(plan.name, environment.config))


def identity_entries(own: OwnServer) -> tuple[ConfigEntry, ...]:
    """The same as lines of YAML."""
    return tuple(ConfigEntry(name, _scalar(value)) for name, value in identity_file(own).items())


def identity_file(own: OwnServer) -> JsonObject:
    """`gateway/identity.json`: what the server is told about who signs its users' tokens."""
    identity = own.identity
    if identity is None:
        return {}
    told = {"TOKEN_JWKS_URL": identity.url, "TOKEN_ISSUER": identity.issuer, "TOKEN_AUDIENCE": identity.audience}
    return {name: value for name, value in told.items() if value is not None}


def _entries(project: str, config: Mapping[str, Json]) -> tuple[ConfigEntry, ...]:
    return tuple(ConfigEntry(f"{project}:{key}", _scalar(value)) for key, value in sorted(config.items()))


def _scalar(value: Json) -> str:
    """As Pulumi itself writes it when it adds a line, numbers and truths in quotes; or keeps it, a list as in JSON."""
    match value:
        case list():
            return f"[{', '.join(filters.yaml_text(str(each)) for each in value)}]"
        case bool():
            return '"true"' if value else '"false"'
        case int():
            return f'"{value}"'
        case str() if PLAIN.fullmatch(value) and not NOT_TEXT.fullmatch(value):
            return value
        case _:
            return filters.yaml_text(str(value))
