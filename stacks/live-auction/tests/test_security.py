"""Who reaches what, and that everything is encrypted."""

import json

import pytest

from recording import PROJECT, Recording, Registered, configuration

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
    private = json.loads(configuration(stack.environment)[f"{PROJECT}:privateSubnetIds"])
    assert subnets == private


def test_groups_are_made_in_the_network_that_is_there_and_nothing_else_is(stack: Recording) -> None:
    vpc_id = configuration(stack.environment)[f"{PROJECT}:vpcId"]
    groups = stack.all("ec2/securityGroup:SecurityGroup")
    assert groups
    assert all(group.at("vpcId") == vpc_id for group in groups)
    made = {each.type for each in stack.resources.values() if each.type.startswith("aws:ec2/")}
    assert made == {"aws:ec2/securityGroup:SecurityGroup"}


def test_the_publish_api_is_internal(stack: Recording) -> None:
    balancer = stack.one("publish-load-balancer", "lb/loadBalancer:LoadBalancer")
    assert balancer.at("internal") is True


def test_clients_come_with_tls_and_the_certificate_that_is_given(stack: Recording) -> None:
    listener = stack.one("edge-https", "lb/listener:Listener")
    given = configuration(stack.environment)[f"{PROJECT}:certificateArn"]
    assert listener.at("certificateArn") == given
    assert str(listener.at("sslPolicy")).startswith("ELBSecurityPolicy-TLS13-")
    plain = stack.one("edge-http", "lb/listener:Listener")
    assert plain.at("defaultActions", 0, "redirect", "protocol") == "HTTPS"


def test_no_certificate_and_no_record_is_made(stack: Recording) -> None:
    assert stack.all("acm/certificate:Certificate") == []
    assert stack.all("route53/record:Record") == []


def listed(value: object) -> list[dict[str, str]]:
    assert isinstance(value, list)
    return value


def test_the_gateway_speaks_tls_with_redis_and_says_who_it_is(stack: Recording) -> None:
    config = configuration(stack.environment)
    container = stack.containers()["gateway"]
    said = {each["name"]: each["value"] for each in listed(container["environment"])}
    where = f"{config[f'{PROJECT}:redisEndpoint']}:{config[f'{PROJECT}:redisPort']}"
    assert said["REDIS_URL"] == f"rediss://{where}"
    kept = {each["name"]: each["valueFrom"] for each in listed(container["secrets"])}
    arn = config[f"{PROJECT}:redisSecretArn"]
    assert kept["REDIS_PASSWORD"] == f"{arn}:password::"
    policies = [str(each.at("policy")) for each in stack.all("iam/rolePolicy:RolePolicy")]
    assert any(arn in policy for policy in policies)


def test_the_stack_adds_one_rule_to_the_group_of_redis(stack: Recording) -> None:
    group = configuration(stack.environment)[f"{PROJECT}:redisSecurityGroup"]
    (rule,) = (each for each in stack.all(INGRESS) if each.at("securityGroupId") == group)
    assert rule.at("referencedSecurityGroupId") == "traffic-gateway-id"


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
