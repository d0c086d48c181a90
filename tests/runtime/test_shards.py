"""Channels spread over several Redis; the death of one takes its own channels alone, and one more moves a share."""

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from runtime import gateway, redis, samples
from runtime.client import Client, ClosedError, RefusedError, connected
from runtime.gateway import token
from runtime.redis import Redis

CHANNELS = [f"chat:{number}" for number in range(60)]


def shards(running: ExitStack, number: int, folder: Path) -> list[Redis]:
    """So many servers, each with the gateway's user."""
    return [running.enter_context(redis.started(redis.gateway_user("live"), folder)) for _ in range(number)]


def keeps(server: Redis, channel: str) -> bool:
    """Whether a server has the history of a channel."""
    return server.command("EXISTS", f"live.stream.{channel}") == ":1"


def places(servers: list[Redis]) -> dict[str, list[int]]:
    """Which servers keep each channel."""
    return {channel: [at for at, server in enumerate(servers) if keeps(server, channel)] for channel in CHANNELS}


def follow(client: Client, channel: str) -> dict[str, object]:
    """Subscribes with a token of the channel."""
    return client.subscribe(channel, token("ann", channel=channel))


@pytest.mark.parametrize("number", [2, 3])
def test_each_channel_lies_on_one_shard_and_all_shards_have_some(
    running: ExitStack, tmp_path: Path, number: int
) -> None:
    servers = shards(running, number, tmp_path)
    env = redis.sharded_env(servers)
    one = running.enter_context(gateway.started(samples.config(samples.KEPT), tmp_path, env=env))
    other = running.enter_context(gateway.started(samples.config(samples.KEPT), tmp_path, env=env))
    ann = running.enter_context(connected(one.url, token("ann")))
    for channel in CHANNELS[:10]:
        follow(ann, channel)

    for channel in CHANNELS:
        other.publish(channel, {"in": channel})

    found = places(servers)
    assert all(len(at) == 1 for at in found.values())
    counts = [sum(at == [server] for at in found.values()) for server in range(number)]
    assert min(counts) >= len(CHANNELS) // number // 2, counts
    assert sorted(str(ann.push()["channel"]) for _ in range(10)) == sorted(CHANNELS[:10])


def test_one_shard_more_takes_a_share_of_the_channels_and_moves_none_between_the_others(
    running: ExitStack, tmp_path: Path
) -> None:
    servers = shards(running, 3, tmp_path)
    config = samples.config(samples.KEPT)
    with gateway.started(config, tmp_path, env=redis.sharded_env(servers[:2])) as before:
        for channel in CHANNELS:
            before.publish(channel, {"n": 1})
    at_two = places(servers)
    after = running.enter_context(gateway.started(config, tmp_path, env=redis.sharded_env(servers)))

    for channel in CHANNELS:
        after.publish(channel, {"n": 2})

    at_three = places(servers)
    moved = [channel for channel in CHANNELS if at_three[channel] != at_two[channel]]
    assert all(2 in at_three[channel] for channel in moved)
    assert len(CHANNELS) // 6 <= len(moved) <= len(CHANNELS) // 2, len(moved)
    kept = {channel: len(history(after, channel)) for channel in CHANNELS}
    assert all(kept[channel] == (1 if channel in moved else 2) for channel in CHANNELS)


def test_who_comes_back_to_a_moved_channel_is_told_to_load_anew(running: ExitStack, tmp_path: Path) -> None:
    servers = shards(running, 3, tmp_path)
    config = samples.config(samples.KEPT)
    with gateway.started(config, tmp_path, env=redis.sharded_env(servers[:2])) as before:
        for channel in CHANNELS:
            before.publish(channel, {"n": 1})
        positions = {channel: before.api("history", channel=channel, limit=0)[1]["result"] for channel in CHANNELS}
    after = running.enter_context(gateway.started(config, tmp_path, env=redis.sharded_env(servers)))
    after_move = places(servers)
    ann = running.enter_context(connected(after.url, token("ann")))
    told = {}
    for channel in CHANNELS[:16]:
        position = positions[channel]
        assert isinstance(position, dict)
        signed = token("ann", channel=channel)
        told[channel] = ann.subscribe(
            channel, signed, recover=True, epoch=position["epoch"], offset=position["offset"]
        ).get("recovered", False)
    after_subscribing = {channel: keeps_position(servers[2], channel) for channel in told}

    assert after_move == places(servers)
    assert set(told.values()) == {True, False}
    assert told == {channel: not moved for channel, moved in after_subscribing.items()}


def keeps_position(server: Redis, channel: str) -> bool:
    """Whether a server knows the epoch of a channel."""
    return server.command("EXISTS", f"live.stream.meta.{channel}") == ":1"


def test_the_death_of_a_shard_takes_its_channels_alone(running: ExitStack, tmp_path: Path) -> None:
    servers = shards(running, 2, tmp_path)
    node = running.enter_context(
        gateway.started(samples.config(samples.KEPT), tmp_path, env=redis.sharded_env(servers))
    )
    ann = running.enter_context(connected(node.url, token("ann")))
    for channel in CHANNELS[:10]:
        node.publish(channel, {"n": 0})
    found = places(servers)
    lost, living = (next(each for each in CHANNELS if found[each] == [at]) for at in (0, 1))
    for channel in (lost, living):
        follow(ann, channel)

    servers[0].stop()
    node.publish(living, {"n": 1})

    assert ann.push()["data"] == {"n": 1}
    assert node.get("/health")[0] == 200
    assert publishes_fail(node, lost)
    node.publish(living, {"n": 2})
    assert ann.push()["data"] == {"n": 2}
    with connected(node.url, token("bob")) as bob:
        bob.subscribe(living, token("bob", channel=living))
        with pytest.raises((RefusedError, ClosedError)) as seen:
            bob.subscribe(lost, token("bob", channel=lost))
        assert str(seen.value) in {"100", "3004"}


def publishes_fail(node: gateway.Gateway, channel: str) -> bool:
    """Whether a publication is refused; the first one may wait for the connection's end."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        status, answer = node.api("publish", channel=channel, data={})
        if status != 200 or "error" in answer:
            return True
    return False


def history(node: gateway.Gateway, channel: str) -> list[object]:
    """What the gateway still has of a channel."""
    _, answer = node.api("history", channel=channel, limit=10)
    result = answer["result"]
    assert isinstance(result, dict)
    publications = result.get("publications", [])
    assert isinstance(publications, list)
    return publications
