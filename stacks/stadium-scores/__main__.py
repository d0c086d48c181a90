"""Stadium scores: the table of contents of its stack."""

import pulumi

from components import hooks
from components.ably import Ably, AblyArgs
from components.keys import Keys, KeysArgs
from components.monitoring import Monitoring, MonitoringArgs
from components.publisher import Publisher, PublisherArgs
from components.tags import tag
from components.tokens import Tokens, TokensArgs
from components.usage import Usage, UsageArgs
from settings import Settings

settings = Settings.load()
hooks.check()
pulumi.runtime.register_stack_transformation(hooks.of_kind)
pulumi.runtime.register_stack_transformation(hooks.every_resource)
pulumi.runtime.register_stack_transformation(tag)

provider = Ably("provider", AblyArgs(protect=settings.protect))
keys = Keys(
    "keys",
    KeysArgs(
        publish=provider.publish.key,
        provider=provider.tokens.key,
        statistics=provider.statistics.key,
        protect=settings.protect,
    ),
)
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
publisher = Publisher(
    "publisher",
    PublisherArgs(
        key_arn=keys.publish.arn,
        concurrency=settings.publish_concurrency,
        log_days=settings.log_retention_days,
        alarm_topic_arn=monitoring.topic.arn,
        protect=settings.protect,
    ),
)
Usage(
    "usage",
    UsageArgs(
        key_arn=keys.statistics.arn,
        limits={
            "connections": settings.connections_limit,
            "channels": settings.channels_limit,
            "messages": settings.messages_limit,
            "messages-a-month": settings.messages_a_month_limit,
        },
        log_days=settings.log_retention_days,
        alarm_topic_arn=monitoring.topic.arn,
    ),
)

pulumi.export("token_url", tokens.url)
pulumi.export("publish_queue_url", publisher.queue.id)
pulumi.export("publish_queue_arn", publisher.queue.arn)
pulumi.export("publish_policy_arn", publisher.policy_arn)
pulumi.export("dead_letters_url", publisher.dead.id)
pulumi.export("dead_letters_arn", publisher.dead.arn)
pulumi.export("publish_key_arn", keys.publish.arn)
pulumi.export("token_secret_arn", keys.token.arn)
pulumi.export("provider_secret_arn", keys.provider.arn)
pulumi.export("ably_app_id", provider.app_id)
