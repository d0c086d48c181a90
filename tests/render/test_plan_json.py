from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from render import golden
from render.sample_plan import DECISIONS, PLAN, many
from rtgen import resources
from rtgen.domain import vocabulary
from rtgen.plan.model import Plan
from rtgen.render import plan_json

SCHEMA = json.loads((resources.schemas() / "plan.schema.json").read_text(encoding="utf-8"))
EXAMPLES = sorted(resources.examples().glob("*/plan.json"))
WITHOUT_STACK = PLAN._replace(stack=None, channels=())
WITHOUT_REDIS = PLAN._replace(
    decisions=DECISIONS._replace(
        redis=DECISIONS.redis._replace(decision=DECISIONS.redis.decision._replace(choice=None), shards=0, replicas=0),
    ),
)
LONG = many(60)


def load(plan: Plan) -> dict[str, Any]:
    return dict(json.loads(plan_json.text(plan)))


def test_the_file_looks_as_reviewed() -> None:
    golden.matches("plan.json", plan_json.text(PLAN))


@pytest.mark.parametrize(
    "plan", [PLAN, WITHOUT_STACK, WITHOUT_REDIS, LONG], ids=["whole", "no-stack", "no-redis", "long"]
)
def test_the_file_is_what_its_schema_says(plan: Plan) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(load(plan))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.parent.name)
def test_every_example_is_what_the_schema_says(example: Path) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(example.read_text(encoding="utf-8")))


def test_the_schema_is_a_schema_and_explains_every_key() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    explained = {"title", "description"}

    assert [path for path, node in properties(SCHEMA) if "$ref" not in node and not explained <= set(node)] == []


def properties(schema: object, path: str = "") -> list[tuple[str, dict[str, object]]]:
    """Every property of a schema, with its path."""
    found: list[tuple[str, dict[str, object]]] = []
    if isinstance(schema, dict):
        found += [(f"{path}.{name}", node) for name, node in schema.get("properties", {}).items()]
        for key, node in schema.items():
            found += properties(node, f"{path}.{key}")
    elif isinstance(schema, list):
        for node in schema:
            found += properties(node, path)
    return found


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("access", vocabulary.Access),
        ("scope", vocabulary.Scope),
    ],
)
def test_the_schema_knows_every_word_of_a_channel(key: str, words: type[vocabulary.Access]) -> None:
    channel = SCHEMA["$defs"]["feature"]["properties"]["channel"]["properties"]

    assert channel[key]["enum"] == [word.value for word in words]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("communication", vocabulary.Communication),
        ("delivery", vocabulary.Delivery),
        ("offline", vocabulary.Offline),
        ("ordering", vocabulary.Ordering),
        ("transport", vocabulary.Transport),
    ],
)
def test_the_schema_knows_every_word_of_a_feature(key: str, words: type[vocabulary.Delivery]) -> None:
    assert SCHEMA["$defs"]["feature"]["properties"][key]["enum"] == [word.value for word in words]


@pytest.mark.parametrize("plan", [PLAN, WITHOUT_STACK, LONG], ids=["whole", "no-stack", "long"])
def test_keys_are_sorted_so_that_a_diff_shows_changes_alone(plan: Plan) -> None:
    def unsorted(node: object, path: str) -> list[str]:
        match node:
            case dict():
                here = [] if list(node) == sorted(node) else [path]
                return here + [each for key, value in node.items() for each in unsorted(value, f"{path}.{key}")]
            case list():
                return [each for value in node for each in unsorted(value, f"{path}[]")]
            case _:
                return []

    # chat-10 comes before chat-2 as a key; the plan gives features by id.
    ordered = plan._replace(
        decisions=plan.decisions._replace(
            features=tuple(sorted(plan.decisions.features, key=lambda each: each.feature.id))
        ),
    )
    assert unsorted(load(ordered), "plan") == []


def test_a_fact_says_whether_the_spec_gave_it_but_not_in_which_line() -> None:
    facts = load(PLAN)["features"]["order-chat"]["decisions"][0]["facts"]

    assert facts == [
        {"from": "default of kind chat", "subject": "features.order-chat.communication", "value": "bidirectional"},
        {"from": "spec", "subject": "features.order-chat.kind", "value": "chat"},
    ]


def test_a_finding_names_the_spec_without_the_readers_folder() -> None:
    finding, _ = load(PLAN)["findings"]

    assert (finding["file"], finding["line"], finding["column"]) == ("spec.yaml", 12, 5)


def test_a_finding_has_its_edit_or_its_waiver() -> None:
    open_, waived = load(PLAN)["findings"]

    assert open_["edit"] == {"path": "features.order-chat.publish.by", "value": "server", "without": []}
    assert open_["waived"] is None
    assert waived["edit"] is None
    assert waived["waived"] == {"because": "the old app | until it is gone", "until": "2027-03-01"}


def test_a_source_that_two_decisions_cite_stands_there_once() -> None:
    plan = load(PLAN)

    assert sorted(plan["sources"]) == [
        "ably-pricing",
        "centrifugo-load-balancing",
        "html-standard-server-sent-events",
    ]
    assert plan["tier"]["decision"]["sources"] == ["centrifugo-load-balancing"]


def test_without_redis_the_decision_against_it_is_still_there() -> None:
    plan = load(WITHOUT_REDIS)

    assert plan["redis"] is None
    assert plan["decisions"]["redis"]["rule"] == "RT410"


def test_text_of_any_script_and_any_quotes_comes_back_as_it_was() -> None:
    title = 'Καλημέρα "κόσμε" \\ \n 🚀'

    assert load(PLAN._replace(title=title))["title"] == title


def test_more_load_changes_only_the_lines_that_show_it() -> None:
    more = PLAN._replace(
        decisions=DECISIONS._replace(
            features=(
                DECISIONS.features[0]._replace(deliveries=DECISIONS.features[0].deliveries * 2),
                *DECISIONS.features[1:],
            ),
        ),
    )
    before, after = plan_json.text(PLAN).splitlines(), plan_json.text(more).splitlines()

    assert [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]] == [
        ('      "deliveries_per_second": 16000,', '      "deliveries_per_second": 32000,')
    ]
