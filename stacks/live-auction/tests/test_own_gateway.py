"""What the team's own server is told, as its contract in README.md says."""

from recording import FOLDER, Recording

README = (FOLDER / "README.md").read_text(encoding="utf-8")
TOLD = {
    "ALLOWED_ORIGINS",
    "HEARTBEAT_SECONDS",
    "INTERNAL_PORT",
    "MAX_CONNECTIONS",
    "MAX_CONNECT_RATE",
    "PORT",
    "PUBLISH_KEY",
    "REDIS_MODE",
    "REDIS_PASSWORD",
    "REDIS_PREFIX",
    "REDIS_URL",
    "REDIS_USERNAME",
    "SHUTDOWN_SECONDS",
    "TOKEN_SECRET",
}


def test_the_gateway_is_told_what_its_contract_says_and_nothing_else(stack: Recording) -> None:
    container = stack.containers()["gateway"]
    told = [name for kind in ("environment", "secrets") for name in names(container[kind])]
    assert sorted(told) == sorted(TOLD)
    contract = README.partition("must meet\n")[2].partition("\n## ")[0]
    assert all(f"| `{name}` |" in contract for name in told)


def test_the_image_says_itself_how_it_starts(stack: Recording) -> None:
    container = stack.containers()["gateway"]
    assert "entryPoint" not in container
    assert "command" not in container


def names(variables: object) -> list[str]:
    assert isinstance(variables, list)
    return [each["name"] for each in variables]
