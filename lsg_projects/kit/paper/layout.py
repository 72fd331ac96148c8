"""Laying chapters out one by one, so that time stays linear in pages and page numbers run through."""

from __future__ import annotations

import functools
import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from weasyprint import CSS, HTML

from lsg_projects.kit.paper.assets import FACES, fetcher, fonts
from lsg_projects.kit.paper.model import Places

_HTML = "asset:paper"  # a base that nothing relative can be fetched from


@functools.lru_cache(maxsize=4)
def _style(css: str) -> Any:
    """Parse a style once for all chapters of this process."""
    return CSS(string=FACES + css, font_config=fonts(), url_fetcher=fetcher())


def _continue_from(first_page: int) -> Any:
    """Number the pages on from *first_page*; only a page rule can do it, a rule of the body cannot."""
    return CSS(string=f"@page:first {{ counter-reset: page {first_page} }}", font_config=fonts())


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the cyclic collector away while boxes are built, since it makes the cost grow faster than the pages.

    What was built is then put out of the collector's sight: it lives until the file is written, and looking through
    it again after every chapter would cost more than the chapter.
    """
    gc.disable()
    try:
        yield
        gc.collect()
        gc.freeze()
    finally:
        gc.enable()


@contextmanager
def one_paper() -> Iterator[None]:
    """Give everything back to the collector when a paper is done."""
    gc.collect()
    try:
        yield
    finally:
        gc.unfreeze()


def lay_out(html: str, css: str, first_page: int) -> Any:
    """Give one chapter as a rendered document whose first page bears *first_page*."""
    with without_collector():
        source = HTML(string=html, base_url=_HTML, url_fetcher=fetcher())
        return source.render(
            stylesheets=[_style(css), _continue_from(first_page)],
            font_config=fonts(),
            pdf_variant="pdf/a-3a",
            presentational_hints=False,
        )


def places(documents: Sequence[Any]) -> Places:
    """Give the page of every anchor, counted from 1 through all *documents*."""
    found: dict[str, int] = {}
    pages = (page for document in documents for page in document.pages)
    for number, page in enumerate(pages, start=1):
        for anchor in page.anchors:
            found.setdefault(anchor, number)
    return found
