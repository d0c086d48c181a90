"""What holds state and is in the last plan but not in this one: it goes only when somebody names it."""

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
    """Of the resources of this name, such as `ReplicationGroup`."""
    protected: tuple[str, ...]
    """Environments of the last plan that protect it."""

    def __str__(self) -> str:
        """`redis-group (ReplicationGroup)`."""
        return f"{self.name} ({', '.join(self.kinds)})"


def gone(last: LastPlan | None, name: str, planned: Iterable[tuple[str, str]]) -> tuple[Gone, ...]:
    """Stateful resources that the last plan of this stack has and `planned`, by type and name, has not.

    None where the last plan cannot be read, which reading its decisions has said already.
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
    kinds: dict[str, list[str]] = {}
    for kind, resource in sorted(stateful - set(planned)):
        kinds.setdefault(resource, []).append(kind.rpartition(":")[2])
    return tuple(Gone(resource, tuple(each), protecting) for resource, each in sorted(kinds.items()))


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


def _stateful(resources: object) -> set[tuple[str, str]]:
    if not isinstance(resources, list):
        raise TypeError(resources)
    return {(str(each["type"]), str(each["name"])) for each in resources if each["protect"]}


def _protecting(environments: object) -> tuple[str, ...]:
    if not isinstance(environments, dict):
        raise TypeError(environments)
    return tuple(sorted(str(name) for name, each in environments.items() if each["config"].get("protect")))
