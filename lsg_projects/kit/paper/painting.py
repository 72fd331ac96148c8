"""Painting a laid-out chapter into a part: its pages, tags, links and bookmarks as objects without a file.

Runs in the printing's own processes only: it knows the inner side of the layout library, which is therefore pinned to
one major version.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pydyf
from weasyprint.css import ColorProfile
from weasyprint.matrix import Matrix
from weasyprint.pdf import _use_references
from weasyprint.pdf.anchors import add_links
from weasyprint.pdf.stream import Stream
from weasyprint.pdf.tags import add_tags

from lsg_projects.kit.paper import part, structure
from lsg_projects.kit.paper.assets import colours
from lsg_projects.kit.paper.gathering import empty_file, gathered, place, reference
from lsg_projects.kit.paper.glyphs import Glyphs, told
from lsg_projects.kit.paper.margins import Foot, feet_of
from lsg_projects.kit.paper.part import Part

_SCALE = 0.75  # points in a CSS pixel


class _Page(Stream):  # type: ignore[misc]  # weasyprint ships no types
    """A page's content that keeps its fonts as glyphs to be cut out later, not as finished fonts."""

    def add_font(self, pango_font: Any) -> Any:
        """Give the font that stands behind a run of text, and its size."""
        return Glyphs.of(self._fonts, pango_font)


class Painting:
    """One chapter on its way to a part."""

    def __init__(self, document: Any, signs: str) -> None:
        """Begin with the objects that every chapter shares, which stay empty here; *signs* are those of feet."""
        self._document, self._signs = document, signs
        profile = ColorProfile(io.BytesIO(colours()), "sRGB", "relative-colorimetric", (["r"], ["g"], ["b"]))
        profile.pdf_reference = reference(part.PROFILE)
        document.color_profiles = {"srgb": profile}
        self._pdf = empty_file()
        self._resources = pydyf.Dictionary({
            "ExtGState": pydyf.Dictionary(), "XObject": pydyf.Dictionary(), "Pattern": pydyf.Dictionary(),
            "Shading": pydyf.Dictionary(), "ColorSpace": reference(part.COLOURS),
        })  # fmt: skip
        self._pdf.add_object(self._resources)
        self._images: dict[str, Any] = {}
        self._placed: list[Any] = []
        self._feet: list[list[Foot]] = []

    def run(self, links: Mapping[str, str], folder: Path) -> Part:
        """Give the painted part; whole font files are left in *folder*, once each."""
        streams = [self._page(page, number) for number, page in enumerate(self._document.pages)]
        self._resources["Font"] = reference(part.FONTS)
        _use_references(self._pdf, self._resources, self._images, self._document.color_profiles)
        add_tags(self._pdf, self._document, "1.7", streams)
        tags = structure.repair(self._pdf, self._placed, links)
        lines = [self._line(page) for page, feet in zip(self._placed, self._feet, strict=True) if feet]
        return gathered(
            self._pdf, unused=tags.unused, lines=lines,
            pages=[self._told(*row) for row in zip(
                self._placed, self._document.pages, tags.owners, self._feet, strict=True)],
            root=tags.root, notes=tags.notes, heads=tags.heads, fonts=told(self._document.fonts, folder),
        )  # fmt: skip

    def _page(self, page: Any, number: int) -> Any:
        """Paint one page with its links."""
        width, height = page.width * _SCALE, page.height * _SCALE
        stream = _Page(
            self._document.fonts, (0, 0, page.width, page.height), self._resources, self._images, {},
            self._document.color_profiles, "srgb", compress=True,
        )  # fmt: skip
        stream.transform(d=-1, f=height)
        self._pdf.add_object(stream)
        box = pydyf.Array([0, 0, width, height])
        placed = pydyf.Dictionary({
            "Type": "/Page", "Parent": reference(part.PAGES), "MediaBox": box, "TrimBox": box, "BleedBox": box,
            "Contents": stream.reference, "Resources": self._resources.reference, "Tabs": "/S",
            "StructParents": place(number),
        })  # fmt: skip
        self._pdf.add_page(placed)
        self._placed.append(placed)
        feet = feet_of(page, self._signs)
        self._feet.append(feet)
        links = [link for link in page.links if link[0] in ("internal", "external")]
        add_links((links, ()), _matrix(page), self._pdf, placed, [], stream._tags)  # noqa: SLF001  # the library's habit
        page.paint(stream, _SCALE)
        for foot in feet:
            foot.read(stream)
        return stream

    def _line(self, page: Any) -> Any:
        """Give a page a second stream, for its feet; the bytes come when the file is put together."""
        line = pydyf.Stream()
        self._pdf.add_object(line)
        page["Contents"] = pydyf.Array([page["Contents"], line.reference])
        return line

    def _told(self, placed: Any, page: Any, owners: Any, feet: list[Foot]) -> dict[str, Any]:
        matrix = _matrix(page)
        marks = [(level, words, *matrix.transform_point(x, y), state) for level, words, (x, y), state in page.bookmarks]
        names = [(name, *matrix.transform_point(x, y)) for name, (x, y, _, _) in page.anchors.items()]
        return {
            "page": placed, "owners": owners, "height": page.height * _SCALE, "anchors": tuple(names),
            "bookmarks": tuple(marks), "folios": tuple(foot.told(self._document.fonts) for foot in feet),
        }  # fmt: skip


def _matrix(page: Any) -> Any:
    return Matrix(_SCALE, 0, 0, -_SCALE, 0, page.height * _SCALE)
