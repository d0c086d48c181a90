"""What the texts of a stack say of rtgen and of planning again, and what they say once it is ejected.

Regular expressions over whole texts, in the order given; tests/output/test_eject.py looks for what they leave.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Rewording: TypeAlias = tuple[str, str]

MARK: Rewording = (r"# rtgen writes this file: change the spec, then plan again\.\n", "")
"""What a configuration says to who would edit it."""

_OVERRIDES: Sequence[Rewording] = (
    (
        r"Your changes to what rtgen renders\. This file is written once; from then on it is yours\.",
        "Changes to the arguments of the stack's resources.",
    ),
)

_README: Sequence[Rewording] = (
    (r"`rtgen plan` wrote it from `[^`]+`; it runs without rtgen\. ", ""),
    (
        r"Edit [^\n]+, then\n\n```sh\nrtgen plan [^\n]+\n",
        "Edit the code, or `Pulumi.<environment>.yaml`, then\n\n```sh\n",
    ),
    (r"Edit the spec, plan, read the diff, deploy:\n\n```sh\nrtgen plan [^\n]+\n", "Edit, then deploy:\n\n```sh\n"),
    (r"Without rtgen, change those lines by hand; ", "Change those lines by hand; "),
    (
        r"A change that leaves [^.]* is refused by `rtgen plan`, .*?\. Pulumi then refuses once more, until",
        "Pulumi refuses to delete a protected node, bucket, key or address, until",
    ),
    (r"`rtgen plan` refuses that until each is\s+named, and Pulumi until its", "Pulumi refuses that until their"),
    (r"2\. `rtgen plan [^`]*`\n", "2. Change the queues in `components/publisher_queue.py`.\n"),
    (r"\*\*After a merge\.\*\* Plan again\. .*?\n\n", ""),
    (
        r"A generated file that is edited by hand stops the next `rtgen plan`, [^.]*\. Put .*?: a function there",
        "A function in `overrides.py`",
    ),
    (r"Give `platform\.alarm_email` in the spec, or subscribe", "Subscribe"),
    (
        r"State `platform\.alarm_email` in the spec, plan, deploy, and confirm the mail from AWS\.",
        "Subscribe somebody to the topic in `components/monitoring.py`, and confirm the mail from AWS.",
    ),
    (r", or the load in the spec\. ", ". "),
    (r"Raise `audience\.peak_users` in the spec and render again: one task", "One task"),
    (r"; for lasting growth, raise `audience\.peak_users` in the spec and render again\.", "."),
    (r", and `audience\.peak_users` in the spec when the growth lasts\.", "."),
    (r"Write the new `publish\.rate` into the spec and render again; batch", "Batch"),
    (
        r"raise `platform\.users_per_address` in the spec and render again\.",
        "raise `wafRequestsPerAddress` in `Pulumi.<environment>.yaml`.",
    ),
    (r", raise the spec's numbers; no growth", "; no growth"),
)

_DOCUMENT: Sequence[Rewording] = (
    (r"Written by `rtgen plan` from `[^`]+`, and written anew by every plan\. .*? is yours and stays\.\n\n", ""),
    # How rtgen rates it, with tests of its own, and how to plan another tier: each step is an edit of the spec.
    (r"^## (?:Score|To many servers|To a managed provider|To servers of your own)\n.*?(?=^## |\Z)", ""),
    (r"\[(?:Score|To [a-z ]+)\]\(#(?:score|to-[a-z-]+)\) ·(?: |\n)", ""),
    (r"^\| Score \|[^\n]*\n", ""),
    (r"^A waiver counts to the end of its last day\. .*?\n\n", ""),
    (r"(What a stack around a provider adds in AWS is not in it); where `rtgen explain` [^.]*\.", r"\1."),
    (r"^  - \*Edit:\* [^\n]*\n", ""),
    (r"(?:, or|, then) waive this finding[^.]*\.", "."),
    (r"After this plan, call `python images\.py", "Call `python images.py"),
    (r"\brtgen cannot see whether", "Nothing here shows whether"),
    (r"Measured by rtgen:", "Measured:"),
    (r"; rtgen measured no more\.", "; no more was measured."),
    (r"; rtgen measured (eight times as many) on", r"; \1 were measured on"),
)

WORDS: Mapping[str, Sequence[Rewording]] = {
    "README.md": _README,
    "overrides.py": _OVERRIDES,
    "real-time-architecture.md": _DOCUMENT,
}
"""By the name of the file."""
