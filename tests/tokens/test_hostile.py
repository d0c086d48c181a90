"""What strangers send gets a short answer in JSON, says nothing of the keys, and opens no channel."""

from __future__ import annotations

import base64
import json
import warnings
from collections.abc import Mapping
from types import ModuleType
from typing import NamedTuple

import jwt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tokens import calls
from tokens.calls import NOW, ask, claims, event, send, token


def unsigned(**over: object) -> str:
    return jwt.encode(claims(**over), None, algorithm="none")


def with_header(**header: object) -> str:
    """A token that HMAC signed by the right key, with a header of our own."""
    return jwt.encode(claims(), calls.TOKEN_KEY, algorithm="HS256", headers=header)


def tampered() -> str:
    head, _, signature = token().split(".")
    other = base64.urlsafe_b64encode(json.dumps(claims(sub="43")).encode()).rstrip(b"=").decode()
    return f"{head}.{other}.{signature}"


def other_algorithm() -> str:
    with warnings.catch_warnings():
        # The key is short for it, and it is refused anyway.
        warnings.simplefilter("ignore", jwt.warnings.InsecureKeyLengthWarning)
        return token(algorithm="HS512")


WRONG_TOKENS = {
    "not signed": unsigned(),
    "another key": token("x" * 43),
    "another algorithm of the same family": other_algorithm(),
    "claims changed after signing": tampered(),
    "expired": token(exp=NOW - 60),
    "not yet valid": token(nbf=NOW + 86_400),
    "never expires": token(exp=None),
    "expires at no time": token(exp="soon"),
    "nobody's": token(sub=None),
    "for another audience": token(aud="billing"),
    "a grant in the place of a user's token": token(channel="chat:1"),
    "a user who is every user": token(sub="*"),
    "a user who is nobody": token(sub=""),
    "a user below a user": token(sub="42:1"),
    "a user of two names": token(sub="42;1"),
    "a user with a line break": token(sub="42\n43"),
    "a user who looks like another": token(sub="４２"),
    "a user who would be normalised": token(sub="é"),
    "a user of the length of a book": token(sub="4" * 65),
    "a user who is a number": jwt.api_jws.encode(json.dumps(claims(sub=42)).encode(), calls.TOKEN_KEY, "HS256"),
    "channels that are a text": token(channels="all"),
    "channels that are no list": token(channels={"chat:1": True}),
    "too many channels": token(channels=[f"chat:{each}" for each in range(65)]),
    "a header that must be understood": with_header(crit=["exp"]),
    "no token at all": "undefined",
    "an empty token": "",
    "three dots": "...",
    "not of ASCII": "ключ.ключ.ключ",
}


@pytest.mark.parametrize("name", WRONG_TOKENS)
def test_a_token_that_proves_nothing_is_refused(ably: ModuleType, name: str) -> None:
    answer = ask(ably, WRONG_TOKENS[name])
    assert (answer.status, answer.body["error"]["code"]) == (401, "unauthorized")


def grants(*granted: str) -> Mapping[str, object]:
    return {"grants": list(granted)}


FORBIDDEN = {
    "another user's grant": grants(token(sub="43", channel="chat:1")),
    "a grant for every room": grants(token(channel="chat:*")),
    "a grant for a part of the name": grants(token(channel="chat:1:*")),
    "a grant for no room": grants(token(channel="chat:")),
    "a grant for another user's own channel": grants(token(channel="alerts:43")),
    "a grant for one's own channel": grants(token(channel="alerts:42")),
    "a grant for a feature that there is not": grants(token(channel="secret:1")),
    "a grant for everything": grants(token(channel="*")),
    "a grant for a look-alike": grants(token(channel="chat:１")),
    "a grant with a control character": grants(token(channel="chat:1\u0000")),
    "a grant with a zero-width space": grants(token(channel="chat:1\u200b")),
    "a grant of another script": grants(token(channel="сhat:1")),
    "a good grant and a bad one": grants(token(channel="chat:1"), token(channel="chat:*")),
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_a_grant_opens_no_other_channel(ably: ModuleType, name: str) -> None:
    answer = ask(ably, token(), FORBIDDEN[name])
    assert (answer.status, answer.body["error"]["code"]) == (403, "forbidden")


@pytest.mark.parametrize(
    "grant",
    [unsigned(channel="chat:1"), token("x" * 43, channel="chat:1"), token(exp=NOW - 60, channel="chat:1"), token()],
    ids=["unsigned", "another key", "expired", "a user's token"],
)
def test_a_grant_that_proves_nothing_is_refused(ably: ModuleType, grant: str) -> None:
    assert ask(ably, token(), {"grants": [grant]}).status == 401


class Malformed(NamedTuple):
    """An event, and the status of its answer."""

    status: int
    event: Mapping[str, object]


BEARER = f"Bearer {token()}"
FORM = "application/x-www-form-urlencoded"
MALFORMED = {
    "no header": Malformed(401, event(None, "{}")),
    "no headers": Malformed(415, event(BEARER, "{}", headers=None)),
    "another scheme": Malformed(401, event("Basic NDI6NDI=", "{}")),
    "two headers, joined": Malformed(400, event(f"{BEARER},{BEARER}", "{}")),
    "two headers, of two cases": Malformed(
        400, event(None, "{}", headers={"authorization": BEARER, "Authorization": BEARER})
    ),
    "an oversize body": Malformed(413, event(BEARER, json.dumps({"x": "x" * 40_000}))),
    "an oversize body in base64": Malformed(413, calls.base64_event(BEARER, b" " * 33_000 + b"{}")),
    "an enormous body": Malformed(413, event(BEARER, "x" * 6_000_000)),
    "repeated keys": Malformed(400, event(BEARER, '{"grants": [], "grants": ["x"]}')),
    "repeated keys deeper down": Malformed(400, event(BEARER, '{"x": {"a": 1, "a": 2}}')),
    "repeated keys in a form": Malformed(400, event(BEARER, "grants=a&grants=b", FORM)),
    "a key that is the same when normalised": Malformed(200, event(BEARER, '{"grants": [], "ｇrants": ["x"]}')),
    "a list": Malformed(400, event(BEARER, "[]")),
    "a text": Malformed(400, event(BEARER, '"grants"')),
    "nothing": Malformed(400, event(BEARER, "null")),
    "no JSON": Malformed(400, event(BEARER, "{grants: []}")),
    "no number": Malformed(400, event(BEARER, '{"x": NaN}')),
    "a number without end": Malformed(400, event(BEARER, '{"x": ' + "9" * 5_000 + "}")),
    "JSON without bottom": Malformed(400, event(BEARER, "[" * 20_000)),
    "base64 that is none": Malformed(400, event(BEARER, "%%%", isBase64Encoded=True)),
    "bytes that are no text": Malformed(400, calls.base64_event(BEARER, b'{"x": "\xff"}')),
    "half of a surrogate": Malformed(400, event(BEARER, '{"x": "\ud800"}')),
    "grants that are no list": Malformed(400, event(BEARER, '{"grants": {"chat": 1}}')),
    "grants that are no texts": Malformed(400, event(BEARER, '{"grants": [1]}')),
    "too many grants": Malformed(400, event(BEARER, json.dumps({"grants": ["x"] * 33}))),
    "another kind of body": Malformed(415, event(BEARER, "<grants/>", "text/xml")),
    "a body of no kind": Malformed(415, event(BEARER, "{}", "")),
    "a body that is no text": Malformed(400, event(BEARER, None) | {"body": {"grants": []}}),
    "a form that is none": Malformed(400, event(BEARER, "grants", FORM)),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_request_that_cannot_be_read_is_refused(ably: ModuleType, name: str) -> None:
    expected, sent = MALFORMED[name]
    assert send(ably, sent).status == expected


WRONG_SOCKETS = [
    "",
    "1",
    "1.",
    ".1",
    "1.2.3",
    "a.b",
    "１.２",
    "1.2\n",
    "1.2:private-chat;1",
    "9" * 70 + ".1",
    1.2,
    None,
]


@pytest.mark.parametrize("socket", WRONG_SOCKETS)
def test_a_signature_is_for_a_connection_alone(pusher: ModuleType, socket: object) -> None:
    fields = {"socket_id": socket, "channel_name": "private-alerts;42"}
    assert ask(pusher, token(), fields).status == 400


WRONG_CHANNELS = [
    "private-alerts;43",
    "private-alerts;42;1",
    "private-alerts;*",
    "private-orders;42;*",
    "private-orders;42;",
    "private-orders;42;a;b",
    "private-orders;43;1",
    "private-orders;421",
    "private-chat;1",
    "presence-people;1",
    "presence-alerts;42",
    "private-encrypted-alerts;42",
    "alerts;42",
    "private-alerts;42\n",
    "private-alerts;４２",
    "PRIVATE-alerts;42",
    "*",
    "",
]


@pytest.mark.parametrize("channel", WRONG_CHANNELS)
def test_a_signature_is_for_a_channel_of_the_user_alone(pusher: ModuleType, channel: str) -> None:
    fields = {"socket_id": "1.2", "channel_name": channel}
    assert ask(pusher, token(), fields).status == 403


def test_the_log_has_a_line_for_each_request_and_no_secret(
    ably: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = [token(), *WRONG_TOKENS.values()]
    for each in sent:
        ask(ably, each, grants(token(channel="chat:*")))
    lines = capsys.readouterr().out.splitlines()
    assert [set(json.loads(line)) for line in lines] == [{"request", "status", "reason"}] * len(sent)
    for line in lines:
        assert not [secret for secret in calls.SECRETS if secret in line]
        assert not [part for each in sent for part in each.split(".") if len(part) > 8 and part in line]


def test_a_mistake_of_our_own_is_answered_and_logged_without_its_message(
    ably: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> dict[str, object]:
        raise ZeroDivisionError(calls.TOKEN_KEY)

    monkeypatch.setattr(ably.provider, "issue", broken)
    answer = ask(ably, token())
    assert (answer.status, answer.body["error"]["code"]) == (500, "internal")
    assert json.loads(capsys.readouterr().out) == {"request": "request-1", "status": 500, "reason": "ZeroDivisionError"}


TEXT = st.text(max_size=200)
EVENTS = st.fixed_dictionaries(
    {},
    optional={
        "headers": st.none()
        | st.dictionaries(
            st.sampled_from(["authorization", "Authorization", "content-type", "x"]),
            TEXT | st.sampled_from([BEARER, "Bearer ", FORM, "application/json"]),
        ),
        "body": st.none() | TEXT | st.sampled_from(["{}", '{"grants": ["a.b.c"]}', "grants=a.b.c"]),
        "isBase64Encoded": st.booleans(),
        "requestContext": st.none() | st.dictionaries(st.just("requestId"), TEXT),
    },
)


@given(sent=EVENTS)
@settings(deadline=None)
def test_whatever_is_sent_the_answer_is_json_and_no_failure(ably: ModuleType, sent: Mapping[str, object]) -> None:
    assert send(ably, sent).status in {200, 400, 401, 403, 413, 415}


@given(content=st.binary(max_size=500), kind=st.sampled_from([FORM, "application/json"]))
@settings(deadline=None)
def test_whatever_bytes_a_body_has_the_answer_is_json(pusher: ModuleType, content: bytes, kind: str) -> None:
    sent = event(BEARER, base64.b64encode(content).decode(), kind, isBase64Encoded=True)
    assert send(pusher, sent).status in {400, 403}
