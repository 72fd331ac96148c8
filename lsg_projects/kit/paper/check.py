"""A check of our own beside the validator: every tag, head, link, bookmark and id really belongs to its page.

A validator passes files whose tags point at the wrong page, so this follows each of them and reads the marks in the
pages' own content.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf


def faults(content: bytes) -> list[str]:
    """Give what is wrong with a finished file, in plain words; an empty list is a good file."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        return list(_Check(pdf).run())


class _Check:
    """One file under examination."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self._elements: list[tuple[Object, tuple[int, int] | None]] = []
        self._owned: Counter[tuple[tuple[int, int], int]] = Counter()

    def run(self) -> Iterator[str]:
        """Give every fault, the structure first."""
        root = self._pdf.Root.get(Name.StructTreeRoot)
        if root is None:
            yield "there is no tag tree"
            return
        self._walk(root)
        yield from self._marks()
        yield from self._parents(root)
        yield from self._heads()
        yield from self._links()
        yield from self._bookmarks()

    def _walk(self, root: Object) -> None:
        """Collect every element with its page, and count who owns which mark of which page."""
        stack: list[tuple[Object, tuple[int, int] | None]] = [(kid, None) for kid in _list(root.get(Name.K))]
        while stack:
            element, above = stack.pop()
            page = element.Pg.objgen if Name.Pg in element else above
            self._elements.append((element, page))
            for kid in _list(element.get(Name.K)):
                if isinstance(kid, int) and page is not None:
                    self._owned[page, kid] += 1
                elif isinstance(kid, Dictionary) and kid.get(Name.Type) == Name.StructElem:
                    stack.append((kid, page))

    def _marks(self) -> Iterator[str]:
        """Compare the marks in each page's content with the elements that claim them."""
        for page in self._pdf.pages:
            number = self._pages[page.obj.objgen] + 1
            found = Counter(_marks_of(page))
            claimed = Counter({mark: n for (where, mark), n in self._owned.items() if where == page.obj.objgen})
            for mark in sorted(found.keys() - claimed.keys()):
                yield f"page {number}: marked text {mark} belongs to no element"
            for mark in sorted(claimed.keys() - found.keys()):
                yield f"page {number}: an element claims mark {mark} that the page does not have"
            for mark in sorted(mark for mark, n in (found + claimed).items() if found[mark] > 1 or claimed[mark] > 1):
                yield f"page {number}: mark {mark} is used twice"

    def _parents(self, root: Object) -> Iterator[str]:
        """Follow the way back from each page's marks to the elements that own them."""
        numbers = _list(root.ParentTree.get(Name.Nums))
        tree = {int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)}
        known = {element.objgen for element, _page in self._elements}
        for page in self._pdf.pages:
            number = self._pages[page.obj.objgen] + 1
            owners = tree.get(int(page.obj.get(Name.StructParents, -1)))
            if owners is None:
                yield f"page {number}: no way back to its tags"
                continue
            for mark in {mark for where, mark in self._owned if where == page.obj.objgen}:
                owner = owners[mark] if mark < len(owners) else None
                if not isinstance(owner, Dictionary) or owner.objgen not in known:
                    yield f"page {number}: mark {mark} leads to no element of the text"

    def _heads(self) -> Iterator[str]:
        """Ask that ids are unique and that each cell's heads stand in the same table of the same page."""
        ids: dict[bytes, tuple[int, int] | None] = {}
        for element, page in self._elements:
            if Name.ID in element:
                key = bytes(element.ID)
                if key in ids:
                    yield f"the id {key!r} stands twice"
                ids[key] = page
        for element, page in self._elements:
            for head in _list(_attribute(element, Name.Headers)):
                if bytes(head) not in ids:
                    yield f"a cell names the head {bytes(head)!r} that is nowhere"
                elif ids[bytes(head)] != page:
                    yield f"a cell names the head {bytes(head)!r} of another page"

    def _links(self) -> Iterator[str]:
        """Ask that each inner link leads to a place that exists, and that each link is tagged."""
        names = _destinations(self._pdf)
        tagged = {kid.Obj.objgen for element, _ in self._elements for kid in _list(element.get(Name.K))
                  if isinstance(kid, Dictionary) and kid.get(Name.Type) == Name.OBJR}  # fmt: skip
        for page in self._pdf.pages:
            number = self._pages[page.obj.objgen] + 1
            for note in _list(page.obj.get(Name.Annots)):
                target = note.get(Name.Dest)
                if target is not None and str(target) not in names:
                    yield f"page {number}: a link leads to {target} that is nowhere"
                if note.objgen not in tagged:
                    yield f"page {number}: a link without a tag"

    def _bookmarks(self) -> Iterator[str]:
        """Ask that each bookmark leads to a page of this file, in the order of the pages."""
        before = 0
        with self._pdf.open_outline() as outline:
            for title, target in _flat(outline.root):
                number = self._pages.get(target[0].objgen) if target is not None else None
                if number is None:
                    yield f"the bookmark {title} leads nowhere"
                elif number < before:
                    yield f"the bookmark {title} leads back"
                else:
                    before = number


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _attribute(element: Object, name: Name) -> Any:
    found = element.get(Name.A)
    return found.get(name) if isinstance(found, Dictionary) else None


def _marks_of(page: pikepdf.Page) -> Iterator[int]:
    for instruction in pikepdf.parse_content_stream(page, "BDC"):
        facts = instruction.operands[-1] if str(instruction.operator) == "BDC" else None
        if isinstance(facts, Dictionary) and Name.MCID in facts:
            yield int(facts.MCID)


def _destinations(pdf: Pdf) -> set[str]:
    found = pdf.Root.get(Name.Names, Dictionary()).get(Name.Dests, Dictionary()).get(Name.Names, pikepdf.Array())
    return {str(found[place]) for place in range(0, len(found), 2)}


def _flat(items: Any) -> Iterator[tuple[str, Any]]:
    for item in items:
        yield item.title, item.destination
        yield from _flat(item.children)
