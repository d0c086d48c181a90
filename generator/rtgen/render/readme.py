"""The stack's README: first deploy, publishing, tokens, clients, day 2, runbook, removal."""

from collections.abc import Mapping

from rtgen.domain.vocabulary import Tier
from rtgen.plan.bill import Cost
from rtgen.plan.contract import CONNECTION_S, SDK, SUBSCRIPTION_TOKEN_S, TOKEN_IN_ADDRESS_S
from rtgen.plan.expects import expectations
from rtgen.plan.model import Edge, EnvironmentPlan, Json, Plan, StackPlan
from rtgen.record import NamedTuple
from rtgen.render import markdown as md
from rtgen.render import snippets
from rtgen.render.costs import floors
from rtgen.render.document import words
from rtgen.render.hooks import Hook, of_resources
from rtgen.render.own_contract import OwnContract, own_contract
from rtgen.render.runbook import RunbookEntry, runbook
from rtgen.render.shards import Paragraph, shards

SHOWN_CHANNELS = 12
_EXAMPLE_NAME = "live.example.com"


class EnvironmentRow(NamedTuple):
    """One environment, as commands and tables name it."""

    name: str
    region: str
    address: str
    protected: str


class ReadmeView(NamedTuple):
    """Everything in a stack's README.md. Texts are finished Markdown; names stand in commands as they are."""

    name: str
    title: str
    spec: str
    spec_path: str
    region: str
    environments: tuple[EnvironmentRow, ...]
    first: EnvironmentRow
    """The one that the commands name: the first to deploy, an unprotected one where there is one."""
    protected: str
    protected_name: str
    zone: bool
    """Whether records are made in a Route 53 zone."""
    certificate_given: bool
    preflight_name: str
    """What follows the environment's name when `preflight.py` is called."""
    expects: tuple[str, ...]
    """What must be there already."""
    no_origins: str
    slow: str
    floors: str
    """What each environment costs a month before anybody connects."""
    floor: md.Table
    """The same of the first environment, line by line."""
    prices_read: str
    prices_region: str
    alarm_email: str
    hmac: bool
    signs: bool
    """Whether the backend signs tokens: all of them, or those for rooms."""
    token_s: int
    connection_s: int
    subscription_s: int
    proxies: md.Table | None
    """What the backend is asked, and where."""
    channel: str
    channels: md.Table
    deployment: str
    shards: tuple[Paragraph, ...]
    addresses: str
    images_environment: str
    """Whose images are copied first: a protected one's where there is one."""
    sdk: str
    snippet: str | None
    """JavaScript that connects a client; None where every feature polls."""
    own: OwnContract | None
    """What a server of the user's own must meet; None for rtgen's gateway."""
    hooks: tuple[Hook, ...]
    """Of single resources, in `overrides.py`."""
    runbook: tuple[RunbookEntry, ...]


def readme_view(plan: Plan) -> ReadmeView:
    """The README of a plan that has a stack. Raises ValueError where it has none."""
    if plan.stack is None:
        raise ValueError("a plan without a stack has no README")
    stack = plan.stack
    environments = {each.name: _environment(each) for each in plan.environments}
    open_ones = [each for each in plan.environments if not each.config.get("protect")]
    first = (open_ones or list(plan.environments))[0]
    protected = [each.name for each in plan.environments if each.config.get("protect")]
    bills = {each.environment: each for each in plan.costs}
    emails = dict.fromkeys(_text(each.config, "alarmEmail") for each in plan.environments)
    return ReadmeView(
        name=plan.name,
        title=md.text(plan.title or plan.name),
        spec=md.code(_file(plan)),
        spec_path=_file(plan),
        region=first.region,
        environments=tuple(environments.values()),
        first=environments[first.name],
        protected=words.listed([md.code(name) for name in protected]),
        protected_name=protected[0] if protected else "",
        zone=stack.edge is Edge.DOMAIN and not stack.certificate_given,
        certificate_given=stack.certificate_given,
        preflight_name=f" {_EXAMPLE_NAME}" if stack.certificate_given else "",
        expects=tuple(map(md.prose, expectations(stack))),
        no_origins=words.listed([md.name(each.name) for each in plan.environments if not each.config.get("origins")]),
        slow=_slow(stack),
        floors=floors(plan),
        floor=_lines(bills[first.name]),
        prices_read=bills[first.name].read,
        prices_region=bills[first.name].priced_in,
        alarm_email=words.listed([md.text(email) for email in emails if email]),
        hmac=not stack.jwks,
        signs=stack.token_variable is not None,
        token_s=TOKEN_IN_ADDRESS_S,
        connection_s=CONNECTION_S,
        subscription_s=SUBSCRIPTION_TOKEN_S,
        proxies=_proxies(plan, stack),
        channel=snippets.published_channel(plan) if plan.channels else "",
        channels=_channels(plan),
        deployment=_deployment(plan, stack),
        shards=shards(plan),
        addresses=_addresses(stack),
        images_environment=(protected or [first.name])[0],
        sdk=f"{SDK['package']}@{SDK['version']}",
        snippet=snippets.client(plan) if plan.channels else None,
        own=own_contract(plan, stack),
        hooks=of_resources(stack),
        runbook=runbook(stack),
    )


def _file(plan: Plan) -> str:
    return plan.spec_file.rpartition("/")[2]


def _text(config: Mapping[str, Json], key: str) -> str:
    value = config.get(key)
    return value if isinstance(value, str) else ""


def _environment(environment: EnvironmentPlan) -> EnvironmentRow:
    return EnvironmentRow(
        name=environment.name,
        region=environment.region,
        address=_address(environment),
        protected="yes" if environment.config.get("protect") else "no",
    )


def _address(environment: EnvironmentPlan) -> str:
    name = _text(environment.config, "domainName")
    if "certificateArn" in environment.config:
        return "your name, once it points at `dns_target`"
    return md.code(name) if name else "a name of CloudFront's"


def _addresses(stack: StackPlan) -> str:
    if stack.network_given:
        return "the addresses of your NAT gateways"
    return "one address" if stack.nat_gateways == 1 else f"{stack.nat_gateways} addresses"


def _slow(stack: StackPlan) -> str:
    named = "the load balancers" if stack.certificate_given else "the certificates"
    edge = "CloudFront and its VPC origin" if stack.edge is Edge.CLOUDFRONT else named
    return f"{edge} and Valkey" if stack.redis is not None and not stack.redis.given else edge


def _lines(bill: Cost) -> md.Table:
    shown = [line for line in bill.lines if line.idle != 0]
    return md.Table(
        ("Item", "#USD a month"),
        tuple((line.item, "unknown" if line.idle is None else f"{line.idle:,.2f}") for line in shown),
    )


_ASKED = {
    "publish": ("whether a user may publish this, and what is delivered instead", '`{"result": {}}`'),
    "rpc": ("what to answer to a call over the connection", '`{"result": {"data": …}}`'),
    "subscribe": ("whether a user may subscribe to a channel", '`{"result": {}}`'),
}


def _proxies(plan: Plan, stack: StackPlan) -> md.Table | None:
    rows = tuple(
        (
            md.code(f"POST /{name}"),
            _ASKED[name][0],
            words.features([channel.feature for channel in plan.channels if name in channel.proxies]),
            _ASKED[name][1],
        )
        for name in stack.proxies
    )
    return md.Table(("Call", "Asks", "For", "Yes is"), rows) if rows else None


def _channels(plan: Plan) -> md.Table:
    shown = plan.channels[:SHOWN_CHANNELS]
    more = len(plan.channels) - len(shown)
    rows = [(md.name(channel.feature), md.name(channel.template), md.prose(channel.subscribe)) for channel in shown]
    if more:
        rows.append((f"and {more:,} more", "", "see [the document](real-time-architecture.md#channels)"))
    return md.Table(("Feature", "Channel", "May subscribe"), tuple(rows))


def _deployment(plan: Plan, stack: StackPlan) -> str:
    forgets = stack.own is not None and not stack.own.gateway.resume
    anew = "load their state anew"
    if plan.decisions.tier.decision.choice is not Tier.SINGLE:
        return (
            "New tasks start first, then the old ones end. Their clients come back to the new ones, spread over "
            f"the waits of `client-contract.json`, and {anew if forgets else 'recover what they missed'}."
        )
    kept = anew if forgets or stack.redis is None else "recover what they missed from Valkey"
    return (
        "One task runs at a time, so it is stopped before the next one starts: nobody is connected for one to two "
        f"minutes; then clients {kept}. Deploy when few are online."
    )
