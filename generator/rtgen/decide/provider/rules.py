"""The rules of managed providers."""

from __future__ import annotations

from rtgen.diagnostics import Rule, Severity

NONE_NEEDED = Rule(
    "RT870",
    "A tier that runs its own gateway has no provider",
    Severity.INFO,
    "What each provider would cost, and whether it fits, is shown all the same.",
)
NAMED = Rule("RT871", "The spec names the provider", Severity.INFO, "A team may have a contract, or know its SDK.")
CHEAPEST = Rule(
    "RT872",
    "The cheapest provider that fits",
    Severity.INFO,
    "Each plan is held against every feature; of those that fit, the declared traffic is billed by their own counting.",
)
QUOTE = Rule(
    "RT873",
    "The provider's plan has no published price",
    Severity.WARNING,
    "It ranks after every plan with a price; its list rates are an upper bound of the usage, not an offer.",
)
NONE_FITS = Rule(
    "RT874",
    "No provider fits, and one is required",
    Severity.ERROR,
    "Beyond a provider's limits messages are refused, delayed or lost.",
)
NAMED_MISFIT = Rule(
    "RT875",
    "The named provider does not fit",
    Severity.ERROR,
    "Beyond a provider's limits messages are refused, delayed or lost.",
)
LOSSES = Rule(
    "RT876",
    "The provider does not keep every promise",
    Severity.WARNING,
    "What the spec or its defaults give, and the provider does not, is the application's own to make good.",
)
STAYS = Rule(
    "RT878",
    "The recorded provider stays while it is hardly dearer",
    Severity.INFO,
    "Another provider is another SDK, other tokens and another contract: prices that pass each other are no reason.",
)
OWN_WAY = Rule(
    "RT310",
    "At a provider: what its own SDK connects by",
    Severity.INFO,
    "Its clients open one connection for all features; which transports that goes by, the SDK settles.",
)
FORCED_OTHERWISE = Rule(
    "RT311",
    "The forced transport is none of the provider's SDK",
    Severity.WARNING,
    "A provider's SDK brings its own transports: what the spec forces would bind a gateway, and binds no provider.",
)
ONE_TRANSPORT = Rule(
    "RT312",
    "The provider's SDK has no second transport",
    Severity.INFO,
    "Some networks refuse the upgrade to WebSocket; what has nothing else stays out there.",
)
RULES = (
    NONE_NEEDED,
    NAMED,
    CHEAPEST,
    QUOTE,
    NONE_FITS,
    NAMED_MISFIT,
    LOSSES,
    STAYS,
    OWN_WAY,
    FORCED_OTHERWISE,
    ONE_TRANSPORT,
)
