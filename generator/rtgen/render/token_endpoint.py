"""The files of the token endpoint: the function, its dependencies, and the component that deploys it."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.filetree import RenderedFile
from rtgen.plan.model import Json
from rtgen.plan.token_endpoint import TokenEndpoint
from rtgen.record import NamedTuple
from rtgen.render.blueprints import rendered
from rtgen.render.json_lines import laid_out

FOLDER = "services/token_endpoint"

_MODULES = ("__init__", "channels", "claims", "handler", "keys", "refusal", "request")
_COMPONENTS = ("tokens", "tokens_alarms", "tokens_package")


class TokenEndpointView(NamedTuple):
    """What the function's and the component's blueprints see."""

    provider: str
    jwks: bool
    jwks_url: str
    issuer: str | None
    audience: str | None
    signs: bool
    public: bool
    authorizer: bool
    api_given: bool


def view(endpoint: TokenEndpoint) -> TokenEndpointView:
    """The endpoint as flags and finished texts."""
    auth = endpoint.auth
    return TokenEndpointView(
        provider=endpoint.provider.value,
        jwks=auth is not None,
        jwks_url="" if auth is None else auth.url,
        issuer=None if auth is None else auth.issuer,
        audience=None if auth is None else auth.audience,
        signs=endpoint.signs,
        public=endpoint.public,
        authorizer=endpoint.authorizer,
        api_given=endpoint.api_given,
    )


def token_endpoint_files(endpoint: TokenEndpoint) -> Iterator[RenderedFile]:
    """Every file below `services/token_endpoint`, and the components."""
    seen = view(endpoint)
    modules = [*_MODULES, *(["jwks"] if seen.jwks else []), *(["signed"] if seen.signs else [])]
    package = f"{FOLDER}/token_endpoint"
    for module in modules:
        yield RenderedFile(f"{package}/{module}.py", _text(f"{package}/{module}.py.j2", seen))
    yield RenderedFile(f"{package}/provider.py", _text(f"{package}/{seen.provider}.py.j2", seen))
    rules: list[Json] = [
        {"feature": each.feature, "access": each.access, "name": each.name, "may": list(each.may)}
        for each in endpoint.rules
    ]
    yield RenderedFile(f"{package}/channels.json", laid_out(rules) + "\n")
    yield RenderedFile(f"{FOLDER}/build.py", _text(f"{FOLDER}/build.py.j2", None))
    yield RenderedFile(f"{FOLDER}/requirements.in", _text(f"{FOLDER}/requirements.in.j2", seen))
    lock = "requirements_jwks" if seen.jwks else "requirements_hmac"
    yield RenderedFile(f"{FOLDER}/requirements.lock", _text(f"{FOLDER}/{lock}.lock.j2", None))
    for noun in _COMPONENTS:
        yield RenderedFile(f"components/{noun}.py", _text(f"components/{noun}.py.j2", seen))
    api = "tokens_api_given" if seen.api_given else "tokens_api"
    yield RenderedFile("components/tokens_api.py", _text(f"components/{api}.py.j2", seen))


def _text(path: str, seen: TokenEndpointView | None) -> str:
    return rendered(f"managed/{path}", seen)
