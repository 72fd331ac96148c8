"""Putting a file together from its parts: one tag tree, one set of fonts, one outline, links from part to part.

Parts are read one after another and written at once, so that memory does not grow with the report. Everything follows
from the parts and the paper: the same parts give the same bytes, whoever laid them out and whenever.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lsg_projects.kit.paper import folio, metadata, part
from lsg_projects.kit.paper.assets import colours
from lsg_projects.kit.paper.model import Attached, Paper
from lsg_projects.kit.paper.objects import ObjectWriter, references, text, tree
from lsg_projects.kit.paper.outline import Bookmark, write_outline
from lsg_projects.kit.paper.part import PagePart, Part

_INTENT = b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile %d 0 R>>"
_LAB = b"[/Lab<</WhitePoint[%b]/Range[-125 125 -125 125]>>]"


@dataclass(frozen=True)
class Frame:
    """Numbers of what stands around the parts."""

    catalog: int
    info: int
    pages: int
    fonts: int
    colours: int
    profile: int
    tags: int
    document: int
    metadata: int


class Merge:
    """One file under construction."""

    def __init__(self, paper: Paper, total: int, target: BinaryIO) -> None:
        """Begin the file of *paper*, which will have *total* pages."""
        self._paper, self._total = paper, total
        self._out = ObjectWriter(target)
        first = self._out.numbers(9)
        self._frame = Frame(*range(first, first + 9))
        self._done = 0
        self._nodes: list[tuple[int, bytes]] = []
        self._roots: list[int] = []
        self._owners: list[tuple[bytes, bytes]] = []
        self._heads: list[tuple[bytes, bytes]] = []
        self._bookmarks: list[Bookmark] = []
        self._places: dict[bytes, bytes] = {}

    def fonts(self, found: Part) -> None:
        """Take in the fonts of all parts."""
        base = self._out.numbers(found.count)
        objects = self._objects(found, base, {})
        self._out.pack([*objects, (self._frame.fonts, b"<<>>")] if not found.count else objects)
        self._frame = Frame(**{**vars(self._frame), "fonts": base + found.root - part.FIRST})

    def add(self, found: Part) -> None:
        """Take in the next part."""
        base, node = self._out.numbers(found.count), self._out.numbers()
        pages = [base + page.page - part.FIRST for page in found.pages]
        kept = self._objects(found, base, {
            part.PAGES: node, part.FONTS: self._frame.fonts, part.COLOURS: self._frame.colours,
            part.PROFILE: self._frame.profile, part.DOCUMENT: self._frame.document,
        })  # fmt: skip
        self._out.pack(kept)
        # written apart from the part: who reads the tree of pages should not have to open every chapter
        self._nodes.append((node, b"<</Type/Pages/Parent %d 0 R/Kids%b/Count %d>>" % (
            self._frame.pages, references(pages), len(pages))))  # fmt: skip
        self._roots.append(base + found.root - part.FIRST)
        self._tags(found, base)
        line = base + found.count - sum(bool(page.folios) for page in found.pages)
        for page, number in zip(found.pages, pages, strict=True):
            self._done += 1
            self._marks(page, number)
            if page.folios:
                feet = (folio.paint(each, self._done, self._total, self._paper.css.foot) for each in page.folios)
                self._out.squeezed(line, b"", b"".join(feet))
                line += 1

    def _objects(self, found: Part, base: int, shared: dict[int, int]) -> list[tuple[int, bytes]]:
        """Write the streams of a part and give its other objects."""
        filled = found.filled(base, shared, len(self._owners), len(self._heads)) if found.count else []
        streams = dict(zip(found.streams, found.contents, strict=True))
        for place, content in streams.items():
            self._out.stream(base + place, filled[place], content)
        return [(base + place, data) for place, data in enumerate(filled) if place not in streams]

    def _tags(self, found: Part, base: int) -> None:
        """Note the way back from each mark and link to its element, and the ids of table heads."""
        for number in (*(page.owners for page in found.pages), *found.notes):
            self._owners.append((b"%d" % len(self._owners), b"%d 0 R" % (base + number - part.FIRST)))
        for number in found.heads:
            self._heads.append((b"(h%06d)" % len(self._heads), b"%d 0 R" % (base + number - part.FIRST)))

    def _marks(self, page: PagePart, number: int) -> None:
        for name, x, y in page.anchors:
            self._places.setdefault(text(name), b"[%d 0 R/XYZ %b %b 0]" % (number, _number(x), _number(y)))
        for level, words, x, y, state in page.bookmarks:
            self._bookmarks.append(Bookmark(level, words, number, x, y, state == "closed"))

    def end(self) -> None:
        """Write everything that stands around the parts and close the file."""
        at, out = self._frame, self._out
        profile = colours()
        out.squeezed(at.profile, b"/N 3", profile)
        out.squeezed(at.metadata, b"/Type/Metadata/Subtype/XML", metadata.packet(self._paper))
        attached = [(each.name, self._attach(each)) for each in sorted(self._paper.attached, key=lambda one: one.name)]
        names = tree(out, b"Names", sorted(self._places.items(), key=lambda entry: _raw(entry[0])))
        heads, owners = tree(out, b"Names", self._heads), tree(out, b"Nums", self._owners)
        outline = write_outline(out, self._bookmarks)
        out.pack([
            *self._nodes,
            (at.pages, b"<</Type/Pages/Kids%b/Count %d>>" % (references(node for node, _ in self._nodes), self._done)),
            (at.colours, _colour_spaces(at.profile)),
            (at.document, b"<</Type/StructElem/S/Document/P %d 0 R/K%b>>" % (at.tags, references(self._roots))),
            (at.tags, b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d/IDTree %d 0 R>>" % (
                at.document, owners, len(self._owners), heads)),
            (at.info, metadata.info(self._paper)),
            (at.catalog, self._catalog(names, outline, attached)),
        ])  # fmt: skip
        out.end(at.catalog, at.info, self._paper.identifier)

    def _catalog(self, names: int, outline: int | None, attached: Sequence[tuple[str, int]]) -> bytes:
        at = self._frame
        files = b" ".join(b"%b %d 0 R" % (text(name), number) for name, number in attached)
        return (
            b"<</Type/Catalog/Pages %d 0 R/Lang %b/Metadata %d 0 R/StructTreeRoot %d 0 R/MarkInfo<</Marked true>>"
            b"/ViewerPreferences<</DisplayDocTitle true>>/OutputIntents[%b]"
            b"/Names<</Dests %d 0 R/EmbeddedFiles<</Names[%b]>>>>/AF%b%b>>"
        ) % (
            at.pages, text(self._paper.language), at.metadata, at.tags, _INTENT % at.profile, names, files,
            references(number for _, number in attached), b"/Outlines %d 0 R" % outline if outline else b"",
        )  # fmt: skip

    def _attach(self, given: Attached) -> int:
        """Write a file that travels inside and give the number of its description."""
        content, number = self._out.numbers(), self._out.numbers()
        moment = text(metadata.day(self._paper.created))
        kind = b"json" if given.name.endswith(".json") else b"octet-stream"
        digest = hashlib.md5(given.content, usedforsecurity=False).hexdigest().encode()
        facts = (
            b"/Type/EmbeddedFile/Subtype/application#2f%b/Params<</CheckSum<%b>/Size %d/CreationDate %b/ModDate %b>>"
        )
        self._out.squeezed(content, facts % (kind, digest, len(given.content), moment, moment), given.content)
        words = b"<</Type/Filespec/F %b/UF %b/EF<</F %d 0 R/UF %d 0 R>>/Desc %b/AFRelationship/%b>>" % (
            text(given.name.encode("ascii", "ignore").decode()), text(given.name), content, content,
            text(given.description), given.relationship.encode(),
        )  # fmt: skip
        self._out.pack([(number, words)])
        return number


def _colour_spaces(profile: int) -> bytes:
    return b"<</srgb[/ICCBased %d 0 R]/lab-d50%b/lab-d65%b>>" % (
        profile, _LAB % b".9642956 1 .8251046", _LAB % b".9504559 1 1.0890578",
    )  # fmt: skip


def _number(value: float) -> bytes:
    return b"%.3f" % value


def _raw(string: bytes) -> bytes:
    """Give the bytes that a string of the file stands for, by which names are ordered."""
    return bytes.fromhex(string[1:-1].decode()) if string.startswith(b"<") else string[1:-1]


def merge(
    paper: Paper, keys: Sequence[str], fonts: Part, read: Callable[[str], Part], total: int, target: Path
) -> None:
    """Write the file of *paper* to *target* from its parts, read one after another by their *keys*."""
    with target.open("wb") as stream:
        file = Merge(paper, total, stream)
        file.fonts(fonts)
        for key in keys:
            file.add(read(key))
        file.end()
