"""Text in three languages, and the folding that lets a Russian spelling find a Kazakh word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("kk", "ru", "en")
Language = str

# The order in which another language stands in for a missing text: official languages first.
_FALLBACK = {"kk": ("kk", "ru", "en"), "ru": ("ru", "kk", "en"), "en": ("en", "ru", "kk")}

_FOLD = str.maketrans(
    {
        "ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х", "і": "и",
        "i": "и", "ё": "е", "й": "и", "ъ": "", "ь": "",
    }
)  # fmt: skip
# Acts mix Latin i into Kazakh words ("түсiмдер"); the other look-alikes are left to spelling checks.

_KAZAKH_ORDER = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_RANK = {letter: place for place, letter in enumerate(_KAZAKH_ORDER)}


@dataclass(frozen=True)
class Tri:
    """One text in Kazakh, Russian and English; an empty string is a translation that is missing."""

    kk: str = ""
    ru: str = ""
    en: str = ""

    def pick(self, lang: Language) -> str:
        """Give the text in *lang*, else in the nearest language that has one, else nothing."""
        return self.found(lang)[1]

    def found(self, lang: Language) -> tuple[Language, str]:
        """Give the language that the reader really gets, with the text."""
        for candidate in _FALLBACK.get(lang, LANGUAGES):
            if text := getattr(self, candidate):
                return candidate, text
        return lang, ""

    def official(self) -> bool:
        """Tell whether both obligatory languages are there."""
        return bool(self.kk and self.ru)

    def __bool__(self) -> bool:
        """Be true when any language has a text."""
        return bool(self.kk or self.ru or self.en)

    def as_dict(self) -> dict[str, str]:
        """Give the languages that have a text, for storing."""
        return {lang: text for lang in LANGUAGES if (text := getattr(self, lang))}

    @classmethod
    def of(cls, value: object) -> Tri:
        """Read what `as_dict` gave; anything else is an empty text."""
        if isinstance(value, Tri):
            return value
        if not isinstance(value, Mapping):
            return cls()
        return cls(*(str(value.get(lang) or "") for lang in LANGUAGES))

    @classmethod
    def same(cls, text: str) -> Tri:
        """Give a text that reads the same in every language: a code, a proper name."""
        return cls(text, text, text)


_SPACES = "".join(map(chr, (9, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)))
_ODD = "\x0b\x0c\x1c\x1d\x1e\x1f\x85"
"""Control marks that `str.split` takes for spaces."""


def honest(text: str) -> bool:
    """Tell whether `clean` would only even out the spaces of *text*; true for nearly every file that people bring."""
    plain = unicodedata.is_normalized("NFC", text) and not any(mark in text for mark in _ODD)
    return plain and "".join(text.split()).isprintable()


def even(text: str, mark: str) -> bool:
    """Tell whether no cell of an honest file, whose cells *mark* sets apart, has a space to be taken away or evened."""
    doubtful = ("  ", '"', f"{mark} ", f" {mark}", "\n ", " \n", " \r", *_SPACES)
    return not (text.startswith(" ") or text.endswith(" ") or any(each in text for each in doubtful))


def clean(text: str, *, lines: bool = False) -> str:
    """Take away what no honest text holds: control and direction marks, odd spaces, split letters.

    With *lines* the line ends stay (LF). Lone surrogates are dropped, since no database stores them.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if text.isprintable():  # nearly all cells of a table: nothing to take away but doubled spaces
        return " ".join(text.split())
    kept = []
    for letter in text:
        category = unicodedata.category(letter)
        if letter == "\n" and lines:
            kept.append(letter)
        elif letter in "\n\t" or category in ("Zs", "Zl", "Zp"):
            kept.append(" ")
        elif category not in ("Cc", "Cf", "Cs", "Co", "Cn"):
            kept.append(letter)
    rows = "".join(kept).split("\n")
    return "\n".join(" ".join(row.split()) for row in rows).strip()


_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u206f\ufff9-\uffff\ud800-\udfff]"
)


def printable(text: str) -> str:
    """Take out the marks that no door lets in: a single one spoils the text layer of a whole paper."""
    return _UNPRINTABLE.sub("", text)


def fold(text: str) -> str:
    """Give the form under which words are compared: lower case, Kazakh letters by their Russian kin."""
    lowered = unicodedata.normalize("NFC", text).lower().translate(_FOLD)
    return " ".join("".join(c if c.isalnum() else " " for c in lowered).split())


def search_terms(query: str, limit: int = 8) -> list[str]:
    """Split a query into folded words, cut to a light stem so that endings do not hide a match."""
    return [_stem(word) for word in fold(query).split()[:limit]]


_SOFTENED = "кп"
_VOWELS = "аеиоуыэюя"


def _stem(word: str) -> str:
    """Cut a common ending; Kazakh and Russian both inflect at the end.

    A final k or p softens before a vowel (the Kazakh for light: zharyk, zharygy), a final vowel changes with the case.
    """
    if len(word) > 5:
        word = word[: max(4, len(word) - 2)]
        return word[:-1] if len(word) > 4 and word[-1] in _SOFTENED else word
    changes = _SOFTENED if len(word) == 5 else ""
    return word[:-1] if len(word) > 3 and word[-1] in _VOWELS + changes else word


def alphabetical(text: str) -> tuple[tuple[int, int], ...]:
    """Give a sort key in the order of the Kazakh alphabet, which binary order gets wrong."""
    return tuple((0, _RANK[c]) if c in _RANK else (1, ord(c)) for c in text.lower())
