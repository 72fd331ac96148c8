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
    css: str
    signs: str
    """Signs that the line in its feet can need."""
    links: Mapping[str, str]
    """Words for its inner links, by anchor."""


@dataclass(frozen=True)
class Fonts:
    """Fonts to be cut to what was used of them."""

    key: str
    used: Mapping[str, Mapping[str, Any]]


Task = Chapter | Fonts
