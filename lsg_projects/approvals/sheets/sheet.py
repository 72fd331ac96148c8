"""The shape of a meeting's paper: words only, so that the page, the PDF and the job of the printer hold the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

Pair = tuple[str, str]


@dataclass(frozen=True)
class Section:
    """A part of the paper: facts with their labels, then paragraphs."""

    title: str
    pairs: tuple[Pair, ...] = ()
    paragraphs: tuple[str, ...] = ()
    decision: str = ""
    """What was decided, set apart."""


@dataclass(frozen=True)
class Sheet:
    """A notice or minutes in one language."""

    kind: str
    language: str
    title: str
    issuer: str
    day: str
    head: str
    mark: str
    """Says that it is a demonstration; empty in life."""
    created: datetime
    facts: tuple[Pair, ...] = ()
    agenda_title: str = ""
    agenda: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    people_title: str = ""
    people: tuple[Pair, ...] = ()
    """Members with how they took part."""
    signatures: tuple[Pair, ...] = ()
    foot: str = ""
