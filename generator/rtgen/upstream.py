"""The documents upstream of a spec: found, read, and put into what it leaves open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rtgen.record import NamedTuple

if TYPE_CHECKING:  # few projects have such documents
    from rtgen.decide.decision import Finding
    from rtgen.domain.constraints import Constraint
    from rtgen.domain.features import FeatureSet
    from rtgen.spec.vary import Variations


def folder(spec: Path, features: FeatureSet) -> Path | None:
    """The folder of upstream documents: beside the spec, or where the command runs. Raises SpecRejected.

    Where a spec names a folder that is not there, nobody would know that nothing was read.
    """
    from rtgen.spec import CONTEXT  # noqa: PLC0415

    there = next((each for each in (spec.parent / features.context, Path(features.context)) if each.is_dir()), None)
    if there is None and features.context != CONTEXT:
        from rtgen import context  # noqa: PLC0415
        from rtgen.spec import SpecRejected, load_variations  # noqa: PLC0415

        raise SpecRejected([context.no_folder(load_variations(spec)[1].document)])
    return there


class Upstream(NamedTuple):
    """What documents upstream state, and what that makes of a spec."""

    constraints: tuple[Constraint, ...]
    complete: Callable[[Variations], Variations]
    """A spec with what it leaves open filled in. Raises SpecRejected where that does not fit the rest of it."""
    findings: Callable[[Variations], tuple[Finding, ...]]
    """What there is to say about a spec and the documents."""

    def of(self, spec: Path) -> tuple[FeatureSet, tuple[Finding, ...]]:
        """A spec's file with what it leaves open filled in, and what there is to say."""
        from rtgen.spec import load_variations  # noqa: PLC0415

        _, variations = load_variations(spec)
        return self.complete(variations).features(), self.findings(variations)


def read(folder: Path | None) -> Upstream | None:
    """Reads the documents. Raises SpecRejected where one cannot be read."""
    if folder is None:
        return None
    from rtgen import context  # noqa: PLC0415 - few projects have upstream documents

    found = context.read(folder)
    if found == context.Upstream():
        return None
    return Upstream(
        found.constraints,
        lambda spec: context.completed(spec, found),
        lambda spec: context.findings(spec, found),
    )
