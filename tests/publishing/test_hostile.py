"""What is malformed, too large or for a channel that is none of the backend's is refused, with a reason."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publishing.rendered import ORDERED, running

SHAPE = "the message must be a JSON object with channel, id and data"
NO_JSON = "the message is not JSON"
TWICE = "a key stands twice in the message"
NO_FEATURE = "the channel is of no feature that the backend publishes into"
NO_CHANNEL = "the channel is none of its feature's"
KEY = "id must have 1 to 64 letters, digits and _.=@-"
UNREADABLE = "data is not JSON that others can read"


def body(channel: object = "steps:42:7", key: object = "k", data: object = None, **more: object) -> str:
    return json.dumps({"channel": channel, "id": key, "data": {} if data is None else data, **more})


def raw(data: str) -> str:
    return f'{{"channel": "steps:42:7", "id": "k", "data": {data}}}'


HOSTILE = {
    "no JSON": ("channel=steps", NO_JSON),
    "a text": ('"steps:42:7"', SHAPE),
    "a list": ("[]", SHAPE),
    "nothing": ("null", SHAPE),
    "JSON without bottom": ("[" * 20_000, NO_JSON),
    "one part missing": ('{"channel": "steps:42:7", "id": "k"}', SHAPE),
    "one part too many": (body(event="other"), SHAPE),
    "a channel twice": ('{"channel": "steps:42:7", "channel": "steps:1:1", "id": "k", "data": {}}', TWICE),
    "a key twice, deeper down": (raw('{"a": {"b": 1, "b": 2}}'), TWICE),
    "a key that is the same when normalised": ('{"channel": "steps:42:7", "ｉd": "k", "data": {}}', SHAPE),
    "a channel that is no text": (body(["steps:42:7"]), "channel must be a text"),
    "no channel": (body(""), NO_FEATURE),
    "every channel": (body("*"), NO_FEATURE),
    "every channel of Ably's": (body("[*]*"), NO_FEATURE),
    "a channel of another feature": (body("secret:1"), NO_FEATURE),
    "a channel that clients publish into": (body("talk:1"), NO_FEATURE),
    "a channel in capitals": (body("STEPS:42:7"), NO_FEATURE),
    "a channel of another script": (body("ѕteps:42:7"), NO_FEATURE),
    "a channel with a zero-width space": (body("steps\u200b:42:7"), NO_FEATURE),
    "a channel with a blank": (body(" steps:42:7"), NO_FEATURE),
    "each user's channel": (body("steps:*:7"), NO_CHANNEL),
    "all of a user's channels": (body("steps:42:*"), NO_CHANNEL),
    "a channel of too few parts": (body("steps:42"), NO_CHANNEL),
    "a channel of too many parts": (body("steps:42:7:8"), NO_CHANNEL),
    "a channel for everybody, where there is none": (body("steps:all"), NO_CHANNEL),
    "a feature alone": (body("steps"), NO_CHANNEL),
    "an empty id": (body("steps:42:"), NO_CHANNEL),
    "a place in the place of an id": (body("steps:{id}:{user}"), NO_CHANNEL),
    "a path": (body("steps:42:../../keys"), NO_CHANNEL),
    "a query": (body("steps:42:7?x=1"), NO_CHANNEL),
    "an id with a line break": (body("steps:42:7\r\nX-Header: 1"), NO_CHANNEL),
    "an id in other digits": (body("steps:４２:7"), NO_CHANNEL),
    "an id of the length of a book": (body(f"steps:42:{'7' * 65}"), NO_CHANNEL),
    "no key": (body(key=""), KEY),
    "a key that is a number": (body(key=4711), KEY),
    "a key that looks like another": (body(key="ｋ"), KEY),
    "a key with Ably's separator": (body(key="k:0"), KEY),
    "a key of the length of a book": (body(key="k" * 65), KEY),
    "data that is a text": (body(data="x"), "data must be a JSON object"),
    "data that is a list": (body(data=[1]), "data must be a JSON object"),
    "data with another id": (body(data={"id": "other"}), "data must have no id of its own"),
    "no number": (raw('{"x": NaN}'), NO_JSON),
    "a number without end": (raw('{"x": ' + "9" * 5_000 + "}"), NO_JSON),
    "an infinite number": (raw('{"x": 1e999}'), UNREADABLE),
    "half of a surrogate": (raw('{"x": "\\ud800"}'), UNREADABLE),
    "too much": (body(data={"x": "x" * 261_120}), "data may have 261120 bytes at most, with its id"),
    "too much, in few letters": (body(data={"x": "😀" * 70_000}), "data may have 261120 bytes at most, with its id"),
}


@pytest.fixture(scope="module")
def function(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """The modules of a function that publishes into `steps:USER:ID`."""
    with running(ORDERED, tmp_path_factory.mktemp("function")) as made:
        yield made.function


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_with_a_reason(function: SimpleNamespace, name: str) -> None:
    text, reason = HOSTILE[name]

    with pytest.raises(function.failure.RefusedError) as refused:
        function.message.read(text)

    assert str(refused.value) == reason


@settings(deadline=None)
@given(text=st.text() | st.binary().map(lambda content: content.decode("latin-1")))
def test_no_text_whatever_does_worse_than_be_refused(function: SimpleNamespace, text: str) -> None:
    with pytest.raises(function.failure.RefusedError):
        function.message.read(text)


@settings(deadline=None)
@given(channel=st.text(alphabet="steps:*{}[]/?%.=@-_ 427\u200bѕ", max_size=40) | st.from_regex(r"steps:[^:]*:[^:]*"))
def test_a_channel_is_the_one_that_was_named_or_none(function: SimpleNamespace, channel: str) -> None:
    try:
        provided = function.channels.provided(channel)
    except function.failure.RefusedError:
        return
    assert provided == channel
    assert re.fullmatch(r"steps:[A-Za-z0-9_.=@-]{1,64}:[A-Za-z0-9_.=@-]{1,64}", provided, re.ASCII)
