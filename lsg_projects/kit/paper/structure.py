"""Repairs of a chapter's tags before it is kept, so that they are right and not only accepted.

The layout library tags well, but it leaves four things that a validator does not see: running heads are tagged like
text and hang in the air, ids of table heads repeat between pages and chapters, heads do not say what they head, and
the boxes of figures are given in screen pixels from the top.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pydyf

from lsg_projects.kit.paper import part
from lsg_projects.kit.paper.gathering import place, reference

_POINTS = 0.75  # points in a CSS pixel


@dataclass(frozen=True)
class Tags:
    """A chapter's tag tree as a file takes it in."""

    root: Any
    owners: list[Any]
    """For each page, the elements that own its marks."""
    notes: list[Any]
    """The elements of links, in the order of their places."""
    heads: list[Any]
    unused: set[int]


class Repairs:
    """One chapter's tag tree, with its objects at hand."""

    def __init__(self, pdf: Any, pages: Sequence[Any], links: Mapping[str, str]) -> None:
        """Take the chapter as it stands after painting and the words for its inner links."""
        self._pdf, self._pages, self._links = pdf, pages, links
        self._number = {page.reference: number for number, page in enumerate(pages)}
        self._top = self.at(pdf.catalog["StructTreeRoot"])
        self._heads: list[Any] = []

    def at(self, reference: bytes) -> Any:
        """Give the object that *reference* names."""
        return self._pdf.objects[int(reference.split()[0])]

    def children(self, element: Any) -> Iterator[Any]:
        """Give the structure elements right under *element*."""
        for kid in element.get("K", ()):
            if isinstance(kid, bytes):
                child = self.at(kid)
                if child.get("Type") == "/StructElem":
                    yield child

    def within(self, element: Any) -> Iterator[Any]:
        """Give *element* and all structure elements below it, in reading order."""
        stack = [element]
        while stack:
            current = stack.pop()
            yield current
            stack.extend(reversed(list(self.children(current))))

    def run(self) -> Tags:
        """Make all repairs."""
        root = self.at(self._top["K"][0])
        text = list(self.within(root))
        owners = self._take_out_margins({element.reference for element in text})
        self._name_heads([element for element in text if element["S"] == "/Table"])
        for element in text:
            if element["S"] == "/Figure":
                self._place_figure(element)
        self._speak_links()
        root["S"], root["P"] = "/Part", reference(part.DOCUMENT)
        tree = self.at(self._top["ParentTree"])
        gone = {self._top.number, tree.number} | {
            each.number for each in self._pdf.objects[part.FIRST :] if isinstance(each, pydyf.Dictionary) and not each
        }  # fmt: skip
        return Tags(root, owners, self._notes(tree), self._heads, gone)

    def _take_out_margins(self, text: set[bytes]) -> list[Any]:
        """Turn what stands in page margins into artifacts: a listener hears the text, not sixty running heads."""
        numbers = self.at(self._top["ParentTree"])["Nums"]
        found = []
        for page_number, page in enumerate(self._pages):
            owners = numbers[2 * page_number + 1]
            outside = [mcid for mcid, owner in enumerate(owners) if owner not in text]
            _mark_artifacts(self.at(page["Contents"]), set(outside))
            for mcid in outside:
                self._forget(owners[mcid], text)
                owners[mcid] = b"null"
            self._pdf.add_object(owners)
            found.append(owners)
        return found

    def _forget(self, reference: bytes, text: set[bytes]) -> None:
        """Empty an element that no longer holds anything, with its parents outside of the text."""
        while reference not in text and (element := self.at(reference)):
            reference = element["P"]
            element.clear()

    def _notes(self, tree: Any) -> list[Any]:
        """Give the elements of the chapter's links, whose places follow those of its pages."""
        for note in self._pdf.objects:
            if isinstance(note, pydyf.Dictionary) and "StructParent" in note:
                note["StructParent"] = place(note["StructParent"])
                note["F"] = 4  # it is printed too: the archive standard asks for it
        return [self.at(owner) for owner in tree["Nums"][2 * len(self._pages) + 1 :: 2]]

    def _name_heads(self, tables: list[Any]) -> None:
        """Give each table head an id of its own and the direction it heads."""
        for table in tables:
            for head, column in self._table_heads(table):
                head["A"]["Scope"] = "/Column" if column else "/Row"
                if "ID" in head:
                    head["ID"].string = f"\x02{len(self._heads)}\x02"  # shared with the cells that point here
                    self._heads.append(head)

    def _table_heads(self, table: Any) -> Iterator[tuple[Any, bool]]:
        for piece in self.children(table):
            rows = self.children(piece) if piece["S"] != "/TR" else (piece,)
            for row in rows:
                for cell in self.children(row):
                    if cell["S"] == "/TH":
                        yield cell, piece["S"] == "/THead"

    def _place_figure(self, figure: Any) -> None:
        """Give the box of a figure in the page's own points, counted from the bottom."""
        height = self._pages[self._number[figure["Pg"]]]["MediaBox"][3]
        left, top, right, bottom = (value * _POINTS for value in figure["A"]["BBox"])
        figure["A"]["BBox"] = pydyf.Array((left, height - bottom, right, height - top))

    def _speak_links(self) -> None:
        """Let inner links say where they lead instead of the anchor's name."""
        for page in self._pages:
            for found in page.get("Annots", ()):
                note = self.at(found)
                if "Dest" in note and (words := self._links.get(note["Dest"].string)):
                    note["Contents"] = pydyf.String(words)


def _mark_artifacts(stream: Any, mcids: set[int]) -> None:
    operators = stream.stream
    for at, operator in enumerate(operators):
        if isinstance(operator, pydyf.Dictionary) and operator.get("MCID") in mcids:
            operators[at - 1] = "/Artifact"
            operators[at] = pydyf.Dictionary({"Type": "/Pagination"})


def repair(pdf: Any, pages: Sequence[Any], links: Mapping[str, str]) -> Tags:
    """Make the tags of a painted chapter right and give what a file needs of them."""
    return Repairs(pdf, pages, links).run()
