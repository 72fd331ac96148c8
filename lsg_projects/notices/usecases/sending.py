"""Letters of notices: each at once, or a day's in one; taken, sent and noted through the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from lsg_projects.domain.notices import Letters
from lsg_projects.kit import clock, db, mail, outbox
from lsg_projects.notices import letters
from lsg_projects.notices.models import Notice
from lsg_projects.notices.queries import waiting_letters
from lsg_projects.notices.queries.reading import Waiting
from lsg_projects.settings import Settings


def send_due(settings: Settings) -> int:
    """Send every letter that is due; gives how many went out. No transaction is open while the mail server is asked."""
    now = clock.now()
    day_began = datetime.combine(clock.local_day(now), time(), clock.ALMATY)
    session = db.session()
    session.rollback()
    due = waiting_letters(session, now, day_began)
    session.rollback()
    return sum(_send(settings, parcel) for each in due for parcel in _parcels(each))


def _parcels(each: Waiting) -> Sequence[Waiting]:
    """Give one letter for each notice, or all of them in one where the person wishes a daily letter."""
    if each.letters is Letters.DAILY:
        return (each,)
    return [Waiting(each.person_id, each.email, each.language, each.letters, (one,)) for one in each.notices]


def _send(settings: Settings, parcel: Waiting) -> int:
    ids = [one.id for one in parcel.notices]
    if not outbox.take(Notice, ids):
        return 0  # another worker is at it
    made = letters.letter(parcel, settings.base_url)
    sent = mail.send(settings, mail.letter(settings, made.to, made.subject, made.text, made.name))
    outbox.note(Notice, ids, sent=sent)
    return int(sent)
