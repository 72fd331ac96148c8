"""Drawn papers and pictures of the demonstration: they pass the checks that every upload passes."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image, ImageChops

from lsg_projects.documents.checks import inspect
from lsg_projects.domain.states import Kind
from lsg_projects.operations.demo.scans import Scan, paper, picture

SCAN = Scan(("Смета", "Смета"), ("Мәртөк ауылының үш көшесін орташа жөндеу",), "Д-7", "27.08.2024")


def test_a_paper_is_one_page_that_the_upload_check_takes() -> None:
    """The scan is a sound PDF of one page, and the same words give the same bytes."""
    data = paper(SCAN)
    assert inspect("estimate.pdf", data, 25).kind == "pdf"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1
    assert data == paper(SCAN)


def test_a_paper_says_what_it_is_asked_to_say() -> None:
    """Another number gives another picture: what is told stands on the page."""
    other = Scan(SCAN.heading, SCAN.lines, "Д-8", SCAN.dated)
    assert paper(other) != paper(SCAN)


def test_long_titles_stay_on_the_page() -> None:
    """A very long title is broken into lines: the right margin of the page stays white."""
    data = paper(Scan(("Хаттама", "Протокол"), ("ұзын атау " * 60,)))
    scan = Image.open(io.BytesIO(data[data.index(b"\xff\xd8") : data.rindex(b"\xff\xd9") + 2])).convert("L")
    margin = scan.crop((scan.width - 20, 0, scan.width, scan.height))
    assert min(margin.tobytes()) > 200


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_project_has_a_picture(kind: Kind) -> None:
    """Each picture passes the upload check and is the same for the same name."""
    data = picture(kind, "154651-25-002-works")
    assert inspect("works.png", data, 25).kind == "png"
    assert data == picture(kind, "154651-25-002-works")


def test_pictures_of_two_projects_differ() -> None:
    """Two places do not look alike to the pixel."""
    one, two = (Image.open(io.BytesIO(picture(Kind.WATER, name))) for name in ("a", "b"))
    assert ImageChops.difference(one, two).getbbox() is not None
