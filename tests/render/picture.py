"""A terminal's text as an SVG picture: what the README shows is what the program printed."""

from __future__ import annotations

import re
from html import escape

_PART = re.compile(r"\x1b\[([0-9;]*)m")
_STYLES = {
    "1": 'font-weight="bold" fill="#f0f6fc"',
    "2": 'fill="#8b949e"',
    "32": 'fill="#7ee787"',
    "1;31": 'font-weight="bold" fill="#ff7b72"',
    "1;33": 'font-weight="bold" fill="#e3b341"',
    "1;36": 'font-weight="bold" fill="#79c0ff"',
}
_LINE, _LETTER, _MARGIN = 19, 8.43, 18


def svg(text: str, columns: int) -> str:
    """A picture of coloured terminal text, `columns` wide."""
    lines = text.rstrip("\n").split("\n")
    width, height = round(columns * _LETTER + 2 * _MARGIN), len(lines) * _LINE + 2 * _MARGIN
    rows = "\n".join(
        f'<text x="{_MARGIN}" y="{_MARGIN + 14 + number * _LINE}">{_spans(line)}</text>'
        for number, line in enumerate(lines)
        if line
    )
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" fill="#c9d1d9">
{rows}
</g>
</svg>
"""


def _spans(line: str) -> str:
    parts = _PART.split(line)
    spans = [_said(parts[0])]
    for style, said in zip(parts[1::2], parts[2::2], strict=True):
        spans.append(f"<tspan {_STYLES[style]}>{_said(said)}</tspan>" if style in _STYLES else _said(said))
    return "".join(spans)


def _said(text: str) -> str:
    return escape(text).replace(" ", "\N{NO-BREAK SPACE}")
