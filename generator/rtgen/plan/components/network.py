"""The VPC."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.plan.components.naming import Component
from rtgen.plan.model import Resource, StackPlan


def network(stack: StackPlan) -> Iterator[Resource]:
    """A VPC with a public and a private subnet in each zone, and NAT gateways; nothing in a network that is there."""
    if stack.network_given:
        return
    component = Component("network")
    yield component.has("ec2/vpc:Vpc", "vpc")
    yield component.has("ec2/defaultSecurityGroup:DefaultSecurityGroup", "default")
    yield component.has("ec2/internetGateway:InternetGateway", "internet")
    yield component.has("ec2/vpcEndpoint:VpcEndpoint", "s3")
    yield component.has("ec2/routeTable:RouteTable", "public")
    yield component.has("ec2/route:Route", "public")
    for zone in range(1, stack.zones + 1):
        yield component.has("ec2/subnet:Subnet", f"public-{zone}")
        yield component.has("ec2/routeTableAssociation:RouteTableAssociation", f"public-{zone}")
        yield component.has("ec2/subnet:Subnet", f"private-{zone}")
        yield component.has("ec2/routeTable:RouteTable", f"private-{zone}")
        yield component.has("ec2/route:Route", f"private-{zone}")
        yield component.has("ec2/routeTableAssociation:RouteTableAssociation", f"private-{zone}")
    for number in range(1, stack.nat_gateways + 1):
        yield component.has("ec2/eip:Eip", f"nat-{number}")
        yield component.has("ec2/natGateway:NatGateway", f"nat-{number}")
