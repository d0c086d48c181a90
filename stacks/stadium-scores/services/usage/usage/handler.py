"""The function: reads Ably's statistics every five minutes, and puts them into CloudWatch."""

import json
import os
import sys
import time

import boto3  # type: ignore[import-untyped, import-not-found, unused-ignore]

from usage import ably
from usage.ably import StatisticsError
from usage.figures import FIGURES, UNITS

WINDOW_S = 600
"""Looked back each time: twice the time between two runs, so that one may fail and no peak is
missed. An hour or a month that ended within it counts, too."""

CLOUDWATCH = boto3.client("cloudwatch")
SECRETS = boto3.client("secretsmanager")


def handle(_event: object, _context: object) -> None:
    """Publish what is known.

    Raises:
        StatisticsError: Afterwards, when something is not: the function's errors have an alarm.

    """
    key = str(SECRETS.get_secret_value(SecretId=os.environ["STATISTICS_KEY_ARN"])["SecretString"])
    since_s = time.time() - WINDOW_S
    used: dict[str, float] = {}
    faults: list[str] = []
    for unit in UNITS:
        try:
            records = ably.read(key, unit, since_s)
            used |= {each.metric: each.most(records) for each in FIGURES if each.unit == unit}
        except StatisticsError as fault:
            faults.append(f"{unit}: {fault}")
    if used:
        CLOUDWATCH.put_metric_data(
            Namespace=os.environ["METRICS_NAMESPACE"],
            MetricData=[{"MetricName": name, "Value": value} for name, value in used.items()],
        )
    # One line of JSON: no key, nobody's name.
    sys.stdout.write(json.dumps({"used": used, "faults": faults}) + "\n")
    if faults:
        raise StatisticsError("; ".join(faults))
