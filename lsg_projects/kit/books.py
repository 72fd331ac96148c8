"""Books of sheets (XLSX) read without trust: a compressed file that would swell and entities in its XML are refused."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from python_calamine import CalamineError, CalamineWorkbook

from lsg_projects.domain.errors import Incomplete
from lsg_projects.kit.cells import plain, text_of

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
MAX_PARTS = 2_000
MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_CELL = 32_767
TOLD_ROWS = 5_000
"""Rows between two words of how far the reading is."""

_BROKEN = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, SyntaxError, ValueError, TypeError, LookupError,
    AttributeError, ArithmeticError, RuntimeError, EOFError, OSError,
)  # fmt: skip
"""What the readers raise where a book is broken: a syntax error is that of its XML, whichever library reads it."""
_TEXTS = (".xml", ".rels")
_CAREFUL = re.compile(
    rb"""<(?:\w+:)?f[\s/>]|\st\s*=\s*["']e["']|\sr\s*=\s*["'](?:[A-Z]{2}|[A-Z]?0*(?:[2-9]\d{5}|\d{7}))|\0""",
    re.IGNORECASE,
)
"""A formula, an error, a cell beyond column Z or row 199,999 (the quick reader makes room for all that lie before it),
and text that is no UTF-8."""

Told = Callable[[int, int], None]


class Unreadable(Incomplete):
    """The file itself cannot be read as a table: wrong usage, not a wrong value in it."""


def sheet_names(data: bytes) -> tuple[str, ...]:
    """Name the sheets of an XLSX file."""
    _guard(data)
    book = _open(data)
    return tuple(book.sheetnames)


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
    except _BROKEN as error:
        raise Unreadable("sheets.unreadable", file="xlsx") from error


def _guard_part(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if part.filename.endswith((".xml", ".rels")):
        with packed.open(part) as opened:
            if b"<!DOCTYPE" in opened.read(2048).upper():
                raise Unreadable("sheets.unreadable", file="xlsx")


def _open(data: bytes):  # type: ignore[no-untyped-def]  # openpyxl's own type of a workbook read row by row
    try:
        return load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    except _BROKEN as error:
        raise Unreadable("sheets.unreadable", file="xlsx") from error


def rows(data: bytes, sheet: str | None, told: Told | None) -> Iterator[tuple[int, list[str]]]:
    """Read a sheet row by row, each with its number; the first one where the book has none so called."""
    _guard(data)
    for number, cells in _at_once(data, sheet, told) or _cell_by_cell(data, sheet, told):
        while cells and not cells[-1]:
            cells.pop()
        yield number, cells


def _at_once(data: bytes, sheet: str | None, told: Told | None) -> Iterable[tuple[int, list[str]]] | None:
    """Read a simple book with the quick reader, which says of no cell that it is a formula; nothing where it may not.

    It gets a copy of the very parts that were looked through, so that both saw the same.
    """
    simple = _simple(data)
    if simple is None:
        return None
    try:
        with CalamineWorkbook.from_filelike(simple) as book:
            page = book.get_sheet_by_name(sheet if sheet in book.sheet_names else book.sheet_names[0])
            found = page.to_python(skip_empty_area=False)
    except (CalamineError, *_BROKEN):
        return None  # the careful reader says what is wrong with it
    return _numbered(found, told)


def _numbered(found: Sequence[Sequence[object]], told: Told | None) -> Iterator[tuple[int, list[str]]]:
    for number, cells in enumerate(found, 1):
        if told and number % TOLD_ROWS == 0:
            told(number, len(found))
        yield number, [plain(value) for value in cells]


def _simple(data: bytes) -> io.BytesIO | None:
    """Copy the parts of a book that hold text; nothing where any holds what needs the careful reader."""
    target = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(target, "w") as copy:
            for name in {part.filename: part for part in packed.infolist() if part.filename.endswith(_TEXTS)}:
                text = packed.read(name)
                if _CAREFUL.search(text):
                    return None
                copy.writestr(name, text)
    except _BROKEN as error:
        raise Unreadable("sheets.unreadable", file="xlsx") from error
    target.seek(0)
    return target


def _cell_by_cell(data: bytes, sheet: str | None, told: Told | None) -> Iterator[tuple[int, list[str]]]:
    book = _open(data)
    try:
        page = book[sheet] if sheet in book.sheetnames else book.worksheets[0]
        total = min(page.max_row or 0, MAX_ROWS)
        page.reset_dimensions()  # what the file says about its size is not to be trusted
        for number, row in enumerate(page.iter_rows(), 1):
            if told and number % TOLD_ROWS == 0:
                told(number, total)
            yield number, [text_of(cell) for cell in row]
    except _BROKEN as error:
        raise Unreadable("sheets.unreadable", file="xlsx") from error
    finally:
        book.close()
