"""Whether the network ACLs of subnets let traffic through; preflight.py asks.

An ACL keeps no state, so that answers need a way of their own, to the ports that asked.
"""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network
from typing import TypedDict

WORLD = IPv4Network("0.0.0.0/0")
SOMEBODY = IPv4Address("1.1.1.1")
"""One of the world's addresses."""
ALL, TCP = "-1", "6"
MOST_PORTS = 65535

Ports = tuple[int, int]
"""The first and the last."""
ASKING_PORTS: Ports = (1024, MOST_PORTS)
"""From which clients and load balancers ask."""
TASK_PORTS: Ports = (32768, 60999)
"""From which a task asks: what Linux takes."""


class PortRange(TypedDict):
    """The ports of a rule, as AWS says them."""

    From: int
    To: int


class Rule(TypedDict, total=False):
    """A rule of an ACL, as AWS says it."""

    RuleNumber: int
    Egress: bool
    Protocol: str
    CidrBlock: str
    PortRange: PortRange
    RuleAction: str


class Acl(TypedDict):
    """A network ACL, as AWS says it."""

    NetworkAclId: str
    Entries: list[Rule]


OUTSIDE = ""
Side = Mapping[str, IPv4Network]
"""The networks at one end: a subnet by its id, and what has no ACL of the stack's as OUTSIDE."""
EVERYBODY: Side = {OUTSIDE: WORLD}


@dataclass(frozen=True)
class Way:
    """What opens TCP connections to a port of what, and who needs that."""

    need: str
    sources: Side
    targets: Side
    port: int
    answers: Ports


def shut(way: Way, acls: Mapping[str, Acl]) -> Iterator[str]:
    """Say where an ACL stands in the way; `acls` are those of the subnets, by their ids."""
    asked = (way.port, way.port)
    for (source, near), (target, far) in itertools.product(
        way.sources.items(), way.targets.items()
    ):
        for subnet, egress, peer, ports in (
            (source, True, far, asked),
            (target, False, near, asked),
            (target, True, near, way.answers),
            (source, False, far, way.answers),
        ):
            if source == target or subnet == OUTSIDE:  # no ACL is asked within a subnet
                continue
            if not _lets(acls[subnet], peer, ports, egress=egress):
                said = " to ".join(str(port) for port in dict.fromkeys(ports))
                where = f"out of {subnet} to" if egress else f"into {subnet} from"
                acl = acls[subnet]["NetworkAclId"]
                yield f"{acl} does not let TCP {said} {where} {peer}: {way.need}"


def _lets(acl: Acl, peer: IPv4Network, ports: Ports, *, egress: bool) -> bool:
    """Look for both ends of a network, and for somebody of the world: others may be shut out.

    Of many ports the ends and the middle count: a single one between them may be shut, too.
    """
    rules = sorted(
        (each for each in acl["Entries"] if each["Egress"] is egress and _about(each)),
        key=lambda rule: rule["RuleNumber"],
    )
    wanted = {*ports, sum(ports) // 2}
    if peer == WORLD:
        blocks = [IPv4Network(each["CidrBlock"]) for each in rules]
        hosts = {host for block in blocks for host in (block[0], SOMEBODY) if host in block}
        return any(
            host.is_global and all(_allowed(rules, host, port) for port in wanted) for host in hosts
        )
    return all(_allowed(rules, host, port) for host in (peer[0], peer[-1]) for port in wanted)


def _about(rule: Rule) -> bool:
    return rule["Protocol"] in {ALL, TCP} and "CidrBlock" in rule


def _ports(rule: Rule) -> Ports:
    if rule["Protocol"] == ALL or "PortRange" not in rule:
        return 0, MOST_PORTS
    return rule["PortRange"]["From"], rule["PortRange"]["To"]


def _allowed(rules: list[Rule], host: IPv4Address, port: int) -> bool:
    """Take the first rule that fits; where none does, AWS refuses."""
    for rule in rules:
        first, last = _ports(rule)
        if host in IPv4Network(rule["CidrBlock"]) and first <= port <= last:
            return rule["RuleAction"] == "allow"
    return False
