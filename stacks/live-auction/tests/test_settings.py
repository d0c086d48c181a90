"""Configuration that cannot work is refused before anything is deployed, all of it at once."""

import json
from pathlib import Path

import pulumi
import pytest

import config_reader
from recording import ENVIRONMENTS, PROJECT, Mocks, configuration
from settings import Settings

NONSENSE = {
    "gatewayCpu": "1000",
    "gatewayMemory": "100",
    "gatewayConnectionsPerTask": "60000",
    "gatewayConnectRate": "many",
    "gatewayImage": "registry.example.com/gateway:latest",
    "logRetentionDays": "8",
    "origins": '["*"]',
    "protect": "maybe",
    "wafRequestsPerAddress": "1",
    "gatewayTasksMin": "1",
    "redisEndpoint": "rediss://redis.example.com",
    "redisPort": "0",
    "redisSecretArn": "password",
    "redisSecurityGroup": "redis",
    "vpcId": "main",
    "privateSubnetIds": '["10.0.0.0/24"]',
    "certificateArn": "live.example.net",
}


@pytest.fixture
def config() -> dict[str, str]:
    """Give the configuration of an environment that works."""
    return configuration(ENVIRONMENTS[0])


def load(config: dict[str, str]) -> Settings:
    pulumi.runtime.set_mocks(Mocks(), project=PROJECT, stack=ENVIRONMENTS[0])
    pulumi.runtime.set_all_config(config)
    return Settings.load()


def refusal(config: dict[str, str]) -> str:
    with pytest.raises(pulumi.RunError) as refused:
        load(config)
    return str(refused.value)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_configuration_of_every_environment_is_accepted(environment: str) -> None:
    load(configuration(environment))


@pytest.mark.parametrize("key", NONSENSE)
def test_nonsense_is_refused_by_its_key(config: dict[str, str], key: str) -> None:
    assert f"{PROJECT}:{key} is " in refusal(config | {f"{PROJECT}:{key}": NONSENSE[key]})


@pytest.fixture
def copies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Name the file that images.py writes, in a folder of its own."""
    monkeypatch.setattr(config_reader, "FOLDER", tmp_path)
    return tmp_path / f"images.{ENVIRONMENTS[0]}.json"


def test_a_copy_in_the_accounts_registry_stands_for_its_image(
    config: dict[str, str], copies: Path
) -> None:
    image = config[f"{PROJECT}:collectorImage"]
    copy = f"123456789012.dkr.ecr.eu-west-1.amazonaws.com/{PROJECT}/collector@sha256:{64 * '0'}"
    copies.write_text(json.dumps({image: copy}), encoding="utf-8")

    assert load(config).collector_image == copy
    assert load(config).gateway_image == config[f"{PROJECT}:gatewayImage"]


@pytest.mark.parametrize("copy", ["collector:1.37", "registry.example.com/collector@sha256:1", 7])
def test_what_is_no_copy_by_digest_is_refused(
    config: dict[str, str], copies: Path, copy: object
) -> None:
    image = config[f"{PROJECT}:collectorImage"]
    copies.write_text(json.dumps({image: copy}), encoding="utf-8")
    assert "copies by digest" in refusal(config)


@pytest.mark.parametrize("text", ["", "[]", "<<<<<<< ours"])
def test_copies_that_nobody_can_read_are_refused(
    config: dict[str, str], copies: Path, text: str
) -> None:
    copies.write_text(text, encoding="utf-8")
    assert "what images.py writes" in refusal(config)


def test_a_missing_key_is_named(config: dict[str, str]) -> None:
    del config[f"{PROJECT}:gatewayCpu"]
    assert f"{PROJECT}:gatewayCpu is missing" in refusal(config)


def test_everything_that_is_wrong_is_told_at_once(config: dict[str, str]) -> None:
    text = refusal(config | {f"{PROJECT}:{key}": value for key, value in NONSENSE.items()})
    assert all(f"{PROJECT}:{key} is " in text for key in NONSENSE)


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("gatewayMemory", "122880", "Fargate offers"),
        ("gatewayTasksMax", "2", "gatewayTasksMin"),
        ("gatewayScaleAt", "50000", "gatewayConnectionsPerTask"),
        ("privateSubnetIds", '["subnet-0a1b2c3d"]', "two subnets"),
        ("privateSubnetIds", '["subnet-0a1b2c3d", "subnet-0a1b2c3d"]', "each once"),
        ("certificateArn", "arn:aws:acm:mars-1:123456789012:certificate/1", "takes certificates"),
    ],
)
def test_settings_that_contradict_each_other_are_refused(
    config: dict[str, str], key: str, value: str, why: str
) -> None:
    config[f"{PROJECT}:gatewayTasksMin"] = "3"
    assert why in refusal(config | {f"{PROJECT}:{key}": value})
