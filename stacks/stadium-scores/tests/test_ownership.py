"""What a team finds in its account: tags, protection, outputs."""

from recording import PROJECT, Recording, configuration

TAGGED = {"Name", "component", "environment", "project"}


def protected(stack: Recording) -> bool:
    return configuration(stack.environment)[f"{PROJECT}:protect"] == "true"


def test_whatever_can_carry_tags_says_whose_it_is(stack: Recording) -> None:
    tagged = [each for each in stack.resources.values() if each.inputs.get("tags")]
    assert len(tagged) > 5
    for each in tagged:
        tags = each.at("tags")
        assert isinstance(tags, dict)
        assert tags.keys() >= TAGGED, each.name


def test_what_holds_state_is_protected_where_the_environment_says_so(stack: Recording) -> None:
    assert stack.one("provider-app", "app:App").protect is protected(stack)
    for secret in stack.all("secretsmanager/secret:Secret"):
        assert secret.protect is protected(stack), secret.name


def test_the_outputs_tell_where_tokens_are_and_which_key_publishes(stack: Recording) -> None:
    assert set(stack.outputs) == {
        "ably_app_id",
        "provider_secret_arn",
        "dead_letters_arn",
        "dead_letters_url",
        "publish_key_arn",
        "publish_policy_arn",
        "publish_queue_arn",
        "publish_queue_url",
        "token_secret_arn",
        "token_url",
    }
    assert str(stack.outputs["token_url"]).endswith("/token")
