"""Nobody gets more than they need: keys, roles, channels, and who may ask."""

import json

from recording import PROJECT, Recording, configuration

PUBLISH = {"publish"}


def test_the_backends_key_publishes_and_does_nothing_else(stack: Recording) -> None:
    capabilities = stack.one("provider-publish", "apiKey:ApiKey").at("capabilities")
    assert isinstance(capabilities, dict)
    assert capabilities
    assert all(set(may) == PUBLISH for may in capabilities.values())


def test_no_key_opens_every_channel(stack: Recording) -> None:
    for key in stack.all("apiKey:ApiKey"):
        capabilities = key.at("capabilities")
        assert isinstance(capabilities, dict)
        # Statistics are the app's, and open nothing.
        assert capabilities.get("*") in (None, ["stats"])
        assert "[*]*" not in capabilities
        assert not any("*" in may for may in capabilities.values())


def test_every_channel_is_encrypted_on_its_way(stack: Recording) -> None:
    assert stack.one("provider-app", "app:App").at("tlsOnly") is True
    spaces = stack.all("namespace:Namespace")
    assert spaces
    assert all(each.at("tlsOnly") is True for each in spaces)


def test_the_function_may_read_its_keys_and_write_its_log(stack: Recording) -> None:
    text = stack.one("tokens-policy", "iam/rolePolicy:RolePolicy").at("policy")
    statements = json.loads(str(text))["Statement"]
    allowed = {action for each in statements for action in each["Action"]}
    assert allowed == {
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "secretsmanager:GetSecretValue",
    }
    assert all(each["Resource"] != "*" for each in statements)


def test_no_key_stands_in_the_functions_environment(stack: Recording) -> None:
    function = stack.one("tokens-function", "lambda/function:Function")
    variables = function.at("environment", "variables")
    assert isinstance(variables, dict)
    assert all(str(value).startswith("arn:aws:") for value in variables.values())


def test_only_the_teams_pages_may_ask_from_a_browser(stack: Recording) -> None:
    allowed = stack.one("tokens-api", "apigatewayv2/api:Api").at("corsConfiguration")
    assert isinstance(allowed, dict)
    given = json.loads(configuration(stack.environment)[f"{PROJECT}:origins"])
    assert allowed["allowOrigins"] == given


def test_the_endpoint_is_throttled_and_every_request_is_logged(stack: Recording) -> None:
    stage = stack.one("tokens-api-stage", "apigatewayv2/stage:Stage")
    rate = configuration(stack.environment)[f"{PROJECT}:tokenRate"]
    assert stage.number("defaultRouteSettings", "throttlingRateLimit") == int(rate)
    assert stage.at("accessLogSettings", "destinationArn")


def test_api_gateway_refuses_tokens_that_do_not_hold(stack: Recording) -> None:
    route = stack.one("tokens-api-token", "apigatewayv2/route:Route")
    assert route.at("authorizationType") == "JWT"
    authorizer = stack.one("tokens-api-users", "apigatewayv2/authorizer:Authorizer")
    assert authorizer.at("jwtConfiguration", "issuer") == "https://login.example.com/"
    assert authorizer.at("jwtConfiguration", "audiences") == ["live"]


def test_the_topic_of_the_alarms_is_encrypted(stack: Recording) -> None:
    assert stack.one("monitoring-topic", "sns/topic:Topic").at("kmsMasterKeyId")
