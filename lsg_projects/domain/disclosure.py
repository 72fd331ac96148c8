"""What the public may see of a passport: an allow-list, and a search for what names a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from lsg_projects.domain.personal import masked, parts
from lsg_projects.domain.project import STEPS, Passport
from lsg_projects.domain.text import Tri

WITHHELD = frozenset({"interested", "interested_note"})
"""Fields that only those who decide may read: they tell of people's interests."""
PUBLIC_FIELDS = tuple(name for names in STEPS.values() for name in names if name not in WITHHELD)


@dataclass(frozen=True)
class Found:
    """What looks like a personal datum, its kind (``iin``, ``phone``, ``home``), and where it stands."""

    field: str
    lang: str
    kind: str
    text: str


def public_view(passport: Passport) -> Passport:
    """Give the passport as a citizen may read it: withheld fields empty, what names a person masked."""
    blank = Passport()
    shown = {name: _masked(getattr(passport, name)) for name in PUBLIC_FIELDS}
    return replace(blank, **shown)


def personal(passport: Passport) -> tuple[Found, ...]:
    """Find what names a person in all texts that would be published."""
    return tuple(found for name in PUBLIC_FIELDS for found in _search(name, getattr(passport, name)))


def _search(path: str, value: Any) -> Iterator[Found]:
    if isinstance(value, Tri):
        for lang in ("kk", "ru", "en"):
            for part in parts(getattr(value, lang)):
                yield Found(f"{path}.{lang}", lang, part.kind, part.text)
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _search(f"{path}.{place}", item)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _search(f"{path}.{each.name}", getattr(value, each.name))


def _masked(value: Any) -> Any:
    if isinstance(value, Tri):
        return Tri(*(masked(getattr(value, lang)) for lang in ("kk", "ru", "en")))
    if isinstance(value, tuple):
        return tuple(_masked(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{part.name: _masked(getattr(value, part.name)) for part in fields(value)})
    return value
