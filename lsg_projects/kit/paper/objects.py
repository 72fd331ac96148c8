"""Writing a PDF file object by object, so that no more of it is in memory than what is being written."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Sequence
from typing import BinaryIO

_LEAF = 64
"""Names or numbers in one leaf of a tree."""
_LEVEL = 4
"""Of compression: more takes twice as long or longer for a few hundredths of the size."""
_SPECIAL = re.compile(rb"([\\()])")
_HEAD = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"


class ObjectWriter:
    """A file under construction: numbers are given out, objects written once, the index of all stands at the end."""

    def __init__(self, target: BinaryIO) -> None:
        """Begin the file in *target*."""
        self._target = target
        self._digest = hashlib.sha256()
        self._at = 0
        self._places: list[tuple[int, int, int]] = [(0, 0, 65535)]
        self._write(_HEAD)

    def numbers(self, count: int = 1) -> int:
        """Give out *count* numbers and return the first."""
        first = len(self._places)
        self._places.extend([(0, 0, 0)] * count)
        return first

    def stream(self, number: int, head: bytes, content: bytes | memoryview) -> None:
        """Write a stream whose dictionary *head* already says its length."""
        self._places[number] = (1, self._at, 0)
        self._write(b"%d 0 obj\n%b\nstream\n" % (number, head), content, b"\nendstream\nendobj\n")

    def squeezed(self, number: int, facts: bytes, content: bytes) -> None:
        """Compress *content* and write it as a stream with *facts* in its dictionary."""
        data = zlib.compress(content, _LEVEL)
        self.stream(number, b"<<%b/Filter/FlateDecode/Length %d>>" % (facts, len(data)), data)

    def pack(self, objects: Sequence[tuple[int, bytes]]) -> None:
        """Write objects that are no streams together in one."""
        number = self.numbers()
        heads, at = [], 0
        for place, (each, data) in enumerate(objects):
            self._places[each] = (2, number, place)
            heads.append(b"%d %d" % (each, at))
            at += len(data) + 1
        head = b" ".join(heads) + b"\n"
        content = head + b"\n".join(data for _, data in objects)
        self.squeezed(number, b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head)), content)

    def end(self, root: int, info: int, identifier: str) -> None:
        """Write the index of all objects and close the file."""
        number, at = self.numbers(), self._at
        self._places[number] = (1, at, 0)
        own = self._digest.hexdigest()[:32]
        rows = b"".join(b"%c" % kind + place.to_bytes(4, "big") + last.to_bytes(2, "big")
                        for kind, place, last in self._places)  # fmt: skip
        facts = b"/Type/XRef/W[1 4 2]/Index[0 %d]/Size %d/Root %d 0 R/Info %d 0 R/ID[%b %b]" % (
            len(self._places), len(self._places), root, info, text(identifier or own), text(own),
        )  # fmt: skip
        self.squeezed(number, facts, rows)
        self._write(b"startxref\n%d\n%%%%EOF\n" % at)

    def _write(self, *blocks: bytes | memoryview) -> None:
        for block in blocks:
            self._digest.update(block)
            self._target.write(block)
            self._at += len(block)


def text(words: str) -> bytes:
    """Give *words* as a string of the file."""
    try:
        return b"(" + _SPECIAL.sub(rb"\\\1", words.encode("ascii")) + b")"
    except UnicodeEncodeError:
        return b"<feff%b>" % words.encode("utf-16-be", "replace").hex().encode()


def references(numbers: Iterable[int]) -> bytes:
    """Give pointers to objects as an array."""
    return b"[" + b" ".join(b"%d 0 R" % number for number in numbers) + b"]"


def tree(writer: ObjectWriter, kind: bytes, entries: Sequence[tuple[bytes, bytes]]) -> int:
    """Write a name or number tree of two levels and give its number; *entries* are sorted, key and value."""
    root = writer.numbers()
    leaves = [entries[start : start + _LEAF] for start in range(0, len(entries), _LEAF)]
    first = writer.numbers(len(leaves))
    objects = [
        (first + place, b"<</Limits[%b %b]/%b[%b]>>" % (
            leaf[0][0], leaf[-1][0], kind, b" ".join(b"%b %b" % entry for entry in leaf)))
        for place, leaf in enumerate(leaves)
    ]  # fmt: skip
    kids = references(range(first, first + len(leaves)))
    objects.append((root, b"<</Kids%b>>" % kids if leaves else b"<</%b[]>>" % kind))
    writer.pack(objects)
    return root
