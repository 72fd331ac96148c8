"""What happens to an issued report: certified by a second person, annulled with a reason; never deleted."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lsg_projects import settings
from lsg_projects.domain import reporting
from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.actor import Actor, Post
from lsg_projects.domain.errors import Missing, NotAllowed, Stale, Unavailable
from lsg_projects.domain.events import INSTALLATION, Event
from lsg_projects.domain.text import clean
from lsg_projects.kit.db import moved
from lsg_projects.kit.files import store
from lsg_projects.kit.paper import seals
from lsg_projects.kit.paper.seals import SealFailed, SealWords
from lsg_projects.kit.words import words
from lsg_projects.kit.work import Work
from lsg_projects.reports.models import ReportDocument
from lsg_projects.reports.usecases.delivering import write_letters
from lsg_projects.reports.usecases.orders import post_words
from lsg_projects.territories import queries as territories

log = logging.getLogger(__name__)


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


@dataclass(frozen=True)
class Prepared:
    """A sealed file that waits for its certification: kept already, but nobody is shown it yet."""

    sha256: str
    certificate: str


def prepare_seal(session: Session, actor: Actor, command: Certify) -> Prepared | None:
    """Seal the file that was shown; nothing where the installation has no key. Refuses whatever `certify` would.

    Stands apart from the certification, since making a seal takes longer than a transaction should.
    """
    key = seals.key_of(settings.current())
    row, post = _certifiable(session, actor, command)
    content, lang = store().read(row.sha256), row.language
    name = post.body_name if post else row.prepared
    place = territories.unit_by_id(session, row.unit_id).name
    reason = words(lang)("reports.certify.seal_reason", number=row.number, post=post_words(post).pick(lang))
    session.rollback()
    if key is None:
        return None
    try:
        made = seals.seal(content, key, SealWords(name.pick(lang), reason, place.pick(lang)))
    except SealFailed as failure:
        log.warning("no seal: %s", failure)
        raise Unavailable("reports.seal_failed") from failure
    return Prepared(store().save(made.content), made.certificate)


def certify(unit: Work, command: Certify, prepared: Prepared | None = None) -> None:
    """Certify an edition, with the seal that was prepared for it.

    Refuses (NotAllowed) the one who ordered it, (WrongState, Stale) what no longer stands.
    """
    row, post = _certifiable(unit.session, unit.actor, command)
    sealed = prepared.sha256 if prepared else None
    moved(
        unit.session.execute(
            update(ReportDocument)
            .where(
                ReportDocument.id == row.id,
                ReportDocument.certified_at.is_(None),
                ReportDocument.annulled_at.is_(None),
                ReportDocument.superseded_at.is_(None),
            )
            .values(
                certified_at=unit.now,
                certified_by=unit.actor.person_id,
                certified_as=post_words(post),
                sealed_sha256=sealed,
                seal_certificate=prepared.certificate if prepared else None,
            )
        )
    )
    letters = write_letters(unit, row)
    body = {"sha256": row.sha256, "sealed": sealed or "", "letters": letters}
    unit.tell(Event(INSTALLATION, "report.certified", row.number, body))


def _certifiable(session: Session, actor: Actor, command: Certify) -> tuple[ReportDocument, Post | None]:
    """Give the edition that *actor* may certify as it was shown, or refuse."""
    row, post = _opened(session, actor, command.number)
    if row.sha256 != command.sha256:
        raise Stale("shared.outdated")
    try:
        reporting.certify(_facts(row), actor.person_id)
    except NotAllowed as refusal:
        raise NotAllowed(refusal.code, subject=row.number) from refusal
    return row, post


def annul(unit: Work, command: Annul) -> None:
    """Annul an edition with a reason that everybody may read; the file stays and says so when it is checked."""
    row, _post = _opened(unit.session, unit.actor, command.number)
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


def _opened(session: Session, actor: Actor, number: str) -> tuple[ReportDocument, Post | None]:
    row = session.scalar(
        select(ReportDocument).where(ReportDocument.number == number[:60]).execution_options(populate_existing=True)
    )
    if row is None:
        raise Missing("reports.absent")
    place = territories.unit_by_id(session, row.unit_id)
    return row, require(Action.CERTIFY_REPORT, actor, Subject(place.path, name=row.number))


def _facts(row: ReportDocument) -> reporting.Issued:
    return reporting.Issued(
        row.ordered_by, row.certified_at is not None, row.superseded_at is not None, row.annulled_at is not None
    )
