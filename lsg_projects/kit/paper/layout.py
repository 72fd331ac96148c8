"""Laying one chapter out, with the cyclic collector away while boxes are built."""

from __future__ import annotations

import functools
from typing import Any

from weasyprint import CSS, HTML

from lsg_projects.kit.collector import without_collector
from lsg_projects.kit.paper.assets import FACES
from lsg_projects.kit.paper.fetching import fetcher, fonts

_HTML = "asset:paper"  # a base that nothing relative can be fetched from


@functools.lru_cache(maxsize=4)
def _style(css: str) -> Any:
    """Parse a style once for all chapters of this process."""
    return CSS(string=FACES + css, font_config=fonts(), url_fetcher=fetcher())


def lay_out(html: str, css: str) -> Any:
    """Give one chapter as a rendered document; its pages do not know yet which ones of the file they will be."""
    with without_collector():
        source = HTML(string=html, base_url=_HTML, url_fetcher=fetcher())
        return source.render(
            stylesheets=[_style(css)], font_config=fonts(), pdf_variant="pdf/a-3a", presentational_hints=False
        )
