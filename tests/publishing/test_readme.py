"""The README's line for publishing at Ably, run as it stands: a shell, curl, and Ably's API on this machine."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import ssl
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from publishing.providers import HOSTS, KEYS, Api, Published, serving
from publishing.rendered import stack

HOST = HOSTS["ably"]
PROGRAMS = {
    "pulumi": '[ "$*" = "stack output publish_key_arn" ] && echo arn:of:the:key',
    "aws": f"""[ "$3 $4" = "--secret-id arn:of:the:key" ] && printf %s '{KEYS["ably"]}'""",
}
"""Of what the line asks; each knows one answer."""
pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="the line calls curl")


@pytest.fixture
def line() -> str:
    _, _, section = stack("the example stadium-scores")["README.md"].text.partition("\n## Publish\n")
    shown, *_ = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    return str(shown)


def test_the_line_publishes_what_clients_get(line: str, tmp_path: Path) -> None:
    assert publish(line, tmp_path) == [Published("alerts:42", "order-4711.shipped", {"n": 1})]


def test_who_does_not_say_who_publishes_is_refused(line: str, tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError, match="22"):
        publish(re.sub(r'-H "X-Ably-ClientId: [^"]*"', "", line), tmp_path)


def publish(line: str, folder: Path) -> list[Published]:
    """What arrives when a shell runs the line."""
    api = Api("ably")
    for name, does in PROGRAMS.items():
        program = folder / name
        program.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        program.chmod(0o755)
    with serving(api, certified(folder)) as port:
        settings = f"connect-to = {HOST}:443:127.0.0.1:{port}\ncacert = {folder / 'certificate'}\nsilent\n"
        (folder / ".curlrc").write_text(settings, encoding="utf-8")
        environment = os.environ | {"PATH": f"{folder}:{os.environ['PATH']}", "CURL_HOME": str(folder)}
        subprocess.run(["sh", "-euc", line], env=environment, check=True, timeout=20)
    return api.published


def certified(folder: Path) -> ssl.SSLContext:
    """TLS under Ably's name, by a certificate that stands in the folder."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate", folder / "key")
    return context
