"""rtgen's NamedTuple is the standard library's in all but the price of a declaration."""

import pickle
import sys
import typing
from collections.abc import Callable

import pytest

from rtgen import record

Made = typing.Any


def point(base: Made) -> Made:
    """One declaration, on either base."""

    class Point(base):
        """A place."""

        x: int
        y: int = 2
        label: str = ""

        @property
        def double(self) -> int:
            return self.x * 2

    return Point


POINTS = {"rtgen": point(record.NamedTuple), "library": point(typing.NamedTuple)}
CALLS: dict[str, Callable[[Made], object]] = {
    "by place": lambda point: point(1, 5, "a"),
    "by name": lambda point: point(label="a", x=1),
    "with defaults": lambda point: point(1),
    "nothing": lambda point: point(),
    "too many": lambda point: point(1, 2, "a", 4),
    "unknown name": lambda point: point(1, z=4),
    "a name twice": lambda point: point(1, x=4),
    "a name missing and one unknown": lambda point: point(y=1, label="", z=4),
    "replaced": lambda point: point(1)._replace(y=7),
    "as a dictionary": lambda point: point(1)._asdict(),
    "made": lambda point: point._make((1, 2, "b")),
    "written": lambda point: repr(point(1)).rsplit(".", 1)[-1],
    "unpacked": lambda point: [*point(1)],
    "its property": lambda point: point(4).double,
    "equal to a tuple": lambda point: point(1) == (1, 2, ""),
    "hash": lambda point: hash(point(1)) == hash((1, 2, "")),
    "set": lambda point: setattr(point(1), "x", 3),
    "another attribute": lambda point: setattr(point(1), "z", 3),
    "fields": lambda point: (point._fields, point._field_defaults, point.__match_args__),
}


def outcome(call: Callable[[Made], object], made: Made) -> object:
    try:
        return call(made)
    except (TypeError, AttributeError) as error:
        return type(error), str(error).replace("Point.", "")


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("often", [False, True], ids=["first", "later"])
def test_does_what_the_library_does(name: str, often: bool) -> None:
    mine = point(record.NamedTuple)
    for number in range(record.OFTEN * 2 if often else 0):
        mine(number)
    expected, found = outcome(CALLS[name], POINTS["library"]), outcome(CALLS[name], mine)
    if isinstance(expected, tuple) and expected and isinstance(expected[0], type):
        assert found[0] is expected[0]  # type: ignore[index]
    else:
        assert found == expected


def test_matches_by_place() -> None:
    match POINTS["rtgen"](1, 2, "a"):
        case POINTS.__class__():
            pytest.fail("a record is no dictionary")
        case (x, y, label):
            assert (x, y, label) == (1, 2, "a")


def test_an_unknown_name_cannot_be_replaced() -> None:
    with pytest.raises(TypeError, match="Point has no z"):
        POINTS["rtgen"](1)._replace(z=1)


def test_carries_no_dictionary_of_its_own() -> None:
    assert sys.getsizeof(POINTS["rtgen"](1)) == sys.getsizeof(POINTS["library"](1))


class Kept(record.NamedTuple):
    """At the top of a module, as pickle wants it."""

    x: int


def test_survives_pickle() -> None:
    assert pickle.loads(pickle.dumps(Kept(3))) == Kept(3)  # noqa: S301
