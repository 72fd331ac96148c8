"""Bookmarks of a whole file, from the headings of all its parts in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lsg_projects.kit.paper.objects import ObjectWriter, text


@dataclass(frozen=True)
class Bookmark:
    """A heading and where it stands."""

    level: int
    words: str
    page: int
    x: float
    y: float
    closed: bool


@dataclass
class _Node:
    """A bookmark in its place, with what is under it."""

    mark: Bookmark | None
    number: int
    under: list[_Node] = field(default_factory=list)

    def shown(self) -> int:
        """Give how many entries open with it."""
        return sum(1 + (0 if node.mark is None or node.mark.closed else node.shown()) for node in self.under)


def write_outline(writer: ObjectWriter, marks: Sequence[Bookmark]) -> int | None:
    """Write the bookmarks and give the number of their root; nothing where there are none."""
    if not marks:
        return None
    first = writer.numbers(len(marks) + 1)
    root = _Node(None, first)
    path = [root]
    for number, mark in enumerate(marks, start=first + 1):
        while path[-1].mark is not None and path[-1].mark.level >= mark.level:
            path.pop()
        node = _Node(mark, number)
        path[-1].under.append(node)
        path.append(node)
    writer.pack(list(_objects(root)))
    return first


def _objects(root: _Node) -> Iterator[tuple[int, bytes]]:
    yield root.number, b"<</Type/Outlines/Count %d%b>>" % (root.shown(), _ends(root))
    stack = [root]
    while stack:
        above = stack.pop()
        for place, node in enumerate(above.under):
            yield node.number, _object(node, above, place)
        stack.extend(node for node in above.under if node.under)


def _object(node: _Node, above: _Node, place: int) -> bytes:
    mark = node.mark
    if mark is None:
        raise ValueError("the root is no bookmark")
    before = b"/Prev %d 0 R" % above.under[place - 1].number if place else b""
    after = b"/Next %d 0 R" % above.under[place + 1].number if place + 1 < len(above.under) else b""
    count = b"/Count %d" % (-node.shown() if mark.closed else node.shown()) if node.under else b""
    return b"<</Title %b/Parent %d 0 R/Dest[%d 0 R/XYZ %.3f %.3f 0]%b%b%b%b>>" % (
        text(mark.words), above.number, mark.page, mark.x, mark.y, before, after, count, _ends(node),
    )  # fmt: skip


def _ends(node: _Node) -> bytes:
    return b"/First %d 0 R/Last %d 0 R" % (node.under[0].number, node.under[-1].number) if node.under else b""
