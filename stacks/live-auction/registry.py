"""Reads and writes images in a registry, by its HTTP API; images.py copies with it."""

import hashlib
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass

DOCKER_HUB = "registry-1.docker.io"
KINDS = (
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
)
"""Manifests, those of several platforms first."""
TIMEOUT_S = 60
OK, UNAUTHORIZED, NOT_FOUND = 200, 401, 404


@dataclass(frozen=True)
class Answer:
    """What a registry said."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Repository:
    """One repository of a registry, such as `centrifugo/centrifugo` of Docker Hub."""

    host: str
    name: str
    authorization: str | None = None
    """For the header; where it is missing, the registry says where anybody gets one."""

    @property
    def address(self) -> str:
        """Where its API begins."""
        return f"https://{self.host}/v2/{self.name}/"

    def manifest(self, reference: str) -> tuple[str, bytes]:
        """Read a manifest by tag or digest, with its media type.

        Raises:
            ValueError: When it is not what its digest says.

        """
        answer = self._call("GET", f"manifests/{reference}", {"Accept": ", ".join(KINDS)})
        if reference.startswith("sha256:"):
            check(answer.body, reference)
        return answer.headers["content-type"], answer.body

    def blob(self, digest: str) -> bytes:
        """Read a layer or a configuration, and hold it to its digest."""
        return check(self._call("GET", f"blobs/{digest}", {}).body, digest)

    def has(self, what: str) -> bool:
        """Tell whether `blobs/<digest>` or `manifests/<digest>` is there."""
        wanted = {"Accept": ", ".join(KINDS)}
        return self._call("HEAD", what, wanted, missing=True).status == OK

    def put_blob(self, digest: str, content: bytes) -> None:
        """Write a layer or a configuration, in one piece."""
        begun = self._call("POST", "blobs/uploads/", {}, b"")
        kind = {"Content-Type": "application/octet-stream"}
        sent = self._call("PATCH", begun.headers["location"], kind, content)
        joint = "&" if "?" in sent.headers["location"] else "?"
        self._call("PUT", f"{sent.headers['location']}{joint}digest={digest}", kind, b"")

    def put_manifest(self, tag: str, kind: str, content: bytes) -> None:
        """Write a manifest whose layers are there."""
        self._call("PUT", f"manifests/{tag}", {"Content-Type": kind}, content)

    def _call(
        self,
        method: str,
        path: str,
        headers: dict[str, str],
        body: bytes | None = None,
        *,
        missing: bool = False,
    ) -> Answer:
        # A location that a registry names may be whole, or begin at the host's root.
        request = urllib.request.Request(  # noqa: S310 - the address is https
            urllib.parse.urljoin(self.address, path), body, headers, method=method
        )
        if self.authorization is not None:
            # Not sent on to where blobs are redirected, which has a signature of its own.
            request.add_unredirected_header("Authorization", self.authorization)
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310 - the same
                told = {key.lower(): value for key, value in answer.headers.items()}
                return Answer(answer.status, told, answer.read())
        except urllib.error.HTTPError as refused:
            challenge = refused.headers.get("WWW-Authenticate", "")
            if refused.code == UNAUTHORIZED and self.authorization is None and challenge:
                self.authorization = _anonymous(challenge)
                return self._call(method, path, headers, body, missing=missing)
            if missing and refused.code == NOT_FOUND:
                return Answer(refused.code, {}, b"")
            raise


def digest_of(content: bytes) -> str:
    """Name content as registries do."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def check(content: bytes, digest: str) -> bytes:
    """Return content that is what its digest says.

    Raises:
        ValueError: When it is something else.

    """
    found = digest_of(content)
    if found != digest:
        raise ValueError(f"{digest} was asked for, and {found} came")
    return content


def _anonymous(challenge: str) -> str:
    """Get the token that a registry gives to anybody."""
    told = dict(re.findall(r'(\w+)="([^"]*)"', challenge))
    query = urllib.parse.urlencode({key: told[key] for key in ("service", "scope") if key in told})
    with urllib.request.urlopen(f"{told['realm']}?{query}", timeout=TIMEOUT_S) as answer:  # noqa: S310 - as above
        given = json.loads(answer.read())
    return f"Bearer {given.get('token') or given['access_token']}"
