"""Making a claimed report: read briefly, print with no transaction open, keep the file, then store the edition."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lsg_projects import settings
from lsg_projects.domain import reporting, verification
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.errors import Refusal, Stale
from lsg_projects.domain.events import INSTALLATION, Event
from lsg_projects.domain.figures.data import Facts, data_bytes, data_name, facts_digest
from lsg_projects.domain.figures.stamp import JournalMark, Stamp
from lsg_projects.domain.states import BodyKind
from lsg_projects.domain.text import Tri
from lsg_projects.kit import checkpoints, clock, db, secrets
from lsg_projects.kit.files import store
from lsg_projects.kit.paper.model import PrintFailed
from lsg_projects.kit.work import Work, work
from lsg_projects.reports.models import ReportDocument
from lsg_projects.reports.queries.gathering import Asked, gather
from lsg_projects.reports.usecases import queue
from lsg_projects.reports.usecases.printing import Job, Made, Printer, by_process
from lsg_projects.reports.usecases.queue import Claim
from lsg_projects.territories import queries as territories

log = logging.getLogger(__name__)
_PAUSE = 1.0  # seconds between two stored words about progress

Told = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Known:
    """What one short reading gave."""

    facts: Facts
    digest: str
    newest: ReportDocument | None
    stamp: Stamp

    @property
    def unchanged(self) -> bool:
        """Tell whether the newest edition says exactly this and still stands."""
        return self.newest is not None and self.newest.facts_digest == self.digest and self.newest.annulled_at is None


def perform(held: Claim, printer: Printer = by_process, told: Told | None = None) -> None:
    """Make a report and end its run, whatever happens: done, failed with its reason, or lost to somebody else."""
    try:
        _make_or_find(held, printer, told)
    except Stale:
        log.info("run %s was cancelled or taken over", held.run_id)
    except PrintFailed as failure:
        log.warning("run %s: %s", held.run_id, failure)
        _fail(held, f"paper.{failure.reason}", failure.detail)
    except Refusal as refusal:
        _fail(held, refusal.code, str(refusal))
    except Exception as error:  # one report that cannot be made must not stop the others
        log.exception("run %s failed", held.run_id)
        _fail(held, "paper.broken", f"{type(error).__name__}: {error}")


def _make_or_find(held: Claim, printer: Printer, told: Told | None) -> None:
    """Make the report; where another run stored the same edition meanwhile, the second look finds it."""
    try:
        make(held, printer, told)
    except IntegrityError:
        log.info("run %s: the edition was stored by another run", held.run_id)
        make(held, printer, told)


def _fail(held: Claim, reason: str, detail: str) -> None:
    try:
        with work(SYSTEM) as unit:
            queue.fail(unit, held, reason, detail)
    except Stale:
        log.info("run %s had already ended", held.run_id)


def make(held: Claim, printer: Printer = by_process, told: Told | None = None) -> int:
    """Give the number of the edition that answers a claimed run: the stored one where nothing changed, else a new one.

    Raises PrintFailed, Refusal, and Stale where the run was cancelled or its lease was lost.
    """
    known = _read(held)
    if known.unchanged and known.newest is not None:
        with work(SYSTEM) as unit:
            queue.finish(unit, held, known.newest.id)
        return known.newest.id
    known = _anchored(known)
    made = printer(Job(known.facts, known.stamp), _progress(held, told))
    data = data_bytes(known.facts, known.stamp)
    keys = (store().save(made.content), store().save(data))
    with work(SYSTEM) as unit:
        return _keep(unit, held, known, made, keys)


def _anchored(known: Known) -> Known:
    """Put a signed checkpoint of the journal into the stamp: it covers every act that the facts come from."""
    with work(SYSTEM) as unit:
        signed = checkpoints.make(unit.session, unit.now, settings.current())
    return replace(known, stamp=replace(known.stamp, journal=JournalMark(signed.entries, signed.root)))


def _read(held: Claim) -> Known:
    """Gather everything in one reading and end it before anything is printed."""
    session = db.session()
    session.rollback()
    kind = reporting.kind_of(held.kind)
    asked = Asked(kind, held.subject, held.period, held.language)
    facts = gather(session, asked)
    newest = session.scalar(_editions(held).order_by(ReportDocument.edition.desc()).limit(1))
    stamp = _stamp(session, held, newest, clock.now())
    known = Known(facts, facts_digest(facts), newest, stamp)
    session.expunge_all()
    session.rollback()
    return known


def _editions(held: Claim):  # type: ignore[no-untyped-def]  # the statement's type is SQLAlchemy's affair
    return select(ReportDocument).where(
        ReportDocument.kind == held.kind,
        ReportDocument.subject == held.subject,
        ReportDocument.period == held.period,
        ReportDocument.language == held.language,
    )


def _stamp(session: Session, held: Claim, newest: ReportDocument | None, now: datetime) -> Stamp:
    chosen = settings.current()
    edition = newest.edition + 1 if newest else 1
    number = reporting.number_of(
        reporting.kind_of(held.kind), held.subject, held.period, held.language, edition
    )  # fmt: skip
    issuer, contact = _issuer(session, held.unit_id)
    signed = checkpoints.newest(session)
    return Stamp(
        number=number, edition=edition, code=verification.code_of(secrets.installation_key(chosen), number),
        as_known=now.replace(microsecond=0), issued=clock.local_day(now),
        journal=JournalMark(signed.entries, signed.root) if signed else JournalMark(0, ""),
        base_url=chosen.base_url, issuer=issuer, prepared=held.prepared,
        replaces=newest.number if newest else "", contact=contact,
    )  # fmt: skip


def _issuer(session: Session, unit_id: int) -> tuple[Tri, str]:
    """Name the body in whose name the report goes out: akimat or akim's office, else the territory itself."""
    for kind in (BodyKind.AKIMAT, BodyKind.AKIM_OFFICE):
        if bodies := territories.bodies_of(session, unit_id, kind):
            return bodies[0].name, bodies[0].phone
    return territories.unit_by_id(session, unit_id).name, ""


def _progress(held: Claim, told: Told | None) -> Told:
    """Store progress now and then; a run that is no longer ours stops the printing."""
    stored = ("", 0.0)

    def say(stage: str, done: int, total: int) -> None:
        nonlocal stored
        if told is not None:
            told(stage, done, total)
        if stage == stored[0] and time.monotonic() - stored[1] < _PAUSE:
            return
        stored = (stage, time.monotonic())
        with work(SYSTEM) as unit:
            queue.renew(unit, held, stage, done, total)

    return say


def _keep(unit: Work, held: Claim, known: Known, made: Made, keys: tuple[str, str]) -> int:
    """Store the edition, mark the one before it, end the run: all at once."""
    stamp = known.stamp
    row = ReportDocument(
        kind=held.kind, subject=held.subject, unit_id=held.unit_id, period=held.period, language=held.language,
        edition=stamp.edition, number=stamp.number, code=stamp.code, title=made.title, summary=made.summary,
        facts_digest=known.digest, data_digest=keys[1], sha256=keys[0], size=len(made.content), pages=made.pages,
        data_name=data_name(known.facts), as_known=stamp.as_known, journal_entries=stamp.journal.entries,
        journal_root=stamp.journal.root, replaces_id=known.newest.id if known.newest else None, issued_at=unit.now,
        ordered_by=held.ordered_by, prepared=held.prepared, certified_as=Tri(),
    )  # fmt: skip
    unit.add(row)
    if known.newest is not None:
        unit.session.execute(
            update(ReportDocument).where(ReportDocument.id == known.newest.id).values(superseded_at=unit.now)
        )
    queue.finish(unit, held, row.id)
    body = {
        "edition": stamp.edition, "sha256": keys[0], "data": keys[1], "replaces": stamp.replaces,
        "unit": territories.unit_by_id(unit.session, held.unit_id).kato, "ordered_by": held.ordered_by,
    }  # fmt: skip
    unit.tell(Event(INSTALLATION, "report.issued", stamp.number, body))
    return row.id
