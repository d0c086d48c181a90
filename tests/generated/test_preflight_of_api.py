"""The preflight of a stack whose tokens come from an API that is there, against a fake AWS: each fault in one line."""

from __future__ import annotations

import functools
import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import boto3
import pytest
import yaml
from moto import mock_aws

from generated import mocks
from generated.variants import MANAGED
from rtgen import pipeline

REGION = "eu-west-1"
PATH = "/realtime/token"
ROUTE = f"POST {PATH}"
PAGE = "https://www.example.com"
CORS = {"AllowOrigins": [PAGE], "AllowMethods": ["POST", "GET"], "AllowHeaders": ["Authorization", "Content-Type"]}
SLOW, ENOUGH = {"ThrottlingRateLimit": 5.0, "ThrottlingBurstLimit": 5}, {"ThrottlingRateLimit": 20.0}


class Team:
    """An account with an HTTP API as a stack expects it, before the stack is there."""

    def __init__(self) -> None:
        self.gateway = boto3.client("apigatewayv2", region_name=REGION)
        self.id = self.api()
        self.stage()

    def api(self, protocol: str = "HTTP", **other: object) -> str:
        """Makes an API."""
        made = self.gateway.create_api(Name="shop", ProtocolType=protocol, **({"CorsConfiguration": CORS} | other))
        return str(made["ApiId"])

    def stage(self, name: str = "$default", *, deploys: bool = True, **settings: object) -> None:
        """Makes a stage of the API, in the place of one of its name."""
        if any(each["StageName"] == name for each in self.gateway.get_stages(ApiId=self.id)["Items"]):
            self.gateway.delete_stage(ApiId=self.id, StageName=name)
        self.gateway.create_stage(ApiId=self.id, StageName=name, AutoDeploy=deploys, **settings)

    def route(self, key: str = ROUTE, *, project: str | None = None) -> None:
        """Makes a route, to a function of this project; without one, to a server on the internet."""
        uri = f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/{function(project)}/invocations"
        kind = "AWS_PROXY" if project else "HTTP_PROXY"
        to = self.gateway.create_integration(
            ApiId=self.id, IntegrationType=kind, IntegrationUri=uri if project else "https://shop.example.com"
        )
        self.gateway.create_route(ApiId=self.id, RouteKey=key, Target=f"integrations/{to['IntegrationId']}")

    def config(self, **other: object) -> dict[str, object]:
        """The configuration of an environment that stands beside this API."""
        return {
            "apiId": self.id,
            "apiPath": PATH,
            "apiUrl": f"https://{self.id}.execute-api.{REGION}.amazonaws.com",
            "origins": [PAGE],
            "tokenRate": "20",
            **other,
        }


def function(project: str | None) -> str:
    """Makes a function with the tags of a stack, and returns its ARN."""
    if project is None:
        return ""
    role = boto3.client("iam").create_role(RoleName=f"{project}-role", AssumeRolePolicyDocument=json.dumps({}))
    made = boto3.client("lambda", region_name=REGION).create_function(
        FunctionName=f"{project}-tokens",
        Runtime="python3.13",
        Handler="handler.handle",
        Role=role["Role"]["Arn"],
        Code={"ZipFile": b"nothing"},
        Tags={"project": project},
    )
    return str(made["FunctionArn"])


@pytest.fixture
def team(monkeypatch: pytest.MonkeyPatch) -> Iterator[Team]:
    """A fake account."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    # A client is made from a description of its service, which takes longer than what it is asked here.
    monkeypatch.setattr(boto3, "client", functools.cache(boto3.client))
    with mock_aws():
        yield Team()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the program as it is rendered."""
    made = tmp_path_factory.mktemp("preflight")
    (planned,) = pipeline.plan([MANAGED["ably-api"]], made)
    text = pipeline.render_tree(planned).files["preflight.py"].text
    (made / "preflight.py").write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def preflight(folder: Path) -> Iterator[ModuleType]:
    """The program."""
    with mocks.of(folder):
        yield importlib.import_module("preflight")


def faults(preflight: ModuleType, config: dict[str, object]) -> list[str]:
    return list(preflight.faults(config, REGION))


def test_it_is_silent_where_a_stage_waits_for_the_route(preflight: ModuleType, team: Team) -> None:
    assert faults(preflight, team.config()) == []


def test_it_is_silent_when_the_route_is_the_stacks_own_and_throttled(preflight: ModuleType, team: Team) -> None:
    team.route(project="ably-api")
    team.stage(RouteSettings={ROUTE: ENOUGH}, DefaultRouteSettings=SLOW)
    assert faults(preflight, team.config()) == []


def test_an_api_that_is_not_there_is_one_fault(preflight: ModuleType, team: Team) -> None:
    found = faults(preflight, team.config(apiId="a1b2c3d4e5"))
    assert found == [f"a1b2c3d4e5 is no HTTP API of this account in {REGION}; a REST API cannot be used"]


def test_a_websocket_api_is_a_fault(preflight: ModuleType, team: Team) -> None:
    talk = team.api("WEBSOCKET", RouteSelectionExpression="$request.body.action")
    assert faults(preflight, team.config(apiId=talk)) == [
        f"{talk} is a WEBSOCKET API: only an HTTP API has such routes"
    ]


def test_an_endpoint_that_is_off_is_a_fault_where_clients_would_ask_it(preflight: ModuleType, team: Team) -> None:
    team.gateway.update_api(ApiId=team.id, DisableExecuteApiEndpoint=True)
    assert faults(preflight, team.config()) == [
        f"{team.id} has its own endpoint off: name its domain in platform.api.url"
    ]
    assert faults(preflight, team.config(apiUrl="https://api.example.com/v1")) == []


@pytest.mark.parametrize(
    ("stage", "host", "found"),
    [
        ("live", "", "{id} has no stage $default"),
        ("live", "/live", "{id} does not deploy live by itself: do it after pulumi up"),
        ("$default", "/live", "{id} has no stage live"),
        ("$default", "", "{id} does not deploy $default by itself: do it after pulumi up"),
    ],
)
def test_a_stage_that_clients_would_not_find_the_route_at_is_a_fault(
    preflight: ModuleType, team: Team, stage: str, host: str, found: str
) -> None:
    team.gateway.delete_stage(ApiId=team.id, StageName="$default")
    team.stage(stage, deploys=False)
    config = team.config()
    assert faults(preflight, config | {"apiUrl": f"{config['apiUrl']}{host}"}) == [found.format(id=team.id)]


def test_by_a_domain_of_its_own_an_api_needs_any_stage(preflight: ModuleType, team: Team) -> None:
    domain = team.config(apiUrl="https://api.example.com")
    team.stage("next", deploys=False, DefaultRouteSettings=SLOW)
    assert faults(preflight, domain) == []
    for stage in ("$default", "next"):
        team.gateway.delete_stage(ApiId=team.id, StageName=stage)
    assert faults(preflight, domain) == [f"{team.id} has no stage at all"]


def test_pages_that_the_api_does_not_answer_are_faults(preflight: ModuleType, team: Team) -> None:
    other = ["http://localhost:3000", PAGE]
    assert faults(preflight, team.config(origins=other)) == [
        f"CORS of {team.id} does not allow the origin http://localhost:3000"
    ]
    team.id = team.api(CorsConfiguration={})
    team.stage()
    assert faults(preflight, team.config()) == [
        f"CORS of {team.id} does not allow the origin {PAGE}",
        f"CORS of {team.id} does not allow the method POST",
        f"CORS of {team.id} does not allow the header authorization",
        f"CORS of {team.id} does not allow the header content-type",
    ]
    assert faults(preflight, team.config(origins=[])) == []


def test_to_browsers_a_star_is_every_header_but_authorization(preflight: ModuleType, team: Team) -> None:
    team.id = team.api(CorsConfiguration={"AllowOrigins": ["https://*"], "AllowMethods": ["*"], "AllowHeaders": ["*"]})
    team.stage()
    assert faults(preflight, team.config()) == [f"CORS of {team.id} does not allow the header authorization"]


@pytest.mark.parametrize("project", [None, "another-stack"])
def test_a_route_that_leads_elsewhere_is_taken(preflight: ModuleType, team: Team, project: str | None) -> None:
    team.route(project=project)
    team.stage(RouteSettings={ROUTE: ENOUGH})
    assert faults(preflight, team.config()) == [f"{ROUTE} of {team.id} is taken: choose another platform.api.path"]


def test_a_route_for_any_method_would_lose_its_posts(preflight: ModuleType, team: Team) -> None:
    team.route(f"ANY {PATH}")
    team.route("ANY /realtime/{proxy+}")
    team.route("$default")
    assert faults(preflight, team.config()) == [f"ANY {PATH} of {team.id} is there: its POST would come to this stack"]


def test_a_throttle_below_what_clients_need_is_a_fault(preflight: ModuleType, team: Team) -> None:
    team.stage(DefaultRouteSettings=SLOW)
    assert faults(preflight, team.config()) == [
        f"stage $default allows 5 requests a second of {ROUTE}, and 20 may come"
    ]


def test_a_route_without_a_throttle_is_a_fault_once_it_is_there(preflight: ModuleType, team: Team) -> None:
    team.route(project="ably-api")
    assert faults(preflight, team.config()) == [
        f"stage $default does not throttle {ROUTE}: the account's limit is the only one"
    ]


def test_called_for_an_environment_it_fails_with_its_faults(
    preflight: ModuleType, team: Team, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    config = {"aws:region": REGION, **{f"ably-api:{key}": value for key, value in team.config().items()}}
    (folder / "Pulumi.prod.yaml").write_text(yaml.safe_dump({"config": config}), encoding="utf-8")

    def called(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["preflight.py", *arguments])
        return preflight.main(), "".join(capsys.readouterr())

    assert called("prod") == (0, "everything expected is there\n")
    team.stage(DefaultRouteSettings=SLOW)
    code, told = called("prod")
    assert (code, told.count("\n"), "stage $default allows 5" in told) == (1, 1, True)
    assert called() == (2, "usage: python preflight.py ENVIRONMENT\n")
