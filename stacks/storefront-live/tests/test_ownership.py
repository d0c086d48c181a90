"""What the stack is made of, whose it is, and what must not get lost."""

import pytest

from recording import PLAN, PLANNED, PROJECT, Recording, configuration

STATE = (
    "random:index/randomPassword:RandomPassword",
    "aws:secretsmanager/secret:Secret",
    "aws:s3/bucket:Bucket",
    "aws:elasticache/replicationGroup:ReplicationGroup",
)


def test_the_program_registers_what_the_plan_says(stack: Recording) -> None:
    assert set(stack.resources) >= PLANNED


def test_every_resource_that_can_carry_tags_says_whose_it_is(stack: Recording) -> None:
    tagged = [each for each in stack.resources.values() if "tags" in each.inputs]
    assert len(tagged) > len(stack.resources) / 3
    for each in tagged:
        tags = each.inputs["tags"]
        assert isinstance(tags, dict)
        assert tags["project"] == PROJECT
        assert tags["environment"] == stack.environment
        assert tags["component"] == each.name.partition("-")[0]


def test_what_holds_state_is_protected_where_the_environment_says_so(stack: Recording) -> None:
    protect = configuration(stack.environment)[f"{PROJECT}:protect"] == "true"
    planned = {
        (each["type"], each["name"]) for each in PLAN["resources"] if each["protect"] and protect
    }
    assert {key for key in PLANNED if stack.resources[key].protect} == planned


@pytest.mark.parametrize("kind", STATE)
def test_state_is_among_what_the_plan_protects(kind: str) -> None:
    of_kind = [each for each in PLAN["resources"] if each["type"] == kind]
    assert of_kind
    assert all(each["protect"] for each in of_kind)


def test_the_load_balancers_of_a_protected_environment_refuse_deletion(stack: Recording) -> None:
    protect = configuration(stack.environment)[f"{PROJECT}:protect"] == "true"
    for balancer in stack.all("lb/loadBalancer:LoadBalancer"):
        assert balancer.at("enableDeletionProtection") is protect


def test_the_outputs_tell_how_to_connect_and_how_to_publish(stack: Recording) -> None:
    assert set(stack.outputs) == {
        "dashboard_url",
        "proxy_key_arn",
        "publish_key_arn",
        "publish_url",
        "publishers_security_group",
        "token_secret_arn",
        "url",
    }
    assert str(stack.outputs["url"]).startswith("https://")


def test_redis_survives_the_loss_of_a_zone(stack: Recording) -> None:
    group = stack.one("redis-group", "elasticache/replicationGroup:ReplicationGroup")
    assert group.at("automaticFailoverEnabled") is True
    assert group.at("multiAzEnabled") is True
    assert group.number("numCacheClusters") >= 2
