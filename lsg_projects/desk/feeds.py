"""The terms that wait for an official as an iCalendar feed (RFC 5545), for the calendar of a phone or a computer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event


@dataclass(frozen=True)
class Term:
    """One day in a calendar: a stable name, the day, what is due, and where it is done."""

    name: str
    day: date
    title: str
    text: str
    url: str


def calendar(title: str, terms: Iterable[Term], now: datetime, host: str) -> bytes:
    """Give the calendar file; a term keeps its name, so that a moved one moves in the reader's calendar too."""
    made = Calendar()
    made.add("prodid", "-//lsg_projects//terms//")
    made.add("version", "2.0")
    made.add("x-wr-calname", title)
    made.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    for term in terms:
        made.add_component(_event(term, now, host))
    return bytes(made.to_ical())


def _event(term: Term, now: datetime, host: str) -> Event:
    event = Event()
    event.add("uid", f"{term.name}@{host}")
    event.add("dtstamp", now.replace(microsecond=0))
    event.add("dtstart", term.day)
    event.add("dtend", term.day + timedelta(days=1))
    event.add("summary", term.title)
    event.add("description", term.text)
    event.add("url", term.url)
    event.add("transp", "TRANSPARENT")
    return event
