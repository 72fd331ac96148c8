"""The working days of Kazakhstan: weekends, public holidays and moved days, as `domain.calendar` asks for them.

What an administrator entered comes first, then the installation's own file, then the calendar of the country.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

import holidays
from sqlalchemy.orm import Session

from lsg_projects.domain.calendar import weekend
from lsg_projects.domain.errors import Incomplete
from lsg_projects.kit import db, installation
from lsg_projects.resources import folder

_COUNTRY = "KZ"
MOVED = "moved_days"
"""Name of the fact that holds the days an administrator entered: the day, whether it is off, and by which decision."""


def day_off(day: date) -> bool:
    """Tell whether offices are closed on *day*."""
    entered = moved_days().get(day.isoformat())
    return usually_off(day) if entered is None else bool(entered["off"])


def moved_days() -> Mapping[str, Mapping[str, Any]]:
    """Give the days that an administrator entered, by their ISO dates; none where no database is at hand.

    They are asked for thousands of times, so a transaction reads them once.
    """
    if not db.at_hand():
        return {}
    session = db.session()
    known: tuple[object, Mapping[str, Mapping[str, Any]]] | None = session.info.get(MOVED)
    if known is None or known[0] is not session.get_transaction():
        kept = installation.fact(session, MOVED)
        known = session.info[MOVED] = (session.get_transaction(), kept if isinstance(kept, dict) else {})
    return known[1]


def keep_moved_days(session: Session, days: Mapping[str, Mapping[str, Any]]) -> None:
    """Store the days that an administrator entered; the rest of this transaction counts by them."""
    installation.state(session, MOVED, dict(sorted(days.items())))
    session.info.pop(MOVED, None)


def usually_off(day: date) -> bool:
    """Tell whether offices are closed on *day* by the installation's file and the holidays of the country."""
    off, working = _exceptions()
    if day in off:
        return True
    if day in working:
        return False
    closed, worked = _year(day.year)
    return day in closed or (weekend(day) and day not in worked)


@functools.cache
def _year(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Give the public holidays of a year, and the weekend days that the Government made working days."""
    calendar = holidays.country_holidays(_COUNTRY, years=year)
    return frozenset(calendar), frozenset(getattr(calendar, "weekend_workdays", ()))


@functools.cache
def _exceptions() -> tuple[frozenset[date], frozenset[date]]:
    return read(tomllib.loads((folder("config") / "workdays.toml").read_text(encoding="utf-8")))


def read(data: Mapping[str, Any]) -> tuple[frozenset[date], frozenset[date]]:
    """Read the lists of days off and of worked weekends; refuses (Incomplete) what is not a date."""
    return _dates(data, "days_off"), _dates(data, "working_days")


def _dates(data: Mapping[str, Any], name: str) -> frozenset[date]:
    days = data.get(name, [])
    if not isinstance(days, list) or any(type(day) is not date for day in days):
        raise Incomplete("routes.workdays_file", name=name)
    return frozenset(days)
