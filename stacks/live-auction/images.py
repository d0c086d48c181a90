"""Copies the images of an environment into the registry of its account, and says what to deploy.

python images.py ENVIRONMENT

Writes images.ENVIRONMENT.json, which settings.py reads: commit it. It makes two repositories,
whose tags cannot be moved, and changes nothing else. Call it again after another version.
"""

import json
import sys
import urllib.error
from pathlib import Path

import boto3  # type: ignore[import-untyped, import-not-found, unused-ignore]
import yaml
from botocore.exceptions import (  # type: ignore[import-untyped, import-not-found, unused-ignore]
    BotoCoreError,
    ClientError,
)

from registry import DOCKER_HUB, Repository, digest_of

PROJECT = "live-auction"
FOLDER = Path(__file__).parent
IMAGES = {"gatewayImage": "gateway", "collectorImage": "collector"}
"""Where the configuration names an image, and what its copy is called."""
PLATFORM = {"architecture": "arm64", "os": "linux"}
"""Of the tasks (components/tasks.py)."""


def source(image: str) -> tuple[Repository, str]:
    """Read an image's name as container engines do: Docker Hub where no registry is named."""
    name, _, digest = image.partition("@")
    host, _, path = name.partition("/")
    if not path or not ("." in host or ":" in host):
        host, path = DOCKER_HUB, name if path else f"library/{name}"
    path, _, tag = path.partition(":")
    return Repository(host, path), digest or tag


def target(name: str, region: str) -> Repository:
    """Make a repository in the account's registry where it is not there yet."""
    ecr = boto3.client("ecr", region_name=region)
    try:
        ecr.create_repository(repositoryName=name, imageTagMutability="IMMUTABLE")
    except ecr.exceptions.RepositoryAlreadyExistsException:
        sys.stderr.write(f"{name} is there already\n")
    (given,) = ecr.get_authorization_token()["authorizationData"]
    host, token = given["proxyEndpoint"].removeprefix("https://"), given["authorizationToken"]
    return Repository(host, name, f"Basic {token}")


def copy(image: str, to: Repository) -> str:
    """Copy what the tasks' platform needs of an image; what is there already is left alone.

    Returns:
        The copy, by digest.

    """
    origin, reference = source(image)
    kind, content = origin.manifest(reference)
    manifest = json.loads(content)
    if "manifests" in manifest:
        reference = _of_platform(image, manifest["manifests"])
        kind, content = origin.manifest(reference)
        manifest = json.loads(content)
    digest = digest_of(content)
    if not to.has(f"manifests/{digest}"):
        for each in (manifest["config"], *manifest["layers"]):
            if not to.has(f"blobs/{each['digest']}"):
                to.put_blob(each["digest"], origin.blob(each["digest"]))
        tag = image.partition("@")[0].rpartition("/")[2].partition(":")[2]
        to.put_manifest(tag or digest.replace(":", "-"), kind, content)
    return f"{to.host}/{to.name}@{digest}"


def _of_platform(image: str, manifests: list[dict[str, object]]) -> str:
    for each in manifests:
        platform = each.get("platform")
        if isinstance(platform, dict) and platform | PLATFORM == platform:
            return str(each["digest"])
    raise ValueError(f"{image} is not there for {PLATFORM['os']}/{PLATFORM['architecture']}")


def main() -> int:
    """Copy the images of one environment."""
    if len(sys.argv) != 2:  # noqa: PLR2004 - the program and its argument
        sys.stderr.write("usage: python images.py ENVIRONMENT\n")
        return 2
    environment = sys.argv[1]
    text = (FOLDER / f"Pulumi.{environment}.yaml").read_text(encoding="utf-8")
    config = yaml.safe_load(text)["config"]
    copies: dict[str, str] = {}
    for key, name in IMAGES.items():
        image = str(config[f"{PROJECT}:{key}"])
        if ".dkr.ecr." in image:
            continue
        try:
            copies[image] = copy(image, target(f"{PROJECT}/{name}", str(config["aws:region"])))
        except (BotoCoreError, ClientError, urllib.error.URLError, ValueError) as refused:
            sys.stderr.write(f"{image}: {refused}\n")
            return 1
        sys.stdout.write(f"{image}\n  {copies[image]}\n")
    written = json.dumps(copies, indent=2, sort_keys=True) + "\n"
    (FOLDER / f"images.{environment}.json").write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
