"""The Redis that is there already (spec: `platform.redis`): how the gateway finds its way in."""

from dataclasses import dataclass

from settings import Settings


@dataclass(frozen=True)
class Redis:
    """Where it is, and the secret that lets the gateway in; README.md lists what is expected."""

    address: str
    """With TLS: the gateway checks the certificate against the system's roots."""
    secret_arn: str
    """A JSON object with the keys `username` and `password`."""

    @staticmethod
    def given(settings: Settings) -> "Redis":
        """Take address and secret from the configuration."""
        return Redis(
            address=f"rediss://{settings.redis_endpoint}:{settings.redis_port}",
            secret_arn=settings.redis_secret_arn,
        )

    def secret(self, key: str) -> str:
        """Name one key of the secret, as ECS takes it."""
        return f"{self.secret_arn}:{key}::"
