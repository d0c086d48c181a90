"""The network: a VPC over several availability zones; the gateway and its Valkey are private."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.hooks import hooked

UNUSABLE_ZONES = [
    "use1-az3",
]
"""Zones (by id) without ARM64 on Fargate."""


@dataclass
class NetworkArgs:
    """How far the network reaches."""

    zones: int
    """Availability zones (`platform.availability`), numbered from 1; more come at the end."""
    nat_gateways: int
    """As many as zones, so that a zone depends on no other; or one, which costs less."""


class Network(pulumi.ComponentResource):
    """A VPC with a public and a private subnet in each zone."""

    def __init__(
        self, name: str, args: NetworkArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:Network", name, None, opts)
        self._prefix = name
        self._child = pulumi.ResourceOptions(parent=self)
        vpc = aws.ec2.Vpc(
            f"{name}-vpc",
            hooked(
                f"{name}-vpc",
                aws.ec2.VpcArgs(
                    cidr_block="10.0.0.0/16",
                    enable_dns_hostnames=True,
                    enable_dns_support=True,
                ),
            ),
            opts=self._child,
        )
        self.vpc_id = vpc.id
        # The group that AWS gives to whatever has none: without rules, nothing gets in or out.
        aws.ec2.DefaultSecurityGroup(f"{name}-default", vpc_id=vpc.id, opts=self._child)
        internet = aws.ec2.InternetGateway(f"{name}-internet", vpc_id=vpc.id, opts=self._child)

        zones = _zones(args.zones)
        outward = self._routes("public", gateway_id=internet.id)
        public = {
            number: self._subnet(f"public-{number}", f"10.0.{number}.0/24", zone, outward)
            for number, zone in zones.items()
        }
        nats = {
            number: self._nat(f"nat-{number}", public[number], internet)
            for number in range(1, args.nat_gateways + 1)
        }
        inward = {
            number: self._routes(
                f"private-{number}", nat_gateway_id=nats[min(number, args.nat_gateways)].id
            )
            for number in zones
        }
        private = {
            number: self._subnet(
                f"private-{number}", f"10.0.{16 * number}.0/20", zone, inward[number]
            )
            for number, zone in zones.items()
        }
        # The layers of images come from S3; through this endpoint they cost no NAT traffic.
        aws.ec2.VpcEndpoint(
            f"{name}-s3",
            vpc_id=vpc.id,
            service_name=f"com.amazonaws.{aws.get_region().region}.s3",
            vpc_endpoint_type="Gateway",
            route_table_ids=[table.id for table in inward.values()],
            opts=self._child,
        )
        self.public_subnet_ids = [subnet.id for subnet in public.values()]
        self.private_subnet_ids = [subnet.id for subnet in private.values()]
        self.register_outputs({"vpc_id": self.vpc_id})

    def _subnet(
        self, thing: str, block: str, zone: str, routes: aws.ec2.RouteTable
    ) -> aws.ec2.Subnet:
        """Make a subnet with its routes."""
        name = f"{self._prefix}-{thing}"
        subnet = aws.ec2.Subnet(
            name,
            vpc_id=self.vpc_id,
            cidr_block=block,
            availability_zone=zone,
            # Zones are taken in the order in which AWS lists them; when an outage hides one, the
            # subnets that stand must not move.
            opts=pulumi.ResourceOptions(parent=self, ignore_changes=["availability_zone"]),
        )
        aws.ec2.RouteTableAssociation(
            name, subnet_id=subnet.id, route_table_id=routes.id, opts=self._child
        )
        return subnet

    def _routes(
        self,
        thing: str,
        gateway_id: pulumi.Input[str] | None = None,
        nat_gateway_id: pulumi.Input[str] | None = None,
    ) -> aws.ec2.RouteTable:
        """Make a route table whose way out is one of the two gateways."""
        name = f"{self._prefix}-{thing}"
        table = aws.ec2.RouteTable(name, vpc_id=self.vpc_id, opts=self._child)
        aws.ec2.Route(
            name,
            route_table_id=table.id,
            destination_cidr_block="0.0.0.0/0",
            gateway_id=gateway_id,
            nat_gateway_id=nat_gateway_id,
            opts=self._child,
        )
        return table

    def _nat(
        self, thing: str, subnet: aws.ec2.Subnet, internet: aws.ec2.InternetGateway
    ) -> aws.ec2.NatGateway:
        """Make a NAT gateway with an address of its own: how the private subnets reach out."""
        name = f"{self._prefix}-{thing}"
        # An address is of no use before the VPC has its way to the internet.
        after_internet = pulumi.ResourceOptions(parent=self, depends_on=[internet])
        address = aws.ec2.Eip(name, domain="vpc", opts=after_internet)
        return aws.ec2.NatGateway(
            name, allocation_id=address.id, subnet_id=subnet.id, opts=after_internet
        )


def _zones(number: int) -> dict[int, str]:
    """Give numbers from 1 to the availability zones of the region, without Local Zones.

    Raises:
        pulumi.RunError: When the region has too few.

    """
    regular = aws.GetAvailabilityZonesFilterArgs(
        name="opt-in-status", values=["opt-in-not-required"]
    )
    names = aws.get_availability_zones(
        state="available", filters=[regular], exclude_zone_ids=UNUSABLE_ZONES
    ).names
    if len(names) < number:
        raise pulumi.RunError(f"the stack needs {number} zones; this region has {len(names)}")
    return dict(enumerate(names[:number], start=1))
