"""The policies for Supabase Realtime in a real PostgreSQL, asked as Realtime asks, with the endpoint's own tokens."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

import jwt
import pytest

from runtime import postgres
from runtime.postgres import May, Postgres
from tokens import calls
from verify import harness

pytestmark = pytest.mark.verify

MIGRATION = harness.ROOT / "stacks" / "quiz-night" / "supabase" / "migrations" / "00000000000000_realtime.sql"
NOTHING = May(receive=False, send=False, see=False, appear=False)
LISTENS = May(receive=True, send=False, see=False, appear=False)


@pytest.fixture(scope="module")
def database() -> Iterator[Postgres]:
    """A database with the migration of the example, applied twice."""
    with postgres.started() as server:
        for _ in range(2):
            server.run(MIGRATION.read_text(encoding="utf-8"))
        yield server


def claims(channels: object, role: str = "authenticated") -> dict[str, object]:
    """Of a token that names these channels."""
    return {"role": role, "aud": role, "sub": "ann", "channels": channels}


@pytest.mark.parametrize(
    ("may", "found"),
    [
        (["subscribe"], LISTENS),
        (["publish", "subscribe"], May(receive=True, send=True, see=False, appear=False)),
        (["presence", "subscribe"], May(receive=True, send=False, see=True, appear=True)),
        (["publish"], May(receive=False, send=True, see=False, appear=False)),
        (["history"], NOTHING),
        ([], NOTHING),
    ],
)
def test_a_token_opens_what_it_names_and_no_more(database: Postgres, may: list[str], found: May) -> None:
    assert database.may("rounds:7", claims({"rounds:7": may})) == found
    assert database.may("rounds:8", claims({"rounds:7": may})) == NOTHING


@pytest.mark.parametrize(
    ("named", "topic", "opened"),
    [
        ("invitations:ann:*", "invitations:ann:1", True),
        ("invitations:ann:*", "invitations:ann:a_b.c=d@e-f", True),
        ("invitations:ann:*", "invitations:ann:", False),
        ("invitations:ann:*", "invitations:ann:*", False),
        ("invitations:ann:*", "invitations:ann:1:2", False),
        ("invitations:ann:*", "invitations:bob:1", False),
        ("invitations:ann:*", "invitations:ann", False),
        ("invitations:an_:1", "invitations:ann:1", False),
        ("invitations:%:1", "invitations:ann:1", False),
        ("invitations:ann:*", f"invitations:ann:{65 * 'x'}", False),
        ("invitations:ann:*", "invitations:ann:1\u0435", False),
        ("invitations:ann", "invitations:ann\u200b", False),
        ("invitations:ann", "INVITATIONS:ann", False),
    ],
)
def test_a_star_stands_for_an_id_and_nothing_else_does(
    database: Postgres, named: str, topic: str, *, opened: bool
) -> None:
    assert database.may(topic, claims({named: ["subscribe"]})) == (LISTENS if opened else NOTHING)


@pytest.mark.parametrize("given", [{"role": "authenticated"}, claims(None), claims({}), claims({"rounds:7": {}})])
def test_a_token_without_channels_opens_nothing(database: Postgres, given: dict[str, object]) -> None:
    assert database.may("rounds:7", given) == NOTHING


def test_somebody_unknown_hears_what_is_public_and_is_never_there(database: Postgres) -> None:
    given = claims({"scores:*": ["presence", "subscribe"]}, role="anon")
    assert database.may("scores:1", given) == May(receive=True, send=False, see=True, appear=False)


def test_the_tokens_of_the_endpoint_open_each_users_own_channels(database: Postgres, supabase: ModuleType) -> None:
    answer = calls.ask(supabase, calls.token(), {"grants": [calls.token(channel="chat:1")]})
    secret = calls.SUPABASE["jwt_secret"]
    found = jwt.decode(str(answer.body["token"]), secret, algorithms=["HS256"], audience="authenticated")
    user = found["sub"]

    assert database.may(f"alerts:{user}", found) == LISTENS
    assert database.may("alerts:somebody-else", found) == NOTHING
    assert database.may("chat:1", found) == May(receive=True, send=True, see=False, appear=False)
    assert database.may("chat:2", found) == NOTHING
    assert database.may("people:1", found) == NOTHING
