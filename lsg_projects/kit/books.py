"""Books of sheets (XLSX) read without trust: a compressed file that would swell and entities in its XML are refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from lsg_projects.domain.errors import Incomplete
from lsg_projects.kit.cells import text_of

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
MAX_PARTS = 2_000
MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_CELL = 32_767
TOLD_ROWS = 5_000
"""Rows between two words of how far the reading is."""

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


def rows(data: bytes, sheet: str | None, told: Told | None) -> Iterator[tuple[int, list[str]]]:
    """Read a sheet row by row, each with its number; the first one where the book has none so called."""
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
