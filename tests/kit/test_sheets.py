"""Tables from strangers: every encoding that offices use is read, everything that could hurt is refused."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.text import clean
from lsg_projects.kit import books, sheets
from lsg_projects.kit.sheets import Unreadable, read_rows, read_table, sheet_names, write_xlsx

TEXT = "Код;Атауы\n104.4;Көлік құралдары\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.replace(";", ",").encode(),
        TEXT.replace(";", "\t").encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("өлік құралдары", "одекс").encode("cp1251"),
        TEXT.encode() + b"\n;\n",
        TEXT.encode("kz1048"),
        TEXT.replace(";", "\t").encode("utf-16"),
    ],
)  # fmt: skip
def test_encodings_and_separators(data: bytes) -> None:
    table = read_table(data.replace("Атауы".encode(), "Атауы".encode()), "a.csv")
    assert table.headings == ("код", "атауы")
    assert table.rows[0].number == 2
    assert table.rows[0].get("код") == "104.4"
    assert table.rows[0].get("атауы") in ("Көлік құралдары", "Кодекс")


def test_titles_above_the_headings_and_numbers_of_columns_below_are_left_out() -> None:
    text = "Бюджет ауданы, мың теңге;;;\n;;;\nКод;Атауы;Жоспар;Түсті\n1;2;3;4\n104.4;Көлік;2;1\n1;2;3;4\n"
    for data in (text.encode("utf-8-sig"), book(*[line.split(";") for line in text.splitlines()])):
        table = read_table(data, "a.csv")
        assert table.headings == ("код", "атауы", "жоспар", "түсті")
        assert [(row.number, row.get("код")) for row in table.rows] == [(5, "104.4"), (6, "1")]


def book(*rows: list[object], formula: str = "") -> bytes:
    target = io.BytesIO()
    made = xlsxwriter.Workbook(target)
    page = made.add_worksheet("Парақ")
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    if formula:
        page.write_formula(1, 0, formula)
    made.close()
    return target.getvalue()


def test_numbers_of_a_book_come_without_exponents_and_float_dust() -> None:
    rows = read_rows(book(["a", "b", "c", "d"], [154651000, 0.1 + 0.2, 1e-7, 1e15]), "x.xlsx")
    assert rows[1] == (2, ["154651000", "0.3", "0.0000001", "1000000000000000"])


cells = st.one_of(
    st.none(),
    st.text(st.sampled_from("aЖ1 .,;_x000D&<'\"\u00a0\n"), max_size=12),
    st.integers(-(10**14), 10**14),
    st.floats(-1e15, 1e15).filter(lambda value: value == 0 or abs(value) > 1e-12),
    st.decimals(-(10**9), 10**9, places=5),
    st.booleans(),
    st.dates(date(1990, 1, 1), date(2100, 12, 31)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=5))
def test_the_quick_reader_sees_what_the_careful_one_sees(rows: list[list[object]]) -> None:
    target = io.BytesIO()
    made = xlsxwriter.Workbook(target, {"default_date_format": "dd.mm.yyyy", "strings_to_formulas": False})
    page = made.add_worksheet("Б")
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            write = page.write_string if isinstance(value, str) else page.write
            write(number + 1, place + 1, value)
    made.close()
    data = target.getvalue()
    quick = books._at_once(data, None, None)
    assert quick is not None
    assert _trimmed(quick) == _trimmed(books._cell_by_cell(data, None, None))


def _trimmed(rows: Iterable[tuple[int, list[str]]]) -> list[tuple[int, str]]:
    return [(number, "\t".join(map(clean, cells)).rstrip()) for number, cells in rows if any(map(clean, cells))]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFD2"><v>1</v></c>', '<c r="A1048576"><v>1</v></c>', '<c r = "zz9"><v>1</v></c>',
        '<c r="A2"><f>1+1</f><v>2</v></c>', '<c r="A2" t="e"><v>#REF!</v></c>', '<x:c r="A2"><x:f/></x:c>',
    ],
)  # fmt: skip
def test_the_quick_reader_gets_plain_books_alone(cell: str) -> None:
    """It says of no cell that it is a formula, and would make room for all cells before a far one."""
    sheet = f'<worksheet><sheetData><row r="1">{cell}</row></sheetData></worksheet>'.encode()
    assert books._at_once(packed(SHEET, sheet), None, None) is None
    assert books._at_once(book(["a"], ["1"]), None, None) is not None


def test_formulas_are_refused() -> None:
    with pytest.raises(Incomplete, match="formula") as refusal:
        read_table(book(["a"], ["x"], formula="=1+1"), "x.xlsx")
    assert not isinstance(refusal.value, Unreadable)
    assert [problem.where for problem in refusal.value.problems] == ["A2"]


def packed(name: str, content: bytes) -> bytes:
    """An XLSX whose part *name* was replaced."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book(["a"], ["1"]))) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "empty.csv"),
        (b"\n\n", "empty.csv"),
        (b"\x00\x01\x02", "x.csv"),
        (b"not a book", "x.xlsx"),
        (b"\xd0\xcf\x11\xe0old excel", "x.xls"),
        (b"PK\x03\x04broken", "x.xlsx"),
        (book(["a"], ["1"])[:-40], "cut.xlsx"),
        (packed(SHEET, b"<worksheet"), "bad.xlsx"),
        (packed(SHEET, ENTITIES), "entities.xlsx"),
        (packed(SHEET, b" " * 60_000_000), "bomb.xlsx"),
        (packed("xl/workbook.xml", b"<x/>"), "no.xlsx"),
        (packed("xl/workbook.xml", b'<?xml version="1.0" encoding="UT-8"?><workbook/>'), "coded.xlsx"),
        (packed("xl/styles.xml", b'<styleSheet><cellXfs count="x"'), "styles.xlsx"),
        (b'a,b\n"unclosed,1\n', "x.csv"),
        (b"a,a\n1,2\n", "x.csv"),
        (b"a,b\n1,2,3\n", "x.csv"),
        (b"a\n" + b"x" * 40_000 + b"\n", "x.csv"),
        (b"x" * (sheets.MAX_BYTES + 1), "x.csv"),
        (",".join(map(str, range(300))).encode(), "x.csv"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_table_is_refused_in_words(data: bytes, name: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_table(data, name)
    assert refusal.value.code.startswith("sheets.")


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_ROWS", 3)
    assert len(read_rows(b"a\n1\n2\n3\n", "x.csv")) == 4
    with pytest.raises(Unreadable, match="too_many"):
        read_rows(b"a\n1\n2\n3\n4\n", "x.csv")


def test_a_written_book_is_read_back_the_same() -> None:
    rows = [
        ["Атауы", "Сома", "Күні", "Бос"],
        ["=cmd()", Decimal("24584.7"), date(2026, 1, 26), None],
        ["+7 713", 5, "x", ""],
    ]
    data = write_xlsx([("Кесте", rows), ("Екінші", [["б"], ["2"]])])
    assert sheet_names(data) == ("Кесте", "Екінші")
    assert read_rows(data, "x.xlsx") == [
        (1, ["Атауы", "Сома", "Күні", "Бос"]),
        (2, ["=cmd()", "24584.7", "2026-01-26"]),
        (3, ["+7 713", "5", "x"]),
    ]
    assert read_rows(data, "x.xlsx", sheet="Екінші") == [(1, ["б"]), (2, ["2"])]


def test_the_same_rows_give_the_same_bytes() -> None:
    rows = [["a"], ["1"]]
    assert write_xlsx([("x", rows)]) == write_xlsx([("x", rows)])


printable = st.text(st.characters(blacklist_categories=("Cs",)), max_size=20)


@given(st.lists(st.lists(printable, min_size=3, max_size=3), min_size=1, max_size=5))
def test_any_text_is_written_as_text_and_never_as_a_formula(rows: list[list[str]]) -> None:
    back = read_rows(write_xlsx([("x", rows)]), "x.xlsx")
    wanted = [[clean(cell) for cell in row] for row in rows]
    found = [row[:3] + [""] * (3 - len(row)) for _, row in back]
    assert found == [row for row in wanted if any(row)]


@given(
    st.lists(
        st.lists(st.text(st.sampled_from('aЖ1 .\u00a0\u2009\u200b\u0301\t\x1c"\n-')), min_size=3, max_size=3),
        max_size=4,
    )
)
def test_the_short_way_of_tidying_cells_gives_what_the_long_way_gives(rows: list[list[str]]) -> None:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=";").writerows([["x", "y", "z"], *rows])
    found = [cells for _number, cells in read_rows(target.getvalue().encode(), "a.csv")[1:]]
    cleaned = ([clean(cell) for cell in row] for row in rows)
    assert found == [row for row in cleaned if any(row)]
