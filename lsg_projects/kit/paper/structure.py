"""Repairs of the tag tree before the file is written, so that it is right and not only accepted.

The layout library tags well, but it leaves four things that a validator does not see: running heads are tagged like
text and hang in the air, ids of table heads repeat between pages and chapters, heads do not say what they head, and
the boxes of figures are given in screen pixels from the top.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pydyf

_POINTS = 0.75  # points in a CSS pixel


class Repairs:
    """One file's tag tree, with its objects at hand."""

    def __init__(self, pdf: Any, links: Mapping[str, str]) -> None:
        """Take the file as it stands after painting and the words for its inner links."""
        self._objects = pdf.objects
        self._pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
        self._page_number = {page.reference: number for number, page in enumerate(self._pages)}
        self._root = self.at(pdf.catalog["StructTreeRoot"])
        self._links = links

    def at(self, reference: bytes) -> Any:
        """Give the object that *reference* names."""
        return self._objects[int(reference.split()[0])]

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

    def document(self) -> Any:
        """Give the one element that holds the whole text."""
        return self.at(self._root["K"][0])

    def run(self) -> None:
        """Make all repairs."""
        text = list(self.within(self.document()))
        self._take_out_margins({element.reference for element in text})
        tables = [element for element in text if element["S"] == "/Table"]
        self._name_heads(tables)
        for element in text:
            if element["S"] == "/Figure":
                self._place_figure(element)
        self._speak_links()

    def _take_out_margins(self, text: set[bytes]) -> None:
        """Turn what stands in page margins into artifacts: a listener hears the text, not sixty running heads."""
        numbers = self.at(self._root["ParentTree"])["Nums"]
        for page_number, page in enumerate(self._pages):
            owners = numbers[2 * page_number + 1]
            outside = [mcid for mcid, owner in enumerate(owners) if owner not in text]
            _mark_artifacts(self.at(page["Contents"]), set(outside))
            for mcid in outside:
                self._forget(owners[mcid], text)
                owners[mcid] = b"null"

    def _forget(self, reference: bytes, text: set[bytes]) -> None:
        """Empty an element that no longer holds anything, with its parents outside of the text."""
        while reference not in text and (element := self.at(reference)):
            reference = element["P"]
            element.clear()

    def _name_heads(self, tables: list[Any]) -> None:
        """Give each table head an id of its own, the direction it heads, and the file an index of the ids."""
        index = pydyf.Array()
        for table in tables:
            for head, column in self._heads(table):
                head["A"]["Scope"] = "/Column" if column else "/Row"
                if "ID" in head:
                    head["ID"].string = f"h{len(index) // 2:06d}"  # shared with the cells that point here
                    index.extend((head["ID"], head.reference))
        if index:
            self._root["IDTree"] = pydyf.Dictionary({"Names": index})

    def _heads(self, table: Any) -> Iterator[tuple[Any, bool]]:
        for part in self.children(table):
            rows = self.children(part) if part["S"] != "/TR" else (part,)
            for row in rows:
                for cell in self.children(row):
                    if cell["S"] == "/TH":
                        yield cell, part["S"] == "/THead"

    def _place_figure(self, figure: Any) -> None:
        """Give the box of a figure in the page's own points, counted from the bottom."""
        height = self._pages[self._page_number[figure["Pg"]]]["MediaBox"][3]
        left, top, right, bottom = (value * _POINTS for value in figure["A"]["BBox"])
        figure["A"]["BBox"] = pydyf.Array((left, height - bottom, right, height - top))

    def _speak_links(self) -> None:
        """Let inner links say where they lead instead of the anchor's name."""
        for page in self._pages:
            for reference in page.get("Annots", ()):
                note = self.at(reference)
                if "Dest" in note and (words := self._links.get(note["Dest"].string)):
                    note["Contents"] = pydyf.String(words)


def _mark_artifacts(stream: Any, mcids: set[int]) -> None:
    operators = stream.stream
    for place, operator in enumerate(operators):
        if isinstance(operator, pydyf.Dictionary) and operator.get("MCID") in mcids:
            operators[place - 1] = "/Artifact"
            operators[place] = pydyf.Dictionary({"Type": "/Pagination"})


def repair(pdf: Any, links: Mapping[str, str]) -> None:
    """Make the tag tree of a painted file right."""
    Repairs(pdf, links).run()
