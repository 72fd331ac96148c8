"""What a paper may be made of: the packaged fonts, and nothing that a document could ask for by address."""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Mapping
from pathlib import Path

import fontpkg_ibm_plex_sans

_FOLDER = fontpkg_ibm_plex_sans.ROOT / "files"
# One full file per style: subset files of one family are merged into one font and print wrong letters and digits.
FONTS: Mapping[str, Path] = {
    "asset:plex": _FOLDER / "IBMPlexSans[wdth,wght].ttf",
    "asset:plex-italic": _FOLDER / "IBMPlexSans-Italic[wdth,wght].ttf",
}
FACES = """
@font-face { font-family: 'IBM Plex Sans'; src: url(asset:plex) }
@font-face { font-family: 'IBM Plex Sans'; src: url(asset:plex-italic); font-style: italic }
html { font-family: 'IBM Plex Sans', 'DejaVu Sans' }
@page { font-family: 'IBM Plex Sans', 'DejaVu Sans' }
svg text { font-family: 'IBM Plex Sans', 'DejaVu Sans' }
"""


@functools.cache
def colours() -> bytes:
    """Give the colour space that every paper names as its own, found without loading the layout library."""
    found = importlib.util.find_spec("weasyprint")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("weasyprint")
    return (Path(found.origin).parent / "pdf" / "sRGB2014.icc").read_bytes()
