"""Whether concurrent edits of a document can travel through the provider."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from rtgen.decide import sources
from rtgen.decide.decisions import Misfit, Verdict
from rtgen.decide.provider.asked import Asked, of_features
from rtgen.domain.vocabulary import Sync


def check(asked: Asked) -> Iterator[Misfit]:
    """CRDT updates merge in any order, so a channel with history can carry them; OT needs a server that transforms."""
    carried, source = asked.service.abilities.documents
    name = asked.service.title
    for sync, asking in sorted(asked.need.documents.items()):
        match sync:
            case Sync.CRDT if sync in carried:
                text = f"{name} carries the updates of documents; your backend keeps their snapshots."
                yield of_features(Verdict.LOSES, "CRDT transport", asking, "sync", text, source)
            case Sync.CRDT:
                text = f"{name} keeps no history from which an editor that was away could catch up."
                yield of_features(Verdict.REJECTS, "CRDT transport", asking, "sync", text, source)
            case Sync.OT:
                text = f"OT needs a server that transforms each edit; {name} runs none."
                yield of_features(Verdict.REJECTS, "OT transport", asking, "sync", text, sources.SHAREDB)
            case _:
                assert_never(sync)
