"""One page of the register as a citizen asked for it: rows, counts of the filters, names of the territories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from lsg_projects.register.queries import facets, lists, places
from lsg_projects.register.queries.filters import Filters, Reading
from lsg_projects.territories.queries import Unit

BLOCK = 500
"""Rows that one question of a long download reads."""


@dataclass(frozen=True)
class Found:
    """What was asked, what of it meant nothing, and what was found."""

    filters: Filters
    ignored: tuple[tuple[str, str], ...]
    page: lists.Page
    counts: facets.Counts
    units: Mapping[str, Unit]
    """Territories by their codes: those chosen and those offered."""
    top: Unit | None
    near: tuple[Unit, ...] = ()
    """Territories whose names are near to the words, where nothing was found."""


def search(session: Session, reading: Reading, size: int, limit: int) -> Found:
    """Find published projects with the counts of every filter; an unknown territory or cursor is told back."""
    asked, filters, chosen = _known(session, reading)
    top = places.top(session)
    place = lists.place_of(filters.order, asked.after, asked.before)
    page = lists.page_of(session, filters, chosen, place, size, limit)
    if not page.rows and place is not None:  # behind the last row: somebody's old address
        page = lists.page_of(session, filters, chosen, None, size, limit)
    counts = facets.counts(session, filters, chosen, top)
    units = {unit.kato: unit for unit in chosen} | places.named(session, counts.get("territory", ()))
    near = places.near(session, top, filters.q) if filters.q and not page.rows else ()
    return Found(filters, _cursor_told(asked, place), page, counts, units, top, near)


def rows(session: Session, reading: Reading, size: int, limit: int) -> tuple[lists.Page, tuple[tuple[str, str], ...]]:
    """Find published projects without counting filters, for programs."""
    asked, filters, chosen = _known(session, reading)
    place = lists.place_of(filters.order, asked.after, asked.before)
    return lists.page_of(session, filters, chosen, place, size, limit), _cursor_told(asked, place)


def every(session: Session, reading: Reading) -> Iterator[lists.Row]:
    """Give all published projects that fit, block by block, so that no long reading stands open."""
    _asked, filters, chosen = _known(session, reading)
    place: lists.Place | None = None
    while True:
        page = lists.page_of(session, filters, chosen, place, BLOCK, 0)
        session.rollback()
        yield from page.rows
        if page.after is None:
            return
        place = lists.place_of(filters.order, page.after, "")


def _known(session: Session, reading: Reading) -> tuple[Reading, Filters, tuple[Unit, ...]]:
    """Leave out territories that do not exist, and tell of them."""
    units = places.named(session, reading.filters.territory)
    unknown = tuple(("territory", kato) for kato in reading.filters.territory if kato not in units)
    known = tuple(kato for kato in reading.filters.territory if kato in units)
    filters = replace(reading.filters, territory=known)
    told = replace(reading, filters=filters, ignored=(*reading.ignored, *unknown))
    return told, filters, tuple(units[kato] for kato in known)


def _cursor_told(reading: Reading, place: lists.Place | None) -> tuple[tuple[str, str], ...]:
    if place is None and (reading.after or reading.before):
        return (*reading.ignored, ("after" if reading.after else "before", ""))
    return reading.ignored
