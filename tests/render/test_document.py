from __future__ import annotations

import re

import pytest

from generated.variants import AROUND_PROVIDERS
from render import golden
from render.sample_plan import AT_A_PROVIDER, DECISIONS, PLAN, STACK, many
from rtgen import pipeline
from rtgen.domain.vocabulary import Tier
from rtgen.plan.model import Edge, Plan
from rtgen.render.blueprints import rendered
from rtgen.render.document import document_view


def document(plan: Plan) -> str:
    return rendered("document/real-time-architecture.md.j2", document_view(plan))


def in_tier(tier: Tier) -> Plan:
    decision = DECISIONS.tier._replace(decision=DECISIONS.tier.decision._replace(choice=tier))
    figures = (*DECISIONS.capacity, AT_A_PROVIDER) if tier is Tier.MANAGED else DECISIONS.capacity
    return PLAN._replace(decisions=DECISIONS._replace(tier=decision, capacity=figures))


SINGLE = in_tier(Tier.SINGLE)._replace(
    stack=STACK._replace(tier=Tier.SINGLE, edge=Edge.CLOUDFRONT, redis=None, proxies=())
)
MANAGED = in_tier(Tier.MANAGED)._replace(stack=None, channels=(), gateway_config={})
WITHOUT_REDIS = PLAN._replace(
    decisions=DECISIONS._replace(
        redis=DECISIONS.redis._replace(decision=DECISIONS.redis.decision._replace(choice=None))
    )
)
PLANS = {"multi": PLAN, "single": SINGLE, "managed": MANAGED, "large": many(40)}


@pytest.mark.parametrize("name", ["multi", "single", "managed"])
def test_the_document_looks_as_reviewed(name: str) -> None:
    golden.matches(f"document-{name}.md", document(PLANS[name]))


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_every_link_inside_the_document_leads_to_a_heading(plan: Plan) -> None:
    text = document(plan)
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}

    assert set(re.findall(r"\]\(#([^)]*)\)", text)) <= anchors


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_every_row_of_a_table_has_as_many_cells_as_its_header(plan: Plan) -> None:
    table: list[str] = []
    for line in [*document(plan).splitlines(), ""]:
        if line.startswith("|"):
            table.append(line)
        elif table:
            assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table}) == 1, table[0]
            table = []


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_the_document_is_tidy(plan: Plan) -> None:
    text = document(plan)

    assert "\n\n\n" not in text
    assert not re.search(r"[ \t]+$", text, re.MULTILINE)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize(("plan", "servers", "redis"), [(PLAN, 1, 1), (WITHOUT_REDIS, 1, 0), (MANAGED, 0, 0)])
def test_the_limits_of_what_a_stack_has_stand_beside_what_others_published(
    plan: Plan, servers: int, redis: int
) -> None:
    text = document(plan)

    assert text.count("a million on 40 vCPU, 500,000 messages/s") == servers
    assert text.count("one node, dedicated cores") == redis


@pytest.mark.parametrize("name", ["overview", "decisions", "operations"])
def test_there_is_room_for_text_of_the_users_own(name: str) -> None:
    assert f"<!-- keep:{name} -->\n<!-- /keep:{name} -->\n" in document(PLAN)


def test_what_was_rejected_is_said_once_for_all_features_of_a_rule() -> None:
    assert document(many(40)).count("Every message would cost a request and a wait.") == 1


def test_a_fact_that_the_spec_left_open_names_its_default() -> None:
    assert "`communication` bidirectional (default of kind chat); `kind` chat" in document(PLAN)


def test_an_edit_above_a_feature_does_not_change_the_document() -> None:
    assert not re.search(r"spec\.yaml:\d+", document(PLAN))


def test_a_title_cannot_break_out_of_its_cell() -> None:
    assert "| `order-chat` | Buyer \\| seller &lt;chat&gt; | WebSocket |" in document(PLAN)


def test_user_text_stays_out_of_the_diagrams() -> None:
    hostile = PLAN._replace(title='x"]; click gateway "javascript:alert(1)"')
    diagrams = re.findall(r"```mermaid\n(.*?)```", document(hostile), re.DOTALL)

    assert len(diagrams) == 3
    assert not any("javascript" in diagram for diagram in diagrams)


def test_the_single_tier_says_what_a_deployment_costs() -> None:
    assert "nobody is connected for one to\ntwo minutes" in document(SINGLE)
    assert "History and presence stand in the task's memory and are lost with it" in document(SINGLE)


def test_the_multi_tier_says_when_connections_are_cut() -> None:
    assert "lets its connections go on for 30 s\nand cuts at once what is still open" in document(PLAN)


@pytest.mark.parametrize(
    ("plan", "log"), [(PLAN, "the load balancer's access logs"), (SINGLE, "CloudFront's standard logs")]
)
def test_a_token_in_an_address_names_the_logs_that_hold_it(plan: Plan, log: str) -> None:
    assert f"is written to {log}" in document(plan)


def test_where_no_provider_fits_nothing_of_a_gateway_is_told() -> None:
    text = document(MANAGED)

    assert "No provider fits, so nobody holds the connections" in text
    for of_gateway in ("### Sizes", "### Redis", "### Sticky sessions", "deployments stop tasks", "offset and epoch"):
        assert of_gateway not in text


def test_of_each_feature_at_ably_it_says_whether_its_history_is_stored() -> None:
    text = document(pipeline.plan([AROUND_PROVIDERS["the example stadium-scores"]], None)[0].plan)

    assert "\n- `alerts` and `standings`: Ably stores each message" in text
    assert "\n- `scores`: Nothing is stored" in text


def test_waits_double_up_to_the_longest() -> None:
    waits = re.findall(r"^\| (\d) \| (\S+ s) \| (\S+ s) \|$", document(PLAN), re.MULTILINE)

    assert waits == [("1", "2 s", "4 s"), ("2", "2 s", "6 s"), ("3", "2 s", "10 s"), ("4", "2 s", "18 s")]


def test_a_waived_finding_keeps_its_severity_and_the_end_of_a_waiver_is_the_plans_to_tell() -> None:
    assert f"**T32** (warning, waived until {PLAN.decisions.findings[1].waived.until})" in document(PLAN)
    assert "A waiver counts to the end of its last day." in document(PLAN)


def test_without_findings_and_gaps_the_document_says_so() -> None:
    text = document(PLAN._replace(decisions=DECISIONS._replace(findings=(), not_rendered=())))

    assert "Everything that was decided is in the stack." in text
    assert "## Findings\n\nNone.\n" in text
    assert "A waiver counts" not in text


def test_every_unit_price_has_its_source_and_day() -> None:
    (bill, *_) = PLAN.costs
    text = document(PLAN).partition("Unit prices are from:")[2].partition("\n## ")[0]

    assert [each.item for each in bill.lines if each.source is not None and each.item not in text] == []
    assert all(f"({each.source.url}), read {each.source.read}: " in text for each in bill.lines if each.source)
