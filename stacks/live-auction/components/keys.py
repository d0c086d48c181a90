"""The keys by which the backend and the gateway know each other; nobody has to type them."""

from dataclasses import dataclass

import pulumi

from components.secret import GeneratedSecret, GeneratedSecretArgs


@dataclass
class KeysArgs:
    """How well the keys are guarded."""

    protect: bool


class Keys(pulumi.ComponentResource):
    """Secrets that the stack makes, the gateway's tasks get, and the backend reads."""

    def __init__(
        self, name: str, args: KeysArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:Keys", name, None, opts)
        guarded = pulumi.ResourceOptions(parent=self, protect=args.protect)
        self.publish = GeneratedSecret(
            f"{name}-publish",
            GeneratedSecretArgs(description="Key of the gateway's publish API"),
            opts=guarded,
        )
        self.all = [self.publish]
        self.token = GeneratedSecret(
            f"{name}-token",
            GeneratedSecretArgs(description="The backend signs the users' tokens with it (HMAC)"),
            opts=guarded,
        )
        self.all.append(self.token)
        self.register_outputs({})
