"""The real programs that these tests run, and where they stand."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
RUNTIME = Path(os.environ.get("GATEWAY_RUNTIME") or CACHE / "gateway-runtime")
SDK = CACHE / "rtgen-sdk"


def require(path: Path | str | None, what: str) -> Path:
    """The path of a tool. Without it the test is skipped, or fails where RTGEN_STRICT says that all must run."""
    if path is not None and Path(path).exists():
        return Path(path)
    reason = f"{what} is not here; tests/runtime/setup says how to get it"
    if os.environ.get("RTGEN_STRICT"):
        pytest.fail(reason)
    pytest.skip(reason)


def centrifugo() -> Path:
    """The gateway's binary: CENTRIFUGO, or what the runtime's setup built."""
    return require(os.environ.get("CENTRIFUGO") or RUNTIME / "bin" / "centrifugo", "centrifugo")


def redis_server() -> Path:
    """The Redis server on PATH."""
    return require(shutil.which("redis-server"), "redis-server")


def node() -> Path:
    """Node.js on PATH."""
    return require(shutil.which("node"), "node")


def sdk() -> Path:
    """The folder with the SDK's packages, as tests/runtime/setup installs them."""
    return require(SDK / "node_modules" / "centrifuge", "the client SDK").parents[1]


def program(name: str) -> Path:
    """A program of the system: on PATH, or where Debian keeps PostgreSQL's."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return require(shutil.which(name) or (kept[-1] if kept else None), name)
