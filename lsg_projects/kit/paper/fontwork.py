"""Cutting fonts to the glyphs that a whole file uses; a part like any other, kept for the next file that uses them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from weasyprint.pdf.fonts import build_fonts_dictionary
from weasyprint.text.ffi import ffi, harfbuzz

from lsg_projects.kit.paper.gathering import empty_file, gathered
from lsg_projects.kit.paper.glyphs import Glyphs
from lsg_projects.kit.paper.part import Part

# the layout library opens fonts through Pango only; a kept font file is opened by these
ffi.cdef("""
    hb_blob_t * hb_blob_create_from_file_or_fail (const char *file_name);
    hb_face_t * hb_face_create (hb_blob_t *blob, unsigned int index);
""")


def cut(used: Mapping[str, Mapping[str, Any]], folder: Path) -> Part:
    """Give the fonts that *used* tells of, each cut to its glyphs; whole files are read from *folder*."""
    pdf = empty_file()
    fonts = {name: _font(facts, folder / f"{facts['file']}.font") for name, facts in used.items()}
    options = {"hinting": False, "pdf_version": "1.7"}
    known = build_fonts_dictionary(pdf, fonts, True, True, options)  # compressed, and only what is used
    pdf.add_object(known)
    return gathered(pdf, unused=set(), lines=[], pages=[], root=known, notes=[], heads=[], fonts={})


def _font(facts: Mapping[str, Any], file: Path) -> Any:
    """Make the library's own font from what was told of it."""
    font = Glyphs.__new__(Glyphs)
    for name, value in facts.items():
        setattr(font, name, value)
    font.name = b"/" + facts["name"].encode().lstrip(b"/")
    font.widths = {int(glyph): facts["widths"][glyph] for glyph in sorted(facts["widths"], key=int)}
    font.to_unicode = {int(glyph): facts["unicode"][glyph] for glyph in sorted(facts["unicode"], key=int)}
    font.missing = {int(sign): facts["missing"][sign] for sign in sorted(facts["missing"], key=int)}
    font.file_content = file.read_bytes()
    font.variations = dict(facts["variations"])
    font.hb_face = _face(file, facts["index"])
    return font


def _face(file: Path, index: int) -> Any:
    blob = harfbuzz.hb_blob_create_from_file_or_fail(str(file).encode())
    if blob == ffi.NULL:
        raise FileNotFoundError(file)
    face = ffi.gc(harfbuzz.hb_face_create(blob, index), harfbuzz.hb_face_destroy)
    harfbuzz.hb_blob_destroy(blob)
    return face
