from __future__ import annotations

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from generated.variants import VARIANTS
from render import golden
from render.sample_plan import DECISIONS, PLAN, STACK
from rtgen.domain.vocabulary import Tier
from rtgen.plan.model import Edge, Plan
from rtgen.render.blueprints import rendered
from rtgen.render.hooks import hooks_view
from rtgen.render.readme import readme_view

SINGLE = PLAN._replace(
    decisions=DECISIONS._replace(
        tier=DECISIONS.tier._replace(decision=DECISIONS.tier.decision._replace(choice=Tier.SINGLE)),
        features=DECISIONS.features[1:2],
    ),
    channels=PLAN.channels[1:2],
    environments=PLAN.environments[1:],
    stack=STACK._replace(
        tier=Tier.SINGLE, edge=Edge.CLOUDFRONT, redis=None, jwks=True, token_variable=None, alarm_email=False
    ),
)
PLANS = {"multi": PLAN, "single": SINGLE}


def readme(plan: Plan) -> str:
    return rendered("stack/README.md.j2", readme_view(plan))


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


@pytest.mark.parametrize("name", PLANS)
def test_the_readme_looks_as_reviewed(name: str) -> None:
    golden.matches(f"readme-{name}.md", readme(PLANS[name]))


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_the_readme_is_tidy_and_its_links_lead_somewhere(plan: Plan) -> None:
    text = readme(plan)
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}

    assert set(re.findall(r"\]\(#([^)]*)\)", text)) <= anchors
    assert "\n\n\n" not in re.sub(r"```.*?```", "code", text, flags=re.DOTALL)
    assert not re.search(r"[ \t]+$", text, re.MULTILINE)


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_every_shell_block_can_be_read_by_a_shell(plan: Plan) -> None:
    found = blocks(readme(plan), "sh")

    assert len(found) > 5
    for block in found:
        subprocess.run(["bash", "-n"], input=block, text=True, check=True)


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_every_python_block_can_be_read_by_python(plan: Plan) -> None:
    for block in blocks(readme(plan), "python"):
        ast.parse(block)


@pytest.mark.skipif(shutil.which("node") is None, reason="node reads the client's code")
def test_the_clients_code_can_be_read_by_node(tmp_path: Path) -> None:
    (code,) = blocks(readme(PLAN), "js")
    module = tmp_path / "client.mjs"
    module.write_text(code, encoding="utf-8")

    subprocess.run(["node", "--check", module], check=True)


@pytest.mark.parametrize("name", VARIANTS)
def test_every_hook_that_is_shown_is_one_that_the_stack_calls(name: str) -> None:
    plan = VARIANTS[name]
    assert plan.stack is not None
    hooks = hooks_view(plan.stack)
    shown = re.findall(r"^def (\w+)\(\s*(?:args|listener|name):", readme(plan), re.MULTILINE)

    assert shown == ["every_resource", "gateway_tasks", "edge_rules", "cloudwatch_metric_alarm"]
    assert set(shown) <= {hook.name for hook in (*hooks.hooks, *hooks.kinds)}


def test_commands_name_the_unprotected_environment_first() -> None:
    text = readme(PLAN)

    assert "pulumi up --stack staging" in text
    assert text.index("pulumi up --stack staging") < text.index("pulumi up --stack prod")


def test_without_protection_nothing_is_said_of_taking_it_off() -> None:
    assert "protect false" not in readme(SINGLE)


def test_where_an_identity_provider_signs_for_users_the_backend_still_signs_for_rooms() -> None:
    text = readme(PLAN._replace(stack=STACK._replace(jwks=True)))

    assert "Your identity provider signs the connection tokens" in text
    assert "def subscription_token" in text
    assert "def connection_token" not in text


def test_a_stack_with_published_keys_makes_no_token_secret() -> None:
    assert "token_secret_arn" not in readme(SINGLE)
    assert "token_secret_arn" in readme(PLAN)


def test_the_bill_is_said_before_the_first_deployment() -> None:
    text = readme(PLAN)

    assert text.index("`staging`: 173 USD a month, and 173 at the declared load") < text.index("pulumi up")


def test_an_address_for_alarms_is_asked_to_confirm() -> None:
    heard = PLAN.environments[0]._replace(config={**PLAN.environments[0].config, "alarmEmail": "oncall@example.com"})

    assert 'AWS sends "Subscription Confirmation" to oncall@example.com' in readme(PLAN._replace(environments=(heard,)))
    assert "Nobody hears the alarms yet" in readme(PLAN)


def test_a_plan_without_a_stack_has_no_readme() -> None:
    with pytest.raises(ValueError, match="without a stack"):
        readme_view(PLAN._replace(stack=None))
