"""Reading the trees of a finished file: names, numbers, bookmarks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Name, Object, Pdf


def entries(root: Object | None, kind: Name) -> list[tuple[Any, Object]]:
    """Give keys and values of a name or number tree in their order; strings and numbers as plain values."""
    found: list[tuple[Any, Object]] = []
    stack = [root] if root is not None else []
    while stack:
        node = stack.pop()
        own = list(node.get(kind, Array()))
        found += [(_plain(own[place]), own[place + 1]) for place in range(0, len(own), 2)]
        stack += reversed(list(node.get(Name.Kids, Array())))
    return found


def _plain(key: Any) -> Any:
    return int(key) if isinstance(key, int) else key


def outline_items(pdf: Pdf) -> Iterator[tuple[str, Any]]:
    """Give the title and the target of each bookmark, in reading order."""
    root = pdf.Root.get(Name.Outlines)
    stack = [root.First] if root is not None and Name.First in root else []
    while stack:
        item = stack.pop()
        if Name.Next in item:
            stack.append(item.Next)
        if Name.First in item:
            stack.append(item.First)
        yield str(item.get(Name.Title, "")), item.get(Name.Dest)
