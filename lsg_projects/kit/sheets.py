"""Tables that people bring and take away: CSV and XLSX read without trust, XLSX written with texts as texts.

A reader sees rows of texts whatever the file is. What could hurt is refused: too many bytes, rows or columns, and
formulas whose result nobody can check; books are opened by `kit.books`.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter

from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.tables import Row, Table
from lsg_projects.domain.text import clean, even, honest
from lsg_projects.kit import books
from lsg_projects.kit.books import MAX_BYTES, MAX_CELL, MAX_COLUMNS, MAX_ROWS, TOLD_ROWS, Told, Unreadable, sheet_names
from lsg_projects.kit.cells import Formula
from lsg_projects.kit.collector import without_collector

__all__ = ["MAX_BYTES", "TOLD_ROWS", "Unreadable", "read_rows", "read_table", "sheet_names", "write_xlsx"]

MAX_NAMED = 100

_ENCODINGS = ("utf-8-sig", "kz1048")
"""The Kazakh table of Windows is that of 1251 with Kazakh letters where this one has Serbian and Ukrainian ones."""
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DELIMITERS = ",;\t"


def read_table(data: bytes, filename: str, told: Told | None = None) -> Table:
    """Read the first table of a file: a row that names the columns, with nothing but titles above it.

    Refuses (Unreadable) what is none.

    *told* hears every so many rows how many were read, and of how many as far as the file says.
    """
    with without_collector():
        return _table(read_rows(data, filename, told=told))


def read_rows(
    data: bytes, filename: str, sheet: str | None = None, told: Told | None = None
) -> list[tuple[int, list[str]]]:
    """Read the rows that hold anything, each with its number; *sheet* names another sheet than the first."""
    if len(data) > MAX_BYTES:
        raise Unreadable("sheets.too_big", mb=MAX_BYTES // 1024 // 1024)
    if data[:4] == b"PK\x03\x04":
        rows = books.rows(data, sheet, told)
    elif filename.lower().endswith((".xlsx", ".xlsm", ".xls")) or (b"\0" in data and data[:2] not in _UTF16):
        raise Unreadable("sheets.unreadable", file=filename[-80:])
    else:
        with without_collector():
            return _from_csv(data, told)
    return _bounded(rows)


def write_xlsx(sheets: Iterable[tuple[str, Sequence[Sequence[object]]]]) -> bytes:
    """Write sheets of rows, headings first; texts stay texts, so that no cell becomes a formula or a link."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "dd.mm.yyyy"})
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - the same rows give the same bytes
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
    for name, rows in sheets:
        page = book.add_worksheet(name[:31])
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                _write(page, number, place, value, bold if number == 0 else None)
        page.freeze_panes(1, 0)
        _widen(page, rows)
    book.close()
    return target.getvalue()


def _write(page: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: object, style: object) -> None:
    if value is None or value == "":
        page.write_blank(row, column, None, style)
    elif isinstance(value, bool) or not isinstance(value, int | float | Decimal | date):
        page.write_string(row, column, clean(str(value), lines=True)[:MAX_CELL], style)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, style)
    else:
        page.write_number(row, column, value, style)


def _widen(page: xlsxwriter.worksheet.Worksheet, rows: Sequence[Sequence[object]]) -> None:
    for place in range(max(map(len, rows), default=0)):
        longest = max((len(str(row[place])) for row in rows if place < len(row)), default=0)
        page.set_column(place, place, min(max(longest + 2, 10), 60))


def _from_csv(data: bytes, told: Told | None) -> list[tuple[int, list[str]]]:
    text = _decode(data)
    csv.field_size_limit(MAX_CELL)
    mark = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    plain = honest(text)
    tidy = None if plain and even(text, mark) else _evened if plain else clean
    kept: list[tuple[int, list[str]]] = []
    total = text.count("\n")
    try:
        for cells in reader:
            if told and reader.line_num % TOLD_ROWS == 0:
                told(reader.line_num, total)
            if reader.line_num > MAX_ROWS + 1 or len(cells) > MAX_COLUMNS:
                raise Unreadable("sheets.too_many", rows=MAX_ROWS, columns=MAX_COLUMNS)
            if tidy:
                cells = [tidy(cell) for cell in cells]  # noqa: PLW2901 - the row as it is kept
            if any(cells):
                kept.append((reader.line_num, cells))
    except csv.Error as error:
        raise Unreadable("sheets.broken_row", row=reader.line_num) from error
    return kept


def _evened(cell: str) -> str:
    return " ".join(cell.split())


def _decode(data: bytes) -> str:
    if data[:2] in _UTF16:  # what Excel calls "Unicode text"
        return _utf16(data)
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("sheets.encoding")


def _utf16(data: bytes) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise Unreadable("sheets.encoding") from error


def _delimiter(text: str) -> str:
    """Take the mark that the first line which has any has most of: Excel here writes semicolons."""
    first = next((line for line in text[:100_000].splitlines() if any(mark in line for mark in _DELIMITERS)), "")
    return max(_DELIMITERS, key=first.count)


def _bounded(rows: Iterable[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Keep the rows that hold anything; refuses (Incomplete) formulas, naming each cell."""
    kept, formulas = [], []
    for number, cells in rows:
        if number > MAX_ROWS + 1 or len(cells) > MAX_COLUMNS:
            raise Unreadable("sheets.too_many", rows=MAX_ROWS, columns=MAX_COLUMNS)
        formulas += [str(cell) for cell in cells if isinstance(cell, Formula)]
        cleaned = [clean(cell) for cell in cells]
        if any(cleaned):
            kept.append((number, cleaned))
    if formulas:
        named = tuple(Problem(place, "sheets.formula", {"cell": place}) for place in formulas[:MAX_NAMED])
        raise Incomplete("sheets.formulas", named, n=len(formulas))
    return kept


def _table(rows: list[tuple[int, list[str]]]) -> Table:
    rows = _below_titles(rows)
    if not rows:
        raise Unreadable("sheets.empty")
    headings = tuple(heading.lower() for heading in rows[0][1])
    while headings and not headings[-1]:
        headings = headings[:-1]
    if len(set(headings)) != len(headings):
        twice = next(name for name in headings if headings.count(name) > 1)
        raise Unreadable("sheets.same_heading", heading=twice or "?")
    places = {name: place for place, name in enumerate(headings)}
    wide = len(places)
    found = [
        Row(number, cells if len(cells) == wide else _as_wide(cells, wide, number), places)
        for number, cells in rows[1:]
    ]
    return Table(headings, tuple(found))


def _below_titles(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Leave out titles above the headings, each alone in its row, and the numbers 1, 2, 3 ... of columns below them."""
    start = next((place for place, (_number, cells) in enumerate(rows) if _filled(cells) > 1), 0)
    kept = rows[start:]
    if len(kept) > 1 and _numbers_columns(kept[1][1], _filled(kept[0][1])):
        del kept[1]
    return kept


def _filled(cells: list[str]) -> int:
    return sum(1 for cell in cells if cell)


def _numbers_columns(cells: list[str], wide: int) -> bool:
    """Tell whether a row under *wide* headings only numbers them; a table of three columns is too narrow to say."""
    filled = [cell for cell in cells if cell]
    return wide > 3 and filled == [str(place) for place in range(1, wide + 1)]


def _as_wide(cells: list[str], wide: int, number: int) -> list[str]:
    """Make a row as long as the headings; refuses (Unreadable) what stands beyond them."""
    if any(cells[wide:]):
        raise Unreadable("sheets.more_cells", row=number)
    return (cells + [""] * (wide - len(cells)))[:wide]
