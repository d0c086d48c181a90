"""What each rule of the catalogue rests on: pages with the day they were read, or our judgement, which is said.

By id, so that rules of every stage stand in one table; only `rtgen explain RULE` reads it.
"""

from __future__ import annotations

from rtgen.decide import sources as cited
from rtgen.decide.decision import Source
from rtgen.record import NamedTuple


class Grounds(NamedTuple):
    """The sources of a rule, and what of it is our judgement; one of the two is never empty."""

    sources: tuple[Source, ...]
    judgement: str


def grounds(rule: str) -> Grounds | None:
    """What a rule rests on; None where nobody has said."""
    sources = _CITED.get(rule, ())
    judgement = _JUDGED.get(rule) or ("" if sources else next((_BLOCKS[key] for key in _BLOCKS if rule[:3] == key), ""))
    return Grounds(sources, judgement) if sources or judgement else None


_WEBSOCKET = (cited.MDN_WEBSOCKETS, cited.RFC_6455)
_STREAMS = (cited.MDN_SSE, cited.HTML_SSE)
_CAPACITY = (cited.CENTRIFUGO_CAPACITY, cited.CENTRIFUGO_MILLION, cited.MEASURED)
_REDIS = (cited.CENTRIFUGO_ENGINES, cited.CENTRIFUGO_PUB_SUB)
_STICKY = (cited.ALB_STICKY, cited.ALB_ATTRIBUTES, cited.CENTRIFUGO_BALANCING)
_DRAIN = (cited.ECS_DEPLOYMENT, cited.ALB_ATTRIBUTES)

_CITED: dict[str, tuple[Source, ...]] = {
    "RT218": (cited.CENTRIFUGO_CONFIGURATION,),
    "RT219": (cited.CENTRIFUGO_CONFIGURATION,),
    "RT302": (*_WEBSOCKET, cited.YJS, cited.HOCUSPOCUS, cited.SHAREDB),
    "RT303": (*_WEBSOCKET, cited.CENTRIFUGO_PRESENCE),
    "RT304": (*_WEBSOCKET, cited.CENTRIFUGO_TRANSPORTS),
    "RT305": (*_STREAMS, cited.CENTRIFUGO_TRANSPORTS),
    "RT306": (cited.RFC_6202, cited.MDN_SSE),
    "RT307": (cited.RFC_6202,),
    **dict.fromkeys(("RT872", "RT873"), (cited.ABLY_PRICING, cited.PUSHER_PRICING, cited.SUPABASE_MESSAGES)),
    **dict.fromkeys(("RT874", "RT875", "RT877"), (cited.ABLY_LIMITS, cited.PUSHER_PRICING, cited.SUPABASE_LIMITS)),
    "RT876": (cited.ABLY_LIMITS, cited.ABLY_ORDERING),
    **dict.fromkeys(("RT310", "RT311", "RT312", "RT432"), (cited.ABLY_SDK, cited.PUSHER_SDK, cited.SUPABASE_SDK)),
    "RT309": (*_WEBSOCKET, *_STREAMS, cited.RFC_6202),
    "RT308": (*_WEBSOCKET, *_STREAMS, cited.RFC_6202),
    "RT403": (cited.ECS_DEPLOYMENT,),
    "RT404": _CAPACITY,
    "RT405": _CAPACITY,
    "RT406": _CAPACITY,
    "RT407": (cited.CENTRIFUGO_MILLION, cited.CENTRIFUGO_PUB_SUB),
    "RT412": (cited.CENTRIFUGO_ENGINES, cited.CENTRIFUGO_HISTORY),
    "RT413": (cited.CENTRIFUGO_ENGINES, cited.CENTRIFUGO_HISTORY),
    "RT414": (*_REDIS, cited.ELASTICACHE_PUB_SUB),
    "RT415": (cited.CENTRIFUGO_PUB_SUB, cited.ELASTICACHE_PUB_SUB),
    "RT416": (*_REDIS, cited.ELASTICACHE_PUB_SUB),
    "RT418": (cited.CENTRIFUGO_PUB_SUB,),
    "RT421": _STICKY,
    "RT423": _STICKY,
    "RT425": _STICKY,
    "RT426": _STICKY,
    "RT431": (cited.CENTRIFUGO_TRANSPORTS, cited.CENTRIFUGE_JS, cited.MDN_SSE, cited.MEASURED),
    "RT501": (*_CAPACITY, cited.FARGATE),
    "RT502": (cited.ELASTICACHE_NODES, cited.ELASTICACHE_MEMORY, cited.ELASTICACHE_RESERVED),
    "RT601": (cited.CENTRIFUGO_CHANNELS, cited.CENTRIFUGO_ENGINES),
    "RT602": (cited.CENTRIFUGO_CHANNELS,),
    "RT603": (cited.CENTRIFUGO_PROXY,),
    "RT604": (cited.DYNAMODB_STREAMS,),
    "RT605": (cited.CENTRIFUGO_CHANNELS,),
    "RT801": (cited.ALB_ATTRIBUTES, cited.CENTRIFUGO_CONFIGURATION),
    "RT802": _DRAIN,
    "RT803": (cited.CENTRIFUGO_PRESENCE,),
    "RT804": (cited.CENTRIFUGO_CONFIGURATION,),
    "RT805": (cited.CENTRIFUGO_HISTORY,),
    "RT806": (cited.CENTRIFUGO_HISTORY,),
    "RT807": (cited.MDN_SSE, cited.HTML_SSE),
    "RT808": (cited.CENTRIFUGO_CHANNELS,),
    "RT809": (cited.CENTRIFUGO_CHANNELS,),
    "RT810": (cited.CENTRIFUGO_PUB_SUB, cited.ELASTICACHE_PUB_SUB),
    "RT812": (cited.ECS_DEPLOYMENT, cited.FARGATE),
    "RT813": (cited.CENTRIFUGE_JS,),
    "RT814": _DRAIN,
    "RT817": (cited.CENTRIFUGO_HISTORY,),
    "RT818": (cited.CENTRIFUGO_CHANNELS,),
    "RT819": (cited.HTTP_API_THROTTLING, cited.HTTP_API_CORS),
    "RT825": (cited.ALB_QUOTAS,),
    "RT826": (cited.CENTRIFUGE_JS,),
    "RT824": (cited.DOCKER_HUB,),
    "T32": (cited.RFC_6202, cited.MDN_SSE),
    "T33": (cited.CENTRIFUGE_JS, cited.CENTRIFUGO_HISTORY),
    "T34": (cited.CENTRIFUGO_CONFIGURATION,),
}
_JUDGED = {
    "RT301": "The spec's own reason stands for it.",
    "RT306": "That a minute divides the two kinds of polling is ours.",
    "RT401": "The spec's own reason stands for it.",
    "RT402": "The spec says it.",
    "RT404": "Published figures are several times 10,000; that a second server is due there is ours.",
    "RT406": "Where running servers becomes a task of its own, `large_scale_connections` says; its default is ours.",
    "RT408": "The table and the spec differ; which of them is right, a person knows.",
    "RT409": "A tenth is ours: more than a week's wavering, less than a season's growth.",
    "RT410": "That nothing moves without consent is ours.",
    "RT411": "The provider's routing is its own.",
    "RT419": "A tenth is ours; a full node is no matter of judgement, so memory and connections have none above.",
    "RT417": "What rtgen did not make it cannot look into.",
    "RT422": "The spec says it.",
    "RT424": "The spec says it.",
    "RT425": "Three minutes are ours: longer than a reconnect, shorter than a scale-out.",
    "RT705": "That a stack is written whole or not at all is ours.",
    "RT706": "What rtgen cannot tell from yours it leaves alone; that is ours.",
    "RT708": "That two runs never write at once is ours.",
    "RT709": "That recorded decisions stay is ours.",
    "RT710": "That a stack never goes back unasked is ours.",
    "RT711": "That state goes only by its name is ours.",
    "RT878": "A tenth is ours, as for the tier.",
    "T32": "Five seconds of freshness or latency, and more than one message a minute, are ours.",
}
_BLOCKS = {
    "RT0": "What is read in one way only cannot be misread; that it is refused rather than guessed is ours.",
    "RT1": "What the schema does not know is refused rather than passed over; that is ours.",
    "RT2": "The keys would contradict each other; that it is refused rather than guessed is ours.",
    "RT7": "What is not rtgen's stays untouched; that is ours.",
    "RT9": "How documents upstream are read is ours.",
    "RT8": "The reason above is ours; no page says it.",
}
"""By the first letters of an id, for rules about rtgen itself."""
