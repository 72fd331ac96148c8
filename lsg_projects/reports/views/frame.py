"""What the pages of reports share: their blueprint, words for kinds and states, and lines of lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, url_for

from lsg_projects.domain.text import Tri
from lsg_projects.domain.verification import State
from lsg_projects.kit.formats import formats
from lsg_projects.reports.queries import Document
from lsg_projects.web.render import language, t

blueprint = Blueprint("reports", __name__)

LOOKS = {
    State.ISSUED: ("neu", "circle-dashed"), State.CERTIFIED: ("ok", "check"), State.SUPERSEDED: ("info", "refresh"),
    State.ANNULLED: ("bad", "x"), State.ALTERED: ("bad", "alert-triangle"), State.UNKNOWN: ("warn", "help-circle"),
}  # fmt: skip
"""Tone and shape of each state; the word stands beside them."""


@dataclass(frozen=True)
class Chip:
    """A state as word, shape and tone."""

    words: str
    tone: str
    icon: str


@dataclass(frozen=True)
class Line:
    """One report in a list."""

    title: str
    href: str
    file: str
    number: str
    place: Tri
    period: str
    language: str
    day: date
    pages: int
    kilobytes: int
    chip: Chip


def chip(state: State) -> Chip:
    """Give a state's word, shape and tone."""
    tone, icon = LOOKS[state]
    return Chip(t(f"reports.state.{state.value}"), tone, icon)


def line(document: Document, endpoint: str) -> Line:
    """Give one report as a row; *endpoint* is the page that it opens."""
    return Line(
        title=t(f"reports.kind.{document.kind}"), href=url_for(endpoint, number=document.number),
        file=file_of(document), number=document.number, place=document.unit_name,
        period=formats(language()).period(document.period), language=t(f"reports.language_name.{document.language}"),
        day=document.issued_on, pages=document.pages, kilobytes=max(1, document.size // 1024),
        chip=chip(document.state),
    )  # fmt: skip


def file_of(document: Document) -> str:
    """Give the address of the PDF, in the language of the paper."""
    return url_for("reports.file", lang=document.speech, number=document.number)
