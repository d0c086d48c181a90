"""A secret that the stack makes itself; nobody has to know it or type it."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
import pulumi_random as random


@dataclass
class GeneratedSecretArgs:
    """What the secret is for."""

    description: str


class GeneratedSecret(pulumi.ComponentResource):
    """A random text of 43 letters and digits (256 bits), kept in Secrets Manager."""

    def __init__(
        self, name: str, args: GeneratedSecretArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:GeneratedSecret", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        text = random.RandomPassword(name, length=43, special=False, opts=child)
        secret = aws.secretsmanager.Secret(
            name,
            description=args.description,
            # Long enough to notice a secret that was deleted by mistake.
            recovery_window_in_days=7,
            opts=child,
        )
        version = aws.secretsmanager.SecretVersion(
            name, secret_id=secret.id, secret_string=text.result, opts=child
        )
        self.arn = secret.arn
        self.text = text.result
        self.version = version
        self.register_outputs({"arn": self.arn})
