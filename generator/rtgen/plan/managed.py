"""The stack of a managed provider: what is made there, and what stands beside it in AWS."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

from rtgen.decide.decisions import Decisions, FeatureDecisions
from rtgen.decide.provider.growth import grown
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Access, Provider, Publisher, Tier
from rtgen.plan.components.naming import Component, in_order
from rtgen.plan.inbox import inbox
from rtgen.plan.model import ManagedPlan, Namespace, Planned, Resource
from rtgen.plan.publisher import publish_queue
from rtgen.plan.token_endpoint import TokenEndpoint, token_endpoint
from rtgen.plan.usage import usage_limits

KEPT_ANYWAY_S = 120
"""What Ably keeps of a channel without persistence (Ably: storage and history)."""
BATCHED_RATE = 10
"""Messages a second in one channel above which they come in batches, ten a second; policy."""


def managed_plan(features: FeatureSet, decisions: Decisions) -> ManagedPlan | None:
    """The stack of a spec that leads to a provider; None where this version renders none of it."""
    provider = decisions.provider.decision.choice
    if decisions.tier.decision.choice is not Tier.MANAGED or provider is None or not decisions.rendered:
        return None
    return around(features, decisions, provider)


def around(features: FeatureSet, decisions: Decisions, provider: Provider) -> ManagedPlan:
    """The stack around a provider, whether the decisions lead to it or it is compared with what they lead to."""
    endpoint = token_endpoint(features, provider)
    ably = provider is Provider.ABLY
    largest = max(each.scale for each in features.environments)
    plan = ManagedPlan(
        provider=provider,
        endpoint=endpoint,
        namespaces=tuple(map(_namespace, decisions.features)) if ably else (),
        published=tuple(_published(features, endpoint)) if ably else (),
        queue=publish_queue(features, decisions, provider, endpoint.rules),
        inbox=inbox(decisions, provider),
        limits=usage_limits(decisions, provider, largest),
        planned=tuple(_planned(features, decisions, largest)),
        scale=largest,
        alarm_email=all(each.alarm_email is not None for each in features.environments),
        resources=(),
    )
    return plan._replace(resources=in_order(resource for builder in _BUILDERS for resource in builder(plan)))


def _planned(features: FeatureSet, decisions: Decisions, largest: Fraction) -> Iterator[Planned]:
    need = decisions.provider.need
    for each in features.environments:
        if need is not None:
            yield Planned(each.name, grown(need, each.scale / largest).connections)


def _published(features: FeatureSet, endpoint: TokenEndpoint) -> Iterator[str]:
    """Channels of the features that the backend publishes into."""
    for feature, rule in zip(features.features, endpoint.rules, strict=True):
        if feature.publish.by is Publisher.SERVER:
            yield rule.everyone


def _namespace(each: FeatureDecisions) -> Namespace:
    feature = each.feature
    return Namespace(
        feature=feature.id,
        identified=feature.access is not Access.PUBLIC,
        persisted=feature.history is not None and feature.history > KEPT_ANYWAY_S,
        batching=each.publications > BATCHED_RATE * each.channels,
    )


def _provider(plan: ManagedPlan) -> Iterator[Resource]:
    match plan.provider:
        case Provider.ABLY:
            yield Resource("ably:index/app:App", "provider-app", "provider", protect=True)
            for purpose in _purposes(plan, "tokens"):
                yield Resource("ably:index/apiKey:ApiKey", f"provider-{purpose}", "provider", protect=False)
            for each in plan.namespaces:
                name = f"provider-{each.feature}"
                yield Resource("ably:index/namespace:Namespace", name, "provider", protect=False)
        case Provider.PUSHER | Provider.SUPABASE:
            return
        case _:
            assert_never(plan.provider)


def _purposes(plan: ManagedPlan, tokens: str) -> tuple[str, ...]:
    """What keys are for: a key that opens no channel would open all of them at Ably."""
    published = ("publish",) if plan.published else ()
    return (*published, tokens, *(("statistics",) if plan.watched else ()))


def _keys(plan: ManagedPlan) -> Iterator[Resource]:
    component = Component("keys")
    for purpose in _purposes(plan, "provider"):
        yield component.has("secretsmanager/secret:Secret", purpose, protect=True)
        if plan.provider is Provider.ABLY:
            yield component.has("secretsmanager/secretVersion:SecretVersion", purpose, protect=True)
    if plan.endpoint.signs:
        yield from component.secret("token")


def _monitoring(plan: ManagedPlan) -> Iterator[Resource]:
    component = Component("monitoring")
    yield component.has("kms/key:Key", "key")
    yield component.has("sns/topic:Topic", "topic")
    if plan.alarm_email:
        yield component.has("sns/topicSubscription:TopicSubscription", "email")


def _tokens(plan: ManagedPlan) -> Iterator[Resource]:
    component = Component("tokens")
    yield component.has("cloudwatch/logGroup:LogGroup", "log")
    yield component.has("iam/role:Role", "role")
    yield component.has("iam/rolePolicy:RolePolicy", "policy")
    yield component.has("lambda/function:Function", "function")
    yield component.has("cloudwatch/logMetricFilter:LogMetricFilter", "failed")
    for alarm in ("errors", "failed", "slow", "throttles"):
        yield component.has("cloudwatch/metricAlarm:MetricAlarm", alarm)
    if not plan.endpoint.api_given:
        yield component.has("apigatewayv2/api:Api", "api")
        yield component.has("apigatewayv2/stage:Stage", "api-stage")
        yield component.has("cloudwatch/logGroup:LogGroup", "api-log")
    yield component.has("apigatewayv2/integration:Integration", "api-function")
    if plan.endpoint.authorizer:
        yield component.has("apigatewayv2/authorizer:Authorizer", "api-users")
    yield component.has("apigatewayv2/route:Route", "api-token")
    yield component.has("lambda/permission:Permission", "api-permission")


def _publisher(plan: ManagedPlan) -> Iterator[Resource]:
    if plan.queue is None:
        return
    component = Component("publisher")
    kind = "fifo" if plan.queue.fifo else "standard"
    for queue in ("queue", "dead"):
        yield component.has("sqs/queue:Queue", queue, protect=True, made_as=kind)
        yield component.has("sqs/queuePolicy:QueuePolicy", queue)
    yield component.has("sqs/redriveAllowPolicy:RedriveAllowPolicy", "dead")
    yield component.has("iam/policy:Policy", "send")
    yield component.has("cloudwatch/logGroup:LogGroup", "log")
    yield component.has("iam/role:Role", "role")
    yield component.has("iam/rolePolicy:RolePolicy", "policy")
    yield component.has("lambda/function:Function", "function")
    yield component.has("lambda/eventSourceMapping:EventSourceMapping", "messages")
    for alarm in ("dead", "errors", "expiring", "late", "throttles"):
        yield component.has("cloudwatch/metricAlarm:MetricAlarm", alarm)


def _inbox(plan: ManagedPlan) -> Iterator[Resource]:
    if plan.inbox is None:
        return
    component = Component("inbox")
    for queue in ("queue", "dead"):
        yield component.has("sqs/queue:Queue", queue, protect=True)
        yield component.has("sqs/queuePolicy:QueuePolicy", queue)
    yield component.has("sqs/redriveAllowPolicy:RedriveAllowPolicy", "dead")
    yield component.has("iam/policy:Policy", "read")
    yield component.has("iam/role:Role", "sender")
    yield component.has("iam/rolePolicy:RolePolicy", "sender")
    for feature in plan.inbox.features:
        yield Resource("ably:index/ruleSqs:RuleSqs", f"inbox-{feature}", "inbox", protect=False)
    for alarm in ("dead", "expiring", "late"):
        yield component.has("cloudwatch/metricAlarm:MetricAlarm", alarm)


def _usage(plan: ManagedPlan) -> Iterator[Resource]:
    if not plan.watched:
        return
    component = Component("usage")
    yield component.has("cloudwatch/logGroup:LogGroup", "log")
    for role in ("role", "schedule"):
        yield component.has("iam/role:Role", role)
    for policy in ("policy", "schedule"):
        yield component.has("iam/rolePolicy:RolePolicy", policy)
    yield component.has("lambda/function:Function", "function")
    yield component.has("scheduler/schedule:Schedule", "schedule")
    for alarm in (*(each.usage.alarm for each in plan.limits), "errors", "missing"):
        yield component.has("cloudwatch/metricAlarm:MetricAlarm", alarm)


_BUILDERS = (_provider, _keys, _monitoring, _tokens, _publisher, _inbox, _usage)
