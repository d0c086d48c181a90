"""From a plan to the files of its stack, in memory. What a file says stands in its blueprint and its view."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.domain.vocabulary import RedisMode, Tier
from rtgen.filetree import FileTree, Owner, Pieces, RenderedFile
from rtgen.plan.model import Edge, JsonObject, Plan, StackPlan
from rtgen.plan.server import metrics
from rtgen.render import contract_json, plan_json, stack_views
from rtgen.render.blueprints import rendered
from rtgen.render.configuration import environment_files, identity_file
from rtgen.render.document import document_view
from rtgen.render.hooks import hooks_view
from rtgen.render.json_lines import laid_out
from rtgen.render.local import local_files
from rtgen.render.monitoring import monitoring_view
from rtgen.render.readme import readme_view
from rtgen.render.server import server
from rtgen.render.views import MergeView, ProjectView, ReaderView

VERBATIM = (
    "pyproject.toml",
    "registry.py",
    "requirements-dev.txt",
    "requirements-tools.txt",
    "requirements.txt",
    "components/__init__.py",
    "components/collector.py",
    "components/container.py",
    "components/logs.py",
    "components/permissions.py",
    "components/tags.py",
    "components/tasks.py",
)
"""Files that are the same in every stack."""

MANY = 2_000
"""Features above which memory counts for more than time: the largest files are made anew for each who reads them."""
_REDIS = {RedisMode.CLIENT_SHARDED: "redis_sharded", RedisMode.CLUSTER: "redis_cluster"}
"""Blueprints of `components/redis.py` where there are several primaries."""
TESTS = (
    "conftest",
    "recording",
    "test_gateway",
    "test_hooks",
    "test_kinds",
    "test_monitoring",
    "test_ownership",
    "test_security",
    "test_settings",
    "test_timeouts",
)
"""The tests that every stack brings along."""


def render(plan: Plan) -> FileTree:
    """Render every file of a plan; a plan without a stack has its document, plan.json and client contract."""
    files = [
        RenderedFile(
            "real-time-architecture.md",
            rendered("document/real-time-architecture.md.j2", document_view(plan)),
            keeps=True,
            union=True,
        ),
        RenderedFile("plan.json", _kept(plan, plan_json.content(plan)), union=True),
        RenderedFile("client-contract.json", _kept(plan, contract_json.content(plan)), union=True),
    ]
    if plan.stack is not None:
        files += _project(plan, plan.stack)
        files += _components(plan, plan.stack)
        files += local_files(plan)
    if plan.managed is not None:
        from rtgen.render.managed import managed_files  # noqa: PLC0415 - most plans run their own gateway

        files += managed_files(plan, plan.managed)
    both = sorted({_environments(each.path) for each in files if each.union})
    merged = rendered("stack/gitattributes.j2", MergeView(tuple(both), gateway="gateway/config.json" in both))
    return FileTree.of([*files, RenderedFile(".gitattributes", merged)])


def _environments(path: str) -> str:
    """A pattern for those of all environments, so that one more changes no line."""
    return "Pulumi.*.yaml" if path.startswith("Pulumi.") else path


def _project(plan: Plan, stack: StackPlan) -> Iterator[RenderedFile]:
    """The files at the top of the stack's folder, and the gateway's own."""
    yield RenderedFile(".gitignore", rendered("stack/gitignore.j2", None))
    yield RenderedFile("Pulumi.yaml", rendered("stack/Pulumi.yaml.j2", ProjectView(plan.name, plan.title or plan.name)))
    yield from environment_files(plan)
    yield RenderedFile("README.md", rendered("stack/README.md.j2", readme_view(plan)), union=True)
    yield RenderedFile("__main__.py", rendered("stack/__main__.py.j2", stack_views.main_view(plan, stack)))
    yield RenderedFile("settings.py", rendered("stack/settings.py.j2", stack_views.settings_view(stack)))
    preflight = stack_views.preflight_view(plan, stack)
    if preflight.needed:
        yield RenderedFile("preflight.py", rendered("stack/preflight.py.j2", preflight))
    if preflight.network_given:
        yield RenderedFile("network_acls.py", rendered("stack/network_acls.py.j2", None))
    yield RenderedFile("images.py", rendered("stack/images.py.j2", ProjectView(plan.name, plan.title or plan.name)))
    yield RenderedFile("overrides.py", rendered("stack/overrides.py.j2", None), owner=Owner.USER)
    yield from _gateway(plan, stack)
    yield RenderedFile("limits.py", rendered("stack/limits.py.j2", stack))
    yield RenderedFile("config_reader.py", rendered("stack/config_reader.py.j2", ReaderView(images=True)))
    for path in VERBATIM:
        yield RenderedFile(path, rendered(f"stack/{path}.j2", None))


def _gateway(plan: Plan, stack: StackPlan) -> Iterator[RenderedFile]:
    """What the gateway and the collector beside it read."""
    collector = "collector" if stack.own is None else "collector_own"
    yield RenderedFile("gateway/collector.conf", rendered(f"stack/gateway/{collector}.conf.j2", metrics(stack)))
    if stack.own is None:
        yield RenderedFile("gateway/config.json", _json(plan.gateway_config), union=True)
    elif stack.own.identity is not None:
        yield RenderedFile("gateway/identity.json", _json(identity_file(stack.own)))


def _components(plan: Plan, stack: StackPlan) -> Iterator[RenderedFile]:
    """The components, and the tests that the stack brings along."""
    edge = "domain" if stack.edge is Edge.DOMAIN else "cloudfront"
    watched = monitoring_view(plan)
    views: dict[str, object] = {
        "clients": stack_views.clients_view(stack, plan.decisions),
        "containers": stack_views.containers_view(stack),
        "edge": stack_views.edge_view(stack),
        "gateway": stack_views.gateway_view(stack, plan.decisions),
        "hooks": hooks_view(stack),
        "keys": stack_views.keys_view(stack),
        "alarms": watched,
        "dashboard": watched,
        "monitoring": watched,
        "watched": watched,
        "publish": stack_views.publish_view(stack),
        "network": stack_views.network_view(stack),
        "secret": stack_views.secret_view(stack),
        "service": stack_views.gateway_view(stack, plan.decisions),
        "timeouts": stack_views.timeouts_view(stack),
        "traffic": stack_views.traffic_view(stack),
        "waf": stack_views.waf_view(stack),
    }
    templates = {noun: noun for noun in views} | {"edge": f"edge_{edge}", "publish": f"publish_{edge}"}
    if stack.network_given:
        templates["network"] = "network_given"
    if stack.own is not None:
        templates["containers"] = "containers_own"
    if stack.edge is Edge.DOMAIN and not stack.certificate_given:
        templates["certificate"] = "certificate"
    if stack.redis is not None:
        templates["redis"] = _REDIS.get(stack.redis.mode, "redis") if not stack.redis.given else "redis_given"
        views["redis"] = stack_views.redis_view(stack, stack.redis, plan.decisions)
    if stack.tier is Tier.MULTI:
        templates["autoscaling"] = "autoscaling"
        views["autoscaling"] = server(stack)
    for noun, template in templates.items():
        text = rendered(f"stack/components/{template}.py.j2", views.get(noun))
        yield RenderedFile(f"components/{noun}.py", text)
    tests = stack_views.tests_view(plan, stack)
    for name in (*TESTS, "test_configuration" if stack.own is None else "test_own_gateway"):
        yield RenderedFile(f"tests/{name}.py", rendered(f"stack/tests/{name}.py.j2", tests))


def _json(value: JsonObject) -> str:
    return laid_out(value) + "\n"


def _kept(plan: Plan, content: Pieces) -> str | Pieces:
    """A text with something of every feature: made once where it is of a usual size."""
    return content if len(plan.decisions.features) > MANY else str(content)
