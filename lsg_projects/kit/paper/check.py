"""A check of our own beside the validator: every tag, head, link, bookmark and id really belongs to its page.

A validator passes files whose tags point at the wrong page, so this follows each of them and reads the marks in the
pages' own content. It reads the finished file with another library than the one that wrote it.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf

from lsg_projects.kit.paper.trees import entries, outline_items

_MARK = re.compile(rb"/MCID\s+(\d+)\s*>>\s*BDC")
_Id = tuple[int, int]


def faults(file: bytes | Path) -> list[str]:
    """Give what is wrong with a finished file, in plain words; an empty list is a good file."""
    with Pdf.open(io.BytesIO(file) if isinstance(file, bytes) else file) as pdf:
        return list(_Check(pdf).run())


class _Check:
    """One file under examination."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        self._elements: dict[_Id, Object] = {}
        self._page_of: dict[_Id, _Id | None] = {}
        self._owned: dict[_Id, list[tuple[int, _Id]]] = {}
        self._linked: dict[_Id, _Id] = {}

    def run(self) -> Iterator[str]:
        """Give every fault, the structure first."""
        root = self._pdf.Root.get(Name.StructTreeRoot)
        if root is None:
            yield "there is no tag tree"
            return
        yield from self._walk(root)
        ways = entries(root.get(Name.ParentTree), Name.Nums)
        yield from self._marks(dict(ways))
        yield from self._heads(root)
        yield from self._links(dict(ways))
        yield from self._bookmarks()
        yield from self._around()

    def _walk(self, root: Object) -> Iterator[str]:
        """Collect every element with its page and what it owns; each must name the one above it."""
        stack: list[tuple[Object, Object, _Id | None]] = [(kid, root, None) for kid in _list(root.get(Name.K))]
        while stack:
            element, above, page = stack.pop()
            own = element.objgen
            if element.get(Name.P) is None or element.P.objgen != above.objgen:
                yield f"the element {own} does not know what it stands in"
            page = element.Pg.objgen if Name.Pg in element else page
            self._elements[own], self._page_of[own] = element, page
            for kid in _list(element.get(Name.K)):
                if isinstance(kid, int):
                    self._owned.setdefault(page or (0, 0), []).append((kid, own))
                elif kid.get(Name.Type) == Name.OBJR:
                    self._linked[kid.Obj.objgen] = own
                else:
                    stack.append((kid, element, page))

    def _marks(self, ways: dict[Any, Object]) -> Iterator[str]:
        """Compare the marks in each page's content with the elements that claim them, and follow the way back."""
        if lost := self._owned.keys() - self._pages.keys():
            yield f"{len(lost)} pages with tags are not in the file"
        seen: set[int] = set()
        for page in self._pdf.pages:
            where, number = page.obj.objgen, self._pages[page.obj.objgen]
            owned = self._owned.get(where, [])
            found, claimed = Counter(_marks_of(page)), Counter(mark for mark, _ in owned)
            for mark in sorted(found.keys() - claimed.keys()):
                yield f"page {number}: marked text {mark} belongs to no element"
            for mark in sorted(claimed.keys() - found.keys()):
                yield f"page {number}: an element claims mark {mark} that the page does not have"
            for mark in sorted(mark for mark, n in (found + claimed).items() if found[mark] > 1 or claimed[mark] > 1):
                yield f"page {number}: mark {mark} is used twice"
            place = int(page.obj.get(Name.StructParents, -1))
            if place in seen:
                yield f"page {number}: shares its way back with another page"
            seen.add(place)
            yield from self._back(number, owned, ways.get(place))

    def _back(self, number: int, owned: list[tuple[int, _Id]], way: Object | None) -> Iterator[str]:
        if not isinstance(way, pikepdf.Array):
            yield f"page {number}: no way back to its tags"
            return
        back = [each.objgen if isinstance(each, Dictionary) else None for each in way]
        for mark, element in owned:
            if mark >= len(back) or back[mark] != element:
                yield f"page {number}: mark {mark} does not lead back to its element"
        claimed = {mark for mark, _ in owned}
        if any(each is not None and mark not in claimed for mark, each in enumerate(back)):
            yield f"page {number}: a way back from a mark that nobody claims"

    def _heads(self, root: Object) -> Iterator[str]:
        """Ask that ids are unique and indexed, and that each cell's heads stand in the same table."""
        index = {bytes(key): value for key, value in entries(root.get(Name.IDTree), Name.Names)}
        ids: dict[bytes, _Id] = {}
        for own, element in self._elements.items():
            if Name.ID in element:
                key = bytes(element.ID)
                if key in ids:
                    yield f"the id {key!r} stands twice"
                ids[key] = own
        yield from (
            f"the index does not lead to the id {key!r}"
            for key in index.keys() | ids.keys()
            if key not in index or index[key].objgen != ids.get(key)
        )
        yield from self._cells(ids)

    def _cells(self, ids: dict[bytes, _Id]) -> Iterator[str]:
        tables: dict[_Id, _Id | None] = {}
        for own, element in self._elements.items():
            for head in _list(_attribute(element, Name.Headers)):
                if bytes(head) not in ids:
                    yield f"a cell names the head {bytes(head)!r} that is nowhere"
                elif self._table(ids[bytes(head)], tables) != self._table(own, tables):
                    yield f"a cell names the head {bytes(head)!r} of another table"

    def _table(self, own: _Id, known: dict[_Id, _Id | None]) -> _Id | None:
        """Give the table that an element stands in."""
        if own not in known:
            element = self._elements.get(own)
            if element is None or element.get(Name.S) == Name.Table:
                known[own] = own if element is not None else None
            else:
                known[own] = self._table(element.P.objgen, known)
        return known[own]

    def _links(self, ways: dict[Any, Object]) -> Iterator[str]:
        """Ask that each link leads to a page of this file or outside, and that tag and link know one another."""
        names = dict(entries(self._pdf.Root.get(Name.Names, Dictionary()).get(Name.Dests), Name.Names))
        yield from (f"the place {name} is on no page" for name, to in names.items() if to[0].objgen not in self._pages)
        for page in self._pdf.pages:
            number = self._pages[page.obj.objgen]
            for note in _list(page.obj.get(Name.Annots)):
                target = note.get(Name.Dest)
                if target is not None and target not in names:
                    yield f"page {number}: a link leads to {target} that is nowhere"
                elif target is None and Name.A not in note and note.get(Name.Subtype) == Name.Link:
                    yield f"page {number}: a link leads nowhere"
                owner, way = self._linked.get(note.objgen), ways.get(int(note.get(Name.StructParent, -1)))
                if note.get(Name.Subtype) == Name.Link and owner is None:
                    yield f"page {number}: a link without a tag"
                elif owner is not None and (way is None or way.objgen != owner):
                    yield f"page {number}: a link does not lead back to its tag"
                elif owner is not None and self._page_of[owner] != page.obj.objgen:
                    yield f"page {number}: a link is tagged on another page"

    def _bookmarks(self) -> Iterator[str]:
        """Ask that each bookmark leads to a page of this file, in the order of the pages."""
        before = 0
        for title, target in outline_items(self._pdf):
            number = self._pages.get(target[0].objgen) if target is not None else None
            if number is None:
                yield f"the bookmark {title} leads nowhere"
            elif number < before:
                yield f"the bookmark {title} leads back"
            else:
                before = number

    def _around(self) -> Iterator[str]:
        """Ask for one output intent, a language, and attachments that the file says what they are to it."""
        root = self._pdf.Root
        if len(_list(root.get(Name.OutputIntents))) != 1:
            yield "there is not exactly one output intent"
        if Name.Lang not in root:
            yield "the file names no language"
        inside = entries(root.get(Name.Names, Dictionary()).get(Name.EmbeddedFiles), Name.Names)
        related = {each.objgen for each in _list(root.get(Name.AF))}
        if {each.objgen for _, each in inside} != related:
            yield "an attachment has no relation to the file"


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _attribute(element: Object, name: Name) -> Any:
    found = element.get(Name.A)
    return found.get(name) if isinstance(found, Dictionary) else None


def _marks_of(page: pikepdf.Page) -> Iterator[int]:
    content = page.obj.get(Name.Contents)
    for stream in _list(content):
        yield from (int(mark) for mark in _MARK.findall(stream.read_bytes()))
