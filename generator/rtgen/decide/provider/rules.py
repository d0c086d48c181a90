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
RULES = (NONE_NEEDED, NAMED, CHEAPEST, QUOTE, NONE_FITS, NAMED_MISFIT, LOSSES, STAYS)
