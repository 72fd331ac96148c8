"""The clock: read here and nowhere else, and passed on as a value.

A demonstration states its own "today": a constant offset to the real clock, set once when its data are loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

ALMATY = ZoneInfo("Asia/Almaty")

_fixed: ContextVar[datetime | None] = ContextVar("fixed_moment", default=None)


class _Offset:
    """The distance between this installation's time and the real one."""

    value = timedelta(0)


def shift(offset: timedelta) -> None:
    """Set the installation's distance to the real time, for this process."""
    _Offset.value = offset


def machine() -> datetime:
    """Give the time of this machine itself, for certificates: others hold their dates against clocks of their own."""
    return datetime.now(UTC)


def now() -> datetime:
    """Give the present moment in UTC."""
    return _fixed.get() or datetime.now(UTC) + _Offset.value


def today() -> date:
    """Give the present day where the offices are."""
    return local_day(now())


def local(moment: datetime) -> datetime:
    """Give a moment as the offices' clocks show it."""
    return moment.astimezone(ALMATY)


def local_day(moment: datetime) -> date:
    """Give the day of a moment where the offices are."""
    return local(moment).date()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let the clock stand at *moment* within a block: for loading dated facts and for tests."""
    token = _fixed.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)
