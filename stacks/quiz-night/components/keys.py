"""The keys of this stack in Secrets Manager; the provider's own are put in once by hand."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.secret import GeneratedSecret, GeneratedSecretArgs


@dataclass
class KeysArgs:
    """How well the keys are guarded."""

    protect: bool


class Keys(pulumi.ComponentResource):
    """One secret for each purpose, so that who may read one can do nothing else."""

    def __init__(
        self, name: str, args: KeysArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:Keys", name, None, opts)
        guarded = pulumi.ResourceOptions(parent=self, protect=args.protect)
        # Its value is put in once by hand (README.md, First deploy): it is in no state.
        self.provider = aws.secretsmanager.Secret(
            f"{name}-provider",
            description="The project: url, anon_key, service_key and jwt_secret, as JSON",
            recovery_window_in_days=7,
            opts=guarded,
        )
        self.token = GeneratedSecret(
            f"{name}-token",
            GeneratedSecretArgs(description="The backend signs tokens with it (HMAC)"),
            opts=guarded,
        )
        self.register_outputs({})
