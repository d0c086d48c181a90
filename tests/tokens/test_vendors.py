"""What the endpoint issues is what the vendors' own libraries read, sign alike, and verify."""

from __future__ import annotations

import json
from types import ModuleType

import jwt
import pytest
from ably.types.tokenrequest import TokenRequest
from pusher.signature import sign

from tokens import calls
from tokens.calls import ask, token

APP = calls.PUSHER_APP


def test_ablys_library_reads_a_token_request_and_signs_it_alike(ably: ModuleType) -> None:
    body = dict(ask(ably, token(), {"grants": [token(channel="chat:1")]}).body)

    read = TokenRequest.from_json(json.dumps(body))

    assert read.client_id == "42"
    assert json.loads(read.capability) == {
        "alerts:42": ["history", "subscribe"],
        "chat:1": ["history", "publish", "subscribe"],
        "orders:42:*": ["history", "subscribe"],
    }
    read.sign_request(calls.ABLY_KEY.partition(":")[2])
    assert read.mac == body["mac"]


@pytest.mark.parametrize(
    ("channel", "grants"),
    [("private-alerts;42", []), ("private-chat;1", ["chat:1"]), ("presence-people;1", ["people:1"])],
)
def test_pushers_library_signs_a_channel_alike(pusher: ModuleType, channel: str, grants: list[str]) -> None:
    fields = {"socket_id": "1.2", "channel_name": channel, "grants": [token(channel=each) for each in grants]}

    answer = ask(pusher, token(), fields)

    assert answer.status == 200, answer.body
    # The vendor lays the same data out otherwise; what is signed is what is sent.
    data = f":{answer.body['channel_data']}" if channel.startswith("presence-") else ""
    assert answer.body["auth"] == f"{APP['key']}:{sign(APP['secret'], f'1.2:{channel}{data}')}"


def test_a_token_for_supabase_names_the_secret_that_signed_it_where_that_has_an_id(supabase: ModuleType) -> None:
    issue = supabase.provider.issue
    for given, named in (({}, None), ({"kid": "second"}, "second")):
        key = json.dumps(calls.SUPABASE | given)
        answer = issue(key, None, "42", {"chat:1": ("subscribe",)}, calls.NOW, 60)
        assert jwt.get_unverified_header(answer["token"]).get("kid") == named


def test_a_token_for_supabase_holds_for_its_secret_and_names_the_topics(supabase: ModuleType) -> None:
    answer = ask(supabase, token(), {"grants": [token(channel="chat:1")]})

    claims = jwt.decode(
        str(answer.body["token"]), calls.SUPABASE["jwt_secret"], algorithms=["HS256"], audience="authenticated"
    )
    assert (claims["sub"], claims["role"]) == ("42", "authenticated")
    assert set(claims["channels"]) == {"alerts:42", "chat:1", "orders:42:*"}
    assert claims["exp"] - claims["iat"] <= 600
