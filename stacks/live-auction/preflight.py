"""Looks at what must be there already, before the first deployment; it reads and changes nothing.

python preflight.py ENVIRONMENT NAME

NAME is the host name that clients will use: the certificate must cover it.
"""

import math
import socket
import sys
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

import boto3  # type: ignore[import-untyped, import-not-found, unused-ignore]
import yaml
from botocore.exceptions import (  # type: ignore[import-untyped, import-not-found, unused-ignore]
    BotoCoreError,
    ClientError,
)

from network_acls import ASKING_PORTS, EVERYBODY, OUTSIDE, TASK_PORTS, Side, Way, shut

PROJECT = "live-auction"
FARGATE_VCPUS = "Fargate On-Demand vCPU resource count"
"""The name of the quota in Service Quotas."""
AWS_KEY = "alias/aws/secretsmanager"
PUBLISH_PORT = 9000
MOST_PORTS = 65535
CARRY_TCP = ("-1", "tcp")
"""Protocols of a rule, by which TCP goes."""
ZONES = 2
BALANCER_ADDRESSES = 8
"""Free addresses that a load balancer wants in each of its subnets."""
EVERYTHING = "0.0.0.0/0"
CLIENT_PORT = 3000
INTERNAL_PORT = 3001

Config = dict[str, object]
Found = dict[str, object]


def tasks_vcpus(config: Config) -> tuple[int, float]:
    """Tell how many tasks a deployment runs at most, and their vCPUs: all of them twice."""
    tasks = 2 * int(str(config.get("gatewayTasksMax", 1)))
    return tasks, tasks * int(str(config["gatewayCpu"])) / 1024


def quota(config: Config, region: str) -> Iterator[str]:
    """Look whether Fargate runs all tasks of a deployment."""
    _, needed = tasks_vcpus(config)
    pages = boto3.client("service-quotas", region_name=region).get_paginator("list_service_quotas")
    quotas = [each for page in pages.paginate(ServiceCode="fargate") for each in page["Quotas"]]
    allowed = sum(each["Value"] for each in quotas if each["QuotaName"] == FARGATE_VCPUS)
    if allowed < needed:
        yield f"Fargate may run {allowed:g} vCPUs, a deployment needs {needed:g}: raise the quota"


def vpc(config: Config, region: str) -> Iterator[str]:
    """Look whether the VPC is there, and resolves names."""
    ec2 = boto3.client("ec2", region_name=region)
    for attribute, answer in (
        ("enableDnsSupport", "EnableDnsSupport"),
        ("enableDnsHostnames", "EnableDnsHostnames"),
    ):
        told = ec2.describe_vpc_attribute(VpcId=config["vpcId"], Attribute=attribute)
        if not told[answer]["Value"]:
            yield f"{config['vpcId']} has {attribute} off: names of AWS do not resolve in it"


def subnets(config: Config, region: str, key: str) -> list[Found]:
    """Read the subnets that a key names."""
    ec2 = boto3.client("ec2", region_name=region)
    found: list[Found] = ec2.describe_subnets(SubnetIds=config[key])["Subnets"]
    return found


def public_subnets(config: Config, region: str) -> Iterator[str]:
    """Look whether the public subnets are of the VPC, in two zones, roomy and public."""
    found = subnets(config, region, "publicSubnetIds")
    yield from _together(config, found, "publicSubnetIds")
    yield from _roomy(found, BALANCER_ADDRESSES)
    for subnet in found:
        if not _leaves_by(subnet, region, "igw-"):
            yield f"{subnet['SubnetId']} is to be public, but has no route to an internet gateway"


def private_subnets(config: Config, region: str) -> Iterator[str]:
    """Look whether the private subnets are of the VPC, in two zones, roomy, and reach out."""
    found = subnets(config, region, "privateSubnetIds")
    yield from _together(config, found, "privateSubnetIds")
    tasks, _ = tasks_vcpus(config)
    yield from _roomy(found, math.ceil(tasks / len(found)) + BALANCER_ADDRESSES)
    for subnet in found:
        if _leaves_by(subnet, region, "igw-"):
            yield f"{subnet['SubnetId']} is to be private, but routes to an internet gateway"
        elif not _leaves_by(subnet, region, ""):
            yield f"{subnet['SubnetId']} has no default route: images and secrets are out of reach"


def _roomy(found: list[Found], needed: int) -> Iterator[str]:
    for subnet in found:
        free = int(str(subnet["AvailableIpAddressCount"]))
        if free < needed:
            yield f"{subnet['SubnetId']} has {free} free addresses, a deployment needs {needed}"


def _together(config: Config, found: list[Found], key: str) -> Iterator[str]:
    for subnet in found:
        if subnet["VpcId"] != config["vpcId"]:
            yield f"{subnet['SubnetId']} is in {subnet['VpcId']}, not in {config['vpcId']}"
    zones = {str(subnet["AvailabilityZone"]) for subnet in found}
    if len(zones) < ZONES:
        yield f"{key}: all are in {', '.join(sorted(zones))}, and {ZONES} zones are the least"


def routes(subnet: Found, region: str) -> list[Found]:
    """Read the routes of a subnet: its own table's, or the main table's of the VPC."""
    ec2 = boto3.client("ec2", region_name=region)
    for name, value in (
        ("association.subnet-id", subnet["SubnetId"]),
        ("vpc-id", subnet["VpcId"]),
    ):
        answer = ec2.describe_route_tables(Filters=[{"Name": name, "Values": [value]}])
        for table in answer["RouteTables"]:
            own = name == "association.subnet-id"
            if own or any(each.get("Main") for each in table["Associations"]):
                found: list[Found] = table["Routes"]
                return found
    return []


def _leaves_by(subnet: Found, region: str, prefix: str) -> bool:
    targets = (
        str(each.get("GatewayId") or each.get("NatGatewayId") or "other")
        for each in routes(subnet, region)
        if each.get("DestinationCidrBlock") == EVERYTHING
    )
    return any(target.startswith(prefix) for target in targets)


def acls(config: Config, region: str) -> Iterator[str]:
    """Look whether the subnets' network ACLs let through what the security groups will."""
    ec2 = boto3.client("ec2", region_name=region)
    asked = [{"Name": "vpc-id", "Values": [config["vpcId"]]}]
    found = {
        str(each["SubnetId"]): acl
        for acl in ec2.describe_network_acls(Filters=asked)["NetworkAcls"]
        for each in acl["Associations"]
    }

    def side(key: str) -> Side:
        blocks = {
            str(each["SubnetId"]): IPv4Network(str(each["CidrBlock"]))
            for each in subnets(config, region, key)
        }
        return {each: block for each, block in blocks.items() if each in found}

    tasks = side("privateSubnetIds")
    edge = side("publicSubnetIds")
    ways = [
        Way("clients reach the load balancer by it", EVERYBODY, edge, 443, ASKING_PORTS),
        Way("publishers reach the gateway by it", tasks, tasks, INTERNAL_PORT, ASKING_PORTS),
        *(
            Way("the load balancer reaches the gateway by it", edge, tasks, port, ASKING_PORTS)
            for port in (CLIENT_PORT, INTERNAL_PORT)
        ),
        Way("tasks reach images and secrets by it", tasks, EVERYBODY, 443, TASK_PORTS),
    ]
    host = redis_host(config)
    if host is not None:
        home = next((each for each, block in tasks.items() if host in block), OUTSIDE)
        redis, port = {home: IPv4Network(host)}, int(str(config["redisPort"]))
        ways.append(Way("tasks reach Redis by it", tasks, redis, port, TASK_PORTS))
    yield from dict.fromkeys(fault for way in ways for fault in shut(way, found))


def certificate(config: Config, region: str) -> Iterator[str]:
    """Look whether the certificate is issued, and covers the name that clients will use."""
    acm, arn = boto3.client("acm", region_name=region), config["certificateArn"]
    told = acm.describe_certificate(CertificateArn=arn)["Certificate"]
    if told["Status"] != "ISSUED":
        yield f"{arn} is {told['Status']}: a load balancer takes it when it is ISSUED"
    names = [told["DomainName"], *told.get("SubjectAlternativeNames", ())]
    if not any(_covers(str(each), str(config["name"])) for each in names):
        yield f"{arn} is for {', '.join(sorted(set(names)))}, not for {config['name']}"


def _covers(certified: str, name: str) -> bool:
    """Compare names; a star stands for one label, and no other part of a name."""
    first, _, parent = name.lower().partition(".")
    return certified.lower() in {name.lower(), f"*.{parent}"} and bool(first)


def publishers(config: Config, region: str) -> Iterator[str]:
    """Look whether the group that may publish is there, and lets its members out to the API."""
    ec2, group_id = boto3.client("ec2", region_name=region), config["publishersSecurityGroup"]
    (group,) = ec2.describe_security_groups(GroupIds=[group_id])["SecurityGroups"]
    ports = [
        range(rule.get("FromPort", 0), rule.get("ToPort", MOST_PORTS) + 1)
        for rule in group["IpPermissionsEgress"]
        if rule["IpProtocol"] in CARRY_TCP
    ]
    if not any(PUBLISH_PORT in each for each in ports):
        yield f"{group_id} lets no TCP out to port {PUBLISH_PORT}, where publishers find the API"


def redis_secret(config: Config, region: str) -> Iterator[str]:
    """Look whether the secret is there, under AWS's own key; its value is not read."""
    secrets, arn = boto3.client("secretsmanager", region_name=region), config["redisSecretArn"]
    told = secrets.describe_secret(SecretId=arn)
    if told.get("DeletedDate"):
        yield f"{arn} is being deleted"
    key = str(told.get("KmsKeyId", AWS_KEY))
    if not key.endswith(AWS_KEY):
        yield f"{arn} is under {key}, which tasks may not use: put it under {AWS_KEY}"


def redis_group(config: Config, region: str) -> Iterator[str]:
    """Look whether the security group is there to which the stack adds its rule."""
    ec2, group_id = boto3.client("ec2", region_name=region), config["redisSecurityGroup"]
    named = [{"Name": "group-id", "Values": [group_id]}]
    if not ec2.describe_security_groups(Filters=named)["SecurityGroups"]:
        yield f"{group_id} does not exist: it gets the rule that lets the gateway in to Redis"


def redis_host(config: Config) -> IPv4Address | None:
    """Look up the address of Redis; none where its name is known in the VPC alone."""
    try:
        return IPv4Address(socket.gethostbyname(str(config["redisEndpoint"])))
    except OSError:
        return None


def redis_route(config: Config, region: str) -> Iterator[str]:
    """Look whether a route leads to Redis, where its name is known outside of the VPC."""
    host = redis_host(config)
    if host is None:
        return
    for subnet in subnets(config, region, "privateSubnetIds"):
        if not any(_leads(each, host) for each in routes(subnet, region)):
            yield f"no route leads from {subnet['SubnetId']} to Redis at {host}"


def _leads(route: Found, host: IPv4Address) -> bool:
    """Tell whether a route may lead there: a list may, the internet leads to no private address."""
    if "DestinationPrefixListId" in route:
        return not str(route.get("GatewayId", "")).startswith("vpce-")
    block = str(route.get("DestinationCidrBlock", ""))
    out = "NatGatewayId" in route or str(route.get("GatewayId", "")).startswith("igw-")
    if not block or (block == EVERYTHING and out and host.is_private):
        return False
    return host in IPv4Network(block)


CHECKS = (
    quota,
    vpc,
    public_subnets,
    private_subnets,
    acls,
    certificate,
    publishers,
    redis_secret,
    redis_group,
    redis_route,
)


def faults(config: Config, region: str) -> Iterator[str]:
    """Say everything that is wrong; what AWS refuses to tell is a fault, too."""
    for check in CHECKS:
        try:
            yield from check(config, region)
        except (BotoCoreError, ClientError) as refused:
            yield f"{check.__name__}: {refused}"


def main() -> int:
    """Look at one environment."""
    if len(sys.argv) != 3:  # noqa: PLR2004 - the program and its arguments
        sys.stderr.write("usage: python preflight.py ENVIRONMENT NAME\n")
        return 2
    file = Path(__file__).parent / f"Pulumi.{sys.argv[1]}.yaml"
    if not file.exists():
        sys.stderr.write(f"preflight.py: there is no {file.name}\n")
        return 2
    values: Config = yaml.safe_load(file.read_text(encoding="utf-8"))["config"]
    config = {key.removeprefix(f"{PROJECT}:"): value for key, value in values.items()}
    config["name"] = sys.argv[2]
    found = list(faults(config, str(config["aws:region"])))
    sys.stdout.writelines(f"{fault}\n" for fault in found or ["everything expected is there"])
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
