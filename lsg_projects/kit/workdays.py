"""The working days of Kazakhstan: weekends, public holidays and moved days, as `domain.calendar` asks for them."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

import holidays

from lsg_projects.domain.calendar import weekend
from lsg_projects.domain.errors import Incomplete
from lsg_projects.resources import folder

_COUNTRY = "KZ"


def day_off(day: date) -> bool:
    """Tell whether offices are closed on *day*: the installation's own list first, then the holidays of the country."""
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
