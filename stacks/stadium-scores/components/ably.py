"""Ably: the app, what is kept in its channels, and keys that open no more than they must."""

from dataclasses import dataclass

import pulumi
import pulumi_ably as ably

PUBLISHED = [
    "alerts:*",
    "scores:*",
    "standings:all",
]
"""Channels that the backend publishes into (spec: features with `publish.by: server`)."""
OPENED = {
    "alerts:*": ["history", "subscribe"],
    "scores:*": ["history", "subscribe"],
    "standings:all": ["history", "subscribe"],
}
"""The most that a user's token may open; the token endpoint gives each user a part of it."""


@dataclass
class AblyArgs:
    """How well the app is guarded."""

    protect: bool


class Ably(pulumi.ComponentResource):
    """An app of this environment alone, with rules for the channels of each feature."""

    def __init__(
        self, name: str, args: AblyArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:Ably", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        app = ably.App(
            f"{name}-app",
            name=f"{pulumi.get_project()}-{pulumi.get_stack()}",
            tls_only=True,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        ably.Namespace(
            f"{name}-alerts",
            app_id=app.id,
            namespace_id="alerts",
            tls_only=True,
            # Nobody enters without a client id, which comes from the user's token.
            authenticated=True,
            # Longer than the two minutes that Ably keeps anyway; each message kept is counted.
            persisted=True,
            opts=child,
        )
        ably.Namespace(
            f"{name}-scores",
            app_id=app.id,
            namespace_id="scores",
            tls_only=True,
            # Nobody enters without a client id, which comes from the user's token.
            authenticated=True,
            opts=child,
        )
        ably.Namespace(
            f"{name}-standings",
            app_id=app.id,
            namespace_id="standings",
            tls_only=True,
            # Nobody enters without a client id, which comes from the user's token.
            authenticated=True,
            # Longer than the two minutes that Ably keeps anyway; each message kept is counted.
            persisted=True,
            opts=child,
        )
        self.publish = ably.ApiKey(
            f"{name}-publish",
            app_id=app.id,
            name="publish",
            capabilities={channels: ["publish"] for channels in PUBLISHED},
            opts=child,
        )
        self.tokens = ably.ApiKey(
            f"{name}-tokens",
            app_id=app.id,
            name="tokens",
            capabilities=OPENED,
            # Who must leave at once is revoked by client id; such tokens live an hour.
            revocable_tokens=True,
            opts=child,
        )
        self.statistics = ably.ApiKey(
            f"{name}-statistics",
            app_id=app.id,
            name="statistics",
            # Statistics are the app's: Ably gives them for all channels or for none.
            capabilities={"*": ["stats"]},
            opts=child,
        )
        self.app_id = app.id
        self.register_outputs({"app_id": self.app_id})
