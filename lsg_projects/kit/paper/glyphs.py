"""Which glyphs a chapter uses of which font: kept with it, so that one cut of each font serves a whole file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from copy import copy
from pathlib import Path
from typing import Any

from weasyprint.pdf.fonts import Font
from weasyprint.text.fonts import get_pango_font_key

from lsg_projects.kit.paper.usage import add

_KEPT = (
    "index", "font_size", "style", "family", "variations", "weight", "hash", "ascent", "descent", "tables", "bitmap",
    "italic_angle", "upem", "png", "svg", "colr", "glyph_count", "stemv", "stemh", "flags", "used_in_forms",
)  # fmt: skip


class Glyphs(Font):  # type: ignore[misc]  # weasyprint ships no types
    """A font with the glyphs that were used of it."""

    digest = ""
    """That of the whole font file."""

    @classmethod
    def of(cls, fonts: dict[Any, Any], pango_font: Any) -> tuple[Any, float]:
        """Give the font behind a run of text, from *fonts* or as a new one in it, with its size."""
        key, description, size = get_pango_font_key(pango_font)
        if key not in fonts:
            fonts[key] = _opened(cls, key, pango_font, description, size).unused()
        return fonts[key], size

    def unused(self) -> Glyphs:
        """Give the same font of which nothing was used yet."""
        font = copy(self)
        font.widths, font.to_unicode, font.missing = {}, {}, {}
        return font

    def get_unused_glyph_id(self, codepoint: int) -> int:
        """Give a glyph for a sign that the font lacks: the same one in every chapter."""
        if codepoint not in self.missing:
            room = 65535 - self.glyph_count
            self.missing[codepoint] = self.glyph_count + codepoint % room if room > 0 else 65535
        return int(self.missing[codepoint])


_fonts: dict[Any, Glyphs] = {}
"""Fonts by key and first size, which hold in the one font map of this process: opening one copies its whole file."""


def _opened(cls: type[Glyphs], key: Any, pango_font: Any, description: Any, size: float) -> Glyphs:
    if (key, size) not in _fonts:
        _fonts[key, size] = cls(pango_font, description, size)
        _fonts[key, size].digest = hashlib.sha256(_fonts[key, size].file_content).hexdigest()
    return _fonts[key, size]


def told(fonts: Mapping[Any, Any], folder: Path) -> dict[str, dict[str, Any]]:
    """Say what was used of each font, by its name in the pages; whole fonts are left in *folder*, once each."""
    found: dict[str, dict[str, Any]] = {}
    for font in fonts.values():
        if font.hash not in found:
            facts = {name: _simple(getattr(font, name)) for name in _KEPT}
            found[font.hash] = {**facts, "name": font.name.decode(), "file": _keep(font, folder),
                                "widths": {}, "unicode": {}, "missing": {}}  # fmt: skip
        add(found[font.hash], {"widths": font.widths, "unicode": font.to_unicode, "missing": font.missing})
    return {name: found[name] for name in sorted(found)}


def _simple(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | list | dict) else bool(value)


def _keep(font: Glyphs, folder: Path) -> str:
    """Keep a whole font file under its digest, never half of it."""
    target = folder / f"{font.digest}.font"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        beside = target.with_suffix(f".{os.getpid()}")
        beside.write_bytes(font.file_content)
        beside.replace(target)
    return font.digest
