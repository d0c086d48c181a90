"""Signs tokens for the gateway on this machine, as a backend does it. Standard library only.

python local/tokens.py 42           prints a connection token for user 42
python local/tokens.py 42 room:7    prints a subscription token for one channel
"""

import base64
import hashlib
import hmac
import json
import sys
import time
from pathlib import Path
from typing import Any

STACK = Path(__file__).parent.parent
KEY = "local-only-token-key-of-32-bytes-or-more"
"""The one in compose.yaml."""
LIFE_S = 3600

Claims = dict[str, object]


def token(user: str, channel: str | None = None) -> str:
    """Sign a connection token, or a subscription token for one channel."""
    expected = _read("gateway/config.json")["client"]["token"]
    claims: Claims = {"sub": user, "exp": int(time.time()) + LIFE_S}
    for claim, key in (("iss", "issuer"), ("aud", "audience")):
        if key in expected:
            claims[claim] = expected[key]
    if channel is not None:
        claims["channel"] = channel
    unsigned = f"{_part({'alg': 'HS256', 'typ': 'JWT'})}.{_part(claims)}"
    signature = hmac.digest(KEY.encode(), unsigned.encode(), hashlib.sha256)
    return f"{unsigned}.{_base64(signature)}"


def needs_token(channel: str) -> bool:
    """Whether the channel's feature is entered with a subscription token."""
    feature = _read("client-contract.json")["features"].get(channel.partition(":")[0])
    return feature is not None and feature["channel"]["access"] == "token"


def _read(path: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((STACK / path).read_text(encoding="utf-8"))
    return content


def _part(value: Claims) -> str:
    return _base64(json.dumps(value, separators=(",", ":")).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        sys.exit(__doc__)
    sys.stdout.write(token(*sys.argv[1:]) + "\n")
