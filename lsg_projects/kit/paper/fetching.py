"""What the layout library may open: the fixed assets, and nothing that a document asks for by its address."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from lsg_projects.kit.paper.assets import FONTS
from lsg_projects.kit.paper.model import ForbiddenAddress


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
