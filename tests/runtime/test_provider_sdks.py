"""The lines for clients in a managed stack's README, run as they stand there with the vendor's own SDK.

The endpoint is the one that is rendered; Ably, Pusher and Supabase are as much of each as its SDK speaks with, and
check what it brings along by the vendor's own Python library.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from rtgen import pipeline
from rtgen.domain.vocabulary import Provider
from runtime import tools
from runtime.providers import ably, endpoint, pusher, supabase
from runtime.providers.door import Door, Outcome
from tokens import calls, rendered
from verify import harness

PAGE = """\
const [tokenUrl, token, granted] = process.argv.slice(2);
const userToken = () => token;
const grants = () => granted;
const tokenFromEndpoint = async () => {
  const asked = { method: "POST", headers: { authorization: `Bearer ${token}` } };
  return await (await fetch(tokenUrl, asked)).json();
};
const [key, cluster, url, anonKey] = ["0123456789abcdef", "eu", "", "anon"];
const load = () => process.stdout.write("loaded\\n");
const show = (data) => process.stdout.write(`${JSON.stringify(data)}\\n`);
"""
"""What the README leaves to the page around its lines."""


REFUSED = 'pusher.allChannels()[0].bind("pusher:subscription_error", () => process.stdout.write("refused\\n"));\n'


class Client(NamedTuple):
    """One provider's README, and what its lines enter."""

    provider: Provider
    stack: str
    running: Callable[[], AbstractContextManager[tuple[Door, int]]]
    channel: str
    other: str
    """Another user's channel, or one that nothing grants."""


CLIENTS = (
    Client(Provider.ABLY, "stadium-scores", ably.running, "alerts:42", "alerts:43"),
    Client(Provider.PUSHER, "support-desk", pusher.running, "private-tickets;1", "private-tickets;2"),
    Client(Provider.SUPABASE, "quiz-night", supabase.running, "invitations:42", "invitations:43"),
)


@pytest.fixture(params=CLIENTS, ids=lambda each: each.stack)
def client(request: pytest.FixtureRequest) -> Client:
    found = request.param
    assert isinstance(found, Client)
    return found


def test_the_readmes_lines_let_a_user_in_and_show_what_is_sent(client: Client, tmp_path: Path) -> None:
    with page(client, client.channel, tmp_path) as (door, shown):
        entered = door.next()

        assert (entered.channel, entered.let_in) == (client.channel, True)
        assert entered.user in {"42", ""}
        assert next(shown) == "loaded\n"
        assert json.loads(next(shown)) == {"n": 1}


def test_after_a_restart_of_the_provider_they_come_back_by_themselves_and_load_the_state(
    client: Client, tmp_path: Path
) -> None:
    with page(client, client.channel, tmp_path) as (door, shown):
        for _ in range(2):
            entered = door.next()
            assert (entered.channel, entered.let_in) == (client.channel, True)
            assert next(shown) == "loaded\n"
            assert json.loads(next(shown)) == {"n": 1}
            door.restart()


def test_the_same_lines_do_not_open_what_is_anothers(client: Client, tmp_path: Path) -> None:
    with page(client, client.other, tmp_path) as (door, shown):
        if client.provider is Provider.PUSHER:
            # The endpoint signs nothing, so the SDK does not even ask Pusher.
            assert next(shown).startswith("refused")
        else:
            assert door.next() == Outcome("42", client.other, let_in=False)


def lines_of(client: Client, readme: str, channel: str) -> str:
    """The README's lines, with the SDK of this machine."""
    (lines,) = re.findall(r"^## Clients\n.*?```js\n(.*?)```", readme, re.DOTALL | re.MULTILINE)
    assert client.channel in lines
    shim = Path(__file__).parent / "sdk" / "providers" / f"{client.provider}.mjs"
    found = re.sub(r'from "[^"]+"; // npm install.*', f'from "{shim}";', lines, count=1).replace(
        client.channel, channel
    )
    return found + (REFUSED if client.provider is Provider.PUSHER else "")


@contextmanager
def page(client: Client, channel: str, folder: Path) -> Iterator[tuple[Door, Iterator[str]]]:
    """Runs the lines in a page of their own; what it shows, line by line."""
    (planned,) = pipeline.plan([harness.ROOT / "stacks" / client.stack / "spec.yaml"], None)
    assert planned.plan.managed is not None
    # Users' tokens that an identity provider signs are tests/tokens' matter.
    made = planned.plan.managed.endpoint._replace(auth=None, authorizer=False, signs=True)
    script = folder / "page.mjs"
    script.write_text(PAGE + lines_of(client, pipeline.render_tree(planned).files["README.md"].text, channel), "utf-8")
    with (
        client.running() as (door, port),
        rendered.running(folder, made) as handler,
        endpoint.serving(handler) as tokens,
        subprocess.Popen(
            [tools.node(), script, tokens, calls.token(), calls.token(channel="tickets:1")],
            env={**os.environ, "PACKAGES": str(tools.sdk()), "PROVIDER_PORT": str(port)},
            stdout=subprocess.PIPE,
            text=True,
        ) as process,
    ):
        assert process.stdout is not None
        try:
            yield door, iter(process.stdout)
        finally:
            process.kill()
