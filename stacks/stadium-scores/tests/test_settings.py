"""Configuration that cannot work is refused before anything is deployed, all of it at once."""

import pulumi
import pytest

from recording import ENVIRONMENTS, PROJECT, Mocks, configuration
from settings import Settings

NONSENSE = {
    "connectionsLimit": "0",
    "logRetentionDays": "8",
    "origins": '["*"]',
    "protect": "maybe",
    "publishConcurrency": "1",
    "tokenBurst": "many",
    "tokenRate": "0",
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


def test_everything_that_is_wrong_is_said_at_once(config: dict[str, str]) -> None:
    wrong = {f"{PROJECT}:{key}": value for key, value in NONSENSE.items()}
    said = refusal(config | wrong)
    assert all(f"{PROJECT}:{key} is " in said for key in NONSENSE)


def test_what_is_missing_is_named(config: dict[str, str]) -> None:
    del config[f"{PROJECT}:tokenRate"]
    assert f"{PROJECT}:tokenRate is missing" in refusal(config)


def test_a_burst_below_the_rate_is_refused(config: dict[str, str]) -> None:
    smaller = {f"{PROJECT}:tokenRate": "20", f"{PROJECT}:tokenBurst": "10"}
    assert "must not be below tokenRate, 20" in refusal(config | smaller)
