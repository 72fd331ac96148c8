"""A laid-out chapter as it is kept: PDF objects that know their neighbours but not yet their numbers in a file.

A part is position-free: the numbers of its objects, of its places in the parent tree and of its table heads are
counted from its own beginning. Whoever puts a file together adds where the part begins. The same chapter is the same
part, so it can be laid out by another process and kept for the next time.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

PAGES, FONTS, COLOURS, PROFILE, DOCUMENT = 1, 2, 3, 4, 5
"""Numbers of what every part points to and no part has: the page tree, fonts, colour spaces, profile, the text."""
FIRST = 8
"""The number of a part's own first object."""
_APART = b"\n\x00\n"
_TOKENS = re.compile(
    rb"\(\x02(?P<head>\d+)\x02\)|\((?:[^\\()]|\\.)*\)|(?P<object>\d+) 0 R|(?P<place>\d+) 1 R|(?P<percent>%)", re.DOTALL
)


class Broken(Exception):
    """A kept part that is not whole; the chapter is laid out again."""


@dataclass(frozen=True)
class PagePart:
    """One page of a part, by the numbers of its objects, and what stands on it."""

    page: int
    owners: int
    height: float
    anchors: tuple[tuple[str, float, float], ...]
    bookmarks: tuple[tuple[int, str, float, float, str], ...]
    folios: tuple[Mapping[str, Any], ...]
    """Lines of its feet that are written when the file is put together."""


@dataclass(frozen=True)
class Part:
    """A chapter's objects with what a file needs to know to take them in."""

    pages: tuple[PagePart, ...]
    root: int
    """The element that holds the part's text; for fonts, their dictionary."""
    notes: tuple[int, ...]
    """Elements of the links, in the order of their places in the parent tree, after those of the pages."""
    heads: tuple[int, ...]
    """Table heads with an id."""
    fonts: Mapping[str, Mapping[str, Any]]
    streams: tuple[int, ...]
    """Which objects are streams."""
    count: int
    objects: bytes = field(repr=False)
    """All objects, with a percent sign where a number is missing."""
    numbers: array[int] = field(repr=False)
    """The missing numbers: objects as they are, places as -1, -3, -5, heads as -2, -4, -6."""
    contents: tuple[bytes | memoryview, ...] = field(repr=False)
    """What the streams hold, compressed."""

    @property
    def places(self) -> int:
        """Give how many places of the parent tree it takes."""
        return len(self.pages) + len(self.notes)

    def filled(self, base: int, shared: Mapping[int, int], place: int, head: int) -> list[bytes]:
        """Give the objects with numbers counted from *base*, places from *place* and heads from *head*."""
        numbers = tuple(
            (base + n - FIRST if n >= FIRST else shared[n]) if n >= 0 else (place if n & 1 else head) + (~n >> 1)
            for n in self.numbers
        )
        return (self.objects % numbers).split(_APART)


def drawn(objects: list[bytes], renumbered: Mapping[int, int]) -> tuple[bytes, array[int]]:
    """Give *objects* joined, their numbers taken out; *renumbered* says what each number becomes in the part."""
    numbers = array("i")

    def take(found: re.Match[bytes]) -> bytes:
        kind = found.lastgroup
        if kind == "object":
            numbers.append(renumbered[int(found[kind])])
            return b"%d 0 R"
        if kind == "place":
            numbers.append(-1 - 2 * int(found[kind]))
            return b"%d"
        if kind == "head":
            numbers.append(-2 - 2 * int(found[kind]))
            return b"(h%06d)"
        return found[0].replace(b"%", b"%%")

    return _APART.join(_TOKENS.sub(take, each.replace(_APART, b"")) for each in objects), numbers


def save(part: Part, target: Path) -> None:
    """Write *part* as a file of its own, under the digest of its bytes."""
    head = {
        "pages": [vars(page) for page in part.pages], "root": part.root, "notes": part.notes, "heads": part.heads,
        "fonts": part.fonts, "streams": part.streams, "count": part.count,
        "lengths": [len(content) for content in part.contents],
    }  # fmt: skip
    blocks = (
        zlib.compress(json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode(), 1),
        zlib.compress(part.objects, 1), zlib.compress(part.numbers.tobytes(), 1), b"".join(part.contents),
    )  # fmt: skip
    body = array("q", (len(block) for block in blocks)).tobytes() + b"".join(blocks)
    target.write_bytes(hashlib.sha256(body).digest() + body)


def load(source: Path) -> Part:
    """Read a part; raises Broken where the file is not whole."""
    data = source.read_bytes()
    body = memoryview(data)[32:]
    if hashlib.sha256(body).digest() != data[:32]:
        raise Broken(source.name)
    told, objects, numbers, contents = _cut(body[32:], list(array("q", body[:32].tobytes())))
    head = json.loads(zlib.decompress(told))
    return Part(
        pages=tuple(_page(page) for page in head["pages"]), root=head["root"], notes=tuple(head["notes"]),
        heads=tuple(head["heads"]), fonts=head["fonts"], streams=tuple(head["streams"]), count=head["count"],
        objects=zlib.decompress(objects), numbers=array("i", zlib.decompress(numbers)),
        contents=_cut(contents, head["lengths"]),
    )  # fmt: skip


def load_head(source: Path) -> Part:
    """Read what a part says of itself, and let its objects go: those of all parts together would be the whole file."""
    return replace(load(source), objects=b"", numbers=array("i"), contents=())


def _page(told: dict[str, Any]) -> PagePart:
    anchors = tuple((name, x, y) for name, x, y in told["anchors"])
    bookmarks = tuple((level, words, x, y, state) for level, words, x, y, state in told["bookmarks"])
    return PagePart(told["page"], told["owners"], told["height"], anchors, bookmarks, tuple(told["folios"]))


def _cut(block: memoryview, lengths: list[int]) -> tuple[memoryview, ...]:
    found, at = [], 0
    for length in lengths:
        found.append(block[at : at + length])
        at += length
    return tuple(found)
