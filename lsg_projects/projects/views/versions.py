"""Versions that were sent, and what differs between two of them or from the draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import Action
from lsg_projects.domain.diff import differences
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.project import Passport
from lsg_projects.kit.db import session
from lsg_projects.projects import queries
from lsg_projects.projects.queries import ProjectHead
from lsg_projects.projects.views.frame import blueprint, readable
from lsg_projects.projects.views.wording import Line, lines
from lsg_projects.web.doors import open_to
from lsg_projects.web.render import page, t


@dataclass(frozen=True)
class VersionRow:
    """One version in the list."""

    number: int
    digest: str
    submitted_at: datetime
    amount: int
    papers: int
    published: bool


@dataclass(frozen=True)
class VersionsPage:
    """All versions, and the comparison that was asked for."""

    head: ProjectHead
    rows: tuple[VersionRow, ...]
    choices: tuple[tuple[str, str], ...]
    before: str
    after: str
    changes: tuple[Line, ...] | None


@blueprint.get("/office/projects/<code>/versions")
@open_to(Action.READ_PROJECT)
def versions(code: str) -> ResponseReturnValue:
    """List the versions of a project and compare two of them."""
    head = readable(code)
    found = queries.versions(session(), head.id)
    rows = tuple(
        VersionRow(
            each.number,
            each.digest,
            each.submitted_at,
            each.passport.amount,
            len(each.attachments),
            each.number == head.published_version and head.published,
        )
        for each in found
    )
    before = request.args.get("before") or (str(found[0].number) if found else "draft")
    after = request.args.get("after") or "draft"
    changes = _compared(head, before, after) if found else None
    return page("projects/versions.html", VersionsPage(head, rows, _choices(rows), before, after, changes))


@blueprint.get("/office/projects/<code>/history/compare")
@open_to(Action.READ_PROJECT)
def compare(code: str) -> ResponseReturnValue:
    """Lead a short address, as ``?a=2&b=3``, to the comparison of two versions."""
    head = readable(code)
    return redirect(
        url_for(".versions", code=head.code, before=request.args.get("a"), after=request.args.get("b")), 301
    )


def _choices(rows: tuple[VersionRow, ...]) -> tuple[tuple[str, str], ...]:
    numbered = tuple((str(row.number), t("projects.version_n", n=row.number)) for row in rows)
    return (*numbered, ("draft", t("projects.draft")))


def _compared(head: ProjectHead, before: str, after: str) -> tuple[Line, ...]:
    return tuple(lines(differences(_passport(head, before), _passport(head, after))))


def _passport(head: ProjectHead, which: str) -> Passport:
    if which == "draft":
        return queries.draft(session(), head.code).passport
    if not (which.isascii() and which.isdigit() and len(which) < 6):
        raise Missing("projects.no_version")
    return queries.version(session(), head.id, int(which)).passport
