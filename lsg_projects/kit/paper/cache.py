"""Chapters that were laid out before: kept by what they were made of, within a bound, the longest unused ones go."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

from lsg_projects.kit.paper.assets import FACES, FONTS

_PRINTER = 2
"""Rises when the printer makes other parts of the same chapter."""
_LIBRARIES = ("weasyprint", "pydyf", "fonttools", "tinyhtml5", "tinycss2")
MEGABYTES = 256


@functools.cache
def _ground() -> bytes:
    """Give what every chapter depends on beside itself: the printer, its libraries and its fonts."""
    files = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in FONTS.items()}
    told = [_PRINTER, {name: version(name) for name in _LIBRARIES}, files, FACES]
    return json.dumps(told, sort_keys=True).encode()


def key_of(html: str, css: Iterable[str], signs: str, links: Mapping[str, str]) -> str:
    """Give the key of a chapter: words and figures, template, style, fonts, language and printer all change it."""
    parts = (
        _ground(),
        json.dumps(tuple(css)).encode(),
        json.dumps([signs, dict(links)], sort_keys=True).encode(),
        html.encode("utf-8", "replace"),
    )
    return hashlib.sha256(b"\0".join(hashlib.sha256(each).digest() for each in parts)).hexdigest()


def key_of_fonts(used: Mapping[str, object]) -> str:
    """Give the key of fonts cut to what was used of them."""
    return hashlib.sha256(_ground() + json.dumps(used, sort_keys=True).encode()).hexdigest()


def touch(file: Path) -> None:
    """Mark a kept part as used, so that it stays longest."""
    with contextlib.suppress(OSError):
        os.utime(file)


def trim(folder: Path, megabytes: int = MEGABYTES) -> int:
    """Take away what was unused longest until the rest fits, and give how many files that were.

    Whole fonts stay: they are few, and kept chapters are of no use without them.
    """
    found = []
    for entry in (each for each in os.scandir(folder) if not each.name.endswith(".font")):
        with contextlib.suppress(FileNotFoundError):
            told = entry.stat()
            found.append((told.st_mtime, told.st_size, entry.path))
    room, gone = megabytes * 1024 * 1024, 0
    for _, size, path in sorted(found, reverse=True):
        room -= size
        if room < 0:
            Path(path).unlink(missing_ok=True)
            gone += 1
    return gone
