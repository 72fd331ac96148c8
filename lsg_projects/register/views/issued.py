"""Official papers about what a page shows: the newest edition of each kind."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.reports import queries as reports
from lsg_projects.web.render import language, t


@dataclass(frozen=True)
class Issued:
    """One official paper: what it is, for which period, where its page and its file are."""

    title: str
    period: str
    href: str
    file: str
    spoken: str
    language: str


def issued(subject: str) -> tuple[Issued, ...]:
    """Give the newest papers in force about a project (by its code) or a territory (by its KATO code)."""
    return tuple(
        Issued(
            title=t(f"reports.kind.{each.kind}"), period=formats(language()).period(each.period),
            href=url_for("reports.public", number=each.number),
            file=url_for("reports.file", lang=each.speech, number=each.number),
            spoken=t(f"reports.language_name.{each.language}"), language=each.speech,
        )
        for each in reports.newest(session(), subject, language())
    )  # fmt: skip
