"""What all features together ask of the platform at the declared peak, gathered once in exact numbers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from rtgen.decide.decision import Decision
from rtgen.decide.lock import Settled
from rtgen.decide.traffic import Traffic, sent
from rtgen.decide.transport import HOLDING
from rtgen.decide.working import Amount, Term, decimal, exact_sum, number, sum_of, total
from rtgen.domain.features import Audience, Feature
from rtgen.domain.vocabulary import Communication, Publisher, Transport
from rtgen.record import NamedTuple


class Carried(NamedTuple):
    """A feature with the transport that was decided for it, and its traffic."""

    feature: Feature
    decision: Decision[Transport]
    settled: Settled
    """What the transport is recorded as."""
    poll_interval: Fraction | None
    """Seconds between two polls; only for short polling."""
    traffic: Traffic
    alike: object | None = None
    """See FeatureDecisions.alike."""

    @property
    def transport(self) -> Transport:
        """What was decided."""
        return self.decision.choice


class Flow(NamedTuple):
    """An amount by audience, each with the growth that is planned for it."""

    parts: tuple[tuple[Fraction, Term], ...]
    """(growth, amount at the declared peak)."""
    names: str
    """What the terms of the sum stand for, in its order."""

    def at(self, scale: Fraction) -> Term:
        """The amount with growth, for an environment of this scale."""
        growths = {growth for growth, _ in self.parts}
        if len(growths) == 1:
            (growth,) = growths
            whole = _times(total(term for _, term in self.parts), growth)
        else:
            whole = total(_times(term, growth) for growth, term in self.parts)
        return _times(whole, scale)

    def declared(self, scale: Fraction) -> Term:
        """The amount without growth, for an environment of this scale."""
        return _times(total(term for _, term in self.parts), scale)

    @property
    def growth(self) -> Fraction | None:
        """The growth that all audiences share; None where they differ."""
        growths = {growth for growth, _ in self.parts}
        return growths.pop() if len(growths) == 1 else None


class Heard(NamedTuple):
    """Publications of the channels that this many connections hear; growth is in them."""

    receivers: Fraction
    publications: Fraction
    """A second."""
    octets: Fraction
    """Bytes of data a second."""


class Load(NamedTuple):
    """The load of all features at the declared peak."""

    connections: Flow
    """Held by clients: one for each of a user's transports, tabs and devices."""
    streams: Flow
    """Of them, Server-Sent Events, whose pings are answered by requests."""
    long_polls: Flow
    """Of them, long polling."""
    publications: Flow
    """A second."""
    published_by_server: Flow
    """Of them, by the backend."""
    deliveries: Flow
    """A second, to held connections."""
    delivered: Flow
    """Bytes of data a second, to held connections."""
    polls: Flow
    """Requests a second of short polling."""
    stored: Flow
    """Bytes of data in history."""
    stored_channels: Flow
    present: Flow
    """Members whose presence is kept."""
    present_channels: Flow
    heard: tuple[Heard, ...]
    """All publications, by how many hear them; the smallest first."""
    connections_a_user: Fraction
    """Of the audience where a user holds most."""
    requests_a_user: Fraction
    """A second: what one user publishes, where it travels as a request, and polls."""
    holders: tuple[Feature, ...]
    """Whose users the connections are counted from: the feature with most of them, of each audience and transport."""

    def words(self, scale: Fraction) -> str:
        """The load of an environment of this scale, for the record of a decision."""
        flows = (
            ("connections", self.connections),
            ("publications", self.publications),
            ("deliveries", self.deliveries),
        )
        return "; ".join(f"{name} {decimal(flow.at(scale).value)}" for name, flow in flows)


class _Sums:
    """Named amounts of one audience, while they are gathered."""

    def __init__(self) -> None:
        self.most: dict[Transport, Feature] = {}
        """The feature with most users."""
        self.publications: list[Amount] = []
        self.published_by_server: list[Amount] = []
        self.deliveries: list[Amount] = []
        self.delivered: list[Amount] = []
        self.polls: list[Amount] = []
        self.stored: list[Amount] = []
        self.stored_channels: list[Amount] = []
        self.present: list[Amount] = []
        self.present_channels: list[Amount] = []
        self.requests: list[Amount] = []


def load(carried: Iterable[Carried], audiences: Mapping[str, Audience]) -> Load:
    """The load of these features. Their order does not matter."""
    sums: dict[str, _Sums] = defaultdict(_Sums)
    heard: dict[tuple[str, int, int], tuple[list[Amount], list[Amount]]] = defaultdict(lambda: ([], []))
    for alike in kinds(carried):
        each, names = alike[0], [one.feature.id for one in alike]
        audience = each.feature.audience
        _gather(sums[audience], each, names, audiences[audience])
        published, receivers = each.traffic.publications, each.traffic.receivers
        publications, octets = heard[audience, receivers.numerator, receivers.denominator]
        top, bottom = published.numerator, published.denominator
        publications.append((names, top, bottom))
        octets.append((names, top * each.feature.publish.size, bottom))
    by_audience = [(audiences[name], sums[name]) for name in sorted(sums)]
    return Load(
        connections=_connections(by_audience, HOLDING),
        streams=_connections(by_audience, frozenset({Transport.SSE})),
        long_polls=_connections(by_audience, frozenset({Transport.LONG_POLLING})),
        publications=_flow((audience, each.publications) for audience, each in by_audience),
        published_by_server=_flow((audience, each.published_by_server) for audience, each in by_audience),
        deliveries=_flow((audience, each.deliveries) for audience, each in by_audience),
        delivered=_flow((audience, each.delivered) for audience, each in by_audience),
        polls=_flow((audience, each.polls) for audience, each in by_audience),
        stored=_flow((audience, each.stored) for audience, each in by_audience),
        stored_channels=_flow((audience, each.stored_channels) for audience, each in by_audience),
        present=_flow((audience, each.present) for audience, each in by_audience),
        present_channels=_flow((audience, each.present_channels) for audience, each in by_audience),
        heard=_heard(heard, audiences),
        connections_a_user=max(
            len(each.most.keys() & HOLDING) * audience.connections_per_user for audience, each in by_audience
        ),
        requests_a_user=max(exact_sum(each.requests) for _, each in by_audience),
        holders=tuple(
            [each.most[transport] for _, each in by_audience for transport in sorted(each.most.keys() & HOLDING)]
        ),
    )


def kinds(carried: Iterable[Carried]) -> Iterable[list[Carried]]:
    """Those that are alike, together, in the order of the first of each."""
    found: dict[int, list[Carried]] = {}
    for each in carried:
        found.setdefault(id(each if each.alike is None else each.alike), []).append(each)
    return found.values()


def _gather(sums: _Sums, carried: Carried, names: Sequence[str], audience: Audience) -> None:
    """The amounts of one feature, once for each of these that are alike."""
    feature, transport, traffic = carried.feature, carried.transport, carried.traffic
    size = feature.publish.size
    sums.most[transport] = max(sums.most.get(transport, feature), feature, key=lambda each: each.users)
    published = (names, traffic.publications.numerator, traffic.publications.denominator)
    sums.publications.append(published)
    if feature.publish.by is Publisher.SERVER:
        sums.published_by_server.append(published)
    else:
        sums.requests.append(_amount(names, sent(feature)))
    if transport in HOLDING:
        top, bottom = traffic.deliveries.numerator, traffic.deliveries.denominator
        sums.deliveries.append((names, top, bottom))
        sums.delivered.append((names, top * size, bottom))
    if carried.poll_interval is not None:
        polls = audience.connections_per_user / carried.poll_interval
        sums.polls.append(_amount(names, feature.users * polls))
        sums.requests.append(_amount(names, polls))
    if traffic.history:
        sums.stored.append((names, traffic.channels * traffic.history * size, 1))
        sums.stored_channels.append((names, traffic.channels, 1))
    if feature.communication is Communication.PRESENCE:
        sums.present.append(_amount(names, traffic.channels * traffic.receivers))
        sums.present_channels.append((names, traffic.channels, 1))


def _amount(names: Sequence[str], value: Fraction) -> Amount:
    return (names, value.numerator, value.denominator)


def _flow(amounts: Iterable[tuple[Audience, list[Amount]]]) -> Flow:
    parts, names = [], []
    for audience, named in amounts:
        term, listed = sum_of(named)
        if listed:
            parts.append((audience.growth, term))
            names.append(listed)
    return Flow(tuple(parts) or ((Fraction(1), number(0)),), "; ".join(names))


def _connections(by_audience: list[tuple[Audience, _Sums]], held: frozenset[Transport]) -> Flow:
    """The largest users of each transport, who share one connection for all features of that transport."""
    parts, names = [], []
    for audience, sums in by_audience:
        for transport in sorted(sums.most.keys() & held):
            parts.append((audience.growth, _times(number(sums.most[transport].users), audience.connections_per_user)))
            names.append(f"{audience.id} by {transport}")
    return Flow(tuple(parts) or ((Fraction(1), number(0)),), ", ".join(names))


def _heard(
    gathered: Mapping[tuple[str, int, int], tuple[list[Amount], list[Amount]]], audiences: Mapping[str, Audience]
) -> tuple[Heard, ...]:
    flows = [
        Heard(
            Fraction(top, bottom),
            exact_sum(publications) * audiences[name].growth,
            exact_sum(octets) * audiences[name].growth,
        )
        for (name, top, bottom), (publications, octets) in sorted(gathered.items())
    ]
    return tuple(sorted(flows, key=lambda each: each.receivers))


def _times(term: Term, factor: Fraction) -> Term:
    """The term times a factor that is written down only where it changes something."""
    return term if factor == 1 or term.value == 0 else term * number(factor)
