"""Where a file names persons, so that it is not published with them: a page of a paper, or the file as a whole."""

from __future__ import annotations

import io
import re
import threading
import time
import zipfile
from collections.abc import Iterator

import pikepdf
import pypdfium2 as pdfium

from lsg_projects.domain.personal import looks_personal

PAGES = 300
SECONDS = 4.0
"""A search ends after so long: it is a help to the akim, not a proof, and must not hold up an upload."""
_CONTENT_BYTES = 256 * 1024  # packed; pages above it are drawings, or made to keep a reader busy
_PART_BYTES = 8 * 1024 * 1024
_TEXT_PART = re.compile(
    r"word/(document|header\d*|footer\d*|footnotes)\.xml|xl/(sharedStrings|worksheets/sheet\d+)\.xml"
)
_BREAK = re.compile(r"</(?:w:p|w:tc|si|is|c|v)>|<w:(?:br|tab)\s*/>")
_TAG = re.compile(r"<[^>]*>")
# the library that reads pages keeps one state for the whole process
_one_at_a_time = threading.Lock()


def pages_naming_persons(kind: str, data: bytes) -> tuple[int, ...]:
    """Give the numbers of pages that name persons, from 1; (0,) stands for a file that has no pages of its own."""
    if kind == "pdf":
        return tuple(_paper(data))
    if kind in ("docx", "xlsx") and any(looks_personal(text) for text in _office(data)):
        return (0,)
    return ()


def _paper(data: bytes) -> Iterator[int]:
    until = time.monotonic() + SECONDS
    with _one_at_a_time:
        try:
            book = pdfium.PdfDocument(data)
        except pdfium.PdfiumError:  # the other library reads more kinds of damage
            return
        try:
            for place in _light_pages(data):
                if time.monotonic() > until:
                    return
                if place < len(book) and looks_personal(_text(book, place)):
                    yield place + 1
        finally:
            book.close()


def _light_pages(data: bytes) -> list[int]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [place for place, page in enumerate(pdf.pages) if place < PAGES and _weight(page) <= _CONTENT_BYTES]


def _weight(page: pikepdf.Page) -> int:
    found = page.get("/Contents")
    streams = found if isinstance(found, pikepdf.Array) else [found]
    return sum(len(stream.read_raw_bytes()) for stream in streams if isinstance(stream, pikepdf.Stream))


def _text(book: pdfium.PdfDocument, place: int) -> str:
    try:
        return str(book[place].get_textpage().get_text_range())
    except pdfium.PdfiumError:
        return ""


def _office(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if _TEXT_PART.fullmatch(name):
                with archive.open(name) as part:
                    markup = part.read(_PART_BYTES).decode("utf-8", "replace")
                yield _TAG.sub("", _BREAK.sub("\n", markup))
