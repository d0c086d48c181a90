"""Users' tokens signed by an identity provider, whose published keys the gateway reads."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from builders import make_feature, make_feature_set, make_notifications
from rtgen.domain.platform import Jwks
from rtgen.plan.tokens import token_variable
from runtime import gateway, samples
from runtime.client import ClosedError, RefusedError, connected

ISSUER, AUDIENCE = "https://login.example.com/", "live"
ON_LOOPBACK = {"CENTRIFUGO_CLIENT_TOKEN_INSECURE_SKIP_JWKS_ENDPOINT_SAFETY_CHECK": "true"}
"""A real identity provider has a public address, which needs no such exception."""


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    """The identity provider's."""
    return rsa.generate_private_key(public_exponent=65_537, key_size=2_048)


@contextmanager
def published(key: rsa.RSAPrivateKey) -> Iterator[str]:
    """The address of the identity provider's keys."""
    public = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True) | {"kid": "key-1", "use": "sig", "alg": "RS256"}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps({"keys": [public]}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/keys"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def signed(key: rsa.RSAPrivateKey, kid: str = "key-1", **over: object) -> str:
    """A token of the identity provider."""
    claims = {"sub": "ann", "exp": int(time.time()) + 60, "iss": ISSUER, "aud": AUDIENCE, **over}
    return jwt.encode(claims, key, "RS256", headers={"kid": kid})


@pytest.fixture
def server(running: ExitStack, tmp_path: Path, key: rsa.RSAPrivateKey) -> gateway.Gateway:
    """A gateway that trusts the identity provider for who a user is, and the backend for the rooms."""
    address = running.enter_context(published(key))
    features = make_feature_set(make_notifications(), make_feature("chat"), auth=Jwks(address, ISSUER, AUDIENCE))
    config = samples.config(features)
    assert gateway.check(config, tmp_path, "--strict").returncode == 0
    secrets = {str(token_variable(features)): gateway.SECRET, "CENTRIFUGO_HTTP_API_KEY": gateway.API_KEY}
    return running.enter_context(gateway.started(config, tmp_path, env=ON_LOOPBACK, secrets=secrets))


def test_the_identity_providers_users_are_let_in_to_what_is_theirs(
    server: gateway.Gateway, key: rsa.RSAPrivateKey
) -> None:
    with connected(server.url, signed(key)) as ann:
        ann.subscribe("alerts:#ann")
        server.publish("alerts:#ann", {"n": 1})

        assert ann.push()["data"] == {"n": 1}


@pytest.mark.parametrize(
    "over",
    [{"kid": "key-2"}, {"iss": "https://login.example.org/"}, {"aud": "another"}, {"aud": None}],
    ids=["another key", "another issuer", "another audience", "no audience"],
)
def test_a_token_that_is_not_for_this_gateway_is_closed_for_good(
    server: gateway.Gateway, key: rsa.RSAPrivateKey, over: dict[str, str]
) -> None:
    with pytest.raises(ClosedError, match="3500"), connected(server.url, signed(key, **over)):
        pass


def test_a_token_signed_with_a_shared_secret_is_closed_for_good(server: gateway.Gateway) -> None:
    forged = gateway.token("ann", iss=ISSUER, aud=AUDIENCE)

    with pytest.raises(ClosedError, match="3500"), connected(server.url, forged):
        pass


def test_the_backend_still_says_who_enters_a_room(server: gateway.Gateway, key: rsa.RSAPrivateKey) -> None:
    with connected(server.url, signed(key)) as ann:
        ann.subscribe("chat:1", gateway.token("ann", channel="chat:1"))
        with pytest.raises(RefusedError, match="103"):
            ann.subscribe("chat:2")
        with pytest.raises(RefusedError, match="103"):
            ann.subscribe("chat:2", signed(key, channel="chat:2"))
