"""The files of a stack around a managed provider."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from rtgen.decide.sources import SUPABASE_SETTINGS
from rtgen.domain.vocabulary import Provider
from rtgen.filetree import Owner, RenderedFile
from rtgen.plan.model import ManagedPlan, Namespace, Plan, Planned
from rtgen.plan.token_endpoint import ChannelRule
from rtgen.plan.usage import Usage
from rtgen.record import NamedTuple
from rtgen.render import markdown as md
from rtgen.render.blueprints import rendered
from rtgen.render.checklist import CheckLine, checklist
from rtgen.render.configuration import environment_files
from rtgen.render.costs import floors
from rtgen.render.document import words
from rtgen.render.given_api import GivenApiView
from rtgen.render.given_api import view as api_view
from rtgen.render.hooks import Hook, HooksView, view_of
from rtgen.render.inbox import HOOKS as INBOX_HOOKS
from rtgen.render.inbox import InboxView, inbox_files
from rtgen.render.inbox import view as inbox_view
from rtgen.render.json_lines import laid_out
from rtgen.render.publisher import HOOKS as PUBLISHER_HOOKS
from rtgen.render.publisher import PublisherView, publisher_files
from rtgen.render.publisher import view as publisher_view
from rtgen.render.token_endpoint import TokenEndpointView, token_endpoint_files
from rtgen.render.token_endpoint import view as tokens_view
from rtgen.render.usage import UsageView, usage_files
from rtgen.render.usage import hooks as usage_hooks
from rtgen.render.usage import view as usage_view

HOOKS = (
    Hook("every_resource", "pulumi.ResourceTransformationArgs"),
    Hook("tokens_function", "aws.lambda_.FunctionArgs"),
)
_SHARED = (
    "pyproject.toml",
    "requirements-dev.txt",
    "requirements.txt",
    "components/__init__.py",
    "components/tags.py",
)
"""Files that are the same in every stack, whatever carries its connections."""
MIGRATION = "00000000000000_realtime.sql"
"""Supabase orders migrations by the number in front; this one may come before all others, for it needs none of them."""
_SECRET_HOLDS = {
    Provider.PUSHER: "The provider's app: app_id, key, secret and cluster, as JSON",
    Provider.SUPABASE: "The project: url, anon_key, service_key and jwt_secret, as JSON",
}
_TESTS = ("test_hooks", "test_monitoring", "test_ownership", "test_security", "test_settings")


class Opened(NamedTuple):
    """What the endpoint's key may open of one feature."""

    channels: str
    may: str
    """Quoted and divided by commas."""


class ManagedView(NamedTuple):
    """What the blueprints of a managed stack see."""

    name: str
    title: str
    spec: str
    region: str
    namespaces: tuple[Namespace, ...]
    published: tuple[str, ...]
    opened: tuple[Opened, ...]
    ably: bool
    """Whether the provider's own resources are made; else its app or project is there already."""
    supabase: bool
    json: bool
    """Clients ask the endpoint with a JSON object; else with a form."""
    pushed: str
    """A namespace at Ably, for an example; empty elsewhere."""
    secret_holds: str
    """What is put into the secret by hand."""
    schema: str
    """Of the database, for the function that the policies call."""
    migration: str
    clients_publish: bool
    checked_channel: str
    """Of the first feature in which clients publish."""
    tokens: TokenEndpointView
    alarm_email: str
    first: str
    """The environment that commands name."""
    protected: str
    environments: md.Table
    channels: md.Table
    granted: str
    granted_example: str
    signed: str
    published_example: str
    client_example: str
    floors: str
    """What each environment costs."""
    transports: str
    """What the provider's SDK connects by."""
    planned: tuple[Planned, ...]
    """Connections at the same time."""
    checklist: tuple[CheckLine, ...]
    """What is set by hand at the provider."""
    plan_messages: str
    """Messages a second that the provider's plan lets through, as Python writes a number; empty where none is told."""
    management: str
    """Where the provider's Management API is documented."""
    queue: PublisherView | None
    inbox: InboxView | None
    usage: UsageView
    api: GivenApiView | None
    """Of an HTTP API that is there already."""
    endpoint: bool = True
    """Whether the program packs a function that is built beforehand."""
    images: bool = False
    proxies: bool = False


def managed_files(plan: Plan, managed: ManagedPlan) -> Iterator[RenderedFile]:
    """Every file but the document, plan.json and the contract, which any plan has."""
    view = _view(plan, managed)
    yield RenderedFile(".gitignore", _own("gitignore", view))
    yield RenderedFile("Pulumi.yaml", _own("Pulumi.yaml", view))
    yield from environment_files(plan)
    yield from _of_provider(managed.provider, view)
    for path in ("__main__.py", "settings.py", "limits.py"):
        yield RenderedFile(path, _own(path, view))
    for noun in ("keys", "monitoring"):
        yield RenderedFile(f"components/{noun}.py", _own(f"components/{noun}.py", view))
    yield from token_endpoint_files(managed.endpoint)
    yield from _of_some(managed, view)
    for path in ("config_reader.py", "tests/recording.py"):
        yield RenderedFile(path, rendered(f"stack/{path}.j2", view))
    yield RenderedFile("components/hooks.py", rendered("stack/components/hooks.py.j2", _hooks(managed)))
    for path in _SHARED:
        yield RenderedFile(path, rendered(f"stack/{path}.j2", None))
    yield RenderedFile("overrides.py", _own("overrides.py", view), owner=Owner.USER)
    for path in ("tests/conftest.py", "tests/test_kinds.py"):
        yield RenderedFile(path, rendered(f"stack/{path}.j2", None))
    for test in _TESTS:
        yield RenderedFile(f"tests/{test}.py", _own(f"tests/{test}.py", view))


def _of_some(managed: ManagedPlan, view: ManagedView) -> Iterator[RenderedFile]:
    """What a stack has only where its spec, or its provider, makes it necessary."""
    if view.tokens.signs:
        yield RenderedFile("components/secret.py", rendered("stack/components/secret.py.j2", view))
    if view.api is not None:
        yield RenderedFile("preflight.py", rendered("managed/preflight.py.j2", view.api))
    if managed.queue is not None:
        yield from publisher_files(managed.queue, managed.provider)
    if view.inbox is not None:
        yield from inbox_files(view.inbox)
    if managed.queue is not None or managed.inbox is not None:
        yield RenderedFile("components/queue_policy.py", rendered("managed/components/queue_policy.py.j2", None))
    if managed.watched:
        yield from usage_files(view.usage, managed.limits)


def _of_provider(provider: Provider, view: ManagedView) -> Iterator[RenderedFile]:
    match provider:
        case Provider.ABLY:
            yield RenderedFile("README.md", _own("README.md", view), union=True)
            yield RenderedFile("components/ably.py", _own("components/ably.py", view))
            if view.api is not None:
                yield RenderedFile("requirements-tools.txt", rendered("stack/requirements-tools.txt.j2", None))
        case Provider.PUSHER:
            yield from _checked("pusher", view)
        case Provider.SUPABASE:
            yield from _checked("supabase", view)
            yield RenderedFile(f"supabase/migrations/{MIGRATION}", _own("migration_supabase.sql", view))
        case _:
            assert_never(provider)


def _checked(provider: str, view: ManagedView) -> Iterator[RenderedFile]:
    """What is made by hand at a provider, and the script that looks at it."""
    yield RenderedFile("README.md", _own(f"README_{provider}.md", view), union=True)
    yield RenderedFile("check_provider.py", _own(f"check_{provider}.py", view))
    yield RenderedFile("checklist.json", laid_out([each.json for each in view.checklist]) + "\n")
    yield RenderedFile("requirements-tools.txt", _own(f"requirements_{provider}.txt", view))


def _view(plan: Plan, managed: ManagedPlan) -> ManagedView:
    endpoint = managed.endpoint
    auth = endpoint.auth
    protected = [each.name for each in plan.environments if each.config.get("protect")]
    free = [each.name for each in plan.environments if each.name not in protected]
    speaking = [each for each in endpoint.rules if "publish" in each.may]
    heard = [each for each in endpoint.rules if each not in speaking] or endpoint.rules
    granted = [each for each in endpoint.rules if each.access == "granted"]
    emails = dict.fromkeys(str(each.config["alarmEmail"]) for each in plan.environments if managed.alarm_email)
    first = (free or protected)[0]
    usage = usage_view(plan, managed)
    signed = [*([] if auth else ["the users' tokens"]), *(["grants for single channels"] if granted else [])]
    return ManagedView(
        name=plan.name,
        title=plan.title or plan.name,
        spec=plan.spec_file.rpartition("/")[2],
        region=plan.environments[0].region,
        namespaces=managed.namespaces,
        published=managed.published,
        opened=tuple(map(_opened, endpoint.rules)),
        ably=managed.provider is Provider.ABLY,
        supabase=managed.provider is Provider.SUPABASE,
        json=managed.provider is not Provider.PUSHER,
        pushed=managed.namespaces[0].feature if managed.namespaces else "",
        secret_holds=_SECRET_HOLDS.get(managed.provider, ""),
        schema=plan.name.replace("-", "_"),
        migration=MIGRATION,
        clients_publish=bool(speaking),
        checked_channel=_example(speaking[0].name) if speaking else "",
        tokens=tokens_view(endpoint),
        alarm_email=" and ".join(emails),
        first=first,
        protected=words.listed([md.code(name) for name in protected]),
        environments=_environments(plan),
        channels=_channels(endpoint.rules),
        granted=words.listed([md.code(each.feature) for each in granted]),
        granted_example=f"{granted[0].feature}:1" if granted else "",
        signed=" and ".join(signed),
        published_example=_example(managed.published[0] if managed.published else endpoint.rules[0].name),
        client_example=_example(heard[0].name),
        floors=floors(plan),
        transports=plan.decisions.provider.sdk.falls_back if plan.decisions.provider.sdk else "",
        planned=managed.planned,
        checklist=checklist(plan, managed, usage.rings),
        plan_messages=_messages(managed),
        management=SUPABASE_SETTINGS.url,
        queue=None if managed.queue is None else publisher_view(managed.queue, managed.provider),
        inbox=inbox_view(plan, managed),
        usage=usage,
        api=api_view(plan, managed, first),
    )


def _hooks(managed: ManagedPlan) -> HooksView:
    publisher = () if managed.queue is None else PUBLISHER_HOOKS
    inbox = () if managed.inbox is None else INBOX_HOOKS
    return view_of((*HOOKS, *publisher, *inbox, *usage_hooks(managed)), managed.resources, listener=False)


def _messages(managed: ManagedPlan) -> str:
    rates = [each for each in managed.limits if each.usage is Usage.MESSAGES and each.source is not None]
    return f"{rates[0].at(managed.scale):_}" if rates else ""


def _opened(rule: ChannelRule) -> Opened:
    return Opened(rule.everyone, ", ".join(f'"{may}"' for may in rule.may))


def _example(name: str) -> str:
    return name.replace("{user}", "42").replace("{id}", "1").replace("*", "42")


def _environments(plan: Plan) -> md.Table:
    rows = (
        (md.code(each.name), each.region, "yes" if each.config.get("protect") else "no") for each in plan.environments
    )
    return md.Table(("Environment", "Region", "Protected"), tuple(rows))


def _channels(rules: tuple[ChannelRule, ...]) -> md.Table:
    who = {
        "own": "the user whose id stands in the name",
        "granted": "who brings a grant for it, signed by your backend",
        "public": "everybody, with or without a token",
    }
    rows = ((md.code(each.feature), md.code(each.name), who[each.access], ", ".join(each.may)) for each in rules)
    return md.Table(("Feature", "Channel", "Who may enter", "And may"), tuple(rows))


def _own(path: str, view: ManagedView) -> str:
    return rendered(f"managed/{path}.j2", view)
