"""Painting the strokes of a QR code: hundreds of them, which the layout library would read sign by sign."""

from __future__ import annotations

import re
from typing import Any

from weasyprint.svg.path import path as any_path

_STROKES = re.compile(r"(?:M\d+ \d+\.5h\d+(?:m\d+ 0h\d+)*)+")
_PIECES = re.compile(r"M(\d+) (\d+\.5)|m(\d+) 0|h(\d+)")


def paint(drawing: Any, node: Any, font_size: float) -> None:
    """Paint a path; one of level strokes alone is painted here, any other by the library."""
    told = node.get("d", "")
    if not _STROKES.fullmatch(told):
        any_path(drawing, node, font_size)
        return
    stream, x, y = drawing.stream, 0, 0.0
    for left, row, step, length in _PIECES.findall(told):
        if length:
            x += int(length)
            stream.line_to(x, y)
        else:
            x, y = (x + int(step), y) if step else (int(left), float(row))
            stream.move_to(x, y)
