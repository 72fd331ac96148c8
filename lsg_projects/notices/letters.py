"""Notices as sentences and as letters, in the reader's language: one act a letter, or a day's acts in one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lsg_projects.domain.text import Tri
from lsg_projects.kit.formats import formats
from lsg_projects.kit.words import words
from lsg_projects.notices.queries.reading import Waiting


@dataclass(frozen=True)
class Letter:
    """A letter before it is sent; the name stays the same however often it is tried."""

    to: str
    subject: str
    text: str
    name: str


def sentence(kind: str, facts: Mapping[str, Any], lang: str) -> str:
    """Say in *lang* what happened."""
    say = words(lang)
    shown = {name: _shown(name, value, lang) for name, value in facts.items() if value is not None}
    return say(f"notices.told.{kind}", **{"title": say("notices.untitled"), **shown})


def _shown(name: str, value: Any, lang: str) -> str:
    if name == "title":
        return Tri.of(value).pick(lang) or words(lang)("notices.untitled")
    if name == "due":
        return formats(lang).day(date.fromisoformat(value))
    if name == "period":
        return formats(lang).period(value)
    if name == "body":
        return words(lang)(f"body.{value}")
    if name == "outcome":
        return words(lang)(f"notices.outcome.{value}")
    return str(value)


def letter(waiting: Waiting, base_url: str) -> Letter:
    """Write the letter of one notice, or of several where a daily one was wished."""
    lang, told = waiting.language, waiting.notices
    say = words(lang)
    lines = [f"{sentence(one.kind, one.facts, lang)}\n{base_url.rstrip('/')}/office/notices/{one.id}" for one in told]
    subject = (
        sentence(told[0].kind, told[0].facts, lang) if len(told) == 1 else say("notices.letter.daily", n=len(told))
    )
    text = "\n\n".join([*lines, say("notices.letter.foot", url=f"{base_url.rstrip('/')}/office/notices")])
    return Letter(waiting.email, _one_line(subject), text, f"notice-{told[0].id}-{told[-1].id}")


def _one_line(text: str) -> str:
    kept = " ".join(text.split())
    return kept if len(kept) <= 150 else kept[:149] + "…"
