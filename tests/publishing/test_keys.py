"""The key is read where it lies, kept for a minute, and read again where the provider refuses it."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from publishing.providers import KEYS
from publishing.rendered import KINDS, Kind, Publisher
from tokens import calls

NEW = {
    "ably": "app.key:a-secret-of-ably-that-is-new",
    "pusher": json.dumps(calls.PUSHER_APP | {"secret": "a-secret-of-pusher-that-is-new", "cluster": "eu"}),
    "supabase": json.dumps({"url": "https://x.supabase.co", "service_key": "a-secret-of-supabase-that-is-new"}),
}


def test_a_key_that_was_replaced_is_read_again_at_the_first_refusal(
    publisher: Publisher, kind: Kind, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(publisher.function.keys, "PAUSE_S", 0)
    publisher.send(kind.channel, "before")
    publisher.finish()

    publisher.api.key = NEW[kind.provider]
    publisher.rotate(NEW[kind.provider])
    publisher.send(kind.channel, "after")
    publisher.run()

    assert [each.id for each in publisher.api.published] == ["before", "after"]
    assert "a-secret-of" not in capsys.readouterr().out


def test_a_key_that_nobody_replaced_is_waited_for(
    publisher: Publisher, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publisher.function.keys, "PAUSE_S", 0)
    publisher.api.key = NEW[kind.provider]
    publisher.send(kind.channel, "k")
    publisher.run()
    assert (publisher.api.published, publisher.dead()) == ([], [])

    publisher.rotate(NEW[kind.provider])
    publisher.wait()
    publisher.finish()
    assert [each.id for each in publisher.api.published] == ["k"]


@pytest.mark.parametrize("text", [" ", "undefined", "{}", "[]", "null"])
def test_a_key_that_is_none_is_waited_for(publisher: Publisher, kind: Kind, text: str) -> None:
    publisher.rotate(text)
    publisher.send(kind.channel, "k")

    publisher.run()
    assert publisher.api.connections == 0

    publisher.wait()
    assert publisher.run() == 1


@pytest.mark.parametrize("kind", [KINDS[3]], indirect=True, ids=["supabase"])
@pytest.mark.parametrize("url", ["http://x.supabase.co", "x.supabase.co", "https://", "file:///etc/passwd"])
def test_a_project_is_spoken_to_by_tls_alone(publisher: Publisher, kind: Kind, url: str) -> None:
    publisher.rotate(json.dumps({"url": url, "service_key": "k"}))
    publisher.send(kind.channel, "k")

    publisher.run()

    assert publisher.api.connections == 0


@pytest.mark.parametrize("kind", [KINDS[2]], indirect=True, ids=["pusher"])
def test_a_cluster_is_no_other_host(publisher: Publisher, kind: Kind) -> None:
    publisher.rotate(json.dumps(calls.PUSHER_APP | {"cluster": "eu.example.com/?"}))
    publisher.send(kind.channel, "k")

    publisher.run()

    assert publisher.api.connections == 0


def test_a_key_that_was_never_set_is_waited_for(ordered: Publisher, capsys: pytest.CaptureFixture[str]) -> None:
    ordered.forget_key()
    ordered.send("steps:1:1", "k")

    ordered.run()

    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["reason"] == "the provider's key cannot be read"


class Secrets:
    """Counts how often it is read."""

    def __init__(self) -> None:
        self.reads = 0

    def get_secret_value(self, **_: str) -> Mapping[str, object]:
        """Another value each time."""
        self.reads += 1
        return {"SecretString": f"{KEYS['ably']}-{self.reads}"}


def test_a_key_is_kept_for_a_minute_however_often_it_is_refused(ordered: Publisher) -> None:
    now, secrets = [1_000.0], Secrets()
    key = ordered.function.keys.Key(secrets, "arn", lambda: now[0])

    first = key.current()
    now[0] += 59
    assert (key.current(), secrets.reads) == (first, 1)

    assert key.renewed()
    assert not any(key.renewed() for _ in range(9))
    assert secrets.reads == 2

    now[0] += 60
    assert (key.current() != first, secrets.reads) == (True, 3)
