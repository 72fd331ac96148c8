"""Some chapters of a finished file under examination: what stands in them, and no more than that in memory."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf

from lsg_projects.kit.paper.findings import Found
from lsg_projects.kit.paper.trees import Id, Index, page_groups, pointers

_DATA = json.JSONDecoder().raw_decode
_MARK = re.compile(rb"/MCID\s+(\d+)\s*>>\s*BDC")


class _Element(NamedTuple):
    """What is looked at of an element."""

    kind: str
    above: str
    key: str
    heads: tuple[str, ...]


class Stretch:
    """Some chapters under examination.

    Elements are most of a file. Each is opened once and read as plain data, and they are named as they point to one
    another ("12 0 R"): an object of the library that is asked piece by piece takes three times as long.
    """

    def __init__(self, pdf: Pdf, first: int, last: int | None) -> None:
        """Take the chapters from *first* on and before *last*; the whole tree where there is no *last*."""
        groups = page_groups(pdf)
        before = sum(map(len, groups[:first]))
        chosen = [page for group in groups[first:last] for page in group]
        self._pdf, self._first, self._last = pdf, first, last
        self._pages = {_pointer(page): number for number, page in enumerate(chosen, start=before + 1)}
        root = pdf.Root.StructTreeRoot
        self._root, self._ways = root, Index(root.get(Name.ParentTree), Name.Nums)
        self._elements: dict[str, _Element] = {}
        self._page_of: dict[str, str] = {}
        self._owned: dict[str, list[tuple[int, str]]] = {}
        self._linked: dict[str, str] = {}
        self._ids: list[str] = []
        self._places: list[int] = []

    def run(self) -> Found:
        """Follow everything, the structure first."""
        told = (*self._walk(), *self._marks(), *self._heads(), *self._links())
        return Found(told, tuple(self._ids), tuple(self._places))

    def _begin(self) -> list[tuple[str, str, str]]:
        """Give the elements to begin with, each with the one above it and the page that it inherits."""
        text = text_of(self._root)
        if self._last is None or text is None:
            return [(_pointer(kid.objgen), _pointer(self._root.objgen), "") for kid in listed(self._root.get(Name.K))]
        chosen = pointers(text.K)[self._first : self._last]
        return [(_pointer(kid), _pointer(text.objgen), "") for kid in chosen]

    def _walk(self) -> Iterator[str]:
        """Collect every element with its page and what it owns; each must name the one above it."""
        stack = self._begin()
        while stack:
            own, above, page = stack.pop()
            told = self._read(own)
            if told.get("/Type") == "/OBJR":
                self._linked[told["/Obj"]] = above
                continue
            if told.get("/P") != above:
                yield f"the element {own} does not know what it stands in"
            page = told.get("/Pg", page)
            self._elements[own], self._page_of[own] = self._element(told, above), page
            for kid in _several(told.get("/K")):
                if isinstance(kid, int):
                    self._owned.setdefault(page, []).append((kid, own))
                elif isinstance(kid, str):
                    stack.append((kid, own, page))
                elif "/Obj" in kid:
                    self._linked[kid["/Obj"]] = own

    def _read(self, pointer: str) -> dict[str, Any]:
        """Give an object as plain data; whatever is no dictionary is an empty one."""
        number, generation, _ = pointer.split()
        written = self._pdf.get_object(int(number), int(generation)).to_json(dereference=True)
        told, _end = _DATA(written.decode())
        return told if isinstance(told, dict) else {}

    def _element(self, told: dict[str, Any], above: str) -> _Element:
        attributes = told.get("/A")
        if isinstance(attributes, str):
            attributes = self._read(attributes)
        heads = _several(attributes.get("/Headers")) if isinstance(attributes, dict) else []
        return _Element(told.get("/S", ""), above, _text(told.get("/ID", "")), tuple(map(_text, heads)))

    def _marks(self) -> Iterator[str]:
        """Compare the marks in each page's content with the elements that claim them, and follow the way back."""
        if lost := self._owned.keys() - self._pages.keys():
            yield f"{len(lost)} pages with tags are not where their chapter is"
        for where, number in self._pages.items():
            page, owned = self._page(where), self._owned.get(where, [])
            found, claimed = Counter(_marks_of(page)), Counter(mark for mark, _ in owned)
            for mark in sorted(found.keys() - claimed.keys()):
                yield f"page {number}: marked text {mark} belongs to no element"
            for mark in sorted(claimed.keys() - found.keys()):
                yield f"page {number}: an element claims mark {mark} that the page does not have"
            for mark in sorted(mark for mark, n in (found + claimed).items() if found[mark] > 1 or claimed[mark] > 1):
                yield f"page {number}: mark {mark} is used twice"
            place = int(page.get(Name.StructParents, -1))
            self._places.append(place)
            yield from _back(number, owned, self._ways.get(place))

    def _page(self, pointer: str) -> Object:
        number, generation, _ = pointer.split()
        return self._pdf.get_object(int(number), int(generation))

    def _heads(self) -> Iterator[str]:
        """Ask that the index leads to each id, and that each cell's heads stand in the same table."""
        index = Index(self._root.get(Name.IDTree), Name.Names)
        ids: dict[str, str] = {}
        for own, element in self._elements.items():
            if element.key:
                ids[element.key] = own
                self._ids.append(element.key)
                way = index.get(element.key)
                if way is None or _pointer(way.objgen) != own:
                    yield f"the index does not lead to the id {element.key!r}"
        tables: dict[str, str | None] = {}
        for own, element in self._elements.items():
            for head in element.heads:
                if head not in ids:
                    yield f"a cell names the head {head!r} that is nowhere"
                elif self._table(ids[head], tables) != self._table(own, tables):
                    yield f"a cell names the head {head!r} of another table"

    def _table(self, own: str, known: dict[str, str | None]) -> str | None:
        """Give the table that an element stands in."""
        if own not in known:
            element = self._elements.get(own)
            if element is None or element.kind == "/Table":
                known[own] = own if element is not None else None
            else:
                known[own] = self._table(element.above, known)
        return known[own]

    def _links(self) -> Iterator[str]:
        """Ask that each link leads somewhere, and that tag and link know one another."""
        names = set(destinations(self._pdf).keys())
        for where, number in self._pages.items():
            for note in listed(self._page(where).get(Name.Annots)):
                target = note.get(Name.Dest)
                if target is not None and str(target) not in names:
                    yield f"page {number}: a link leads to {target} that is nowhere"
                elif target is None and Name.A not in note and note.get(Name.Subtype) == Name.Link:
                    yield f"page {number}: a link leads nowhere"
                owner = self._linked.get(_pointer(note.objgen))
                way = self._ways.get(int(note.get(Name.StructParent, -1))) if owner is not None else None
                if note.get(Name.Subtype) == Name.Link and owner is None:
                    yield f"page {number}: a link without a tag"
                elif owner is not None and (way is None or _pointer(way.objgen) != owner):
                    yield f"page {number}: a link does not lead back to its tag"
                elif owner is not None and self._page_of[owner] != where:
                    yield f"page {number}: a link is tagged on another page"


def _back(number: int, owned: list[tuple[int, str]], way: Object | None) -> Iterator[str]:
    if not isinstance(way, pikepdf.Array):
        yield f"page {number}: no way back to its tags"
        return
    back = json.loads(way.to_json(dereference=True))
    for mark, element in owned:
        if mark >= len(back) or back[mark] != element:
            yield f"page {number}: mark {mark} does not lead back to its element"
    claimed = {mark for mark, _ in owned}
    if any(each is not None and mark not in claimed for mark, each in enumerate(back)):
        yield f"page {number}: a way back from a mark that nobody claims"


def destinations(pdf: Pdf) -> Index:
    """Give the places that links can lead to."""
    return Index(pdf.Root.get(Name.Names, Dictionary()).get(Name.Dests), Name.Names)


def text_of(root: Object) -> Object | None:
    """Give the element that holds all chapters, where there is just one."""
    tops = listed(root.get(Name.K))
    return tops[0] if len(tops) == 1 and isinstance(tops[0].get(Name.K), pikepdf.Array) else None


def listed(value: Any) -> list[Any]:
    """Give what may be one thing or several as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _several(value: Any) -> list[Any]:
    """Give plain data that may be one thing or several as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(value: str) -> str:
    """Give the words of a plain string."""
    return value.removeprefix("u:")


def _pointer(where: Id) -> str:
    return f"{where[0]} {where[1]} R"


def _marks_of(page: Object) -> Iterator[int]:
    for stream in listed(page.get(Name.Contents)):
        yield from (int(mark) for mark in _MARK.findall(stream.read_bytes()))
