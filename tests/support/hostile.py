"""Files that somebody may bring to any door of an import, by mistake or in bad faith, made from a good one."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence

import xlsxwriter

Rows = Sequence[Sequence[str]]
SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'

SUMS = (
    "NaN", "nan", "inf", "-Infinity", "∞", "1e5", "1E+3", "0x10", "1_000", "abc", "--5", "5-", "1.2.3", "12..3", "5%",
    "=1+1", "١٢٣", "１２", "²", "9" * 20, "9" * 400, "1.12345678", "-5", "1;2", "True",
)  # fmt: skip
"""Spellings of which none is a sum; below nought is none where a sum has to be paid or counted."""
YEARS = ("1999", "2101", "0", "-2020", "20 20", "2020.0", "２０２０", "20201", "x", "", "1e3", "NaN")
CODES = ("", "NaN", "1e5", "-1", "１", "abc", "999999999999", "'; DROP TABLE x; --", "../..", "15465100A")


def as_csv(rows: Rows, mark: str = ",") -> bytes:
    """Write rows as CSV."""
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=mark).writerows(rows)
    return target.getvalue().encode()


def as_book(rows: Rows, extra: Callable[[xlsxwriter.Workbook, object], None] | None = None) -> bytes:
    """Write rows as XLSX and let *extra* do something to the sheet."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    page = book.add_worksheet("Парақ")
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            page.write_string(number, place, value)
    if extra:
        extra(book, page)
    book.close()
    return target.getvalue()


def repacked(book: bytes, part: str, content: bytes) -> bytes:
    """Replace one part of an XLSX."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return target.getvalue()


def locked(book: bytes) -> bytes:
    """Mark every part of an XLSX as encrypted."""
    data = bytearray(book)
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(sign)
        while place >= 0:
            data[place + flags] |= 1
            place = data.find(sign, place + 4)
    return bytes(data)


def no_tables(rows: Rows) -> Mapping[str, tuple[bytes, str]]:
    """Give files that are no table, whatever stands in their cells: name -> bytes and file name."""
    text, book = as_csv(rows), as_book(rows)
    wide = as_csv([*rows, [*rows[-1], "beyond"]])
    return {
        "empty": (b"", "a.csv"),
        "blank": (b"\n\n ; ;\n", "a.csv"),
        "utf-16 cut in a letter": (text.decode().encode("utf-16")[:-1], "a.csv"),
        "no encoding": (text + b"\xff\xfe\x98\n", "a.csv"),
        "NUL far inside": (text + b"x" * 5000 + b"\x001\n", "a.csv"),
        "ragged": (wide, "a.csv"),
        "same headings": (as_csv([[*rows[0], rows[0][0]], *rows[1:]]), "a.csv"),
        "open quote": (text + b'"never closed,1\n', "a.csv"),
        "a million rows": (text + b"1\n" * 1_000_000, "a.csv"),
        "too wide": (as_csv([[f"c{n}" for n in range(300)]]), "a.csv"),
        "a huge cell": (text + b"x" * 40_000 + b"\n", "a.csv"),
        "cut": (book[: len(book) // 2], "a.xlsx"),
        "encrypted": (locked(book), "a.xlsx"),
        "old book under a new name": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xlsx"),
        "old book": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xls"),
        "a page named as a book": (b"<html><table><tr><td>1</td></tr></table></html>", "a.xls"),
        "a text named as a book": (text, "a.xlsx"),
        "bomb": (repacked(book, SHEET, b" " * 60_000_000), "a.xlsx"),
        "entities": (repacked(book, SHEET, ENTITIES), "a.xlsx"),
        "broken part": (repacked(book, SHEET, b"<worksheet><row"), "a.xlsx"),
        "a far row": (as_book(rows, lambda _book, page: page.write_string(1_048_575, 0, "x")), "a.xlsx"),  # type: ignore[attr-defined]
        "a far column": (as_book(rows, lambda _book, page: page.write_string(0, 16_383, "x")), "a.xlsx"),  # type: ignore[attr-defined]
    }


def unsure_cells(rows: Rows, place: int) -> Mapping[str, bytes]:
    """Give books whose cell of the second row at *place* holds no plain value."""

    def formula(_book: object, page: object) -> None:
        page.write_formula(1, place, "=1+1", None, 2)  # type: ignore[attr-defined]

    def error(_book: object, page: object) -> None:
        page.write_formula(1, place, "=1/0", None, "#DIV/0!")  # type: ignore[attr-defined]

    return {"formula": as_book(rows, formula), "error": as_book(rows, error)}


def with_cell(rows: Rows, column: str, value: str) -> list[list[str]]:
    """Put *value* into a column of the first row below the headings."""
    place = list(rows[0]).index(column)
    changed = [list(row) for row in rows]
    changed[1][place] = value
    return changed


def spellings(rows: Rows, columns: Mapping[str, Iterable[str]]) -> Iterable[tuple[str, str, list[list[str]]]]:
    """Give every wrong value of every column with the table that holds it."""
    for column, values in columns.items():
        for value in values:
            yield column, value, with_cell(rows, column, value)
