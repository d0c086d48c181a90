"""T33: clients that do not come back, come back all at once, or come back to a gap."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide import facts
from rtgen.decide.decision import Edit, Finding
from rtgen.decide.decisions import Decisions
from rtgen.decide.transport import HOLDING
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import Feature, FeatureSet
from rtgen.domain.platform import ClientAbilities
from rtgen.domain.vocabulary import Tier

RULE = Rule(
    "T33",
    "No reconnection logic",
    Severity.ERROR,
    "Dropped connections stay dead, return as a storm, or return to a gap. What is only incomplete is a warning.",
)


def findings(features: FeatureSet, decisions: Decisions) -> Iterator[Finding]:
    """What the declared client and gateway lack, said once for all features that hold a connection."""
    held = [each.feature for each in decisions.features if each.transport.choice in HOLDING]
    client, gateway = features.platform.client, features.platform.gateway
    if not held:
        return
    kept = [feature for feature in held if feature.history is not None]
    if isinstance(client, ClientAbilities):
        yield from _client(features, client, decisions, kept)
    if gateway is not None and not gateway.resume and kept:
        yield Finding(
            RULE.id,
            Severity.WARNING,
            None,
            "The gateway resumes nothing: what is published while a client is away never reaches it.",
            "Declare `resume: true` if it can, or `history: none` for what may be lost.",
            facts.place_of_platform(features, "gateway.resume"),
            evidence=f"{facts.named(kept)} keeps history that nobody gets back",
        )


def _client(
    features: FeatureSet, client: ClientAbilities, decisions: Decisions, kept: list[Feature]
) -> Iterator[Finding]:
    if decisions.tier.decision.choice is Tier.MANAGED:
        storm = "a provider, too, closes connections when it deploys"
    else:
        closed, accepted = decisions.reconnect.storm_connections, decisions.reconnect.accept_rate
        storm = f"at worst {closed:,} connections close at once; {accepted:,} a second are accepted"
    # The SDK speaks Centrifugo's protocol only.
    speaks = features.platform.gateway is None and decisions.tier.decision.choice is not Tier.MANAGED
    edit = Edit("platform.client", "centrifuge-js") if speaks else None
    if not client.reconnects:
        yield Finding(
            RULE.id,
            RULE.severity,
            None,
            "Clients do not reconnect: whom a deployment disconnects stays away.",
            "Use an SDK that reconnects, with backoff, jitter and state recovery.",
            facts.place_of_platform(features, "client.reconnects"),
            evidence=f"client.reconnects is false; {storm}",
            edit=edit,
        )
        return
    abilities = {
        "backoff": client.backoff,
        "jitter": client.jitter,
        "state recovery (resumes)": client.resumes or not kept,
    }
    lacking = [name for name, able in abilities.items() if not able]
    if lacking:
        yield Finding(
            RULE.id,
            Severity.WARNING,
            None,
            f"Clients reconnect without {_listed(lacking)}.",
            "Use an SDK that has it, or add it to yours and say so in `platform.client`.",
            facts.place_of_platform(features, "client"),
            evidence=storm,
            edit=edit,
        )


def _listed(names: list[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
