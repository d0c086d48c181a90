"""From a stack's plan to the views of its blueprints. Nothing is decided here: fields become flags."""

from __future__ import annotations

from rtgen.decide.decisions import Decisions
from rtgen.domain.vocabulary import Tier
from rtgen.plan.components.publish import publish_port
from rtgen.plan.model import (
    Edge,
    Plan,
    RedisPlan,
    StackPlan,
)
from rtgen.render.server import server
from rtgen.render.views import (
    ClientsView,
    ContainersView,
    EdgeView,
    GatewayView,
    KeysView,
    MainView,
    NetworkView,
    PreflightView,
    Proxy,
    PublishView,
    RedisView,
    SecretView,
    SettingsView,
    TestsView,
    TimeoutsView,
    TrafficView,
    WafView,
)


def main_view(plan: Plan, stack: StackPlan) -> MainView:
    """Of `__main__.py`."""
    return MainView(
        title=plan.title or plan.name,
        zones=stack.zones,
        nat_gateways=stack.nat_gateways,
        domain=stack.edge is Edge.DOMAIN,
        multi=stack.tier is Tier.MULTI,
        redis=stack.redis is not None,
        replicas=stack.redis.replicas if stack.redis else 0,
        sharded=_sharded(stack),
        redis_addresses=_numbered(stack),
        redis_given=_redis_given(stack),
        redis_given_group=_redis_given_group(stack),
        signs=stack.token_variable is not None,
        proxies=bool(stack.proxies),
        publishers=stack.publishes_from,
        network_given=stack.network_given,
        certificate_given=stack.certificate_given,
        zone=stack.edge is Edge.DOMAIN and not stack.certificate_given,
    )


def settings_view(stack: StackPlan) -> SettingsView:
    """Of `settings.py`."""
    return SettingsView(
        multi=stack.tier is Tier.MULTI,
        redis=stack.redis is not None and not stack.redis.given,
        sharded=_sharded(stack),
        redis_given=_redis_given(stack),
        redis_given_group=_redis_given_group(stack),
        domain=stack.edge is Edge.DOMAIN,
        backend=bool(stack.proxies),
        publishers=stack.publishes_from,
        alarm_email=stack.alarm_email,
        network_given=stack.network_given,
        certificate_given=stack.certificate_given,
    )


def preflight_view(plan: Plan, stack: StackPlan) -> PreflightView:
    """Of `preflight.py`."""
    given = _redis_given(stack)
    return PreflightView(
        name=plan.name,
        zones=stack.zones,
        domain=stack.edge is Edge.DOMAIN,
        cloudfront=stack.edge is Edge.CLOUDFRONT,
        network_given=stack.network_given,
        redis_given=given,
        redis_new=stack.redis is not None and not given,
        redis_routed=given and stack.network_given,
        redis_group=_redis_given_group(stack),
        certificate_given=stack.certificate_given,
        publishers=stack.publishes_from,
        publish_port=publish_port(stack),
        server=server(stack),
    )


def timeouts_view(stack: StackPlan) -> TimeoutsView:
    """Of `components/timeouts.py`."""
    timeouts = stack.timeouts
    return TimeoutsView(
        heartbeat_s=timeouts.heartbeat_s,
        idle_s=timeouts.idle_s,
        cloudfront=stack.edge is Edge.CLOUDFRONT,
        origin_read_s=timeouts.origin_read_s,
        deregistration_s=timeouts.deregistration_s,
        shutdown_s=timeouts.shutdown_s,
        stop_s=timeouts.stop_s,
        server=server(stack),
    )


def network_view(stack: StackPlan) -> NetworkView:
    """Of `components/network.py`."""
    domain = stack.edge is Edge.DOMAIN
    return NetworkView(stack.unusable_zones, cloudfront=not domain, domain=domain)


def traffic_view(stack: StackPlan) -> TrafficView:
    """Of `components/traffic.py`."""
    domain = stack.edge is Edge.DOMAIN
    return TrafficView(
        domain=domain,
        redis=stack.redis is not None and not stack.redis.given,
        redis_given=_redis_given(stack),
        redis_given_group=_redis_given_group(stack),
        publishers=stack.publishes_from,
        publishers_domain=stack.publishes_from and domain,
        publishers_cloudfront=stack.publishes_from and not domain,
        publish_port=publish_port(stack),
        server=server(stack),
    )


def edge_view(stack: StackPlan) -> EdgeView:
    """Of `components/edge.py`."""
    return EdgeView(stack.certificate_given)


def publish_view(stack: StackPlan) -> PublishView:
    """Of `components/publish.py`."""
    return PublishView(stack.certificate_given, server(stack))


def waf_view(stack: StackPlan) -> WafView:
    """Of `components/waf.py`."""
    return WafView(domain=stack.edge is Edge.DOMAIN)


def clients_view(stack: StackPlan, decisions: Decisions) -> ClientsView:
    """Of `components/clients.py`."""
    return ClientsView(
        sticky=stack.sticky_s > 0, sticky_s=stack.sticky_s, rule=decisions.sticky.rule, server=server(stack)
    )


def redis_view(stack: StackPlan, redis: RedisPlan, decisions: Decisions) -> RedisView:
    """Of `components/redis.py`."""
    return RedisView(
        failover=redis.replicas > 0,
        cluster=redis.cluster,
        own=stack.own is not None,
        rule=decisions.redis.decision.rule,
        server=server(stack),
    )


def containers_view(stack: StackPlan) -> ContainersView:
    """Of `components/containers.py`."""
    return ContainersView(
        redis=stack.redis is not None,
        redis_given=_redis_given(stack),
        packed=stack.packs_config,
        token_variable=stack.token_variable or "",
        proxies=_proxies(stack),
        identity=stack.own is not None and stack.own.identity is not None,
        redis_mode=stack.redis.mode.value if stack.redis is not None else "",
    )


def secret_view(stack: StackPlan) -> SecretView:
    """Of `components/secret.py`."""
    return SecretView(proxies=bool(stack.proxies))


def keys_view(stack: StackPlan) -> KeysView:
    """Of `components/keys.py`."""
    return KeysView(signs=stack.token_variable is not None, proxies=bool(stack.proxies))


def gateway_view(stack: StackPlan, decisions: Decisions) -> GatewayView:
    """Of `components/gateway.py` and `components/service.py`."""
    return GatewayView(
        multi=stack.tier is Tier.MULTI,
        tier_rule=decisions.tier.decision.rule,
        redis=stack.redis is not None,
        redis_given=_redis_given(stack),
        server=server(stack),
    )


def tests_view(plan: Plan, stack: StackPlan) -> TestsView:
    """Of the stack's own tests."""
    return TestsView(
        name=plan.name,
        region=plan.environments[0].region,
        domain=stack.edge is Edge.DOMAIN,
        cloudfront=stack.edge is Edge.CLOUDFRONT,
        multi=stack.tier is Tier.MULTI,
        redis=stack.redis is not None and not stack.redis.given,
        redis_given=_redis_given(stack),
        redis_given_group=_redis_given_group(stack),
        alarm_email=stack.alarm_email,
        failover=stack.redis is not None and stack.redis.replicas > 0,
        sharded=_sharded(stack),
        redis_addresses=_numbered(stack),
        redis_cluster=stack.redis is not None and stack.redis.cluster,
        signs=stack.token_variable is not None,
        token_variable=stack.token_variable or "",
        proxies=_proxies(stack),
        sticky=stack.sticky_s > 0,
        sticky_s=stack.sticky_s,
        network_given=stack.network_given,
        certificate_given=stack.certificate_given,
        reads_configuration=stack.network_given or _redis_given(stack) or stack.certificate_given,
        own=stack.own is not None,
        identity=stack.own is not None and stack.own.identity is not None,
        server=server(stack),
        has_redis=stack.redis is not None,
    )


def _sharded(stack: StackPlan) -> bool:
    return stack.redis is not None and stack.redis.sharded


def _numbered(stack: StackPlan) -> bool:
    return stack.redis is not None and stack.redis.numbered


def _redis_given(stack: StackPlan) -> bool:
    return stack.redis is not None and stack.redis.given


def _redis_given_group(stack: StackPlan) -> bool:
    return stack.redis is not None and stack.redis.given_group


def _proxies(stack: StackPlan) -> tuple[Proxy, ...]:
    """How Centrifugo names the settings of its proxies in the environment."""
    return tuple(
        Proxy(
            path=name,
            endpoint=f"CENTRIFUGO_PROXIES_{name.upper()}_ENDPOINT",
            headers=f"CENTRIFUGO_PROXIES_{name.upper()}_HTTP_STATIC_HEADERS",
        )
        for name in stack.proxies
    )
