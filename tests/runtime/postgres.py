"""A real PostgreSQL on a socket of its own, with as much of Supabase Realtime's schema as its policies stand on.

Who may do what is asked as Realtime asks it (supabase/realtime, lib/realtime/tenants/authorization.ex, August 2026):
reading by rows that were put there before, writing by an insert; all of it is rolled back.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runtime import tools

SCHEMA = """
create role anon nologin;
create role authenticated nologin;
create schema realtime;
create table realtime.messages (
  id uuid primary key default gen_random_uuid(),
  topic text not null,
  extension text not null,
  inserted_at timestamp not null default now()
);
alter table realtime.messages enable row level security;
grant usage on schema realtime to anon, authenticated;
grant select, insert, update on realtime.messages to anon, authenticated;
create function realtime.topic() returns text
language sql stable as $$ select nullif(current_setting('realtime.topic', true), '')::text $$;
"""
ROLLBACK = "rollback and chain"
_PROBE = "insert into realtime.messages (topic, extension) values ('{topic}', '{extension}')"
EXTENSIONS = ("broadcast", "presence")


@dataclass(frozen=True)
class May:
    """What Realtime finds out when a client joins a topic."""

    receive: bool
    send: bool
    see: bool
    """Who is there."""
    appear: bool


@dataclass(frozen=True)
class Postgres:
    """One running server; `run` and `may` speak with its database `postgres` as its owner."""

    folder: Path

    def run(self, *statements: str) -> str:
        """Runs statements in one transaction; what the last one printed. Raises CalledProcessError."""
        done = subprocess.run(
            [
                tools.program("psql"), "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--single-transaction",
                "--set", "ON_ERROR_STOP=1", "--host", self.folder, "--username", "postgres",
            ],
            input=";\n".join(statements) + ";\n",
            capture_output=True,
            text=True,
            check=True,
        )  # fmt: skip
        return done.stdout

    def may(self, topic: str, claims: Mapping[str, object]) -> May:
        """What the bearer of these claims may do in a topic."""
        role = str(claims["role"])
        probes = [_PROBE.format(topic=topic, extension=each) for each in EXTENSIONS]
        config = (
            f"do $$ begin perform set_config('role', '{role}', true), set_config('realtime.topic', '{topic}', true), "
            f"set_config('request.jwt.claims', '{json.dumps(claims)}', true); end $$"
        )
        read = "select string_agg(extension, ' ') from realtime.messages"
        readable = self.run(*probes, config, read, ROLLBACK)
        writable = [each for each, probe in zip(EXTENSIONS, probes, strict=True) if self._allowed(config, probe)]
        return May("broadcast" in readable, "broadcast" in writable, "presence" in readable, "presence" in writable)

    def _allowed(self, *statements: str) -> bool:
        """Whether no policy refuses; another error than that is raised."""
        try:
            self.run(*statements, ROLLBACK)
        except subprocess.CalledProcessError as refused:
            if "row-level security policy" not in refused.stderr:
                raise
            return False
        return True


@contextmanager
def started() -> Iterator[Postgres]:
    """A server with that schema. PostgreSQL refuses to run as root, who lends it to nobody."""
    initdb, postgres = tools.program("initdb"), tools.program("postgres")
    lent: dict[str, Any] = {"user": "nobody", "group": "nogroup", "extra_groups": ()} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="rtgen-postgres-") as name, (Path(name) / "log").open("wb") as log:
        folder = Path(name)
        if lent:
            shutil.chown(folder, lent["user"], lent["group"])
        data = folder / "data"
        subprocess.run(
            [initdb, "--pgdata", data, "--username", "postgres", "--auth", "trust", "--no-sync"],
            stdout=log,
            stderr=log,
            check=True,
            **lent,
        )
        options = ("-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}", "-c", "fsync=off")
        process = subprocess.Popen([postgres, "-D", data, *options], stdout=log, stderr=log, **lent)
        try:
            server = Postgres(folder)
            _await(server, process)
            server.run(SCHEMA)
            yield server
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=20)


def _await(server: Postgres, process: subprocess.Popen[bytes]) -> None:
    """Waits until the server answers. Raises RuntimeError when it does not."""
    ready = [tools.program("pg_isready"), "--quiet", "--host", server.folder, "--timeout", "1"]
    until = time.monotonic() + 20
    while time.monotonic() < until and process.poll() is None:
        if subprocess.run(ready, check=False).returncode == 0:
            return
        time.sleep(0.05)
    raise RuntimeError((server.folder / "log").read_text(encoding="utf-8"))
