"""Plans of stacks that differ in everything in which stacks can differ."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from builders import make_environment, make_feature, make_feature_set, make_notifications
from planning import plan
from rtgen.decide import decide
from rtgen.domain.features import FeatureSet
from rtgen.domain.platform import Backend, Domain, ForcedTier, Jwks
from rtgen.domain.vocabulary import Access, Availability, Communication, Delivery, Tier
from rtgen.plan.model import Plan
from rtgen.spec import load
from verify import harness

MANY = "many tasks at an own name"
ONE = "one task behind CloudFront"
ONE_KEPT = "one task that keeps its state in Valkey, tokens of an identity provider, nobody to alarm"
MANY_IN_THREE_ZONES = "many tasks in three zones, tokens of an identity provider, an existing group of publishers"

IDENTITY_PROVIDER = Jwks("https://login.example.com/.well-known/jwks.json", "https://login.example.com/", "live")


def _environments(domain: bool, backend: Backend, alarm_email: str | None) -> dict[str, object]:
    """A production and a staging environment, and what they share as the platform's."""
    names = {"prod": "live.example.com", "staging": "staging.live.example.com"}
    shared = {"backend": backend, "alarm_email": alarm_email}
    return {
        **shared,
        "domain": Domain(names["prod"], "example.com") if domain else None,
        "environments": tuple(
            make_environment(
                name,
                **shared,
                scale=Fraction(1) if name == "prod" else Fraction(1, 10),
                origins=("https://www.example.com",) if name == "prod" else (),
                domain=Domain(at, "example.com") if domain else None,
            )
            for name, at in names.items()
        ),
    }


def _plan(name: str, title: str, features: FeatureSet) -> Plan:
    named = features._replace(name=name, title=title)
    return plan(named, decide(named))


_CHAT = make_feature(request_response=True)
_ALERTS = make_notifications()
_ONLINE = make_feature("online", communication=Communication.PRESENCE, history=None)
_ORDERS = make_feature("orders", access=Access.PROXY, delivery=Delivery.AT_LEAST_ONCE, history=86_400)
_MORE_ALERTS_THAN_ECS_TAKES = [make_notifications(f"alerts-{number}") for number in range(400)]
_API = "https://api.example.com/realtime"
_ONCALL = "oncall@example.com"

_SMALL = Path(__file__).parent.parent / "stacks"
MANAGED = {path.stem: path for path in sorted((_SMALL / "managed").glob("*.yaml"))}
"""Specs that lead to a provider, by name."""
_EXAMPLES = ("quiz-night", "stadium-scores", "support-desk")
AROUND_PROVIDERS = MANAGED | {f"the example {name}": harness.ROOT / "stacks" / name / "spec.yaml" for name in _EXAMPLES}
"""The same, and the examples that do."""
_SPECS = sorted(_SMALL.glob("*.yaml"))
"""Combinations that no example shows."""

VARIANTS: Mapping[str, Plan] = {
    MANY: _plan(
        "many",
        'Many "quoted" users of a title that is far too long for the first line of a docstring',
        make_feature_set(
            _CHAT,
            _ALERTS,
            _ONLINE,
            tier=ForcedTier(Tier.MULTI, "this test"),
            **_environments(domain=True, backend=Backend(_API, None), alarm_email=_ONCALL),
        ),
    ),
    ONE: _plan(
        "one",
        "",
        make_feature_set(
            _ALERTS, _ONLINE, **_environments(domain=False, backend=Backend(None, None), alarm_email=_ONCALL)
        ),
    ),
    ONE_KEPT: _plan(
        "one-kept",
        "Orders",
        make_feature_set(
            _ORDERS,
            auth=IDENTITY_PROVIDER,
            **_environments(domain=False, backend=Backend(_API, "sg-0123456789abcdef0"), alarm_email=None),
        ),
    ),
    MANY_IN_THREE_ZONES: _plan(
        "many-" + 34 * "x" + "9",
        "Many",
        make_feature_set(
            *_MORE_ALERTS_THAN_ECS_TAKES,
            auth=IDENTITY_PROVIDER,
            availability=Availability.HIGH,
            sticky_sessions="off",
            **_environments(domain=True, backend=Backend(None, "sg-0123456789abcdef0"), alarm_email=_ONCALL),
        ),
    ),
    **{spec.stem: plan(features, decide(features)) for spec, features in zip(_SPECS, load(_SPECS), strict=True)},
}
