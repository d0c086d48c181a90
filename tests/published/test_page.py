from __future__ import annotations

import os

from published.cases import FOLDER
from published.page import page


def test_the_page_says_what_is_decided_today() -> None:
    readme = FOLDER / "README.md"
    if os.environ.get("RTGEN_ACCEPT"):
        readme.write_text(page(), encoding="utf-8", newline="\n")

    assert page() == readme.read_text(encoding="utf-8"), "`make regen` rewrites it"
