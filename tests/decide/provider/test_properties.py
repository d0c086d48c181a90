"""What holds of the providers for every feature set, whatever its numbers."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from decide.test_properties import feature_sets
from rtgen.decide import decide
from rtgen.decide.decisions import Candidate
from rtgen.decide.provider.candidates import LISTED, usage
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Tier

MANY = settings(max_examples=40, deadline=None)


def more_users(spec: FeatureSet, factor: int) -> FeatureSet:
    return spec._replace(
        features=tuple(each._replace(users=each.users * factor) for each in spec.features),
        audiences={name: each._replace(peak_users=each.peak_users * factor) for name, each in spec.audiences.items()},
    )


def by_name(spec: FeatureSet) -> dict[str, Candidate]:
    return {each.name: each for each in decide(spec).provider.candidates}


@MANY
@given(feature_sets(), st.integers(2, 50))
def test_more_users_never_lower_a_providers_price(spec: FeatureSet, factor: int) -> None:
    """Where it fits before and after: a rate of the whole feature is less for each of more users."""
    before, after = by_name(spec), by_name(more_users(spec, factor))

    for name, one in before.items():
        other = after[name]
        if one.fits and other.fits and other.monthly is not None:
            assert one.monthly is not None
            assert other.monthly >= one.monthly


@MANY
@given(feature_sets())
def test_a_candidate_fits_where_nothing_rejects_it_and_costs_what_its_bill_says(spec: FeatureSet) -> None:
    for each in decide(spec).provider.candidates:
        assert each.fits is not bool(each.rejections)
        assert len(each.rejections) <= LISTED
        assert each.more == 0 or len(each.rejections) == LISTED
        assert each.monthly in {None, usage(each.bill)}
        assert all(line.amount >= Fraction(0) for line in each.bill)


@MANY
@given(feature_sets())
def test_the_choice_fits_and_no_other_that_fits_costs_less(spec: FeatureSet) -> None:
    decided = decide(spec)
    choice = decided.provider.decision.choice
    usable = [each for each in decided.provider.candidates if each.provider is not None and each.fits]

    assert choice is None or decided.tier.decision.choice is Tier.MANAGED
    if decided.tier.decision.choice is Tier.MANAGED:
        assert choice is (usable[0].provider if usable else None)
    if choice is not None and usable[0].monthly is not None:
        assert all(each.monthly is None or each.monthly >= usable[0].monthly for each in usable)
