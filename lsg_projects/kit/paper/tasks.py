"""What the printing's own processes are asked to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Chapter:
    """A chapter to be laid out and painted."""

    key: str
    html: str
    css: tuple[str, ...]
    """Style sheets, in their order."""
    signs: str
    """Signs that the line in its feet can need."""
    links: Mapping[str, str]
    """Words for its inner links, by anchor."""


@dataclass(frozen=True)
class Fonts:
    """Fonts to be cut to what was used of them."""

    key: str
    used: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Look:
    """Some chapters of a finished file to be checked, or what stands around them all."""

    key: str
    file: str
    chapters: tuple[int, int | None] | None
    """From the first on and before the last; nothing for what stands around."""


Task = Chapter | Fonts | Look
