"""Who reaches what, and that everything is encrypted."""

import json

import pytest

from recording import Recording, Registered

INGRESS = "vpc/securityGroupIngressRule:SecurityGroupIngressRule"
ALLOWED_EVERYWHERE = {
    "cloudwatch:PutMetricData": "sending metrics knows no resource, but the project's namespace",
    "ecr:GetAuthorizationToken": "logging in to a registry knows no resource",
}
"""Actions that may have the resource `*`, and why."""


def test_the_world_reaches_nothing_but_the_edge(stack: Recording) -> None:
    open_to_the_world = {
        (rule.name, rule.at("fromPort"), rule.at("toPort"))
        for rule in stack.all(INGRESS)
        if rule.at("cidrIpv4") is not None
    }
    assert open_to_the_world == {
        ("traffic-edge-from-https", 443, 443),
        ("traffic-edge-from-http", 80, 80),
    }


def test_every_rule_names_one_port(stack: Recording) -> None:
    for rule in stack.all(INGRESS):
        assert rule.at("ipProtocol") == "tcp"
        assert rule.at("fromPort") == rule.at("toPort")


def test_tasks_have_no_public_address(stack: Recording) -> None:
    service = stack.one("gateway-service", "ecs/service:Service")
    assert service.at("networkConfiguration", "assignPublicIp") is False
    subnets = service.at("networkConfiguration", "subnets")
    assert isinstance(subnets, list)
    assert all(str(subnet).startswith("network-private-") for subnet in subnets)


def test_the_publish_api_is_internal(stack: Recording) -> None:
    balancer = stack.one("publish-load-balancer", "lb/loadBalancer:LoadBalancer")
    assert balancer.at("internal") is True


def test_clients_and_publishers_come_with_tls(stack: Recording) -> None:
    for name in ("edge-https", "publish-https"):
        listener = stack.one(name, "lb/listener:Listener")
        assert listener.at("protocol") == "HTTPS"
        assert str(listener.at("sslPolicy")).startswith("ELBSecurityPolicy-TLS13-")
    plain = stack.one("edge-http", "lb/listener:Listener")
    assert plain.at("defaultActions", 0, "redirect", "protocol") == "HTTPS"


def test_only_the_gateway_reaches_redis(stack: Recording) -> None:
    sources = [
        rule.at("referencedSecurityGroupId")
        for rule in stack.all(INGRESS)
        if rule.at("securityGroupId") == "traffic-redis-id"
    ]
    assert sources == ["traffic-gateway-id"]


def test_redis_is_encrypted_and_asks_for_a_user(stack: Recording) -> None:
    (group,) = stack.all("elasticache/replicationGroup:ReplicationGroup")
    assert group.at("transitEncryptionEnabled") is True
    assert group.at("atRestEncryptionEnabled") is True
    assert group.at("userGroupIds")
    user = stack.one("redis-user", "elasticache/user:User")
    assert " -@all " in str(user.at("accessString"))
    assert "~*" not in str(user.at("accessString"))


def test_access_logs_are_private_and_encrypted(stack: Recording) -> None:
    private = stack.one("logs-private", "BucketPublicAccessBlock")
    assert all(value is True for key, value in private.inputs.items() if key != "bucket")
    stack.one("logs-encryption", "BucketServerSideEncryptionConfiguration")
    for balancer in stack.all("lb/loadBalancer:LoadBalancer"):
        assert balancer.at("accessLogs", "enabled") is True
        assert balancer.at("dropInvalidHeaderFields") is True


def test_an_address_cannot_flood_the_edge(stack: Recording) -> None:
    acl = stack.one("waf-acl", "wafv2/webAcl:WebAcl")
    assert acl.number("rules", 0, "statement", "rateBasedStatement", "limit") >= 10


def statements(policy: Registered) -> list[dict[str, object]]:
    return list(json.loads(str(policy.at("policy")))["Statement"])


@pytest.mark.parametrize("kind", ["iam/rolePolicy:RolePolicy", "iam/policy:Policy"])
def test_no_role_may_act_on_everything(stack: Recording, kind: str) -> None:
    for policy in stack.all(kind):
        for statement in statements(policy):
            actions, resources = statement["Action"], statement["Resource"]
            assert isinstance(actions, list)
            assert not any("*" in str(action) for action in actions)
            if resources == "*":
                assert set(actions) <= set(ALLOWED_EVERYWHERE), policy.name


def test_only_tasks_of_this_account_take_the_roles(stack: Recording) -> None:
    for role in stack.all("iam/role:Role"):
        trust = json.loads(str(role.at("assumeRolePolicy")))["Statement"][0]
        assert trust["Condition"]["StringEquals"]["aws:SourceAccount"]
