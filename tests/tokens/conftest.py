"""Each provider's endpoint, rendered once, with its keys in a Secrets Manager of moto's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import boto3
import pytest
from moto import mock_aws

from rtgen.domain.platform import Jwks
from rtgen.domain.vocabulary import Provider
from tokens import calls, rendered


@contextmanager
def running(
    folder: Path, provider: Provider, auth: Jwks | None = None, *, public: bool = False
) -> Iterator[ModuleType]:
    """The handler of an endpoint, ready to be called."""
    package = rendered.write(rendered.endpoint(provider, auth, public=public), folder)
    with pytest.MonkeyPatch.context() as patched, mock_aws():
        for name, value in _environment(provider).items():
            patched.setenv(name, value)
        yield rendered.load(package)


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


@pytest.fixture(scope="module")
def ably(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """For users' tokens that the backend signs."""
    with running(tmp_path_factory.mktemp("ably"), Provider.ABLY) as handler:
        yield handler


@pytest.fixture(scope="module")
def pusher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """For users' tokens that the backend signs."""
    with running(tmp_path_factory.mktemp("pusher"), Provider.PUSHER) as handler:
        yield handler


@pytest.fixture(scope="module")
def supabase(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """For users' tokens that the backend signs."""
    with running(tmp_path_factory.mktemp("supabase"), Provider.SUPABASE) as handler:
        yield handler
