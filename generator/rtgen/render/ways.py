"""What to do about rules whose examples show no fix: they speak of files, of an earlier plan, or decide from facts."""

from __future__ import annotations

from collections.abc import Mapping

FIX: Mapping[str, str] = {
    "RT001": "Name a file that is there, and that you may read.",
    "RT002": "Split the spec: what another team owns gets a spec of its own.",
    "RT220": "Give one of the specs another `name`, or plan them in runs of their own.",
    "RT410": "Nothing; `rtgen plan --update-decisions` takes what the newer rules decide.",
    "RT419": "Nothing; `rtgen plan --update-decisions` takes the other size now.",
    "RT701": "Put the change into overrides.py or the spec; `--overwrite` takes rtgen's text.",
    "RT702": "Move the file away, or plan to another folder with `--out`; `--overwrite` replaces it.",
    "RT703": "Choose another `--out`, or another name in the spec.",
    "RT704": "Remove the link.",
    "RT705": "Make room, or give the right to write, and plan again.",
    "RT706": "Restore `.rtgen.json` from version control, or upgrade rtgen if it is newer.",
    "RT707": "Move the text into another keep block of the document.",
    "RT708": "Wait until the other run has ended.",
    "RT709": "Restore plan.json from version control, and plan again.",
    "RT710": "Install the newer rtgen; `--overwrite` goes back to this version's stack.",
    "RT711": "Bring back what needs it, or name it: `--allow-destroy NAME`.",
    "RT852": "Install a newer rtgen.",
    "RT878": "Nothing; `rtgen plan --update-decisions` takes the cheapest now.",
    "RT901": "Save the document as UTF-8 text that you may read, or take it out of the folder.",
    "RT902": "Write keys of `platform` as a spec has them; `rtgen schema` lists them.",
    "RT904": "Say it by one of these phrases, or in a fenced block `yaml rtgen`.",
}
"""By rule."""

_PROVIDER = "`platform.provider: NAME`, or `platform.managed: avoid` or `require`"
_REDIS = "the features' `publish` and `channel`, `platform.redis`, and the modes that a gateway of your own declares"

_ONE_SERVER = 'tier: {force: single, because: "what the table cannot know"}'

OTHERWISE: Mapping[str, str] = {
    "RT305": 'transport: {force: websocket, because: "what the table cannot know"}',
    "RT310": "`platform.managed: avoid`: a gateway, whose transports the table decides",
    "RT403": _ONE_SERVER,
    "RT405": _ONE_SERVER,
    "RT411": "`platform.managed: avoid`: servers of your own, with the Redis that they need",
    "RT412": "a feature with `delivery: at-least-once`, or more `history` than five minutes",
    "RT413": "`delivery: at-most-once`, and `history` of five minutes at most",
    "RT414": _REDIS,
    "RT415": _REDIS,
    "RT416": _REDIS,
    "RT431": "`connections_per_user` of the audience, where each tab or device has its own",
    "RT432": "`connections_per_user` of the audience, where each tab or device has its own",
    "RT601": "`channel.scope: user`: a channel that one user alone hears",
    "RT602": "`channel.scope: topic`: a channel that all recipients share",
    "RT603": "`request_response: false`",
    "RT604": "`event_sourced: false`",
    "RT605": "`channel.scope: topic`, where nobody comes together",
    "RT870": _PROVIDER,
    "RT871": _PROVIDER,
    "RT872": _PROVIDER,
}
"""What the spec says to have it decided otherwise, by rule."""
