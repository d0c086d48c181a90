"""What holds state and is in the last plan but not in this one, or as another: it goes only when somebody names it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from rtgen.output.last_plan import FILE, LastPlan
from rtgen.output.problems import STATE, Problem
from rtgen.record import NamedTuple


class Gone(NamedTuple):
    """A name whose resources the next deployment would delete, with what they hold."""

    name: str
    kinds: tuple[str, ...]
    """Of the resources of this name, such as `ReplicationGroup`; of one whose place a new one takes, both."""
    protected: tuple[str, ...]
    """Environments of the last plan that protect it."""

    def __str__(self) -> str:
        """`redis-group (ReplicationGroup)`, `publisher-queue (standard Queue, for a fifo one)`."""
        return f"{self.name} ({', '.join(self.kinds)})"


def gone(last: LastPlan | None, name: str, planned: Iterable[tuple[str, str, str | None]]) -> tuple[Gone, ...]:
    """Stateful resources of this stack's last plan that are not in `planned`, or are there only as new ones.

    `planned` has type and name of each resource, and what it is made as. None where the last plan cannot be read,
    which reading its decisions has said already.
    """
    if last is None:
        return ()
    try:
        if last.part("name") != name:
            return ()
        stateful = _stateful(last.part("resources"))
        protecting = _protecting(last.part("environments"))
    except (KeyError, TypeError, ValueError, AttributeError):
        return ()
    made = {(kind, resource): made_as for kind, resource, made_as in planned}
    kinds: dict[str, list[str]] = {}
    for (kind, resource), before in sorted(stateful.items()):
        word = kind.rpartition(":")[2]
        if (kind, resource) not in made:
            kinds.setdefault(resource, []).append(word)
        elif before is not None and made[kind, resource] != before:
            kinds.setdefault(resource, []).append(f"{before} {word}, for a {made[kind, resource]} one")
    return tuple(Gone(resource, tuple(each), protecting) for resource, each in sorted(kinds.items()))


def names(last: LastPlan | None) -> frozenset[str]:
    """Names of all resources of the last plan; none where it cannot be read."""
    try:
        resources = [] if last is None else last.part("resources")
        return frozenset(str(each["name"]) for each in resources) if isinstance(resources, list) else frozenset()
    except (KeyError, TypeError, ValueError):
        return frozenset()


def refused(folder: Path, going: Iterable[Gone], allowed: Collection[str]) -> tuple[Problem, ...]:
    """One problem for each that an environment protects and nobody has named."""
    return tuple(
        Problem(
            STATE,
            (folder / FILE).as_posix(),
            f"{each} would go, with what it holds; {' and '.join(each.protected)} "
            f"{'protects' if len(each.protected) == 1 else 'protect'} it",
            f"bring back what needs it, or say that it may go: --allow-destroy {each.name}",
        )
        for each in going
        if each.protected and each.name not in allowed
    )


def _stateful(resources: object) -> dict[tuple[str, str], str | None]:
    """What each was made as, by type and name; None where an older plan did not say."""
    if not isinstance(resources, list):
        raise TypeError(resources)
    return {(str(each["type"]), str(each["name"])): each.get("made_as") for each in resources if each["protect"]}


def _protecting(environments: object) -> tuple[str, ...]:
    if not isinstance(environments, dict):
        raise TypeError(environments)
    return tuple(sorted(str(name) for name, each in environments.items() if each["config"].get("protect")))
