"""What a feature is where it says nothing but its kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from rtgen.domain.features import Feature
from rtgen.domain.vocabulary import Kind
from rtgen.spec import load

TABLE = {
    "notifications": ("server-to-client", "user"),
    "live-feed": ("server-to-client", "topic"),
    "dashboard": ("server-to-client", "topic"),
    "chat": ("bidirectional", "room"),
    "gaming": ("bidirectional", "room"),
    "collaboration": ("bidirectional", "room"),
    "email-status": ("infrequent", "user"),
    "order-tracking": ("infrequent", "user"),
    "document-editing": ("collaborative-editing", "document"),
    "presence": ("presence", "room"),
    "typing": ("presence", "room"),
}


def feature(tmp_path: Path, body: str) -> Feature:
    path = tmp_path / "spec.yaml"
    path.write_text(
        "version: 1\nname: demo\naudience: {peak_users: 5000}\nplatform: {origins: [https://www.example.com]}\n"
        f"features: {{one-feature: {{{body}}}}}\n",
        encoding="utf-8",
    )
    (spec,) = load([path])
    return spec.features[0]


def test_the_table_knows_every_kind() -> None:
    assert set(TABLE) == {kind.value for kind in Kind}


@pytest.mark.parametrize("kind", TABLE)
def test_a_kind_brings_its_defaults(kind: str, tmp_path: Path) -> None:
    communication, scope = TABLE[kind]

    found = feature(tmp_path, f"kind: {kind}")

    assert (found.communication.value, found.channel.scope.value) == (communication, scope)
    assert found.access.value == ("own" if scope == "user" else "token")
    assert found.delivery.value == "at-most-once"
    assert found.history == (None if communication == "presence" else 300)
    assert found.users == 5000
    assert 1 <= found.channel.members <= found.channel.max_members <= 5000
    assert (found.sync is not None) == (communication == "collaborative-editing")
    assert (found.freshness is not None) == (communication == "infrequent")
    assert found.publish.by.value == ("server" if communication in {"server-to-client", "infrequent"} else "client")


@pytest.mark.parametrize("communication", sorted({each for each, _ in TABLE.values()}))
def test_without_a_kind_a_channel_is_a_users_own(communication: str, tmp_path: Path) -> None:
    found = feature(tmp_path, f"communication: {communication}")

    assert (found.kind, found.channel.scope.value, found.access.value) == (None, "user", "own")


def test_members_follow_a_scope_that_is_not_the_kinds(tmp_path: Path) -> None:
    found = feature(tmp_path, "kind: chat, users: 70, channel: {scope: topic}")

    assert (found.channel.members, found.channel.max_members) == (70, 70)


def test_public_access_needs_one_reason_only(tmp_path: Path) -> None:
    assert feature(tmp_path, 'kind: live-feed, auth: {public: "scores"}').access.value == "public"
