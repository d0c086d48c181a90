"""What documents upstream may state, the words for it, and what shows that a line is about it."""

from __future__ import annotations

import re

from rtgen.record import NamedTuple


class Subject(NamedTuple):
    """Something that documents upstream may state."""

    name: str
    """Dotted path in the spec, where it is one."""
    words: str
    mentions: str
    """A regular expression for what shows that a line is about it; its group `value`, if any, is what it names."""
    below: frozenset[str]
    """Words of the headings and items that it may stand below; any other makes it a statement about a part."""
    known: tuple[str, ...] = ()
    """Values whose mention is no news, such as the cloud that rtgen builds for."""
    vague: str = ""
    """A value that another one beside it makes exact; else two values in one passage are no statement."""


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text))


_WHOLE = _words(
    """
    the our and of for in on a an to with at aws amazon cloud infrastructure deployment hosting platform network
    networking vpc region regions production environment environments overview summary topology architecture system
    constraint constraints component components resource resources detail details configuration provider account current
    technical technology stack services general global information runtime operations introduction high level design
    budget cost costs where we run runs running deployed hosted everything
    facts
    """
)
_REDIS = _WHOLE | _words("redis valkey elasticache cache caching cluster data layer storage database stores")
_BROKER = _WHOLE | _words("messaging message broker queue bus event events driven asynchronous communication")
_COMPLIANCE = _WHOLE | _words("compliance security regulatory regulations requirements legal privacy data protection")
_API = _WHOLE | _words(
    """
    api apis rest restful http authentication authorization auth security convention conventions pagination versioning
    version style standards base url urls path common pattern patterns strategy specification principles format requests
    endpoints backend
    """
)
_DIRECTION = r"(?:north|south|east|west|central|northeast|northwest|southeast|southwest)"
REGION = rf"[a-z]{{2}}(?:-[a-z]{{3,4}})?-{_DIRECTION}-\d"
VPC = r"vpc-[0-9a-f]{8}(?:[0-9a-f]{9})?"
HOST = r"[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9][a-z0-9-]{0,62}){0,8}\.[a-z]{2,63}"
BROKER = r"kafka|rabbitmq|kinesis|sqs|nats|activemq|pulsar"
COMPLIANCE = r"gdpr|hipaa|pci[ -]dss|soc ?2|iso ?27001"
AUTH = r"jwt|oauth ?2(?:\.0)?|bearer|session cookie"
CLOUD = r"aws|amazon web services|gcp|google cloud|(?:microsoft )?azure"
SUBJECTS = (
    Subject("platform.region", "the region", rf"(?<![\w-])(?P<value>{REGION})(?![\w-])", _WHOLE),
    Subject(
        "cloud",
        "the cloud",
        rf"\b(?P<value>{CLOUD})\b(?! (?:devops|ad|active|pipelines|entra|repos))",
        _WHOLE,
        known=("aws",),
    ),
    Subject("platform.budget", "the budget", r"\bbudget\b[^.]{0,40}[$€£]|[$€£][^.]{0,40}\bbudget\b", _WHOLE),
    Subject("network.vpc_id", "a VPC that is there", rf"\b(?P<value>{VPC})\b|\bexisting vpc\b", _WHOLE),
    Subject(
        "redis.endpoint",
        "a Redis that is there",
        r"(?<![\w.-])(?P<value>[\w.-]{1,200}\.cache\.amazonaws\.com)\b|\bexisting (?:redis|valkey|elasticache)\b",
        _REDIS,
    ),
    Subject("broker", "the message broker", rf"\b(?P<value>{BROKER})\b", _BROKER),
    Subject("compliance", "compliance", rf"\b(?P<value>{COMPLIANCE})\b", _COMPLIANCE),
    Subject("api.style", "the API's style", r"\b(?P<value>(?-i:REST)|restful|graphql|grpc)\b", _API),
    Subject(
        "api.auth",
        "the API's authentication",
        r"\b(?P<value>jwt|oauth|bearer|session cookie|api key|basic auth)s?\b",
        _API,
        vague="bearer",
    ),
    Subject("api.base_path", "the API's base path", r"\bbase (?:path|url)\b", _API),
    Subject(
        "api.pagination",
        "the API's pagination",
        r"\bpaginat(?:ion|ed)\b|\b(?P<value>cursor|offset|page)-based\b",
        _API,
    ),
    Subject("api.versioning", "the API's versions", r"(?<!semantic )\b(?:versioning|versioned)\b", _API),
)
