"""The sizes and names of one environment, from Pulumi.<environment>.yaml.

The topology is in the code, the same everywhere; what differs between environments is here.
"""

from dataclasses import dataclass

import pulumi

from config_reader import ConfigReader
from limits import (
    LEAST_PUBLISHERS,
    MOST_PUBLISHERS,
    MOST_REQUESTS,
    MOST_USED,
    RETENTION_DAYS,
)


@dataclass(frozen=True)
class Settings:
    """What Pulumi.<environment>.yaml says, checked."""

    environment: str
    """The name of the Pulumi stack."""
    protect: bool
    """Whether what holds state refuses to be deleted."""
    origins: tuple[str, ...]
    """Origins of the web pages that may ask for tokens (spec: `platform.origins`)."""
    token_rate: int
    """Requests a second that the token endpoint takes; clients ask again later."""
    token_burst: int
    """Requests at once above that rate."""
    publish_concurrency: int
    """Batches of queued messages that are published at the same time."""
    connections_limit: int
    """Connections at the same time, which the contract with Ably must carry."""
    channels_limit: int
    """Channels in use at the same time, which the contract with Ably must carry."""
    messages_limit: int
    """Messages a second in and out, which the contract with Ably must carry."""
    messages_a_month_limit: int
    """Messages in a month in and out, which the contract with Ably must carry."""
    alarm_email: str
    """Hears the alarms (spec: `platform.alarm_email`)."""
    log_retention_days: int

    @staticmethod
    def load() -> "Settings":
        """Read and check the configuration of the selected stack.

        Raises:
            pulumi.RunError: With everything that is wrong with it.

        """
        read = ConfigReader()
        settings = Settings(
            environment=pulumi.get_stack(),
            protect=read.flag("protect"),
            origins=read.texts("origins", r"https?://[^\s/]+", "write https://www.example.com"),
            token_rate=read.number("tokenRate", 1, MOST_REQUESTS),
            token_burst=read.number("tokenBurst", 1, MOST_REQUESTS),
            publish_concurrency=read.number(
                "publishConcurrency", LEAST_PUBLISHERS, MOST_PUBLISHERS
            ),
            connections_limit=read.number("connectionsLimit", 1, MOST_USED),
            channels_limit=read.number("channelsLimit", 1, MOST_USED),
            messages_limit=read.number("messagesLimit", 1, MOST_USED),
            messages_a_month_limit=read.number("messagesAMonthLimit", 1, MOST_USED),
            alarm_email=read.text("alarmEmail", r"\S+@\S+", "write an e-mail address"),
            log_retention_days=read.choice("logRetentionDays", RETENTION_DAYS),
        )
        if read.fine and settings.token_burst < settings.token_rate:
            least = f"it must not be below tokenRate, {settings.token_rate}"
            read.refuse("tokenBurst", settings.token_burst, least)
        read.finish()
        return settings
