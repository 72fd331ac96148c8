"""The catalogue: every sentence of the interface in Kazakh, Russian and English, side by side in ``config/words``."""

from __future__ import annotations

import functools
import logging
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from babel import Locale
from markupsafe import Markup, escape

from lsg_projects.domain.text import LANGUAGES
from lsg_projects.resources import folder

log = logging.getLogger(__name__)

Sentence = str | Mapping[str, str]
"""A text, or its plural forms by CLDR category; the value ``n`` chooses."""

_KEPT_TOGETHER = re.compile(r"(?<=№) (?=[{\d])|(?<=[}\d]) (?=%)|(?<=\S) (?=₸)|(?<=мың) (?=теңге)|(?<=тыс\.) (?=тенге)")
"""Spaces at which a line must not break: after №, before % and ₸, inside "thousand tenge"."""


class UnknownWord(KeyError):
    """A key that no catalogue file holds."""


class CatalogueError(ValueError):
    """A catalogue file that cannot be used, with the place and the reason."""


def flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Mapping[str, Sentence]]]:
    """Give each key of a catalogue table with its sentences by language."""
    for name, value in table.items():
        key = f"{prefix}{name}"
        if not isinstance(value, Mapping):
            raise CatalogueError(f"{key}: a table of languages is expected")
        if value and set(value) <= set(LANGUAGES) and not any(_has_languages(each) for each in value.values()):
            yield key, value
        else:
            yield from flatten(value, f"{key}.")


def _has_languages(value: object) -> bool:
    """Tell a key that is named like a language (``shell.language.kk``) from the words in that language."""
    return isinstance(value, Mapping) and set(value) <= set(LANGUAGES)


def read_catalogue(where: Path) -> dict[str, Mapping[str, Sentence]]:
    """Read all catalogue files of a folder into one table; a key that stands twice is refused."""
    found: dict[str, Mapping[str, Sentence]] = {}
    for file in sorted(where.glob("*.toml")):
        try:
            table = tomllib.loads(file.read_text("utf-8"))
        except ValueError as error:
            raise CatalogueError(f"{file.name}: {error}") from error
        for key, sentences in flatten(table):
            if key in found:
                raise CatalogueError(f"{file.name}: {key} stands in another file as well")
            found[key] = {lang: kept_together(sentence) for lang, sentence in sentences.items()}
    return found


def kept_together(sentence: Sentence) -> Sentence:
    """Give a sentence whose numbers stay with their signs and units at the end of a line."""
    if isinstance(sentence, str):
        return _KEPT_TOGETHER.sub("\N{NO-BREAK SPACE}", sentence)
    return {form: _KEPT_TOGETHER.sub("\N{NO-BREAK SPACE}", text) for form, text in sentence.items()}


@functools.cache
def catalogue() -> dict[str, Mapping[str, Sentence]]:
    """Give the catalogue of this installation."""
    return read_catalogue(folder("config") / "words")


class Words:
    """The catalogue in one language: ``words("act.save")`` gives the sentence."""

    strict = False
    """Tests set this, so that a missing key fails instead of showing itself."""

    def __init__(self, lang: str) -> None:
        """Choose the language and its plural rule."""
        self.lang = lang
        self._plural = Locale.parse(lang).plural_form

    def __call__(self, key: str, /, **values: object) -> str:  # Markup is a str too
        """Give the sentence of *key* with its *values*; Markup among them keeps its tags, all else is escaped."""
        sentence = self._sentence(key)
        if isinstance(sentence, Mapping):
            sentence = self._form(sentence, values.get("n"))
        if not values:
            return sentence
        try:
            if any(isinstance(value, Markup) for value in values.values()):
                return escape(sentence).format(**values)
            return sentence.format(**values)
        except (KeyError, IndexError, ValueError) as error:
            return self._missing(f"{key}: {error}")

    def has(self, key: str) -> bool:
        """Tell whether the catalogue knows *key*."""
        return key in catalogue()

    def _sentence(self, key: str) -> Sentence:
        sentences = catalogue().get(key)
        if sentences is None:
            return self._missing(key)
        return sentences.get(self.lang) or sentences.get("ru") or sentences.get("en") or key

    def _form(self, forms: Mapping[str, str], n: object) -> str:
        number = n if isinstance(n, int | float) else 0
        chosen = self._plural(number)
        return forms.get(chosen) or forms.get("other") or forms.get("many") or next(iter(forms.values()))

    def _missing(self, what: str) -> str:
        if self.strict:
            raise UnknownWord(what)
        log.error("the catalogue does not know %s", what)
        return what


@functools.cache
def words(lang: str) -> Words:
    """Give the catalogue in *lang*, made once."""
    return Words(lang)
