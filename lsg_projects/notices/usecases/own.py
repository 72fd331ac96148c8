"""What a person does with their own notices: reads them, chooses how to get letters, renames their calendar."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import update

from lsg_projects.domain.errors import NotAllowed
from lsg_projects.domain.notices import Letters
from lsg_projects.kit import secrets
from lsg_projects.kit.work import Work
from lsg_projects.notices.models import Notice, NoticeChoice


@dataclass(frozen=True)
class Choose:
    """How the person wishes to get letters from now on."""

    letters: Letters


def mark_read(unit: Work, notice_id: int) -> None:
    """Mark one of the actor's own notices as read; another's stays as it is."""
    _mark(unit, Notice.id == notice_id)


def mark_all_read(unit: Work) -> None:
    """Mark all notices of the actor as read."""
    _mark(unit, Notice.id > 0)


def _mark(unit: Work, which: object) -> None:
    unit.session.execute(
        update(Notice)
        .where(which, Notice.person_id == _me(unit), Notice.read_at.is_(None))  # type: ignore[arg-type]  # a condition
        .values(read_at=unit.now)
        .execution_options(synchronize_session=False)
    )


def choose(unit: Work, command: Choose) -> None:
    """Set how the actor gets letters."""
    _row(unit).letters = command.letters
    unit.flush()


def new_calendar(unit: Work) -> str:
    """Give the actor's calendar a new secret name; the old address stops working."""
    secret = secrets.token()
    _row(unit).calendar_hash = secrets.one_way(secret)
    unit.flush()
    return secret


def _row(unit: Work) -> NoticeChoice:
    row = unit.session.get(NoticeChoice, _me(unit), with_for_update=True)
    if row is None:
        row = NoticeChoice(person_id=_me(unit), letters=Letters.EACH)
        unit.add(row)
    return row


def _me(unit: Work) -> int:
    if unit.actor.person_id is None:
        raise NotAllowed("access.sign_in")
    return unit.actor.person_id
