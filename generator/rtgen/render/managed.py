"""The files of a stack around a managed provider."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from rtgen.domain.vocabulary import Provider
from rtgen.filetree import Owner, RenderedFile
from rtgen.plan.model import ManagedPlan, Plan
from rtgen.render.blueprints import rendered
from rtgen.render.configuration import environment_files
from rtgen.render.hooks import Hook, HooksView, view_of
from rtgen.render.inbox import HOOKS as INBOX_HOOKS
from rtgen.render.inbox import inbox_files
from rtgen.render.json_lines import laid_out
from rtgen.render.managed_view import ManagedView, managed_view
from rtgen.render.publisher import HOOKS as PUBLISHER_HOOKS
from rtgen.render.publisher import publisher_files
from rtgen.render.token_endpoint import token_endpoint_files
from rtgen.render.usage import hooks as usage_hooks
from rtgen.render.usage import usage_files

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
_TESTS = ("test_hooks", "test_monitoring", "test_ownership", "test_security", "test_settings")


def managed_files(plan: Plan, managed: ManagedPlan) -> Iterator[RenderedFile]:
    """Every file but the document, plan.json and the contract, which any plan has."""
    view = managed_view(plan, managed)
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
            yield RenderedFile(f"supabase/migrations/{view.migration}", _own("migration_supabase.sql", view))
        case _:
            assert_never(provider)


def _checked(provider: str, view: ManagedView) -> Iterator[RenderedFile]:
    """What is made by hand at a provider, and the script that looks at it."""
    yield RenderedFile("README.md", _own(f"README_{provider}.md", view), union=True)
    yield RenderedFile("check_provider.py", _own(f"check_{provider}.py", view))
    yield RenderedFile("checklist.json", laid_out([each.json for each in view.checklist]) + "\n")
    yield RenderedFile("requirements-tools.txt", _own(f"requirements_{provider}.txt", view))


def _hooks(managed: ManagedPlan) -> HooksView:
    publisher = () if managed.queue is None else PUBLISHER_HOOKS
    inbox = () if managed.inbox is None else INBOX_HOOKS
    return view_of((*HOOKS, *publisher, *inbox, *usage_hooks(managed)), managed.resources, listener=False)


def _own(path: str, view: ManagedView) -> str:
    return rendered(f"managed/{path}.j2", view)
