"""What happens to an issued report: certified by a second person, annulled with a reason; never deleted."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from lsg_projects.domain import reporting
from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.actor import Post
from lsg_projects.domain.errors import Missing, NotAllowed, Stale
from lsg_projects.domain.events import INSTALLATION, Event
from lsg_projects.domain.text import clean
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work
from lsg_projects.reports.models import ReportDocument
from lsg_projects.reports.usecases.orders import post_words
from lsg_projects.territories import queries as territories


@dataclass(frozen=True)
class Certify:
    """An edition with the digest of the file that was shown: exactly that one is certified."""

    number: str
    sha256: str


@dataclass(frozen=True)
class Annul:
    """An edition that no longer holds, and why."""

    number: str
    reason: str


def certify(unit: Work, command: Certify) -> None:
    """Certify an edition. Refuses (NotAllowed) the one who ordered it, (WrongState, Stale) what no longer stands."""
    row, post = _opened(unit, command.number)
    if row.sha256 != command.sha256:
        raise Stale("shared.outdated")
    try:
        reporting.certify(_facts(row), unit.actor.person_id)
    except NotAllowed as refusal:
        raise NotAllowed(refusal.code, subject=row.number) from refusal
    moved(
        unit.session.execute(
            update(ReportDocument)
            .where(
                ReportDocument.id == row.id,
                ReportDocument.certified_at.is_(None),
                ReportDocument.annulled_at.is_(None),
                ReportDocument.superseded_at.is_(None),
            )
            .values(certified_at=unit.now, certified_by=unit.actor.person_id, certified_as=post_words(post))
        )
    )
    unit.tell(Event(INSTALLATION, "report.certified", row.number, {"sha256": row.sha256}))


def annul(unit: Work, command: Annul) -> None:
    """Annul an edition with a reason that everybody may read; the file stays and says so when it is checked."""
    row, _post = _opened(unit, command.number)
    reason = clean(command.reason, lines=True)
    reporting.annul(_facts(row), reason)
    moved(
        unit.session.execute(
            update(ReportDocument)
            .where(ReportDocument.id == row.id, ReportDocument.annulled_at.is_(None))
            .values(annulled_at=unit.now, annulled_by=unit.actor.person_id, annul_reason=reason)
        )
    )
    unit.tell(Event(INSTALLATION, "report.annulled", row.number, {"reason": reason}))


def _opened(unit: Work, number: str) -> tuple[ReportDocument, Post | None]:
    row = unit.session.scalar(
        select(ReportDocument).where(ReportDocument.number == number[:60]).execution_options(populate_existing=True)
    )
    if row is None:
        raise Missing("reports.absent")
    place = territories.unit_by_id(unit.session, row.unit_id)
    return row, require(Action.CERTIFY_REPORT, unit.actor, Subject(place.path, name=row.number))


def _facts(row: ReportDocument) -> reporting.Issued:
    return reporting.Issued(
        row.ordered_by, row.certified_at is not None, row.superseded_at is not None, row.annulled_at is not None
    )
