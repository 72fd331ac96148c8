"""A paper that names people is not published with them: the akim is told the page."""

from __future__ import annotations

import io
import zipfile

import pikepdf
import pytest
from weasyprint import HTML

from lsg_projects.documents.checks import inspect
from lsg_projects.documents.persons import pages_naming_persons
from lsg_projects.domain.identifiers import check_digit

IIN = f"85010130012{check_digit('85010130012')}"
PLAIN = "Жол жөндеу шарты, БСН 050140000127, 8 (71331) 2-15-40"


def paper(*pages: str) -> bytes:
    """A real paper with one text on each page."""
    html = "".join(f"<p style='break-after: page'>{text}</p>" for text in pages)
    return HTML(string=html).write_pdf() or b""


def office(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        for name, text in parts.items():
            packed.writestr(name.replace("__", "/") + ".xml", text)
    return out.getvalue()


@pytest.mark.parametrize("said", [IIN, "+7 701 123 45 67", "д. 12, кв. 3"])
def test_the_pages_that_name_a_person_are_told(said: str) -> None:
    assert pages_naming_persons("pdf", paper(PLAIN, f"Жеткізуші: {said}", PLAIN, said)) == (2, 4)
    assert pages_naming_persons("pdf", paper(PLAIN, PLAIN)) == ()


def test_a_text_is_found_where_its_letters_lie_in_pieces() -> None:
    runs = "".join(f"<w:r><w:t>{part}</w:t></w:r>" for part in ("8501", "0130", IIN[8:]))
    assert pages_naming_persons("docx", office(word__document=f"<w:p>{runs}</w:p>")) == (0,)
    separate = f"<w:p>{IIN[:6]}</w:p><w:p>{IIN[6:]}</w:p>"
    assert pages_naming_persons("docx", office(word__document=separate)) == ()


@pytest.mark.parametrize(
    "part",
    [
        {"xl__sharedStrings": f"<sst><si><t>ЖСН {IIN}</t></si></sst>"},
        {"xl__worksheets__sheet1": f"<row><c><v>{IIN}</v></c><c><v>7</v></c></row>"},
    ],
)
def test_a_cell_with_a_person_is_found(part: dict[str, str]) -> None:
    assert pages_naming_persons("xlsx", office(**part)) == (0,)


def test_cells_side_by_side_make_no_person() -> None:
    row = f"<row><c><v>{IIN[:6]}</v></c><c><v>{IIN[6:]}</v></c></row>"
    assert pages_naming_persons("xlsx", office(xl__worksheets__sheet1=row)) == ()


def test_a_broken_page_is_left_unsearched_and_does_not_fail() -> None:
    book = pikepdf.new()
    for content in (b"BT /F1 12 Tf (unfinished", b"\x00\xff" * 1000, b"q " * 400_000):
        page = book.add_blank_page()
        page.Contents = book.make_stream(content)
    out = io.BytesIO()
    book.save(out, compress_streams=False)
    assert inspect("plan.pdf", out.getvalue(), 25).persons == ()
