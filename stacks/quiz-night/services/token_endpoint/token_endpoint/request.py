"""Reads a request of API Gateway (payload format 2.0) and trusts nothing in it."""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import NamedTuple, NoReturn
from urllib.parse import parse_qsl

from token_endpoint.refusal import RefusedError, malformed, unauthorized

LARGEST_BODY = 32 * 1024
"""Bytes: some dozens of grants; policy."""
MOST_GRANTS = 32
"""Each is a signature to check; policy."""

Pairs = list[tuple[str, object]]


class Request(NamedTuple):
    """What a client asks for."""

    token: str | None
    """Who the user is; None where nobody says."""
    grants: tuple[str, ...]
    """Tokens of the backend, each for this user and one channel."""
    fields: Mapping[str, object]


def read(event: Mapping[str, object]) -> Request:
    """Read the token and the body.

    Raises:
        RefusedError: When something in it is malformed, repeated or too large.

    """
    token, fields = _token(event), _fields(event)
    return Request(token=token, grants=_grants(fields.get("grants", [])), fields=fields)


def _headers(event: Mapping[str, object], name: str) -> list[str]:
    """Find the values of a header, whose name may be written in any case."""
    headers = event.get("headers")
    found = headers.items() if isinstance(headers, Mapping) else ()
    return [str(value) for key, value in found if str(key).lower() == name]


def _token(event: Mapping[str, object]) -> str | None:
    values = _headers(event, "authorization")
    if not values:
        return None
    scheme, _, token = values[0].partition(" ")
    # API Gateway joins a repeated header's values by commas, which no token contains.
    if len(values) > 1 or "," in values[0]:
        raise malformed("there must be one Authorization header")
    if scheme.lower() != "bearer" or not token.isascii() or not token.isprintable():
        raise unauthorized("the Authorization header must be: Bearer TOKEN")
    return token


def _fields(event: Mapping[str, object]) -> Mapping[str, object]:
    text = _body(event)
    if not text.strip():
        return {}
    kind = ",".join(_headers(event, "content-type")).partition(";")[0].strip().lower()
    match kind:
        case "application/json":
            return _json(text)
        case "application/x-www-form-urlencoded":
            return _form(text)
    raise RefusedError(415, "unsupported", "the body must be JSON or a form")


def _body(event: Mapping[str, object]) -> str:
    body = event.get("body") or ""
    if not isinstance(body, str):
        raise malformed("the body is not text")
    # Base64 makes four letters of three bytes.
    if len(body) > LARGEST_BODY * 4 // 3 + 4:
        raise _too_large()
    try:
        encoded = event.get("isBase64Encoded") is True
        content = base64.b64decode(body, validate=True) if encoded else body.encode()
        text = content.decode()
    except (binascii.Error, ValueError):
        raise malformed("the body is not UTF-8 text") from None
    if len(content) > LARGEST_BODY:
        raise _too_large()
    return text


def _json(text: str) -> Mapping[str, object]:
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise malformed("the body is not JSON") from None
    if not isinstance(value, dict):
        raise malformed("the body is not a JSON object")
    return value


def _form(text: str) -> Mapping[str, object]:
    try:
        pairs: Pairs = [
            (key, value)
            for key, value in parse_qsl(
                text, keep_blank_values=True, strict_parsing=True, errors="strict"
            )
        ]
    except ValueError:
        raise malformed("the body is not a form") from None
    return _once(pairs)


def _once(pairs: Pairs) -> dict[str, object]:
    """Refuse a key that stands there twice: two readers might each take another one."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise malformed("a key stands twice in the body")
    return fields


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _grants(value: object) -> tuple[str, ...]:
    """Take a list, or in a form a text with spaces between the grants."""
    grants = value.split() if isinstance(value, str) else value
    if not isinstance(grants, list) or not all(isinstance(each, str) for each in grants):
        raise malformed("grants must be a list of tokens")
    if len(grants) > MOST_GRANTS:
        raise malformed(f"there may be {MOST_GRANTS} grants at most")
    return tuple(grants)


def _too_large() -> RefusedError:
    return RefusedError(413, "too-large", f"the body may have {LARGEST_BODY} bytes at most")
