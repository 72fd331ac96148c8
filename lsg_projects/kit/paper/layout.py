"""Laying one chapter out, with the cyclic collector away while boxes are built."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLParser

import cssselect2
import tinyhtml5
import weasyprint.css
from weasyprint import CSS, HTML, svg

from lsg_projects.kit.collector import without_collector
from lsg_projects.kit.paper import strokes, styles
from lsg_projects.kit.paper.assets import FACES
from lsg_projects.kit.paper.fetching import fetcher, fonts

weasyprint.css.StyleFor = styles.Styles
svg.TAGS["path"] = strokes.paint

_HTML = "asset:paper"  # a base that nothing relative can be fetched from
_DOCTYPE = "<!doctype html>"
_EMPTY = re.compile(r"<(br|col|meta|img|hr)\b([^>]*?)/?>")
_BARE = re.compile(r"<svg (?!xmlns)")
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" '


class Source(HTML):  # type: ignore[misc]  # weasyprint ships no types
    """A chapter read for its layout; the library's own sheet is kept to what papers have."""

    def __init__(self, html: str) -> None:
        """Read *html*, which nothing outside of it belongs to."""
        self.base_url, self.url_fetcher, self.media_type = _HTML, fetcher(), "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(read(html), content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
        """Answer the library, which asks for its own sheet here."""
        return [styles.own_sheet()]


def read(html: str) -> Element:
    """Give the tree of *html*; a page that is not well-formed is read by the library's own slower reader."""
    found = quickly(html)
    return tinyhtml5.parse(html, namespace_html_elements=False) if found is None else found


def quickly(html: str) -> Element | None:
    """Give the tree of a well-formed page, and nothing where it is none."""
    parser = XMLParser()  # noqa: S314  # the page is our own; what people wrote stands in it escaped
    try:
        parser.feed(_BARE.sub(_SVG, _EMPTY.sub(r"<\1\2/>", html.removeprefix(_DOCTYPE))).replace("&nbsp;", "\u00a0"))
        return parser.close()
    except ParseError:
        return None


@functools.cache
def _faces() -> Any:
    """Open the fonts once for all papers of this process."""
    return CSS(string=FACES, font_config=fonts(), url_fetcher=fetcher())


@functools.lru_cache(maxsize=8)
def _style(css: str) -> Any:
    """Parse a style sheet once for all chapters of this process."""
    return CSS(string=css, font_config=fonts(), url_fetcher=fetcher())


def lay_out(html: str, css: Iterable[str]) -> Any:
    """Give one chapter as a rendered document; its pages do not know yet which ones of the file they will be."""
    with without_collector():
        return Source(html).render(
            stylesheets=[_faces(), *map(_style, css)], font_config=fonts(), pdf_variant="pdf/a-3a",
            presentational_hints=False,
        )  # fmt: skip
