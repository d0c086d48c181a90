from __future__ import annotations

import pytest

from builders import make_environment, make_feature, make_feature_set, make_notifications
from rtgen.decide import decide
from rtgen.domain.features import Feature, FeatureSet
from rtgen.domain.platform import Backend, Domain, ExistingNetwork, ExistingRedis, ForcedTier, Jwks
from rtgen.domain.vocabulary import Availability, Delivery, Tier
from rtgen.plan.environments import environment_plans
from rtgen.plan.model import Edge, Json, StackPlan
from rtgen.plan.stack import TIMEOUTS, stack_plan

MULTI = ForcedTier(Tier.MULTI, "this test")
SINGLE = ForcedTier(Tier.SINGLE, "this test")
LIVE = Domain("live.example.com", "example.com")


def planned(features: FeatureSet, *proxies: str) -> StackPlan:
    stack = stack_plan(features, decide(features), proxies)
    assert stack is not None
    return stack


def configured(features: FeatureSet, environment: str = "prod", *proxies: str) -> dict[str, Json]:
    decisions = decide(features)
    plans = environment_plans(features, decisions, stack_plan(features, decisions, proxies))
    (config,) = (each.config for each in plans if each.name == environment)
    return dict(config)


def test_one_task_without_a_name_stands_behind_cloudfront_and_keeps_its_state_in_memory() -> None:
    stack = planned(make_feature_set())

    assert (stack.tier, stack.edge, stack.redis) == (Tier.SINGLE, Edge.CLOUDFRONT, None)
    assert (stack.zones, stack.nat_gateways, stack.sticky_s) == (2, 1, 0)


def test_many_tasks_have_redis_a_cookie_and_a_nat_gateway_in_each_zone() -> None:
    stack = planned(make_feature_set(tier=MULTI))

    assert stack.redis is not None
    assert stack.redis.replicas == 1
    assert (stack.zones, stack.nat_gateways, stack.sticky_s) == (2, 2, 180)


def test_high_availability_takes_three_zones() -> None:
    stack = planned(make_feature_set(availability=Availability.HIGH))

    assert (stack.tier, stack.zones, stack.nat_gateways) == (Tier.MULTI, 3, 3)


def test_a_name_for_every_environment_puts_a_load_balancer_in_front() -> None:
    features = make_feature_set(environments=[make_environment(domain=LIVE)], domain=LIVE)

    assert planned(features).edge is Edge.DOMAIN


def test_one_task_that_must_lose_nothing_keeps_its_state_in_one_node() -> None:
    stack = planned(make_feature_set(make_feature(delivery=Delivery.AT_LEAST_ONCE), tier=SINGLE))

    assert stack.redis is not None
    assert stack.redis.replicas == 0
    assert stack.redis.prefix == "live"


def test_what_cannot_be_rendered_yet_gives_no_stack_at_all() -> None:
    features = make_feature_set(tier=ForcedTier(Tier.MANAGED, "this test"))

    assert stack_plan(features, decide(features), ()) is None
    assert [each.config for each in environment_plans(features, decide(features), None)] == [{}]


def test_a_given_certificate_serves_clients_and_makes_neither_certificates_nor_records() -> None:
    arns = {name: f"arn:aws:acm:eu-west-1:123456789012:certificate/{name}" for name in ("prod", "staging")}
    features = make_feature_set(
        environments=[make_environment(name, certificate_arn=arn) for name, arn in arns.items()]
    )
    stack = planned(features)

    assert stack.edge is Edge.DOMAIN
    assert not any(each.type.startswith(("aws:acm/", "aws:route53/")) for each in stack.resources)
    assert {"edge-https", "publish-http"} <= {each.name for each in stack.resources}
    assert {name: configured(features, name)["certificateArn"] for name in arns} == arns
    assert "domainName" not in configured(features)


def test_a_network_that_is_there_is_named_by_each_environment_and_not_made() -> None:
    network = ExistingNetwork("vpc-1", ("subnet-1", "subnet-2"), ("subnet-3", "subnet-4"))
    features = make_feature_set(network=network, environments=[make_environment(network=network)])
    config = configured(features)

    assert planned(features).nat_gateways == 0
    assert not any(each.component == "network" for each in planned(features).resources)
    assert (config["vpcId"], config["privateSubnetIds"]) == ("vpc-1", ["subnet-3", "subnet-4"])
    assert "publicSubnetIds" not in config  # CloudFront enters by a VPC origin


ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:redis-a1B2c3"


@pytest.mark.parametrize("group", ["sg-1", None])
def test_a_redis_that_is_there_gets_a_way_and_no_nodes(group: str | None) -> None:
    redis = ExistingRedis("redis.example.com", 6380, ARN, group)
    features = make_feature_set(tier=MULTI, redis=redis, environments=[make_environment(redis=redis)])
    names = {each.name for each in planned(features).resources}
    config = configured(features)

    assert not any(name.startswith(("redis-", "monitoring-redis-cpu")) for name in names)
    assert "traffic-gateway-to-redis" in names
    assert ("traffic-redis-from-gateway" in names) == (group is not None)
    assert (config["redisEndpoint"], config["redisPort"], config["redisSecretArn"]) == (
        "redis.example.com",
        6380,
        ARN,
    )
    assert config.get("redisSecurityGroup") == group
    assert "redisNodeType" not in config


def test_twice_the_heartbeat_is_within_every_wait_along_the_path() -> None:
    assert 2 * TIMEOUTS.heartbeat_s < TIMEOUTS.origin_read_s < TIMEOUTS.idle_s
    assert TIMEOUTS.pong_s < TIMEOUTS.heartbeat_s
    assert TIMEOUTS.shutdown_s < TIMEOUTS.stop_s <= 120


def test_one_task_has_no_numbers_of_tasks_to_configure() -> None:
    one = configured(make_feature_set(tier=SINGLE))
    many = configured(make_feature_set(tier=MULTI))

    assert set(many) - set(one) == {"gatewayScaleAt", "gatewayTasksMax", "gatewayTasksMin", "redisNodeType"}
    assert set(one) <= set(many)


def test_the_configuration_names_what_the_spec_names() -> None:
    environment = make_environment(
        domain=LIVE,
        origins=("https://www.example.com",),
        backend=Backend("https://api.example.com", "sg-1"),
        alarm_email="oncall@example.com",
    )
    config = configured(make_feature_set(environments=[environment], domain=LIVE), "prod", "publish")

    assert config["domainName"] == "live.example.com"
    assert config["domainZone"] == "example.com"
    assert config["origins"] == ["https://www.example.com"]
    assert config["backendUrl"] == "https://api.example.com"
    assert config["publishersSecurityGroup"] == "sg-1"
    assert config["alarmEmail"] == "oncall@example.com"


def test_the_backend_is_not_named_where_nobody_asks_it() -> None:
    environment = make_environment(backend=Backend("https://api.example.com", None))

    assert "backendUrl" not in configured(make_feature_set(environments=[environment]))


def test_a_protected_environment_keeps_its_logs_for_longer() -> None:
    environments = [make_environment("prod"), make_environment("staging")]
    features = make_feature_set(environments=environments)

    assert (configured(features)["protect"], configured(features)["logRetentionDays"]) == (True, 90)
    assert configured(features, "staging")["protect"] is False
    assert configured(features, "staging")["logRetentionDays"] == 14


def test_more_users_within_a_tier_change_sizes_and_no_resource() -> None:
    few, many = (make_feature_set(make_feature(users=users), tier=MULTI) for users in (20_000, 80_000))

    assert planned(few) == planned(many)
    assert configured(few) != configured(many)


def test_a_renamed_feature_has_the_resources_that_it_had() -> None:
    before = planned(make_feature_set(make_feature("support-chat"), tier=MULTI))
    after = planned(make_feature_set(make_feature("help-desk", renamed_from="support-chat"), tier=MULTI))

    assert before == after


PROVIDER = Jwks("https://login.example.com/keys", None, None)


@pytest.mark.parametrize(
    ("feature", "auth", "variable"),
    [
        (make_notifications(), None, "CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY"),
        (make_notifications(), PROVIDER, None),
        (make_feature(), PROVIDER, "CENTRIFUGO_CLIENT_SUBSCRIPTION_TOKEN_HMAC_SECRET_KEY"),
    ],
    ids=["the backend signs", "an identity provider signs", "it signs for users, the backend for rooms"],
)
def test_the_stack_makes_a_key_for_the_tokens_that_the_backend_signs(
    feature: Feature, auth: Jwks | None, variable: str | None
) -> None:
    stack = planned(make_feature_set(feature, auth=auth))

    assert stack.token_variable == variable
    assert ("keys-token" in {each.name for each in stack.resources}) == (variable is not None)
