"""Writing the number of all pages into feet that were laid out before it was known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import line_size

UNKNOWN = "\u2007\u2007\u2007"
"""Three figure spaces: what a foot carries in place of the total, as wide as three digits."""


def write_totals(pages: list[Any], total: int) -> None:
    """Put *total* into the margin boxes of *pages* that left room for it."""
    for page in pages:
        for box in _texts_in_margins(page):
            if UNKNOWN in box.text:
                _rewrite(box, box.text.replace(UNKNOWN, str(total)))


def _texts_in_margins(page: Any) -> Iterator[Any]:
    for child in page._page_box.children:  # noqa: SLF001  # the only place where laid-out margins can be reached
        if isinstance(child, boxes.MarginBox):
            yield from (box for box in child.descendants() if isinstance(box, boxes.TextBox))


def _rewrite(box: Any, text: str) -> None:
    """Change a laid-out line, keeping its right edge where the alignment put it."""
    layout = box.pango_layout
    layout.text = text
    layout.reactivate(box.style)
    line, _ = layout.get_first_line()
    width, _ = line_size(line, box.style)
    layout.deactivate()
    if box.style["text_align_all"] in ("right", "end"):
        box.position_x += box.width - width
    box.text, box.width = text, width
