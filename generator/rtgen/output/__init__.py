"""A FileTree → disk: only rtgen's own files are touched, each replaced at once, and nothing of a user's is lost."""

from rtgen.output.beside import publish
from rtgen.output.changes import Change, Kind
from rtgen.output.copies import copied
from rtgen.output.eject import eject
from rtgen.output.last_plan import LastPlan, last_plan
from rtgen.output.manifest import content_hash
from rtgen.output.problems import OUTPUT_RULES, OutputRefused, Problem
from rtgen.output.recorded import dropped, recorded
from rtgen.output.state import Gone, gone, names, refused
from rtgen.output.writer import WriteReport, preview, write

__all__ = [
    "OUTPUT_RULES",
    "Change",
    "Gone",
    "Kind",
    "LastPlan",
    "OutputRefused",
    "Problem",
    "WriteReport",
    "content_hash",
    "copied",
    "dropped",
    "eject",
    "gone",
    "last_plan",
    "names",
    "preview",
    "publish",
    "recorded",
    "refused",
    "write",
]
