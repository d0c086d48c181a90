"""A stack's images.py, from a fake public registry into a fake one of the account: by digest, once, no more."""

from __future__ import annotations

import base64
import hashlib
import importlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from urllib.parse import parse_qs, urlparse

import boto3
import pytest
from moto import mock_aws

from generated import mocks
from generated.variants import MANY, VARIANTS
from rtgen.render import render

ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
LOGIN = "Basic " + base64.b64encode(b"AWS:123456789012-auth-token").decode()
INDEX = "application/vnd.oci.image.index.v1+json"
SINGLE = "application/vnd.oci.image.manifest.v1+json"
GATEWAY, COLLECTOR = "centrifugo/centrifugo:v6.9.1", "public.ecr.aws/docker/library/telegraf:1.37.0-alpine"


def digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


class Registry:
    """What registries hold, by host and repository, and what they were asked."""

    def __init__(self) -> None:
        self.held: dict[str, dict[str, tuple[str, bytes]]] = {}
        self.asked: list[str] = []
        self.uploads: dict[str, bytes] = {}
        self.moved = ""
        """A host to which blobs are redirected, as registries do to their storage."""

    def add(self, name: str, key: str, content: bytes, kind: str = "application/octet-stream") -> str:
        """Puts content into a repository, by its digest and a further key."""
        self.held.setdefault(name, {}).update({digest(content): (kind, content), key: (kind, content)})
        return digest(content)

    def image(self, name: str, tag: str, *platforms: str) -> dict[str, str]:
        """Makes an image of one layer for each platform; their manifests' digests."""
        made = {}
        for each in platforms:
            parts = {part: f"{part} of {name} for {each}".encode() for part in ("config", "layer")}
            digests = {part: self.add(name, digest(content), content) for part, content in parts.items()}
            manifest = {"config": {"digest": digests["config"]}, "layers": [{"digest": digests["layer"]}]}
            made[each] = self.add(name, each, json.dumps(manifest).encode(), SINGLE)
        entries = [
            {"digest": each, "platform": {"os": "linux", "architecture": platform}} for platform, each in made.items()
        ]
        self.add(name, tag, json.dumps({"manifests": entries}).encode(), INDEX)
        return made


class Handler(BaseHTTPRequestHandler):
    """Speaks the part of the distribution API that copying needs; `/HOST/v2/…` stands for `https://HOST/v2/…`."""

    registry: Registry

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def _host(self) -> tuple[str, str, str]:
        host, _, path = self.path.lstrip("/").partition("/v2/")
        repository, _, rest = path.partition("/manifests/" if "/manifests/" in path else "/blobs/")
        return host, repository, rest

    def _answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _refused(self, host: str) -> bool:
        given = self.headers.get("Authorization")
        if given == (LOGIN if host == ECR else f"Bearer for {host}"):
            return False
        realm = f'Bearer realm="http://{self.headers["Host"]}/token",service="{host}",scope="pull"'
        self._answer(401, WWW_Authenticate=realm)
        return True

    def do_GET(self) -> None:
        """Tokens, manifests and blobs."""
        if self.path.startswith("/token"):
            (host,) = parse_qs(urlparse(self.path).query)["service"]
            self._answer(200, json.dumps({"token": f"for {host}"}).encode())
            return
        if self.path.startswith("/storage/"):
            # Storage has its own signatures in the address, and refuses a second kind.
            assert self.headers.get("Authorization") is None
            name, _, key = self.path.removeprefix("/storage/").rpartition("/")
            self._answer(200, self.registry.held[name][key][1])
            return
        host, repository, key = self._host()
        if self._refused(host):
            return
        self.registry.asked.append(f"{self.command} {host}/{repository} {key}")
        found = self.registry.held.get(f"{host}/{repository}", {}).get(key)
        if found is None:
            self._answer(404)
        elif "/blobs/" in self.path and self.command == "GET" and host != ECR:
            self._answer(307, Location=f"http://{self.headers['Host']}/storage/{host}/{repository}/{key}")
        else:
            self._answer(200, found[1], Content_Type=found[0])

    do_HEAD = do_GET  # noqa: N815 - as the server calls it

    def do_POST(self) -> None:
        """Begins an upload, at a place that is the registry's own."""
        host, _, _ = self._host()
        if not self._refused(host):
            self.registry.uploads["1"] = b""
            self._answer(202, Location=f"{self.path}1?state=begun")

    def do_PATCH(self) -> None:
        """Takes content."""
        self.registry.uploads["1"] = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(202, Location=self.path.replace("begun", "sent"))

    def do_PUT(self) -> None:
        """Ends an upload, or takes a manifest whose parts must be there."""
        host, repository, key = self._host()
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        if "/manifests/" in self.path:
            held = self.registry.held[f"{host}/{repository}"]
            manifest = json.loads(body)
            assert {each["digest"] for each in (manifest["config"], *manifest["layers"])} <= held.keys()
            self.registry.add(f"{host}/{repository}", key, body, self.headers["Content-Type"])
        else:
            asked = parse_qs(urlparse(self.path).query)
            assert asked["state"] == ["sent"]
            stored = self.registry.add(f"{host}/{repository}", asked["digest"][0], self.registry.uploads.pop("1"))
            assert stored == asked["digest"][0]
        self.registry.asked.append(f"PUT {host}/{repository} {key.partition('?')[0]}")
        self._answer(201)


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    """Public registries with the two images, and an empty one of the account."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    held = Registry()
    held.image("registry-1.docker.io/centrifugo/centrifugo", "v6.9.1", "amd64", "arm64")
    held.image("public.ecr.aws/docker/library/telegraf", "1.37.0-alpine", "arm64")
    with mock_aws():
        yield held


@pytest.fixture
def images(registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The program as it is rendered, with registries on this machine."""
    for name in ("images.py", "registry.py", "Pulumi.prod.yaml"):
        (tmp_path / name).write_text(render(VARIANTS[MANY]).files[name].text, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"registry": registry}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    with mocks.of(tmp_path):
        module = importlib.import_module("images")
        at = property(lambda self: f"http://127.0.0.1:{server.server_port}/{self.host}/v2/{self.name}/")
        monkeypatch.setattr(module.Repository, "address", at)
        monkeypatch.setattr("sys.argv", ["images.py", "prod"])
        yield module
    server.shutdown()
    server.server_close()
    thread.join()


def copies(module: ModuleType) -> dict[str, str]:
    found: dict[str, str] = json.loads((module.FOLDER / "images.prod.json").read_text(encoding="utf-8"))
    return found


def test_both_images_are_copied_for_the_tasks_platform_and_named_by_digest(
    images: ModuleType, registry: Registry
) -> None:
    assert images.main() == 0

    wanted = {
        GATEWAY: registry.held["registry-1.docker.io/centrifugo/centrifugo"]["arm64"][1],
        COLLECTOR: registry.held["public.ecr.aws/docker/library/telegraf"]["arm64"][1],
    }
    assert copies(images) == {
        GATEWAY: f"{ECR}/many/gateway@{digest(wanted[GATEWAY])}",
        COLLECTOR: f"{ECR}/many/collector@{digest(wanted[COLLECTOR])}",
    }
    assert registry.held[f"{ECR}/many/gateway"]["v6.9.1"] == (SINGLE, wanted[GATEWAY])


def test_the_repositories_are_the_stacks_own_and_their_tags_stay(images: ModuleType) -> None:
    images.main()

    found = boto3.client("ecr", region_name="eu-west-1").describe_repositories()["repositories"]
    assert {each["repositoryName"]: each["imageTagMutability"] for each in found} == {
        "many/gateway": "IMMUTABLE",
        "many/collector": "IMMUTABLE",
    }


def test_a_second_call_copies_nothing_and_says_the_same(images: ModuleType, registry: Registry) -> None:
    images.main()
    before = copies(images)
    registry.asked.clear()

    assert images.main() == 0
    assert copies(images) == before
    assert not [each for each in registry.asked if each.startswith("PUT")]


def test_what_is_not_what_its_digest_says_is_not_copied(
    images: ModuleType, registry: Registry, capsys: pytest.CaptureFixture[str]
) -> None:
    held = registry.held["registry-1.docker.io/centrifugo/centrifugo"]
    layer = json.loads(held["arm64"][1])["layers"][0]["digest"]
    held[layer] = ("application/octet-stream", b"another layer")

    assert images.main() == 1
    assert f"{GATEWAY}: {layer} was asked for, and sha256:" in capsys.readouterr().err
    assert "v6.9.1" not in registry.held.get(f"{ECR}/many/gateway", {})
    assert not (images.FOLDER / "images.prod.json").exists()


def test_an_image_without_the_tasks_platform_and_one_that_is_not_there_are_told(
    images: ModuleType, registry: Registry, capsys: pytest.CaptureFixture[str]
) -> None:
    registry.image("registry-1.docker.io/centrifugo/centrifugo", "v6.9.1", "amd64")
    assert images.main() == 1
    assert capsys.readouterr().err == f"{GATEWAY}: {GATEWAY} is not there for linux/arm64\n"

    registry.held.pop("registry-1.docker.io/centrifugo/centrifugo")
    assert images.main() == 1
    assert f"{GATEWAY}: HTTP Error 404" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("image", "host", "name", "reference"),
    [
        ("valkey:8", "registry-1.docker.io", "library/valkey", "8"),
        (GATEWAY, "registry-1.docker.io", "centrifugo/centrifugo", "v6.9.1"),
        (COLLECTOR, "public.ecr.aws", "docker/library/telegraf", "1.37.0-alpine"),
        ("localhost:5000/live:1", "localhost:5000", "live", "1"),
        ("ghcr.io/team/live:1@sha256:aa", "ghcr.io", "team/live", "sha256:aa"),
    ],
)
def test_names_are_read_as_container_engines_do(
    images: ModuleType, image: str, host: str, name: str, reference: str
) -> None:
    repository, read = images.source(image)
    assert (repository.host, repository.name, read) == (host, name, reference)
