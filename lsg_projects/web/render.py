"""Pages: a template, one frozen page object, and the words and forms of the reader's language."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, g, make_response, render_template
from jinja2 import StrictUndefined
from markupsafe import Markup, escape

from lsg_projects.domain.text import Tri
from lsg_projects.domain.ticks import nice_ticks
from lsg_projects.kit.formats import Formats, formats
from lsg_projects.kit.formats import refusal as sentence_of
from lsg_projects.kit.words import words

_FILTERS = (
    "money", "rounded_money", "signed_money", "tenge", "percent", "number", "plain_number", "day", "moment",
    "long_day", "period",
)  # fmt: skip


def page(template: str, page: object = None, status: int = 200, **extra: object) -> Response:
    """Render *template* for the reader; it finds the page object as ``page``."""
    return make_response(render_template(template, page=page, **extra), status)


def t(key: str, /, **values: object) -> str:
    """Give a sentence in the reader's language."""
    return words(g.get("lang", "kk"))(key, **values)


def refused(code: str, details: Mapping[str, object]) -> str:
    """Give the sentence of a refusal in the reader's language."""
    return sentence_of(language(), code, details)


def language() -> str:
    """Give the reader's language."""
    return str(g.get("lang", "kk"))


def tri(text: Tri | None) -> Markup:
    """Write a trilingual text; one in another language than the page's carries its ``lang`` and says so."""
    if not text:
        return Markup("")
    lang, found = text.found(language())
    if lang == language():
        return Markup(escape(found))  # noqa: S704 - escaped in the same breath
    mark = t(f"shell.in_language.{lang}")
    return Markup('<span lang="{}">{}</span> <small class="foreign">{}</small>').format(lang, found, mark)


def plain(text: Tri | None) -> str:
    """Write a trilingual text without any mark, for attributes and titles."""
    return text.pick(language()) if text else ""


def furnish(app: Flask, dist: Path) -> None:
    """Give the templates of *app* their words, forms and addresses of built assets."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.do")
    environment.filters.update({name: _filter(name) for name in _FILTERS}, tri=tri, plain=plain)
    environment.globals.update(t=t, asset=_assets(dist), nice_ticks=nice_ticks)
    app.context_processor(lambda: {"lang": language(), "fmt": formats(language())})


def _filter(name: str) -> Callable[..., str]:
    method: Callable[..., str] = getattr(Formats, name)

    def write(*values: Any, **options: Any) -> str:
        return method(formats(language()), *values, **options)

    return write


def _assets(dist: Path) -> Callable[[str], str]:
    """Give the function that turns a built file's plain name into its address with the content's hash."""
    known: dict[str, str] = {}

    def asset(name: str) -> str:
        if not known or current_app.debug:
            manifest = dist / "manifest.json"
            known.update(json.loads(manifest.read_text("utf-8")) if manifest.is_file() else {})
        return f"/static/dist/{known.get(name, name)}"

    return asset
