"""Reading the trees of a finished file: names, numbers, pages, bookmarks; only what is asked for is opened.

Whatever an object is asked for, its library opens it with everything that was written together with it. So pointers
are read as they are written, without following them: a check of a few chapters stays as large as these chapters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Name, Object, Pdf

Id = tuple[int, int]
_POINTER = re.compile(rb"(\d+) (\d+) R")


class Index:
    """A name or number tree: its keys at hand, a value opened when it is asked for."""

    def __init__(self, root: Object | None, kind: Name) -> None:
        """Read the keys of the tree under *root*; the first of two equal ones holds."""
        self._places: dict[Any, tuple[Object, int]] = {}
        stack = [root] if root is not None else []
        while stack:
            node = stack.pop()
            own = node.get(kind, Array())
            for place in range(0, len(own), 2):
                self._places.setdefault(_plain(own[place]), (own, place + 1))
            stack += reversed(list(node.get(Name.Kids, Array())))

    def keys(self) -> list[Any]:
        """Give all keys in their order; strings and numbers as plain values."""
        return list(self._places)

    def get(self, key: Any) -> Any:
        """Give the value of *key*, or nothing."""
        found = self._places.get(key)
        return None if found is None else found[0][found[1]]


def entries(root: Object | None, kind: Name) -> list[tuple[Any, Object]]:
    """Give keys and values of a name or number tree in their order."""
    index = Index(root, kind)
    return [(key, index.get(key)) for key in index.keys()]  # noqa: SIM118  # a method of its own


def pointers(array: Object | None) -> list[Id]:
    """Give the objects that *array* points to, without opening them."""
    return [(int(number), int(generation)) for number, generation in _POINTER.findall(_written(array))]


def page_groups(pdf: Pdf) -> list[list[Id]]:
    """Give the pages of a file by the node that holds them: one for each chapter."""
    found: list[list[Id]] = []
    for kid in pdf.Root.Pages.Kids:
        if kid.get(Name.Type) == Name.Pages:
            found.append(pointers(kid.get(Name.Kids)))
        else:
            found.append([kid.objgen])
    return found


def outline_items(pdf: Pdf) -> Iterator[tuple[str, Id | None]]:
    """Give the title and the page of each bookmark, in reading order."""
    root = pdf.Root.get(Name.Outlines)
    stack = [root.First] if root is not None and Name.First in root else []
    while stack:
        item = stack.pop()
        if Name.Next in item:
            stack.append(item.Next)
        if Name.First in item:
            stack.append(item.First)
        yield str(item.get(Name.Title, "")), next(iter(pointers(item.get(Name.Dest))), None)


def _written(array: Object | None) -> bytes:
    return array.unparse() if isinstance(array, Array) else b""


def _plain(key: Any) -> Any:
    return int(key) if isinstance(key, int) else str(key)
