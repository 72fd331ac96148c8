"""Letters that are due: taken by one worker, sent with no transaction open, and noted; what broke off is tried again.

Each table of letters has the columns ``letter``, ``attempts`` and ``tried_at``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, or_, update

from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.errors import Stale
from lsg_projects.kit.work import Work, work

AGAIN = timedelta(minutes=15)
MAX_ATTEMPTS = 5


def due(table: Any, now: datetime) -> Any:
    """Give the condition for letters that wait, or whose sending broke off some time ago.

    A sending that began long after *now* was noted by a clock that has been set back since: it broke off too.
    """
    broke_off = or_(table.tried_at < now - AGAIN, table.tried_at > now + AGAIN)
    return or_(table.letter == "waiting", (table.letter == "sending") & broke_off)


def take(table: Any, ids: Sequence[int]) -> bool:
    """Take the letters for sending, all of them; false where another worker is at one of them."""
    try:
        with work(SYSTEM) as unit:
            _take(unit, table, ids)
    except Stale:
        return False
    return True


def _take(unit: Work, table: Any, ids: Sequence[int]) -> None:
    taken = unit.session.execute(
        update(table)
        .where(table.id.in_(ids), due(table, unit.now))
        .values(letter="sending", tried_at=unit.now, attempts=table.attempts + 1)
        .execution_options(synchronize_session=False)
        .returning(table.id)
    )
    if len(taken.all()) != len(ids):
        raise Stale("shared.outdated")


def note(table: Any, ids: Sequence[int], *, sent: bool) -> None:
    """Note how the sending went; after some tries a letter is given up."""
    with work(SYSTEM) as unit:
        failed = case((table.attempts >= MAX_ATTEMPTS, "failed"), else_="sending")
        unit.session.execute(
            update(table)
            .where(table.id.in_(ids), table.letter == "sending")
            .values(letter="sent" if sent else failed)
            .execution_options(synchronize_session=False)
        )
