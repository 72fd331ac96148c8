"""QR codes as one path, so that they print sharp at any size and need no picture file."""

from __future__ import annotations

import html
import itertools
import re
from dataclasses import dataclass

import segno


@dataclass(frozen=True)
class QrPath:
    """The black parts of a QR code as an SVG path on a square of *size* modules, quiet zone included."""

    size: int
    path: str


def qr_path(text: str, quiet: int = 2) -> QrPath:
    """Give *text* as a QR code that still reads with a sixth of it lost."""
    matrix = segno.make(text, error="m", micro=False).matrix
    runs = [run for row, cells in enumerate(matrix) for run in _runs(row + quiet, bytes(cells), quiet)]
    return QrPath(len(matrix) + 2 * quiet, "".join(runs))


def _runs(row: int, cells: bytes, quiet: int) -> list[str]:
    """Give the dark stretches of one row as rectangles."""
    found, start = [], None
    for column, dark in enumerate((*cells, 0)):
        if dark and start is None:
            start = column
        elif not dark and start is not None:
            width = column - start
            found.append(f"M{start + quiet} {row}h{width}v1h-{width}z")
            start = None
    return found


def qr_lines(text: str, quiet: int = 2) -> QrPath:
    """Give the same code as strokes one module wide, which take half as long to read and to paint."""
    matrix = segno.make(text, error="m", micro=False).matrix
    found = []
    for row, cells in enumerate(matrix, start=quiet):
        at, begun = 0, False
        for dark, run in itertools.groupby(bytes(cells)):
            width = len(list(run))
            if dark:
                found.append(f"m{at} 0h{width}" if begun else f"M{at + quiet} {row}.5h{width}")
                at, begun = 0, True
            else:
                at += width
    return QrPath(len(matrix) + 2 * quiet, "".join(found))


_LATER = re.compile(r'viewBox="qr:([^"]*)"([^>]*>.*?)d=""', re.DOTALL)


def fill(page: str) -> str:
    """Draw the codes that a page names only by their address: finding the best pattern takes longer than the page."""

    def draw(found: re.Match[str]) -> str:
        code = qr_lines(html.unescape(found[1]))
        return f'viewBox="0 0 {code.size} {code.size}"{found[2]}d="{code.path}"'

    return _LATER.sub(draw, page)
