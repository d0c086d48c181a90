"""The story of a plan, from a file to files; the one module that knows every stage.

    spec.yaml ──load──▶ FeatureSet ──decide──▶ Decisions ──plan──▶ Plan ──render──▶ FileTree ──write──▶ disk

1. `spec` reads YAML with the position of every key, validates it and fills in every default. It refuses a
   spec with all of its errors at once; after it, nothing can be wrong with what the user wrote.
2. `decide` chooses transport, patterns, tier, Redis and sizes. It is pure: the same features give the same
   decisions, each with its rule, its facts, what was rejected, and its working.
3. `plan` settles every name, number and text that a file will contain.
4. `render` puts them through the blueprints. It neither computes nor compares.
5. `output` brings a folder to what was rendered, without touching what is not rtgen's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rtgen import upstream
from rtgen.domain.vocabulary import Managed, Tier
from rtgen.record import NamedTuple

if TYPE_CHECKING:  # a command imports the stages that it runs, and validating runs one of five
    from datetime import date

    from rtgen.diagnostics import Diagnostic
    from rtgen.domain.features import FeatureSet
    from rtgen.filetree import FileTree
    from rtgen.output import Gone, WriteReport
    from rtgen.plan.model import Plan


class Planned(NamedTuple):
    """A plan, the folder that it belongs into, and the hash of the spec that it was made from."""

    plan: Plan
    folder: Path
    spec_hash: str
    features: FeatureSet
    """What was planned, with what documents upstream filled in; the score of another day is made from it."""
    warnings: tuple[Diagnostic, ...]
    """About the folder's last plan, where it cannot be read."""
    context: Path | None = None
    """The folder of upstream documents, which gets a copy of the document."""
    gone: tuple[Gone, ...] = ()
    """What holds state and was in the last plan."""


def validate(specs: Sequence[Path]) -> tuple[FeatureSet, ...]:
    """Reads every spec. Raises SpecRejected with all errors of all of them."""
    from rtgen.spec import load  # noqa: PLC0415 - each command imports the stages that it runs

    return load(specs)


def unfit(features: FeatureSet, today: date) -> tuple[Diagnostic, ...]:
    """What keeps the provider that a spec asks for from carrying it, as its plan says it; waivers count as there.

    Nothing is decided for a spec that asks for none: reading it is all that validating takes.
    """
    platform = features.platform
    forced = platform.tier is not None and platform.tier.tier is Tier.MANAGED
    if platform.provider is None and platform.managed is not Managed.REQUIRE and not forced:
        return ()
    from rtgen.decide import decide  # noqa: PLC0415
    from rtgen.decide.provider.rules import NAMED_MISFIT, NONE_FITS  # noqa: PLC0415
    from rtgen.diagnostics import Diagnostic  # noqa: PLC0415
    from rtgen.plan import waivers  # noqa: PLC0415

    wrong = [each for each in decide(features).findings if each.rule in {NAMED_MISFIT.id, NONE_FITS.id}]
    judged = waivers.as_of(waivers.judge(features, wrong, ()), today)
    return tuple(
        Diagnostic(each.rule, each.severity, each.location, each.message, each.fix)
        for each in judged
        if each.waived is None and each.rule in {NAMED_MISFIT.id, NONE_FITS.id}
    )


def plan(specs: Sequence[Path], out: Path | None, *, update_decisions: bool = False) -> tuple[Planned, ...]:
    """Decides and plans every spec; nothing is written. Raises SpecRejected.

    What the stack's last plan recorded stays where only the rules have changed, unless it is to be updated.
    """
    from rtgen.decide import decide  # noqa: PLC0415
    from rtgen.decide.shards import undecided  # noqa: PLC0415
    from rtgen.output import content_hash, copied, dropped, gone, last_plan, recorded  # noqa: PLC0415
    from rtgen.plan import plan as settle  # noqa: PLC0415
    from rtgen.price_tables import tables  # noqa: PLC0415

    planned = []
    for spec, features in zip(specs, validate(specs), strict=True):
        folder = stack_folder(spec, features.name, out)
        last = last_plan(folder)
        before, warnings = recorded(last, features.name)
        if update_decisions:
            before, warnings = undecided(before), ()
        spec_hash = content_hash(spec.read_text(encoding="utf-8-sig"))
        context = upstream.folder(spec, features)
        documents = upstream.read(context)
        complete, said = (features, ()) if documents is None else documents.of(spec)
        decisions = decide(complete, before)
        warnings += dropped(last, before, decisions.recorded)
        decisions = decisions._replace(findings=(*decisions.findings, *said))
        copies = copied(folder, (each.name for each in features.environments))
        settled = settle(
            complete,
            decisions,
            () if documents is None else documents.constraints,
            copies,
            prices=tables(each.region for each in complete.environments),
        )
        going = gone(last, settled.name, _deployed_as(settled))
        planned.append(Planned(settled, folder, spec_hash, complete, warnings, context, going))
    return tuple(planned)


def _deployed_as(plan: Plan) -> Iterator[tuple[str, str, str | None]]:
    """Type and name of every resource, also by the name that it may have had before, and what it is made as."""
    for each in plan.resources:
        yield from ((each.type, name, each.made_as) for name in (each.name, each.alias) if name is not None)


def resource_names(plans: Sequence[Planned]) -> frozenset[str]:
    """Names of all resources, planned now or by the last plan of the same folder."""
    from rtgen.output import last_plan, names  # noqa: PLC0415

    now = {name for planned in plans for _, name, _ in _deployed_as(planned.plan)}
    return frozenset(now.union(*(names(last_plan(planned.folder)) for planned in plans)))


def as_of(planned: Planned, today: date) -> Planned:
    """The plan as it counts on this day: a waiver that has ended accepts nothing, and prices are old.

    For the reader, never for a file.
    """
    from rtgen.plan.cost.age import stale  # noqa: PLC0415
    from rtgen.plan.waivers import as_of as findings_as_of  # noqa: PLC0415

    decisions = planned.plan.decisions
    old = stale(planned.plan.spec_file, planned.plan.costs, today)
    counted = decisions._replace(findings=(*findings_as_of(decisions.findings, today), *old))
    return planned._replace(plan=planned.plan._replace(decisions=counted))


def render_tree(planned: Planned) -> FileTree:
    """Every file of the stack, in memory."""
    from rtgen.render import render  # noqa: PLC0415

    return render(planned.plan)


def write(planned: Planned, tree: FileTree, *, overwrite: bool, allow_destroy: Collection[str] = ()) -> WriteReport:
    """Brings the stack's folder to what was rendered. Raises OutputRefused, with nothing lost.

    What holds state and is protected leaves the plan only where it is named.
    """
    from rtgen import __version__, output  # noqa: PLC0415

    problems = output.refused(planned.folder, planned.gone, allow_destroy)
    if problems:
        raise output.OutputRefused(problems)
    return output.write(
        tree,
        planned.folder,
        overwrite=overwrite,
        spec_hash=planned.spec_hash,
        rtgen_version=__version__,
    )


def publish(planned: Planned, tree: FileTree) -> Path | None:
    """Writes the document beside its upstream ones as well; the path where it changed. Raises OutputRefused."""
    from rtgen import output  # noqa: PLC0415

    text = tree.files["real-time-architecture.md"].text
    return None if planned.context is None else output.publish(text, planned.context)


def compare(planned: Planned, tree: FileTree) -> WriteReport:
    """Holds the stack's folder to what was rendered; nothing is written."""
    from rtgen import __version__, output  # noqa: PLC0415

    return output.preview(tree, planned.folder, rtgen_version=__version__)


def stack_folder(spec: Path, name: str, out: Path | None) -> Path:
    """Where a spec's stack belongs: `OUT/<name>`, or the spec's own folder when it is planned in place.

    Without `out`, a spec is planned in place where its folder is a stack already or stands in a folder
    `stacks` under its own name; so the command does the same from whichever folder it is called.
    """
    if out is not None:
        return out / name
    home = spec.resolve().parent
    in_place = (home / ".rtgen.json").is_file() or (home.name == name and home.parent.name == "stacks")
    return spec.parent if in_place else Path("stacks") / name
