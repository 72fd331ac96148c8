"""The feet of pages: finds the line that leaves room for numbers, reads its glyphs, and leaves it empty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from lsg_projects.kit.paper.folio import marked, pieces, specimen

_HEX = re.compile(r"<([0-9a-f]*)>")


class Foot:
    """A line in a page's margin that is written when the file is put together."""

    def __init__(self, box: Any, signs: str) -> None:
        """Let the line be painted with every sign that it can need, *signs* for the paper's own."""
        self._box = box
        self._pieces = pieces(box.text)
        self._signs = specimen(box.text, signs)
        self._right = box.position_x + box.width
        self._codes: list[int] = []
        self._font, self._size = "", 0.0
        box.pango_layout.text = box.text = self._signs

    def read(self, stream: Any) -> None:
        """Take font and glyphs out of the painted line and leave the line without them."""
        operators = stream.stream
        begin = _begin(operators, stream._tags[self._box]["mcid"])  # noqa: SLF001  # the library keeps the marks there
        chosen = _last_font(operators[:begin])
        for place in range(begin, len(operators)):
            told = _text(operators[place])
            if told.endswith(" Tf"):
                chosen = told
            elif told.endswith("TJ"):
                codes = "".join(_HEX.findall(told))
                self._codes += [int(codes[at : at + 4], 16) for at in range(0, len(codes), 4)]
                operators[place] = b""
            elif told == "EMC":
                break
        self._font, self._size = chosen[1:].split()[0], float(chosen.split()[1])
        if len(self._codes) != len(self._signs):
            raise ValueError("a foot whose signs are no single glyphs")

    def told(self, fonts: dict[Any, Any]) -> dict[str, Any]:
        """Say where the numbers go and how each sign is written."""
        style = self._box.style
        widths = next(font.widths for font in fonts.values() if font.hash == self._font)
        return {
            "pieces": self._pieces, "font": self._font, "size": self._size,
            "right": style["text_align_all"] in ("right", "end"),
            "x": self._right if style["text_align_all"] in ("right", "end") else self._box.position_x,
            "y": self._box.position_y + self._box.baseline, "colour": list(style["color"].coordinates),
            "glyphs": {sign: [code, widths[code]] for sign, code in zip(self._signs, self._codes, strict=True)},
        }  # fmt: skip


def feet_of(page: Any, signs: str) -> list[Foot]:
    """Find the lines that are written later, ready to be painted; a cover has none."""
    return [Foot(box, signs) for box in _texts_in_margins(page) if marked(box.text)]


def _texts_in_margins(page: Any) -> Iterator[Any]:
    for child in page._page_box.children:  # noqa: SLF001  # the only place where laid-out margins can be reached
        if isinstance(child, boxes.MarginBox):
            yield from (box for box in child.descendants() if isinstance(box, boxes.TextBox))


def _begin(operators: list[Any], mark: int) -> int:
    for place, operator in enumerate(operators):
        if isinstance(operator, dict) and operator.get("MCID") == mark:
            return place
    raise ValueError("a foot that was not painted")


def _last_font(operators: list[Any]) -> str:
    return next((told for each in reversed(operators) if (told := _text(each)).endswith(" Tf")), "")


def _text(operator: Any) -> str:
    if isinstance(operator, bytes):
        return operator.decode("latin-1")
    return operator if isinstance(operator, str) else ""
