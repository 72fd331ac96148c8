"""Lines written when the file is put together: page numbers, and what differs between two editions of one report.

A chapter does not know how many pages stand before it, and it should not be laid out anew because the number of the
edition changed. So a foot carries marks in their place. When the chapter is painted, place, font and glyphs are noted
and the line is left empty; it is painted over that place as an artifact.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

UNKNOWN = "\u2007\u2007\u2007"
"""Three figure spaces: what a foot carries in place of a number, as wide as three digits."""
LINE = "\u2007\u2060\u2007"
"""What a foot carries in place of the paper's own line."""
DIGITS = "0123456789"
_ALWAYS = DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ -.,:"


def signs_of(line: str) -> str:
    """Give every sign that the line of any edition can need: its own, and those of numbers, dates and codes."""
    return "".join(sorted(set(_ALWAYS + line)))


def marked(text: str) -> bool:
    """Tell whether a foot is to be filled later."""
    return UNKNOWN in text or LINE in text


def pieces(text: str) -> list[str]:
    """Give what stands around the marks in a foot: before the page's number, between, after the total."""
    return text.split(UNKNOWN) if UNKNOWN in text else []


def specimen(text: str, signs: str) -> str:
    """Give the signs that the finished foot can need, apart from one another so that none of them join."""
    return " ".join(DIGITS + "".join(sorted(set("".join(pieces(text))))) if UNKNOWN in text else signs)


def paint(folio: Mapping[str, Any], page: int, total: int, line: str) -> bytes:
    """Give the operators that write a foot on *page* of *total*; *line* is the paper's own.

    They follow the page's own, which leave the axes turned as on a screen.
    """
    words = _numbers(folio["pieces"], page, total) if folio["pieces"] else line
    glyphs = folio["glyphs"]
    signs = [glyphs[sign] for sign in words]
    width = sum(advance for _, advance in signs) * folio["size"] / 1000
    left = folio["x"] - width if folio["right"] else folio["x"]
    codes = "".join(f"{code:04x}" for code, _ in signs)
    red, green, blue = folio["colour"]
    return (
        f"/Artifact <</Type/Pagination>> BDC\nq .75 0 0 .75 0 0 cm\n"
        f"{red:.4g} {green:.4g} {blue:.4g} rg\nBT\n/{folio['font']} {folio['size']:g} Tf\n"
        f"1 0 0 -1 {left:.3f} {folio['y']:.3f} Tm\n<{codes}> Tj\nET\nQ\nEMC\n"
    ).encode()


def _numbers(around: list[str], page: int, total: int) -> str:
    before, *between = around
    return before + "".join(f"{number}{after}" for number, after in zip((page, total), between, strict=False))
