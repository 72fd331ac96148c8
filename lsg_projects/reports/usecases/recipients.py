"""Who gets a schedule's reports: added, removed, and a letter that failed tried again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, func, select, update

from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.errors import Incomplete, Missing, Problem
from lsg_projects.domain.events import INSTALLATION, Event
from lsg_projects.domain.identifiers import mail_address
from lsg_projects.domain.text import clean
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work
from lsg_projects.reports import queries
from lsg_projects.reports.models import ReportLetter, ReportRecipient, ReportSchedule
from lsg_projects.territories import queries as territories

MOST = 50
"""Recipients of one schedule."""


@dataclass(frozen=True)
class AddRecipient:
    """An address that should get a schedule's certified reports; without a language, in each of them."""

    schedule_id: int
    name: str
    email: str
    language: str = ""


def add_recipient(unit: Work, command: AddRecipient) -> int:
    """Add a recipient and give its number. Refuses (Incomplete) a faulty address or one that stands there already."""
    schedule = _schedule(unit, command.schedule_id)
    name, email = clean(command.name), mail_address(command.email)
    if not name:
        raise _problem("name", "shared.required")
    if email is None:
        raise _problem("email", "shared.bad_email")
    if command.language not in ("", *schedule.languages):
        raise _problem("language", "shared.not_a_choice")
    known = queries.recipients(unit.session, schedule.id)
    if email in {each.email for each in known}:
        raise _problem("email", "reports.recipient_there")
    if len(known) >= MOST:
        raise Incomplete("reports.recipients_full", n=MOST)
    row = ReportRecipient(
        schedule_id=schedule.id, name=name[:200], email=email, language=command.language, added_at=unit.now,
        added_by=unit.actor.person_id,
    )  # fmt: skip
    unit.add(row)
    _tell(unit, schedule, "report.recipient_added")
    return row.id


def remove_recipient(unit: Work, schedule_id: int, recipient_id: int) -> None:
    """Remove a recipient; letters to the address that have not gone out are kept back."""
    schedule = _schedule(unit, schedule_id)
    gone = unit.session.execute(
        delete(ReportRecipient)
        .where(ReportRecipient.id == recipient_id, ReportRecipient.schedule_id == schedule.id)
        .returning(ReportRecipient.email)
    ).scalar_one_or_none()
    if gone is None:
        raise Missing("shared.absent")
    unit.session.execute(
        update(ReportLetter)
        .where(
            ReportLetter.schedule_id == schedule.id, ReportLetter.email == gone,
            ReportLetter.letter.in_(("waiting", "failed")),
        )
        .values(letter="withheld")
        .execution_options(synchronize_session=False)
    )  # fmt: skip
    _tell(unit, schedule, "report.recipient_removed")


def send_again(unit: Work, letter_id: int) -> int:
    """Let a letter that failed be tried again, and give its schedule; refuses (Stale) any other."""
    path, schedule_id = queries.path_of_letter(unit.session, letter_id)
    require(Action.SCHEDULE_REPORT, unit.actor, Subject(path, name=f"schedule:{schedule_id}"))
    moved(
        unit.session.execute(
            update(ReportLetter)
            .where(ReportLetter.id == letter_id, ReportLetter.letter == "failed")
            .values(letter="waiting", attempts=0)
            .execution_options(synchronize_session=False)
        )
    )
    return schedule_id


def _schedule(unit: Work, schedule_id: int) -> ReportSchedule:
    """Give a schedule that the actor may change; its row is held, so that no two change its recipients at once."""
    row = unit.session.get(ReportSchedule, schedule_id, with_for_update=True)
    if row is None:
        raise Missing("reports.no_schedule")
    place = territories.unit_by_id(unit.session, row.unit_id)
    require(Action.SCHEDULE_REPORT, unit.actor, Subject(place.path, name=f"schedule:{schedule_id}"))
    return row


def _tell(unit: Work, schedule: ReportSchedule, action: str) -> None:
    """Write the act into the journal, without the address: how many there are now is enough."""
    count = unit.session.scalar(
        select(func.count(ReportRecipient.id)).where(ReportRecipient.schedule_id == schedule.id)
    )
    unit.tell(Event(INSTALLATION, action, schedule.subject, {"schedule": schedule.id, "recipients": count or 0}))


def _problem(field: str, code: str) -> Incomplete:
    return Incomplete(code, (Problem(field, code),))
