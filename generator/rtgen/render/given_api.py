"""What a stack says of an HTTP API that is there already: its README, and the program that looks at that API."""

from __future__ import annotations

from rtgen.plan.given_api import expectations, stage
from rtgen.plan.model import EnvironmentPlan, ManagedPlan, Plan
from rtgen.record import NamedTuple
from rtgen.render import markdown as md


class GivenApiView(NamedTuple):
    """`preflight.py`, and what the README has of the API."""

    name: str
    """The Pulumi project's."""
    expects: tuple[str, ...]
    environments: md.Table
    api_id: str
    """Of the environment that commands name, as what follows is."""
    route: str
    stage: str
    rate: str
    burst: str
    certificate_given: bool = False


def view(plan: Plan, managed: ManagedPlan, first: str) -> GivenApiView | None:
    """The API as finished texts; None where the stack makes its own. `first`: the environment that commands name."""
    if not managed.endpoint.api_given:
        return None
    named = next(each for each in plan.environments if each.name == first)
    api_id = str(named.config["apiId"])
    return GivenApiView(
        name=plan.name,
        expects=tuple(map(md.prose, expectations(managed.endpoint))),
        environments=md.Table(
            ("Environment", "API", "Clients ask", "#Requests a second", "#At once"), map(_row, plan.environments)
        ),
        api_id=api_id,
        route=_route(named),
        stage=stage(api_id, str(named.config["apiUrl"])) or "STAGE",
        rate=str(named.config["tokenRate"]),
        burst=str(named.config["tokenBurst"]),
    )


def _row(each: EnvironmentPlan) -> tuple[str, ...]:
    asked = f"{each.config['apiUrl']}{each.config['apiPath']}"
    cells = (md.code(str(value)) for value in (each.name, each.config["apiId"], asked))
    return (*cells, f"{each.config['tokenRate']:,}", f"{each.config['tokenBurst']:,}")


def _route(each: EnvironmentPlan) -> str:
    return f"POST {each.config['apiPath']}"
