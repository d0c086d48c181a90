"""The check of Ably's limits as it is rendered for a spec, between moto's AWS and an Ably on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from types import SimpleNamespace

import boto3
import pytest
from moto import mock_aws

from generated import disk, functions
from metering.statistics import Statistics, serving
from publishing.rendered import AWS, stack
from rtgen.render.usage import FOLDER
from tokens import calls

PACKAGE = "usage"
NAMESPACE = "made-up/prod"
PUBLISHED, BY_CONTRACT = "ably-published", "the example stadium-scores"


def load(spec: str, folder: Path) -> SimpleNamespace:
    """The function's modules."""
    files = [file for file in stack(spec).values() if file.path.startswith(FOLDER)]
    package = disk.write(files, folder) / FOLDER
    return functions.load(package, PACKAGE)


class Check:
    """The function, and what CloudWatch then knows."""

    def __init__(self, spec: str, folder: Path) -> None:
        self.ably = Statistics()
        self.function = load(spec, folder)

    def run(self) -> None:
        """As the schedule does. Raises what the function raises."""
        self.function.handler.handle({}, None)

    def metrics(self) -> Mapping[str, float]:
        """The largest value of each metric."""
        cloudwatch, now = boto3.client("cloudwatch"), datetime.now(UTC)
        names = [each["MetricName"] for each in cloudwatch.list_metrics(Namespace=NAMESPACE)["Metrics"]]
        return {
            name: cloudwatch.get_metric_statistics(
                Namespace=NAMESPACE,
                MetricName=name,
                StartTime=now - timedelta(hours=1),
                EndTime=now + timedelta(hours=1),
                Period=7_200,
                Statistics=["Maximum"],
            )["Datapoints"][0]["Maximum"]
            for name in names
        }


def watched(spec: str) -> set[str]:
    """Metrics that the function has in its table; tests of the stack hold its alarms to them."""
    rows = json.loads(str(stack(spec)[f"{FOLDER}/{PACKAGE}/figures.json"].content))
    return {row["metric"] for row in rows}


@contextmanager
def running(spec: str, folder: Path) -> Iterator[Check]:
    """A check that is ready to be called."""
    with pytest.MonkeyPatch.context() as patched, mock_aws():
        for name, value in (AWS | {"METRICS_NAMESPACE": NAMESPACE}).items():
            patched.setenv(name, value)
        secret = boto3.client("secretsmanager").create_secret(Name="statistics", SecretString=calls.ABLY_KEY)
        patched.setenv("STATISTICS_KEY_ARN", secret["ARN"])
        check = Check(spec, folder)
        with serving(check.ably) as port:

            def connection(host: str, timeout: float) -> HTTPConnection:
                assert host == "rest.ably.io"
                return HTTPConnection("127.0.0.1", port, timeout=timeout)

            patched.setattr(check.function.ably, "HTTPSConnection", connection)
            yield check


def lines(printed: str) -> list[dict[str, object]]:
    """What the function logged."""
    return [json.loads(line) for line in printed.splitlines()]
