"""What the blueprints of a stack around a managed provider get to see."""

from __future__ import annotations

from rtgen.decide.sources import SUPABASE_SETTINGS
from rtgen.domain.vocabulary import Provider
from rtgen.plan.model import ManagedPlan, Namespace, Plan, Planned
from rtgen.plan.token_endpoint import ChannelRule
from rtgen.plan.usage import Usage
from rtgen.record import NamedTuple
from rtgen.render import markdown as md
from rtgen.render.checklist import CheckLine, checklist
from rtgen.render.costs import floors
from rtgen.render.document import words
from rtgen.render.given_api import GivenApiView
from rtgen.render.given_api import view as api_view
from rtgen.render.inbox import InboxView
from rtgen.render.inbox import view as inbox_view
from rtgen.render.publisher import PublisherView
from rtgen.render.publisher import view as publisher_view
from rtgen.render.token_endpoint import TokenEndpointView
from rtgen.render.token_endpoint import view as tokens_view
from rtgen.render.usage import UsageView
from rtgen.render.usage import view as usage_view

MIGRATION = "00000000000000_realtime.sql"
"""Supabase orders migrations by the number in front; this one may come before all others, for it needs none of them."""
_SECRET_HOLDS = {
    Provider.PUSHER: "The provider's app: app_id, key, secret and cluster, as JSON",
    Provider.SUPABASE: "The project: url, anon_key, service_key and jwt_secret, as JSON",
}


class Opened(NamedTuple):
    """What the endpoint's key may open of one feature."""

    channels: str
    may: str
    """Quoted and divided by commas."""


class ManagedView(NamedTuple):
    """What the blueprints of a managed stack see."""

    name: str
    title: str
    spec: str
    region: str
    namespaces: tuple[Namespace, ...]
    published: tuple[str, ...]
    opened: tuple[Opened, ...]
    ably: bool
    """Whether the provider's own resources are made; else its app or project is there already."""
    supabase: bool
    json: bool
    """Clients ask the endpoint with a JSON object; else with a form."""
    pushed: str
    """A namespace at Ably, for an example; empty elsewhere."""
    secret_holds: str
    """What is put into the secret by hand."""
    schema: str
    """Of the database, for the function that the policies call."""
    migration: str
    clients_publish: bool
    checked_channel: str
    """Of the first feature in which clients publish."""
    tokens: TokenEndpointView
    alarm_email: str
    first: str
    """The environment that commands name."""
    protected: str
    environments: md.Table
    channels: md.Table
    granted: str
    granted_example: str
    signed: str
    published_example: str
    client_example: str
    floors: str
    """What each environment costs."""
    transports: str
    """What the provider's SDK connects by."""
    planned: tuple[Planned, ...]
    """Connections at the same time."""
    checklist: tuple[CheckLine, ...]
    """What is set by hand at the provider."""
    plan_messages: str
    """Messages a second that the provider's plan lets through, as Python writes a number; empty where none is told."""
    management: str
    """Where the provider's Management API is documented."""
    queue: PublisherView | None
    inbox: InboxView | None
    usage: UsageView
    api: GivenApiView | None
    """Of an HTTP API that is there already."""
    endpoint: bool = True
    """Whether the program packs a function that is built beforehand."""
    images: bool = False
    proxies: bool = False


def managed_view(plan: Plan, managed: ManagedPlan) -> ManagedView:
    """The view of a plan around a provider."""
    endpoint = managed.endpoint
    auth = endpoint.auth
    protected = [each.name for each in plan.environments if each.config.get("protect")]
    free = [each.name for each in plan.environments if each.name not in protected]
    speaking = [each for each in endpoint.rules if "publish" in each.may]
    heard = [each for each in endpoint.rules if each not in speaking] or endpoint.rules
    granted = [each for each in endpoint.rules if each.access == "granted"]
    emails = dict.fromkeys(str(each.config["alarmEmail"]) for each in plan.environments if managed.alarm_email)
    first = (free or protected)[0]
    usage = usage_view(plan, managed)
    signed = [*([] if auth else ["the users' tokens"]), *(["grants for single channels"] if granted else [])]
    return ManagedView(
        name=plan.name,
        title=plan.title or plan.name,
        spec=plan.spec_file.rpartition("/")[2],
        region=plan.environments[0].region,
        namespaces=managed.namespaces,
        published=managed.published,
        opened=tuple(map(_opened, endpoint.rules)),
        ably=managed.provider is Provider.ABLY,
        supabase=managed.provider is Provider.SUPABASE,
        json=managed.provider is not Provider.PUSHER,
        pushed=managed.namespaces[0].feature if managed.namespaces else "",
        secret_holds=_SECRET_HOLDS.get(managed.provider, ""),
        schema=plan.name.replace("-", "_"),
        migration=MIGRATION,
        clients_publish=bool(speaking),
        checked_channel=_example(speaking[0].name) if speaking else "",
        tokens=tokens_view(endpoint),
        alarm_email=" and ".join(emails),
        first=first,
        protected=words.listed([md.code(name) for name in protected]),
        environments=_environments(plan),
        channels=_channels(endpoint.rules),
        granted=words.listed([md.code(each.feature) for each in granted]),
        granted_example=f"{granted[0].feature}:1" if granted else "",
        signed=" and ".join(signed),
        published_example=_example(managed.published[0] if managed.published else endpoint.rules[0].name),
        client_example=_example(heard[0].name),
        floors=floors(plan),
        transports=plan.decisions.provider.sdk.falls_back if plan.decisions.provider.sdk else "",
        planned=managed.planned,
        checklist=checklist(plan, managed, usage.rings),
        plan_messages=_messages(managed),
        management=SUPABASE_SETTINGS.url,
        queue=None if managed.queue is None else publisher_view(managed.queue, managed.provider),
        inbox=inbox_view(plan, managed),
        usage=usage,
        api=api_view(plan, managed, first),
    )


def _messages(managed: ManagedPlan) -> str:
    rates = [each for each in managed.limits if each.usage is Usage.MESSAGES and each.source is not None]
    return f"{rates[0].at(managed.scale):_}" if rates else ""


def _opened(rule: ChannelRule) -> Opened:
    return Opened(rule.everyone, ", ".join(f'"{may}"' for may in rule.may))


def _example(name: str) -> str:
    return name.replace("{user}", "42").replace("{id}", "1").replace("*", "42")


def _environments(plan: Plan) -> md.Table:
    rows = (
        (md.code(each.name), each.region, "yes" if each.config.get("protect") else "no") for each in plan.environments
    )
    return md.Table(("Environment", "Region", "Protected"), tuple(rows))


def _channels(rules: tuple[ChannelRule, ...]) -> md.Table:
    who = {
        "own": "the user whose id stands in the name",
        "granted": "who brings a grant for it, signed by your backend",
        "public": "everybody, with or without a token",
    }
    rows = ((md.code(each.feature), md.code(each.name), who[each.access], ", ".join(each.may)) for each in rules)
    return md.Table(("Feature", "Channel", "Who may enter", "And may"), tuple(rows))
