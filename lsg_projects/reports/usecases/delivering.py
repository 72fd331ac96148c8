"""Certified reports go to their recipients: written down with the certification, sent by a worker, once."""

from __future__ import annotations

import logging

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from lsg_projects.domain.actor import SYSTEM
from lsg_projects.kit import clock, db, mail, outbox
from lsg_projects.kit.files import store
from lsg_projects.kit.work import Work, work
from lsg_projects.reports import letters, queries
from lsg_projects.reports.models import ReportDocument, ReportLetter
from lsg_projects.reports.queries import Document, Letter
from lsg_projects.settings import Settings

log = logging.getLogger(__name__)
_MEGABYTE = 1024 * 1024


def write_letters(unit: Work, document: ReportDocument) -> int:
    """Write down a letter for every recipient of the report, in the certification's own transaction; give how many.

    An address that two schedules name gets one letter: the pair of edition and address is unique.
    """
    make = postgresql.insert if unit.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    count = 0
    for schedule in queries.schedules_of(unit.session, document):
        for each in queries.recipients(unit.session, schedule.id):
            if each.language not in ("", document.language):
                continue
            row = make(ReportLetter).values(
                document_id=document.id, schedule_id=schedule.id, name=each.name, email=each.email, letter="waiting",
                attempts=0, written_at=unit.now,
            )  # fmt: skip
            done = unit.session.execute(row.on_conflict_do_nothing().returning(ReportLetter.id))
            count += len(done.all())
    return count


def send_reports(settings: Settings) -> int:
    """Send every report that is due to its recipient; gives how many went out."""
    session = db.session()
    session.rollback()
    due = queries.letters_due(session, clock.now())
    session.rollback()
    return sum(_send(settings, each) for each in due)


def _send(settings: Settings, each: Letter) -> int:
    """Send one letter; no transaction is open while the file is read and the mail server is asked."""
    if not outbox.take(ReportLetter, [each.id]):
        return 0  # another worker is at it, or it was withheld meanwhile
    session = db.session()
    document = queries.by_id(session, each.document_id)
    session.rollback()
    if document.annulled_at is not None:
        _withhold(each.id)
        return 0
    sent = _post(settings, each, document)
    outbox.note(ReportLetter, [each.id], sent=sent)
    return int(sent)


def _post(settings: Settings, each: Letter, document: Document) -> bool:
    key = document.file_sha256
    if not store().intact(key):
        log.error("the kept file of %s is not whole: its letter waits", document.number)
        return False
    content = store().read(key)
    enclosed = len(content) <= settings.report_letter_megabytes * _MEGABYTE
    made = letters.letter(document, settings.base_url, enclosed=enclosed)
    paper = mail.Enclosed(f"{document.number}.pdf", content) if enclosed else None
    return mail.send(settings, mail.letter(settings, each.email, made.subject, made.text, f"report-{each.id}", paper))


def _withhold(letter_id: int) -> None:
    """Keep back a letter whose report was annulled before it went out."""
    with work(SYSTEM) as unit:
        unit.session.execute(update(ReportLetter).where(ReportLetter.id == letter_id).values(letter="withheld"))
