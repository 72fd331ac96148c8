"""Tables that people bring and take away: CSV and XLSX read without trust, XLSX written with texts as texts.

A reader sees rows of texts whatever the file is. What could hurt is refused before it is opened: too many bytes, a
compressed file that would swell, entities in its XML, formulas whose result nobody can check.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from xml.etree.ElementTree import ParseError

import xlsxwriter
from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.tables import Row, Table
from lsg_projects.domain.text import clean, even, honest
from lsg_projects.kit.cells import Formula, text_of
from lsg_projects.kit.collector import without_collector

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
MAX_PARTS = 2_000
MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_CELL = 32_767
MAX_NAMED = 100
TOLD_ROWS = 5_000
"""Rows between two words of how far the reading is."""

Told = Callable[[int, int], None]

_ENCODINGS = ("utf-8-sig", "cp1251")
_DELIMITERS = ",;\t"


class Unreadable(Incomplete):
    """The file itself cannot be read as a table: wrong usage, not a wrong value in it."""


def read_table(data: bytes, filename: str, told: Told | None = None) -> Table:
    """Read the first table of a file whose first row names the columns; refuses (Unreadable) what is none.

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
        rows = _from_xlsx(data, sheet, told)
    elif filename.lower().endswith((".xlsx", ".xlsm", ".xls")) or b"\0" in data:
        raise Unreadable("sheets.unreadable", file=filename[-80:])
    else:
        with without_collector():
            return _from_csv(data, told)
    return _bounded(rows)


def sheet_names(data: bytes) -> tuple[str, ...]:
    """Name the sheets of an XLSX file."""
    _guard(data)
    book = _open(data)
    return tuple(book.sheetnames)


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
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("sheets.encoding")


def _delimiter(text: str) -> str:
    """Take the mark that the first line with words has most of: Excel here writes semicolons."""
    first = text.lstrip(" \r\n").partition("\n")[0]
    return max(_DELIMITERS, key=first.count)


def _guard(data: bytes) -> None:
    """Look into a compressed file without unpacking it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * len(data):
                raise Unreadable("sheets.swells")
            for part in parts:
                _guard_part(packed, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Unreadable("sheets.unreadable", file="xlsx") from error


def _guard_part(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if part.filename.endswith((".xml", ".rels")):
        with packed.open(part) as opened:
            if b"<!DOCTYPE" in opened.read(2048).upper():
                raise Unreadable("sheets.unreadable", file="xlsx")


def _open(data: bytes):  # type: ignore[no-untyped-def]  # openpyxl's own type of a workbook read row by row
    try:
        return load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    except (InvalidFileException, DefusedXmlException, ParseError, KeyError, ValueError, TypeError, OSError) as error:
        raise Unreadable("sheets.unreadable", file="xlsx") from error


def _from_xlsx(data: bytes, sheet: str | None, told: Told | None) -> Iterator[tuple[int, list[str]]]:
    _guard(data)
    book = _open(data)
    try:
        page = book[sheet] if sheet in book.sheetnames else book.worksheets[0]
        total = min(page.max_row or 0, MAX_ROWS)
        page.reset_dimensions()  # what the file says about its size is not to be trusted
        for number, row in enumerate(page.iter_rows(), 1):
            if told and number % TOLD_ROWS == 0:
                told(number, total)
            yield number, [text_of(cell) for cell in row]
    except (ParseError, IndexError, KeyError, ValueError, AttributeError, zipfile.BadZipFile, EOFError) as error:
        raise Unreadable("sheets.unreadable", file="xlsx") from error
    finally:
        book.close()


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


def _as_wide(cells: list[str], wide: int, number: int) -> list[str]:
    """Make a row as long as the headings; refuses (Unreadable) what stands beyond them."""
    if any(cells[wide:]):
        raise Unreadable("sheets.more_cells", row=number)
    return (cells + [""] * (wide - len(cells)))[:wide]
