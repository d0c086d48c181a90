"""What a team has before it plans a stack: a network, security groups, a certificate, and an HTTP API.

A harness begins with an empty account. This file goes into a copy of a stack that stands beside such things, which its
program then makes first, and refers to by their real ids.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import pulumi
import pulumi_aws as aws

ZONES = "ab"


def beside(settings: Any) -> Any:  # noqa: ANN401 - the settings of any stack
    """The same settings, with the ids of what is made here."""
    known = {field.name for field in dataclasses.fields(settings)}
    found = _network() if "vpc_id" in known else {}
    if "api_id" in known:
        found["api_id"] = _api()
    return dataclasses.replace(settings, **{name: value for name, value in found.items() if name in known})


def _api() -> pulumi.Output[str]:
    """An HTTP API with a stage that deploys by itself."""
    api = aws.apigatewayv2.Api("estate-api", protocol_type="HTTP")
    aws.apigatewayv2.Stage("estate-stage", api_id=api.id, name="$default", auto_deploy=True)
    return api.id


def _network() -> dict[str, Any]:
    region = aws.get_region().region
    vpc = aws.ec2.Vpc("estate-vpc", cidr_block="10.9.0.0/16")
    gateway = aws.ec2.InternetGateway("estate-internet", vpc_id=vpc.id)
    routes = aws.ec2.RouteTable("estate-routes", vpc_id=vpc.id)
    aws.ec2.Route("estate-route", route_table_id=routes.id, destination_cidr_block="0.0.0.0/0", gateway_id=gateway.id)
    subnets = {
        kind: tuple(
            aws.ec2.Subnet(
                f"estate-{kind}-{zone}",
                vpc_id=vpc.id,
                cidr_block=f"10.9.{at + offset}.0/24",
                availability_zone=f"{region}{zone}",
            )
            for offset, zone in enumerate(ZONES)
        )
        for kind, at in (("public", 0), ("private", 10))
    }
    for subnet, zone in zip(subnets["public"], ZONES, strict=True):
        aws.ec2.RouteTableAssociation(f"estate-way-{zone}", subnet_id=subnet.id, route_table_id=routes.id)
    certificate = aws.acm.Certificate("estate-name", domain_name="live.example.com", validation_method="DNS")
    return {
        "vpc_id": vpc.id,
        **{f"{kind}_subnet_ids": tuple(each.id for each in those) for kind, those in subnets.items()},
        "certificate_arn": certificate.arn,
        **{
            f"{whose}_security_group": aws.ec2.SecurityGroup(f"estate-{whose}", vpc_id=vpc.id).id
            for whose in ("publishers", "redis")
        },
    }
