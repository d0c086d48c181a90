"""Support desk: the table of contents of its stack."""

import pulumi

from components import hooks
from components.keys import Keys, KeysArgs
from components.monitoring import Monitoring, MonitoringArgs
from components.tags import tag
from components.tokens import Tokens, TokensArgs
from settings import Settings

settings = Settings.load()
hooks.check()
pulumi.runtime.register_stack_transformation(hooks.of_kind)
pulumi.runtime.register_stack_transformation(hooks.every_resource)
pulumi.runtime.register_stack_transformation(tag)

keys = Keys("keys", KeysArgs(protect=settings.protect))
monitoring = Monitoring("monitoring", MonitoringArgs(alarm_email=settings.alarm_email))
tokens = Tokens(
    "tokens",
    TokensArgs(
        provider_key_arn=keys.provider.arn,
        token_key_arn=keys.token.arn,
        origins=list(settings.origins),
        rate=settings.token_rate,
        burst=settings.token_burst,
        log_days=settings.log_retention_days,
        alarm_topic_arn=monitoring.topic.arn,
    ),
)

pulumi.export("token_url", tokens.url)
pulumi.export("token_secret_arn", keys.token.arn)
pulumi.export("provider_secret_arn", keys.provider.arn)
