"""Letters of notices: claimed, sent, and noted; one that breaks off is tried again under the same message id."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import case, update

from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.errors import Stale
from lsg_projects.domain.notices import Letters
from lsg_projects.kit import clock, db, mail
from lsg_projects.kit.work import work
from lsg_projects.notices import letters
from lsg_projects.notices.models import Notice
from lsg_projects.notices.queries import waiting_letters
from lsg_projects.notices.queries.reading import Waiting
from lsg_projects.settings import Settings

AGAIN = timedelta(minutes=15)
MAX_ATTEMPTS = 5


def send_due(settings: Settings) -> int:
    """Send every letter that is due; gives how many went out. No transaction is open while the mail server is asked."""
    now = clock.now()
    day_began = datetime.combine(clock.local_day(now), time(), clock.ALMATY)
    session = db.session()
    session.rollback()
    due = waiting_letters(session, now, day_began, AGAIN)
    session.rollback()
    return sum(_send(settings, parcel) for each in due for parcel in _parcels(each))


def _parcels(each: Waiting) -> Sequence[Waiting]:
    """Give one letter for each notice, or all of them in one where the person wishes a daily letter."""
    if each.letters is Letters.DAILY:
        return (each,)
    return [Waiting(each.person_id, each.email, each.language, each.letters, (one,)) for one in each.notices]


def _send(settings: Settings, parcel: Waiting) -> int:
    ids = [one.id for one in parcel.notices]
    try:
        _claim(ids)
    except Stale:
        return 0  # another worker is at it
    made = letters.letter(parcel, settings.base_url)
    sent = mail.send(settings, mail.letter(settings, made.to, made.subject, made.text, made.name))
    with work(SYSTEM) as unit:
        failed = case((Notice.attempts >= MAX_ATTEMPTS, "failed"), else_="sending")
        unit.session.execute(
            update(Notice)
            .where(Notice.id.in_(ids))
            .values(letter="sent" if sent else failed)
            .execution_options(synchronize_session=False)
        )
    return int(sent)


def _claim(ids: Sequence[int]) -> None:
    """Take the letters for sending; refuses (Stale) where one of them was taken meanwhile."""
    with work(SYSTEM) as unit:
        free = (Notice.letter == "waiting") | ((Notice.letter == "sending") & (Notice.tried_at < unit.now - AGAIN))
        taken = unit.session.execute(
            update(Notice)
            .where(Notice.id.in_(ids), free)
            .values(letter="sending", tried_at=unit.now, attempts=Notice.attempts + 1)
            .execution_options(synchronize_session=False)
            .returning(Notice.id)
        )
        if len(taken.all()) != len(ids):
            raise Stale("shared.outdated")
