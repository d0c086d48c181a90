"""Specs with a fault that hides: it stands in another tier, beside another feature, or just below a round number."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rtgen import pipeline

FAULTS = {
    "T32 of a latency that a poll cannot keep": """
features:
  status: {kind: order-tracking, freshness: 60s, latency: 200ms}
""",
    "T34 of a firehose at a provider": """
features:
  firehose: {kind: live-feed, channel: {scope: topic, per_user: 50}, publish: {rate: 10/s, per: channel, size: 16KiB}}
platform: {managed: require}
""",
    "T34 of a firehose through a gateway of one's own": """
features:
  firehose: {kind: live-feed, channel: {scope: topic, per_user: 50}, publish: {rate: 10/s, per: channel, size: 16KiB}}
platform: {gateway: {image: "ghcr.io/acme/push:1", port: 8000, health: /health, transports: [sse], resume: true}}
""",
    "RT807 of tabs that hold a stream and a poll each": """
features:
  feed: {kind: live-feed}
  status: {kind: order-tracking, freshness: 60s}
""",
    "RT808 of users' own channels at a provider": """
features:
  alerts: {kind: notifications, auth: {public: all may see}, access: public}
platform: {managed: require, provider: ably}
""",
    "RT808 of a public list of who is there at a provider": """
features:
  who: {kind: presence, auth: {public: all may see}, access: public}
platform: {managed: require, provider: ably}
""",
    "RT809 of nearly every channel": """
features:
  all-of-it: {kind: live-feed, channel: {scope: topic, members: 390, per_user: 40}}
""",
    "RT815 of a single node": """
features:
  jobs: {kind: notifications, history: 1h}
platform:
  redis:
    endpoint: live-001.abc123.0001.use1.cache.amazonaws.com
    secret_arn: arn:aws:secretsmanager:us-east-1:123456789012:secret:live-a1B2c3
""",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_does_not_escape(fault: str, tmp_path: Path) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text(
        "version: 1\nname: faulty\nenvironments: {dev: {}}\n"
        f"audience: {{peak_users: 400, connections_per_user: 4}}{FAULTS[fault]}",
        encoding="utf-8",
    )
    (planned,) = pipeline.plan([spec], None)

    assert fault.partition(" ")[0] in {
        each.rule for each in pipeline.as_of(planned, date(2026, 11, 24)).plan.decisions.findings
    }
