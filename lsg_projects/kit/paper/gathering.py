"""From the layout library's objects to a part: what is kept gets numbers of its own, what is not falls away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pydyf

from lsg_projects.kit.paper import part
from lsg_projects.kit.paper.part import PagePart, Part


def reference(number: int) -> bytes:
    """Give a pointer to an object."""
    return f"{number} 0 R".encode()


def place(number: int) -> bytes:
    """Give a place in the parent tree that is counted from the part's own first one."""
    return f"{number} 1 R".encode()


def empty_file() -> Any:
    """Give a file in which the numbers of what all parts share are taken."""
    pdf = pydyf.PDF()
    while len(pdf.objects) < part.FIRST:
        pdf.add_object(pydyf.Dictionary())
    return pdf


def gathered(
    pdf: Any, *, unused: set[int], lines: Sequence[Any], pages: Sequence[Mapping[str, Any]], root: Any,
    notes: Sequence[Any], heads: Sequence[Any], fonts: Mapping[str, Any],
) -> Part:  # fmt: skip
    """Give the part that *pdf* holds; *lines* are the empty streams of feet, which get the last numbers."""
    left_out = unused | {line.number for line in lines}
    kept = [found for found in pdf.objects[part.FIRST :] if found.number not in left_out]
    numbers = {number: number for number in range(part.FIRST)}
    for new, found in enumerate((*kept, *lines), start=part.FIRST):
        numbers[found.number] = new
    streams = tuple(place for place, found in enumerate(kept) if isinstance(found, pydyf.Stream))
    cut = [_cut(found) if isinstance(found, pydyf.Stream) else (found.data, b"") for found in kept]
    objects, missing = part.drawn([head for head, _ in cut], numbers)
    return Part(
        pages=tuple(_page(page, numbers) for page in pages), root=numbers[root.number],
        notes=tuple(numbers[each.number] for each in notes), heads=tuple(numbers[each.number] for each in heads),
        fonts=fonts, streams=streams, count=len(kept) + len(lines), objects=objects, numbers=missing,
        contents=tuple(cut[place][1] for place in streams),
    )  # fmt: skip


def _cut(stream: Any) -> tuple[bytes, bytes]:
    """Give the dictionary of a stream and what the stream holds."""
    head, _, rest = stream.data.partition(b"\nstream\n")
    return head, rest.removesuffix(b"\nendstream")


def _page(told: Mapping[str, Any], numbers: Mapping[int, int]) -> PagePart:
    return PagePart(
        numbers[told["page"].number], numbers[told["owners"].number], told["height"], told["anchors"],
        told["bookmarks"], told["folios"],
    )  # fmt: skip
