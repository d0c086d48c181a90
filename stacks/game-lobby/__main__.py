"""Game lobby: the table of contents of its stack."""

import pulumi
import pulumi_aws as aws

from components import hooks
from components.autoscaling import Autoscaling, AutoscalingArgs
from components.edge import Edge, EdgeArgs
from components.gateway import Gateway, GatewayArgs
from components.keys import Keys, KeysArgs
from components.logs import AccessLogs, AccessLogsArgs
from components.monitoring import Monitoring, MonitoringArgs
from components.network import Network, NetworkArgs
from components.publish import Publish, PublishArgs
from components.redis import Redis, RedisArgs
from components.tags import tag
from components.traffic import Traffic, TrafficArgs
from components.waf import WebAcl, WebAclArgs
from settings import Settings

settings = Settings.load()
hooks.check()
pulumi.runtime.register_stack_transformation(hooks.of_kind)
pulumi.runtime.register_stack_transformation(hooks.every_resource)
pulumi.runtime.register_stack_transformation(tag)

network = Network("network", NetworkArgs(zones=2, nat_gateways=2))
traffic = Traffic(
    "traffic",
    TrafficArgs(
        vpc_id=network.vpc_id,
    ),
)
logs = AccessLogs(
    "logs",
    AccessLogsArgs(protect=settings.protect, retention_days=settings.log_retention_days),
)
zone = aws.route53.get_zone(name=settings.domain_zone, private_zone=False)
edge = Edge(
    "edge",
    EdgeArgs(
        vpc_id=network.vpc_id,
        subnet_ids=network.public_subnet_ids,
        security_group_id=traffic.edge_id,
        domain_name=settings.domain_name,
        zone_id=zone.zone_id,
        log_bucket=logs.bucket,
        protect=settings.protect,
    ),
    opts=pulumi.ResourceOptions(depends_on=[logs]),
)
WebAcl(
    "waf",
    WebAclArgs(
        requests_per_address=settings.waf_requests_per_address,
        load_balancer_arn=edge.load_balancer.arn,
    ),
)
publish = Publish(
    "publish",
    PublishArgs(
        vpc_id=network.vpc_id,
        subnet_ids=network.private_subnet_ids,
        security_group_id=traffic.publish_id,
        domain_name=f"publish.{settings.domain_name}",
        zone_id=zone.zone_id,
        log_bucket=logs.bucket,
        protect=settings.protect,
    ),
    opts=pulumi.ResourceOptions(depends_on=[logs]),
)
redis = Redis(
    "redis",
    RedisArgs(
        subnet_ids=network.private_subnet_ids,
        security_group_id=traffic.redis_id,
        node_type=settings.redis_node_type,
        replicas=1,
        shards=settings.redis_shards,
        protect=settings.protect,
    ),
)
keys = Keys("keys", KeysArgs(protect=settings.protect))
gateway = Gateway(
    "gateway",
    GatewayArgs(
        settings=settings,
        network=network,
        traffic=traffic,
        edge=edge,
        publish=publish,
        keys=keys,
        redis=redis,
    ),
)
Autoscaling(
    "autoscaling",
    AutoscalingArgs(
        settings=settings,
        cluster_name=gateway.cluster.name,
        service_name=gateway.service.name,
    ),
)
monitoring = Monitoring(
    "monitoring",
    MonitoringArgs(
        settings=settings,
        edge=edge,
        gateway=gateway,
        redis=redis,
    ),
)

pulumi.export("url", edge.url)
pulumi.export("publish_url", publish.url)
pulumi.export("publish_key_arn", keys.publish.arn)
pulumi.export("publishers_security_group", traffic.publishers_id)
pulumi.export("token_secret_arn", keys.token.arn)
pulumi.export("proxy_key_arn", keys.proxy.arn)
pulumi.export("redis_addresses", redis.addresses)
pulumi.export("dashboard_url", monitoring.dashboard_url)
