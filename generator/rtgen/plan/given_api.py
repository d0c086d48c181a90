"""An HTTP API that is there already: where clients reach it, and what a stack expects of it beside its route.

Nothing of that API is changed or adopted. What expectations rest on: AWS's pages on throttling and CORS of HTTP APIs.
"""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.domain.platform import ExistingApi
from rtgen.plan.token_endpoint import TokenEndpoint


def address(api: ExistingApi, region: str) -> str:
    """Where clients reach the API; without a name of its own, its endpoint, which is the stage `$default`."""
    return api.url or f"https://{api.id}.execute-api.{region}.amazonaws.com"


def stage(api_id: str, url: str) -> str | None:
    """The stage that the API's own endpoint leads to; None where clients ask another name, which may lead to any."""
    host, _, path = url.removeprefix("https://").partition("/")
    return (path or "$default") if host.startswith(f"{api_id}.execute-api.") else None


def expectations(endpoint: TokenEndpoint) -> Iterator[str]:
    """One sentence each, with `code` in backticks; none for an API that the stack makes."""
    if not endpoint.api_given:
        return
    yield "It is an HTTP API, in the account and the region of the stack: a REST or WebSocket API has other routes."
    yield "The route is free, under `POST` and under `ANY`: the stack adds one, and takes none over."
    yield "Nobody imports an OpenAPI document over the API: that replaces all of its routes, and this one goes."
    yield "The stage that clients reach deploys by itself; else deploy it after `pulumi up`, or the route answers 404."
    yield (
        "That stage throttles the route, as the table says: otherwise the account's own limit is all that stands "
        "before the function. It can do so when the route is there, after the first deployment."
    )
    yield (
        "Its CORS settings allow `POST` from the pages in `platform.origins`, with the headers `authorization` and "
        "`content-type`: API Gateway answers browsers itself, and the function adds nothing."
    )
    yield "A custom domain leads to it where clients ask one: `platform.api.url` says which, and is not looked up."
    if endpoint.authorizer:
        yield "It has room for one more authorizer, of the ten that AWS allows: the stack makes its own."
    yield "Its access log and the alarms about its own errors are yours; the stack watches the function."
