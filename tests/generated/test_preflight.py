"""A stack's preflight, against a fake AWS: it is silent where everything is there, and names each fault in one line."""

from __future__ import annotations

import datetime
import importlib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import boto3
import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from moto import mock_aws

from generated import mocks
from generated.variants import VARIANTS
from rtgen.render import render

REGION = "eu-west-1"
ZONES = (f"{REGION}a", f"{REGION}b")


class Quotas:
    """Service Quotas, which the fake AWS does not know for Fargate."""

    def __init__(self, vcpus: float) -> None:
        self.vcpus = vcpus

    def get_paginator(self, _operation: str) -> Quotas:
        """The one that lists quotas."""
        return self

    def paginate(self, **_asked: str) -> list[dict[str, list[dict[str, object]]]]:
        """One page with the quota that matters."""
        return [{"Quotas": [{"QuotaName": "Fargate On-Demand vCPU resource count", "Value": self.vcpus}]}]


class Aws:
    """A network as a stack expects it, and what a test breaks of it."""

    def __init__(self) -> None:
        self.quotas = Quotas(100)
        self.ec2 = boto3.client("ec2", region_name=REGION)
        self.vpc = self.ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        self.ec2.modify_vpc_attribute(VpcId=self.vpc, EnableDnsHostnames={"Value": True})
        self.internet = self.ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        self.ec2.attach_internet_gateway(InternetGatewayId=self.internet, VpcId=self.vpc)
        self.public = [self.subnet(f"10.0.{number}.0/24", zone) for number, zone in enumerate(ZONES)]
        self.private = [self.subnet(f"10.0.1{number}.0/24", zone) for number, zone in enumerate(ZONES)]
        address = self.ec2.allocate_address(Domain="vpc")["AllocationId"]
        nat = self.ec2.create_nat_gateway(SubnetId=self.public[0], AllocationId=address)["NatGateway"]["NatGatewayId"]
        self.leave(self.public, GatewayId=self.internet)
        self.leave(self.private, NatGatewayId=nat)
        secrets = boto3.client("secretsmanager", region_name=REGION)
        self.secret = secrets.create_secret(Name="redis", SecretString="{}")["ARN"]

    def subnet(self, block: str, zone: str) -> str:
        """Makes a subnet in a zone."""
        made = self.ec2.create_subnet(VpcId=self.vpc, CidrBlock=block, AvailabilityZone=zone)
        return str(made["Subnet"]["SubnetId"])

    def leave(self, subnets: list[str], **gateway: str) -> None:
        """Gives subnets a route table with a way out."""
        table = self.ec2.create_route_table(VpcId=self.vpc)["RouteTable"]["RouteTableId"]
        self.ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", **gateway)
        for subnet in subnets:
            self.ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)

    def guard(self, subnet: str, *rules: tuple[bool, str, str, int, int]) -> str:
        """Gives a subnet an ACL of these rules alone: outwards, allow or deny, network, first and last port."""
        acl = self.ec2.create_network_acl(VpcId=self.vpc)["NetworkAcl"]["NetworkAclId"]
        for number, (egress, action, block, first, last) in enumerate(rules, 1):
            self.ec2.create_network_acl_entry(
                NetworkAclId=acl, RuleNumber=number, Protocol="6", RuleAction=action, Egress=egress, CidrBlock=block,
                PortRange={"From": first, "To": last},
            )  # fmt: skip
        before = self.ec2.describe_network_acls(Filters=[{"Name": "association.subnet-id", "Values": [subnet]}])
        (association,) = [
            each["NetworkAclAssociationId"]
            for each in before["NetworkAcls"][0]["Associations"]
            if each["SubnetId"] == subnet
        ]
        self.ec2.replace_network_acl_association(AssociationId=association, NetworkAclId=acl)
        return str(acl)

    def config(self, **other: object) -> dict[str, object]:
        """The configuration of an environment in it."""
        return {
            "gatewayCpu": "1024",
            "gatewayTasksMax": "4",
            "vpcId": self.vpc,
            "publicSubnetIds": self.public,
            "privateSubnetIds": self.private,
            "redisEndpoint": "10.0.20.7",
            "redisPort": "6379",
            "redisSecretArn": self.secret,
            **other,
        }


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[Aws]:
    """A fake account."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        fake, real = Aws(), boto3.client

        def client(service: str, **options: str) -> object:
            return fake.quotas if service == "service-quotas" else real(service, **options)

        monkeypatch.setattr(boto3, "client", client)
        yield fake


@contextmanager
def program(variant: str, folder: Path) -> Iterator[ModuleType]:
    """The program as it is rendered."""
    files = render(VARIANTS[variant]).files
    for name in {"preflight.py", "network_acls.py"} & files.keys():
        (folder / name).write_text(files[name].text, encoding="utf-8")
    with mocks.of(folder):
        yield importlib.import_module("preflight")


@pytest.fixture(params=["existing-network", "existing-redis-and-network"])
def preflight(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ModuleType]:
    """Of stacks in a network that is there."""
    with program(str(request.param), tmp_path) as module:
        yield module


@pytest.fixture
def certified(tmp_path: Path) -> Iterator[ModuleType]:
    """Of a stack with a given certificate, and an existing group that may publish."""
    with program("given-certificate", tmp_path) as module:
        yield module


def imported(*names: str) -> str:
    """Imports a certificate for these names, which is issued at once."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), 1)
        .not_valid_before(datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
        .not_valid_after(datetime.datetime(2036, 1, 1, tzinfo=datetime.UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(each) for each in names]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    acm = boto3.client("acm", region_name=REGION)
    arn = acm.import_certificate(Certificate=made.public_bytes(Encoding.PEM), PrivateKey=private)["CertificateArn"]
    return str(arn)


def faults(preflight: ModuleType, config: dict[str, object]) -> list[str]:
    return list(preflight.faults(config, REGION))


def test_it_is_silent_where_everything_is_there(preflight: ModuleType, aws: Aws) -> None:
    assert faults(preflight, aws.config()) == []


def test_a_quota_below_twice_the_tasks_is_a_fault(preflight: ModuleType, aws: Aws) -> None:
    aws.quotas.vcpus = 7
    assert faults(preflight, aws.config()) == ["Fargate may run 7 vCPUs, a deployment needs 8: raise the quota"]


def test_ids_that_do_not_exist_are_faults_of_one_line_each(preflight: ModuleType, aws: Aws) -> None:
    found = faults(preflight, aws.config(vpcId="vpc-0a1b2c3d", privateSubnetIds=["subnet-0a1b2c3d"]))
    assert any("vpc-0a1b2c3d" in fault and "does not exist" in fault for fault in found)
    assert any("subnet-0a1b2c3d" in fault for fault in found)
    assert not any("\n" in fault for fault in found)


def test_a_network_that_resolves_no_names_is_a_fault(preflight: ModuleType, aws: Aws) -> None:
    aws.ec2.modify_vpc_attribute(VpcId=aws.vpc, EnableDnsSupport={"Value": False})
    assert any("enableDnsSupport off" in fault for fault in faults(preflight, aws.config()))


def test_subnets_of_one_zone_are_a_fault(preflight: ModuleType, aws: Aws) -> None:
    aws.private[1] = aws.subnet("10.0.30.0/24", ZONES[0])
    found = faults(preflight, aws.config())
    assert f"privateSubnetIds: all are in {ZONES[0]}, and 2 zones are the least" in found
    assert f"{aws.private[1]} has no default route: images and secrets are out of reach" in found


def test_a_subnet_without_room_for_a_doubled_deployment_is_a_fault(preflight: ModuleType, aws: Aws) -> None:
    found = faults(preflight, aws.config(gatewayTasksMax="1000", gatewayCpu="0"))
    assert len([fault for fault in found if "free addresses, a deployment needs 1008" in fault]) == 2


def test_a_public_subnet_without_room_for_the_load_balancer_is_a_fault(tmp_path: Path, aws: Aws) -> None:
    full = aws.subnet("10.0.40.0/28", ZONES[1])
    for _ in range(4):
        aws.ec2.create_network_interface(SubnetId=full)
    with program("existing-network", tmp_path) as preflight:
        found = faults(preflight, aws.config(publicSubnetIds=[aws.public[0], full]))
    assert f"{full} has 7 free addresses, a deployment needs 8" in found


def test_a_private_subnet_with_a_way_for_the_world_is_a_fault(preflight: ModuleType, aws: Aws) -> None:
    found = faults(preflight, aws.config(privateSubnetIds=aws.public))
    assert any("is to be private, but routes to an internet gateway" in fault for fault in found)


def test_a_subnet_of_another_network_is_a_fault(preflight: ModuleType, aws: Aws) -> None:
    other = aws.ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    stray = aws.ec2.create_subnet(VpcId=other, CidrBlock="10.1.0.0/24", AvailabilityZone=ZONES[1])["Subnet"]["SubnetId"]
    found = faults(preflight, aws.config(privateSubnetIds=[aws.private[0], stray]))
    assert f"{stray} is in {other}, not in {aws.vpc}" in found


def test_a_public_subnet_without_a_way_for_the_world_is_a_fault(tmp_path: Path, aws: Aws) -> None:
    with program("existing-network", tmp_path) as preflight:
        found = faults(preflight, aws.config(publicSubnetIds=aws.private))
    assert f"{aws.private[0]} is to be public, but has no route to an internet gateway" in found


def test_cloudfront_asks_for_an_internet_gateway(tmp_path: Path, aws: Aws) -> None:
    with program("existing-network-cloudfront", tmp_path) as preflight:
        assert faults(preflight, aws.config()) == []
        aws.ec2.detach_internet_gateway(InternetGatewayId=aws.internet, VpcId=aws.vpc)
        assert f"{aws.vpc} has no internet gateway: CloudFront asks for one" in faults(preflight, aws.config())


IN, OUT = False, True
WORLD, HERE = "0.0.0.0/0", "10.0.0.0/16"
OPEN = ((IN, "allow", WORLD, 0, 65535), (OUT, "allow", WORLD, 0, 65535))
ENOUGH = (
    (IN, "deny", "185.220.101.0/24", 0, 65535),  # somebody who is shut out
    (IN, "deny", WORLD, 3389, 3389),
    (IN, "allow", HERE, 0, 65535),
    (IN, "allow", WORLD, 443, 443),
    (IN, "allow", WORLD, 1024, 65535),
    (OUT, "allow", WORLD, 443, 443),
    (OUT, "allow", WORLD, 1024, 65535),
)


def test_network_acls_that_let_through_what_is_needed_are_no_fault(preflight: ModuleType, aws: Aws) -> None:
    for subnet in (*aws.public, *aws.private):
        aws.guard(subnet, *ENOUGH)
    assert faults(preflight, aws.config()) == []


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        pytest.param(
            [(IN, "deny", WORLD, 443, 443), *OPEN],
            ["443 into SUBNET from 0.0.0.0/0: clients reach the load balancer by it"],
            id="clients are not let in",
        ),
        pytest.param(
            [OPEN[0], (OUT, "allow", HERE, 0, 65535), (OUT, "allow", WORLD, 443, 443)],
            ["1024 to 65535 out of SUBNET to 0.0.0.0/0: clients reach the load balancer by it"],
            id="nor answered",
        ),
        pytest.param(
            [(OUT, "deny", HERE, 8000, 8000), *OPEN],
            [
                f"8000 out of SUBNET to 10.0.1{number}.0/24: the load balancer reaches the gateway by it"
                for number in (0, 1)
            ],
            id="the load balancer asks no task for clients",
        ),
    ],
)
def test_a_public_subnet_whose_acl_shuts_the_way_is_a_fault(
    tmp_path: Path, aws: Aws, rules: list[tuple[bool, str, str, int, int]], found: list[str]
) -> None:
    acl = aws.guard(aws.public[0], *rules)
    with program("existing-network", tmp_path) as preflight:
        told = faults(preflight, aws.config())
    assert [each for each in told if "8000" in each or "1024 to 65535 out" in each or "443" in each] == [
        f"{acl} does not let TCP {each.replace('SUBNET', aws.public[0])}" for each in found
    ]


@pytest.mark.parametrize(
    ("variant", "rules", "found"),
    [
        pytest.param(
            "existing-network",
            [(OUT, "deny", WORLD, 6379, 6379), *OPEN],
            ["6379 out of SUBNET to 10.0.11.0/24: tasks reach Redis by it"],
            id="to the stack's own Redis in the other zone",
        ),
        pytest.param(
            "existing-redis-and-network",
            [(OUT, "deny", WORLD, 6379, 6379), *OPEN],
            ["6379 out of SUBNET to 10.0.20.7/32: tasks reach Redis by it"],
            id="to the Redis that is there",
        ),
        pytest.param(
            "existing-redis-and-network",
            [(IN, "deny", "10.0.20.0/24", 1024, 49151), *OPEN],
            ["32768 to 60999 into SUBNET from 10.0.20.7/32: tasks reach Redis by it"],
            id="its answers to many of the ports",
        ),
        pytest.param(
            "existing-network-cloudfront",
            [(OUT, "deny", WORLD, 443, 443), *OPEN],
            ["443 out of SUBNET to 0.0.0.0/0: tasks reach images and secrets by it"],
            id="no images",
        ),
    ],
)
def test_a_private_subnet_whose_acl_shuts_the_way_is_a_fault(
    tmp_path: Path, aws: Aws, variant: str, rules: list[tuple[bool, str, str, int, int]], found: list[str]
) -> None:
    acl = aws.guard(aws.private[0], *rules)
    with program(variant, tmp_path) as preflight:
        told = faults(preflight, aws.config())
    assert told == [f"{acl} does not let TCP {each.replace('SUBNET', aws.private[0])}" for each in found]


@pytest.fixture
def beside_redis(tmp_path: Path) -> Iterator[ModuleType]:
    """Of a stack in a network and beside a Redis that are there."""
    with program("existing-redis-and-network", tmp_path) as module:
        yield module


@pytest.mark.parametrize(
    ("host", "found"),
    [
        pytest.param("10.0.20.7", False, id="in the network"),
        pytest.param("10.9.0.7", True, id="in another one, to which the NAT gateway leads nobody"),
        pytest.param("203.0.114.7", False, id="a public address"),
    ],
)
def test_redis_that_no_route_leads_to_is_a_fault(beside_redis: ModuleType, aws: Aws, host: str, found: bool) -> None:
    expected = [f"no route leads from {subnet} to Redis at {host}" for subnet in aws.private]
    assert faults(beside_redis, aws.config(redisEndpoint=host)) == (expected if found else [])


def test_a_peered_network_leads_to_redis(beside_redis: ModuleType, aws: Aws) -> None:
    other = aws.ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    peering = aws.ec2.create_vpc_peering_connection(VpcId=aws.vpc, PeerVpcId=other)["VpcPeeringConnection"]
    tables = aws.ec2.describe_route_tables(Filters=[{"Name": "association.subnet-id", "Values": aws.private}])
    for table in tables["RouteTables"]:
        aws.ec2.create_route(
            RouteTableId=table["RouteTableId"],
            DestinationCidrBlock="10.9.0.0/16",
            VpcPeeringConnectionId=peering["VpcPeeringConnectionId"],
        )
    assert faults(beside_redis, aws.config(redisEndpoint="10.9.0.7")) == []


def test_a_name_that_only_the_network_knows_is_no_fault(
    beside_redis: ModuleType, aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(name: str) -> str:
        raise socket.gaierror(name)

    monkeypatch.setattr(socket, "gethostbyname", unknown)
    assert faults(beside_redis, aws.config(redisEndpoint="redis.internal")) == []


def test_a_secret_and_a_group_that_go_or_are_not_there_are_faults(tmp_path: Path, aws: Aws) -> None:
    with program("existing-redis", tmp_path) as preflight:
        there = publishers(aws)
        assert faults(preflight, aws.config(redisSecurityGroup=there)) == []
        boto3.client("secretsmanager", region_name=REGION).delete_secret(SecretId=aws.secret)
        assert faults(preflight, aws.config(redisSecurityGroup="sg-0a1b2c3d")) == [
            f"{aws.secret} is being deleted",
            "sg-0a1b2c3d does not exist: it gets the rule that lets the gateway in to Redis",
        ]


def test_a_secret_under_a_key_of_the_teams_own_is_a_fault(tmp_path: Path, aws: Aws) -> None:
    secrets = boto3.client("secretsmanager", region_name=REGION)
    own = secrets.create_secret(Name="own", SecretString="{}", KmsKeyId="alias/own")["ARN"]
    with program("existing-redis", tmp_path) as preflight:
        found = faults(preflight, aws.config(redisSecretArn=own, redisSecurityGroup=publishers(aws)))
    assert found == [f"{own} is under alias/own, which tasks may not use: put it under alias/aws/secretsmanager"]


def test_called_for_an_environment_it_says_each_fault_in_a_line_and_fails(
    certified: ModuleType, aws: Aws, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    config = {
        "aws:region": REGION,
        "given-certificate:gatewayCpu": "256",
        "given-certificate:certificateArn": imported("live.example.com"),
        "given-certificate:publishersSecurityGroup": publishers(aws),
    }
    (tmp_path / "Pulumi.prod.yaml").write_text(yaml.safe_dump({"config": config}), encoding="utf-8")

    def called(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["preflight.py", *arguments])
        return certified.main(), "".join(capsys.readouterr())

    assert called("prod", "live.example.com") == (0, "everything expected is there\n")
    code, told = called("prod", "www.example.com")
    assert (code, told.count("\n"), "not for www.example.com" in told) == (1, 1, True)
    assert called("staging", "live.example.com") == (2, "preflight.py: there is no Pulumi.staging.yaml\n")
    assert called() == (2, "usage: python preflight.py ENVIRONMENT NAME\n")


def publishers(aws: Aws, **rule: object) -> str:
    """Makes a group with one rule outwards, or with those that AWS gives to each."""
    made = aws.ec2.create_security_group(GroupName="backend", Description="backend", VpcId=aws.vpc)["GroupId"]
    if rule:
        everything = [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
        aws.ec2.revoke_security_group_egress(GroupId=made, IpPermissions=everything)
        aws.ec2.authorize_security_group_egress(
            GroupId=made, IpPermissions=[{"IpRanges": [{"CidrIp": "10.0.0.0/8"}], **rule}]
        )
    return str(made)


@pytest.mark.parametrize("name", ["live.example.com", "LIVE.example.com", "other.example.org"])
def test_an_issued_certificate_for_the_name_is_no_fault(certified: ModuleType, aws: Aws, name: str) -> None:
    arn = imported("www.example.com", "live.example.com", "*.example.org")
    group = publishers(aws, IpProtocol="tcp", FromPort=9000, ToPort=9000)
    assert faults(certified, aws.config(certificateArn=arn, name=name, publishersSecurityGroup=group)) == []


@pytest.mark.parametrize("name", ["live.example.net", "a.b.example.org", "example.org"])
def test_a_certificate_for_other_names_is_a_fault(certified: ModuleType, aws: Aws, name: str) -> None:
    arn = imported("live.example.com", "*.example.org")
    config = aws.config(certificateArn=arn, name=name, publishersSecurityGroup=publishers(aws))
    assert faults(certified, config) == [f"{arn} is for *.example.org, live.example.com, not for {name}"]


def test_a_certificate_that_nobody_has_proved_yet_is_a_fault(certified: ModuleType, aws: Aws) -> None:
    acm = boto3.client("acm", region_name=REGION)
    arn = acm.request_certificate(DomainName="live.example.com", ValidationMethod="DNS")["CertificateArn"]
    config = aws.config(certificateArn=arn, name="live.example.com", publishersSecurityGroup=publishers(aws))
    assert faults(certified, config) == [f"{arn} is PENDING_VALIDATION: a load balancer takes it when it is ISSUED"]


def test_a_certificate_and_a_group_that_do_not_exist_are_faults(certified: ModuleType, aws: Aws) -> None:
    arn = f"arn:aws:acm:{REGION}:123456789012:certificate/1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d"
    config = aws.config(certificateArn=arn, name="live.example.com", publishersSecurityGroup="sg-0a1b2c3d")
    first, second = faults(certified, config)
    assert first.startswith("certificate: ")
    assert arn in first
    assert second.startswith("publishers: ")
    assert "sg-0a1b2c3d" in second


@pytest.mark.parametrize(("protocol", "port"), [("tcp", 443), ("udp", 9000)])
def test_publishers_that_may_not_reach_the_api_are_a_fault(
    certified: ModuleType, aws: Aws, protocol: str, port: int
) -> None:
    group = publishers(aws, IpProtocol=protocol, FromPort=port, ToPort=port)
    config = aws.config(
        certificateArn=imported("live.example.com"), name="live.example.com", publishersSecurityGroup=group
    )
    assert faults(certified, config) == [f"{group} lets no TCP out to port 9000, where publishers find the API"]
