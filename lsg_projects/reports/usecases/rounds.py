"""What the worker does beside printing: says that it is alive, and takes up each day's work once."""

from __future__ import annotations

from sqlalchemy.dialects import postgresql, sqlite

from lsg_projects.delivery import usecases as delivery
from lsg_projects.kit.work import Work
from lsg_projects.reports.models import DailyRound, Heartbeat
from lsg_projects.reports.queries.runs import WORKER


def beat(unit: Work, detail: str) -> None:
    """Write the worker's heartbeat, which pages and health checks read."""
    unit.session.merge(Heartbeat(name=WORKER, at=unit.now, detail=detail[:200]))


def take_up_day(unit: Work) -> int | None:
    """Compute all delivery states anew, once a local day; gives how many changed, or nothing where it is done.

    Whoever inserts the day's row first does the work, in the same transaction: a crash leaves the day open.
    """
    make = postgresql.insert if unit.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    taken = make(DailyRound).values(day=unit.today.isoformat(), at=unit.now).on_conflict_do_nothing()
    if not unit.session.execute(taken.returning(DailyRound.day)).all():
        return None
    return delivery.refresh_all(unit)
