"""The phrases that prose is read by: all of them, in one table, each with a sentence that it reads.

A phrase is a whole sentence, or a label and its value, about the whole of what is built, below headings that narrow it
no further (`subjects`). Where it takes a guess to know what a sentence is about, there is no phrase for it.
"""

from __future__ import annotations

from rtgen.context.subjects import AUTH, BROKER, CLOUD, COMPLIANCE, HOST, REGION, VPC
from rtgen.record import NamedTuple


class Phrase(NamedTuple):
    """One way to state a subject."""

    subject: str
    reads: str
    """An example, as `rtgen explain RT904` shows it."""
    says: str
    """A regular expression for a whole sentence, without regard to case; its group `value` is what is stated."""


_THING = r"(?:platform|system|product|application|app|back-?end|infrastructure|stack|workload)"
_ALL = (
    r"(?:everything|we|production|all (?:of )?(?:our |the )?(?:services|components|systems|workloads|infrastructure)"
    rf"|(?:the|our) (?:(?:whole|entire|complete|production) )?{_THING})"
)
_RUN = (
    r" (?:(?:runs?|deploys?|lives?)|(?:is|are) (?:(?:entirely|fully|all) )?(?:deployed|hosted|running))"
    r"(?: everything| entirely| fully)?"
)
_ZONES = r"(?:,? (?:across|over|in|with) (?:two|three|\d) (?:availability zones|azs))?"
_AWS = r"(?: (?:on|in) (?:aws|amazon web services),?)?"
_NOTE = r"(?: \([^()]{1,60}\))?"
_API = r"(?:(?:the|our|all|every|each) )?(?:(?:public|rest|http|list) )?(?:apis?|endpoints?|back-?end|service)"
_PATH = r"/[a-z0-9/_-]{1,100}"
_BASED = r"(?P<value>cursor|offset|page)[ -]based"
_VERSIONED = r"(?P<value>url|uri|path|route|header|media type)"
PHRASES = (
    Phrase(
        "platform.region",
        "Everything runs in eu-west-1.",
        rf"{_ALL}{_RUN}{_AWS} in (?:the )?(?:aws )?(?:region )?(?P<value>{REGION})(?: region)?{_NOTE}{_ZONES}",
    ),
    Phrase(
        "platform.region",
        "Region: eu-west-1",
        rf"(?:(?:aws|deployment|production|primary) )?region: (?P<value>{REGION}){_NOTE}",
    ),
    Phrase(
        "cloud",
        "All services are hosted on AWS.",
        rf"{_ALL}{_RUN} (?:on|in) (?:the )?(?P<value>{CLOUD})(?: cloud)?(?:,? in {REGION})?{_NOTE}{_ZONES}",
    ),
    Phrase("cloud", "Cloud provider: AWS", rf"cloud(?: provider| platform)?: (?P<value>{CLOUD}){_NOTE}"),
    Phrase(
        "platform.budget",
        "The infrastructure budget is $1,200 per month.",
        r"(?:the|our) (?:infrastructure|cloud|aws|hosting|platform) budget (?:is|of) "
        r"(?:US)?\$ ?(?P<value>\d{1,3}(?:,\d{3})+|\d{1,7})(?: USD)? (?:a|per) month",
    ),
    Phrase(
        "platform.budget",
        "Monthly budget: $1,200",
        r"(?:monthly (?:(?:infrastructure|cloud|aws|hosting) )?budget: (?:US)?\$ ?(?P<value>\d{1,3}(?:,\d{3})+|\d{1,7})"
        r"(?: USD)?)",
    ),
    Phrase(
        "network.vpc_id",
        "The existing VPC is vpc-0a1f93c2b7d845e60.",
        rf"(?:the|our) (?:existing|production) (?:vpc|network) is (?P<value>{VPC})",
    ),
    Phrase(
        "network.vpc_id",
        "VPC ID: vpc-0a1f93c2b7d845e60",
        rf"(?:(?:existing|production) )?vpc(?: id)?: (?P<value>{VPC}){_NOTE}",
    ),
    Phrase(
        "redis.endpoint",
        "The existing Redis is reachable at live.a1b2c3.0001.euw1.cache.amazonaws.com:6379.",
        r"(?:the|our) existing (?:redis|valkey|elasticache)(?: cluster| cache)? (?:is|is reachable at|runs at) "
        rf"(?:rediss?://)?(?P<value>{HOST}(?::\d{{2,5}})?)/?",
    ),
    Phrase(
        "redis.endpoint",
        "Redis endpoint: live.a1b2c3.0001.euw1.cache.amazonaws.com",
        r"(?:existing |production )?(?:redis|valkey|elasticache)(?: primary)? (?:endpoint|host|address|url): "
        rf"(?:rediss?://)?(?P<value>{HOST}(?::\d{{2,5}})?)/?",
    ),
    Phrase(
        "redis.endpoint",
        "Primary endpoint: live.a1b2c3.0001.euw1.cache.amazonaws.com",
        r"primary endpoint: (?P<value>[a-z0-9.-]{1,200}\.cache\.amazonaws\.com(?::\d{2,5})?)",
    ),
    Phrase(
        "broker",
        "The message broker is Kafka.",
        rf"(?:the|our) (?:message|event) (?:broker|bus|queue) is (?:apache |amazon )?(?P<value>{BROKER}){_NOTE}",
    ),
    Phrase(
        "broker",
        "Message broker: Kafka",
        rf"(?:message|event) (?:broker|bus|queue): (?:apache |amazon )?(?P<value>{BROKER}){_NOTE}",
    ),
    Phrase(
        "compliance",
        "We must comply with GDPR and SOC 2.",
        rf"(?:we|{_ALL}) (?:must (?:comply|be compliant)|complies|comply|is compliant|are compliant) with (?:the )?"
        rf"(?P<value>(?:{COMPLIANCE})(?:(?:, and |, | and )(?:{COMPLIANCE}))*)",
    ),
    Phrase(
        "compliance",
        "Compliance: GDPR, SOC 2",
        rf"compliance: (?P<value>(?:{COMPLIANCE})(?:(?:, and |, | and )(?:{COMPLIANCE}))*)",
    ),
    Phrase(
        "api.style",
        "The API is RESTful.",
        r"(?:the|our) (?:public )?(?:api|back-?end|service|platform|application) (?:is|exposes|offers|provides) "
        r"(?:an? )?(?P<value>rest|restful|graphql|grpc)(?: api)?",
    ),
    Phrase("api.style", "API style: REST", rf"api (?:style|type): (?P<value>rest(?:ful)?|graphql|grpc){_NOTE}"),
    Phrase(
        "api.auth",
        "Clients authenticate with JWT.",
        r"(?:clients|users|all requests|requests|api calls|all endpoints) (?:authenticate|are authenticated) "
        rf"(?:with|by|using|through) (?:an? )?(?P<value>{AUTH})s?(?: bearer)?(?: tokens?)?",
    ),
    Phrase(
        "api.auth",
        "All endpoints require JWT authentication.",
        r"(?:(?:all|every|the|our) )?(?:api )?(?:requests?|calls?|endpoints?|routes?|api) (?:requires?|uses?) "
        rf"(?P<value>{AUTH})(?: bearer)?(?:[ -]token)?(?:-based)? authentication",
    ),
    Phrase(
        "api.auth",
        "Authentication: JWT",
        rf"(?:api )?(?:authentication|auth(?: scheme| method)?): (?P<value>{AUTH})s?"
        rf"(?: bearer)?(?: tokens?)?{_NOTE}",
    ),
    Phrase(
        "api.base_path",
        "The base path is /api/v1.",
        r"(?:the|our) (?:api )?base path is (?P<value>/[a-z0-9/_-]{1,100})",
    ),
    Phrase("api.base_path", "Base path: /api/v1", r"(?:api )?base (?:path|url): (?P<value>/[a-z0-9/_-]{1,100})"),
    Phrase(
        "api.pagination",
        "All lists use cursor-based pagination.",
        rf"(?:{_API}|(?:all )?(?:lists|collections)) (?:uses?|has|have) {_BASED} pagination",
    ),
    Phrase(
        "api.pagination",
        "Pagination: cursor-based",
        rf"pagination: (?P<value>cursor|offset|page)(?:[ -]based)?{_NOTE}",
    ),
    Phrase(
        "api.versioning",
        "Endpoints are versioned by URL.",
        rf"{_API} (?:is|are) versioned (?:by|in|through) (?:the |their )?{_VERSIONED}s?(?: path)?",
    ),
    Phrase(
        "api.versioning",
        "All endpoints use URL-based versioning.",
        rf"{_API} uses? {_VERSIONED}(?: path)?[ -](?:based )?versioning",
    ),
    Phrase(
        "api.versioning",
        "Versioning: URL path",
        rf"(?:api )?versioning(?: strategy)?: {_VERSIONED}(?: path)?(?:-based)?{_NOTE}",
    ),
)
