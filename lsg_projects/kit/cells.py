"""Cells of a book as texts: what a person sees in them, and which hold nothing that can be checked."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from openpyxl.cell.cell import Cell

_EXACT = 2**53
"""Whole numbers of a book are exact up to here."""


class Formula(str):
    """A cell whose value is a formula or an error: its text is its place, such as ``B7``."""

    __slots__ = ()


def text_of(cell: Cell) -> str:
    """Give a cell as text, or its place where it holds a formula."""
    return Formula(cell.coordinate) if cell.data_type in ("f", "e") else plain(cell.value)


def plain(value: object) -> str:
    """Give a value as text: whole and exact numbers without an exponent, dates as 2026-01-26."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, float):
        if value.is_integer() and abs(value) < _EXACT:
            return str(int(value))
        return format(Decimal(format(value, ".15g")), "f")  # Excel itself keeps 15 digits
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
