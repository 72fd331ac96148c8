"""Printing: chapters laid out, joined as rendered documents, painted into one file."""

from __future__ import annotations

import functools
import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from importlib.resources import files
from typing import Any

from weasyprint import Attachment
from weasyprint.css import ColorProfile

from lsg_projects.kit.paper import metadata, structure
from lsg_projects.kit.paper.layout import lay_out, one_paper, places, without_collector
from lsg_projects.kit.paper.model import Attached, Paper, Places, Printed, PrintFailed, Progress, quiet
from lsg_projects.kit.paper.totals import write_totals

_FONT_DATE = "SOURCE_DATE_EPOCH"


def print_paper(paper: Paper, progress: Progress = quiet) -> Printed:
    """Give *paper* as one file that is PDF/A-3a and PDF/UA-1; the same input gives the same bytes.

    Joining rendered documents keeps one tag tree, one output intent and one set of fonts, which merging finished
    files would lose. Raises PrintFailed when the front changes its length between the two layouts.
    """
    with one_paper():
        documents = _chapters(paper, progress)
        pages = [page for document in documents for page in document.pages]
        write_totals(pages, len(pages))
        progress("painting", len(pages), len(pages))
        whole = documents[0].copy(pages)
        whole.metadata = metadata.of(paper)
        with without_collector(), _fonts_dated(paper.created):
            content = _paint(whole, paper)
    return Printed(content, len(pages))


def _chapters(paper: Paper, progress: Progress) -> list[Any]:
    """Lay out the front, everything else, and the front again now that all places are known."""
    front = lay_out(paper.front({}), paper.css, 1)
    documents = [front]
    total = len(paper.chapters)
    for done, chapter in enumerate(paper.chapters):
        progress("pages", done, total)
        documents.append(lay_out(chapter(), paper.css, _next_page(documents)))
    progress("pages", total, total)
    documents[0] = _front_again(paper, front, places(documents))
    return documents


def _next_page(documents: Sequence[Any]) -> int:
    return 1 + sum(len(document.pages) for document in documents)


def _front_again(paper: Paper, first: Any, known: Places) -> Any:
    again = lay_out(paper.front(known), paper.css, 1)
    if len(again.pages) != len(first.pages):
        raise PrintFailed("front_moved", f"{len(first.pages)} pages, then {len(again.pages)}")
    return again


def _paint(document: Any, paper: Paper) -> bytes:
    target = io.BytesIO()
    document.color_profiles = {"srgb": _profile()}
    document.write_pdf(
        target,
        finisher=lambda _painted, pdf: structure.repair(pdf, paper.links),
        output_intent="given",
        pdf_variant="pdf/a-3a",
        pdf_tags=True,
        pdf_identifier=paper.identifier.encode() or True,
        attachments=[_attachment(attached, paper) for attached in paper.attached],
    )
    return target.getvalue()


@contextmanager
def _fonts_dated(moment: datetime) -> Iterator[None]:
    """Let the font subsetter write the paper's own date, since it would write the present second into every font."""
    before = os.environ.get(_FONT_DATE)
    os.environ[_FONT_DATE] = str(int(moment.timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ[_FONT_DATE]
        else:
            os.environ[_FONT_DATE] = before


@functools.cache
def _colours() -> bytes:
    """Give the colour space that the file names as its own."""
    return (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()


def _profile() -> Any:
    """Make the profile from bytes: the library itself opens the file and leaves it open."""
    return ColorProfile(io.BytesIO(_colours()), "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))


def _attachment(attached: Attached, paper: Paper) -> Any:
    return Attachment(
        file_obj=io.BytesIO(attached.content),
        name=attached.name,
        description=attached.description,
        relationship=attached.relationship,
        created=paper.created,
        modified=paper.created,
    )
