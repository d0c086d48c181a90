"""The token endpoint as it is rendered, in a folder, and loaded into this process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import boto3
import pytest
from moto import mock_aws

from builders import make_feature, make_feature_set, make_notifications, topic
from generated import disk, functions
from rtgen.domain.features import FeatureSet
from rtgen.domain.platform import Jwks
from rtgen.domain.vocabulary import Access, Communication, Provider
from rtgen.plan.token_endpoint import TokenEndpoint, token_endpoint
from rtgen.render.token_endpoint import FOLDER, token_endpoint_files
from tokens import calls

ISSUER, AUDIENCE = "https://login.example.com/", "live"
JWKS = Jwks("https://login.example.com/keys", ISSUER, AUDIENCE)
PACKAGE = "token_endpoint"


def features(auth: Jwks | None, *, public: bool = False) -> FeatureSet:
    """A chat by grant, each user's alerts and orders, who is there, and if asked for scores that are public."""
    per_user = make_notifications().channel._replace(per_user=3)
    found = [
        make_notifications("alerts"),
        make_feature("chat"),
        make_notifications("orders", channel=per_user),
        make_feature("people", communication=Communication.PRESENCE, history=None),
    ]
    if public:
        found.append(make_feature("scores", access=Access.PUBLIC, channel=topic(100), public_because="news"))
    complete = make_feature_set(*found)
    return complete._replace(platform=complete.platform._replace(auth=auth))


def endpoint(provider: Provider, auth: Jwks | None = None, *, public: bool = False) -> TokenEndpoint:
    """The endpoint of these features."""
    return token_endpoint(features(auth, public=public), provider)


def write(made: TokenEndpoint, folder: Path) -> Path:
    """Writes its files below a folder, and returns the one that its package stands in."""
    return disk.write(token_endpoint_files(made), folder) / FOLDER


def load(folder: Path) -> ModuleType:
    """The handler."""
    handler: ModuleType = functions.load(folder, PACKAGE).handler
    return handler


@contextmanager
def running(folder: Path, made: TokenEndpoint) -> Iterator[ModuleType]:
    """The handler of an endpoint, ready to be called, with its keys in a Secrets Manager of moto's."""
    package = write(made, folder)
    with pytest.MonkeyPatch.context() as patched, mock_aws():
        for name, value in _environment(made.provider).items():
            patched.setenv(name, value)
        yield load(package)


def _environment(provider: Provider) -> Mapping[str, str]:
    known = {"AWS_DEFAULT_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    secrets = boto3.client(
        "secretsmanager",
        region_name="eu-west-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 - nobody's
    )
    texts = {"PROVIDER_KEY_ARN": calls.PROVIDER_KEYS[provider.value], "TOKEN_KEY_ARN": calls.TOKEN_KEY}
    made = {
        name: secrets.create_secret(Name=f"{provider.value}-{name}", SecretString=text) for name, text in texts.items()
    }
    return known | {name: each["ARN"] for name, each in made.items()}
