"""What all chapters of a file use of each font, put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def add(known: Mapping[str, Any], more: Mapping[str, Any]) -> None:
    """Add the glyphs of another chapter; what the earlier one said of a glyph stands."""
    for what in ("widths", "unicode", "missing"):
        for key, value in more[what].items():
            known[what].setdefault(str(key), value)


def united(parts: Iterable[Mapping[str, Mapping[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Give what all chapters together use of each font, in an order that does not depend on who was first."""
    found: dict[str, dict[str, Any]] = {}
    for fonts in parts:
        for name, font in fonts.items():
            known = found.setdefault(name, {**font, "widths": {}, "unicode": {}, "missing": {}})
            add(known, font)
    return {name: found[name] for name in sorted(found)}
