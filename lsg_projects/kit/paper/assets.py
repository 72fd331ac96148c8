"""What a paper may be made of: the packaged fonts, and nothing that a document could ask for by address."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

import fontpkg_ibm_plex_sans
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

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


class ForbiddenAddress(Exception):
    """A document asked for something outside the fixed assets; nothing was opened."""


class FixedAssets(URLFetcher):  # type: ignore[misc]  # weasyprint ships no types
    """Give the bytes of named assets and refuse every other address: no disk, no network, no data URLs."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        super().__init__(allowed_protocols=("asset",), allow_redirects=False, fail_on_errors=True)
        self._files = dict(files)

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Give the asset that *url* names; a refusal stops the printing."""
        if (path := self._files.get(url)) is None:
            raise ForbiddenAddress(url[:120])
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": "font/ttf"})


@functools.cache
def fetcher() -> FixedAssets:
    """Give the one fetcher of this process."""
    return FixedAssets(FONTS)


@functools.cache
def fonts() -> FontConfiguration:
    """Give the one font configuration of this process: preparing it costs more than a page."""
    return FontConfiguration()
