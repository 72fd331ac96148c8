"""The templates of paper: an environment of their own, where a missing value stops the printing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from lsg_projects.domain.text import LANGUAGES, Tri
from lsg_projects.kit.formats import Formats, formats
from lsg_projects.kit.paper.folio import LINE, UNKNOWN
from lsg_projects.kit.paper.model import Style
from lsg_projects.kit.paper.qr import qr_path
from lsg_projects.kit.words import catalogue, words
from lsg_projects.resources import folder

_FORMS = (
    "money", "rounded_money", "signed_money", "tenge", "percent", "number", "plain_number", "day", "moment",
    "long_day", "period",
)  # fmt: skip
_LENT = ("act", "points")
"""Filters that the sheets of reports lend their environment."""


class _Compiled(BytecodeCache):
    """Templates compiled in this process: papers in other languages and of other kinds use the same ones."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled of the same words."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._known[bucket.key, bucket.checksum] = bucket.code


_compiled = _Compiled()


def ready() -> str:
    """Compile all templates and read the words of all languages, once for all papers of this process.

    Gives the rules that all papers share, which are to be read as well.
    """
    catalogue()
    for language in LANGUAGES:
        words(language)
        formats(language)
    env = environment(LANGUAGES[0])
    env.filters.update(dict.fromkeys(_LENT, str))  # a template asks for the names when it is compiled
    for name in env.list_templates():
        env.get_template(name)
    return _shared(env)


def style(env: Environment, head: str, mark: str, foot: str) -> Style:
    """Give the style of a paper with its running *head*, the *mark* beside it and the line in its feet."""
    running = f"@page {{ @top-left {{ content: {css_string(head)} }} @top-right {{ content: {css_string(mark)} }} }}\n"
    return Style(running, foot, _shared(env))


def _shared(env: Environment) -> str:
    return env.get_template("style.css").render(head="", mark="", foot="", unknown=UNKNOWN, line=LINE)


def environment(language: str, where: Path | None = None) -> Environment:
    """Give the templates of paper in *language*: escaped by itself, strict, and without anything of the web."""
    env = Environment(
        loader=FileSystemLoader(where or folder("templates") / "paper"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_compiled,
    )
    forms: Formats = formats(language)
    env.filters.update({name: getattr(forms, name) for name in _FORMS})
    env.filters.update(tri=lambda text: shown(text, language), plain=lambda text: text.pick(language), css=css_string)
    env.filters["iso_day"] = lambda text: forms.day(date.fromisoformat(text))
    env.filters["brief"] = lambda text, length: brief(text.pick(language), length)
    env.globals.update(t=words(language), lang=language, qr=qr_path, places=range(201))
    return env


def shown(text: Tri, language: str) -> Markup:
    """Give a text in *language*; another language that stands in says which one it is."""
    found, words_ = text.found(language)
    if not words_:
        return Markup("–")
    if found == language:
        return escape(words_)
    return Markup('<span lang="{0}">{1}</span> <small class="fallback">({0})</small>').format(found, words_)


def brief(text: str, length: int) -> str:
    """Cut *text* at a word so that it takes about *length* letters; the full one stands elsewhere on the paper."""
    if len(text) <= length:
        return text
    head = text[: length + 1].rsplit(" ", 1)[0] if " " in text[: length + 1] else text[:length]
    return head.rstrip(" ,.;:–-") + "…"


def css_string(text: str) -> Markup:
    """Give *text* as a quoted CSS string; nothing in it can end the string or the style."""
    inside = "".join(c if c.isalnum() or c in " .,·№:–-/" else f"\\{ord(c):06x}" for c in text)
    return Markup(f'"{inside}"')  # noqa: S704  # every character outside a harmless few is written by its number
