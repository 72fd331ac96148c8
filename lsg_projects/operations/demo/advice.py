"""Recommendations of the demonstration: recorded by the assembly's secretary, approved, answered, fulfilled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from lsg_projects.domain.recommendation import Reply, Verdict, Words
from lsg_projects.domain.text import Tri
from lsg_projects.kit.work import Work
from lsg_projects.operations.demo.acts import Cast
from lsg_projects.operations.demo.stories import table
from lsg_projects.recommendations import queries, usecases
from lsg_projects.territories import queries as territories

Act = Callable[[Work, Cast], None]


def acts() -> Iterator[tuple[Act, int, str, date]]:
    """Give every act with its hour, by whom and on which day."""
    for session in table("recommendations")["session"]:
        secretary, akim = f"assembly.{session['okrug']}", f"akim.{session['okrug']}"
        for number, row in enumerate(session["recommendation"], 1):
            yield partial(_record, session, row), 10, secretary, session["recorded"]
            if "answered" in row:
                yield partial(_answer, session, number, row), 15, akim, row["answered"]
            if "done" in row:
                yield partial(_done, session, number, row), 16, akim, row["done_on"]
        if "minutes" in session:
            yield partial(_give, session), 16, secretary, session["approved"]


def _record(session: Any, row: Any, unit: Work, cast: Cast) -> None:
    project = cast.codes[row["project"]] if "project" in row else ""
    words = Words(Tri.of(row["text"]), row.get("due"))
    usecases.record(unit, usecases.Record(session["kato"], session["period"], words, project))


def _give(session: Any, unit: Work, _cast: Cast) -> None:
    place = territories.unit(unit.session, session["kato"])
    shown = tuple((each.id, each.revision) for each in queries.drafts(unit.session, place.id, session["period"]))
    given = usecases.Give(session["kato"], session["period"], shown, session["minutes"], session["approved"])
    usecases.give(unit, given)


def _answer(session: Any, number: int, row: Any, unit: Work, _cast: Cast) -> None:
    found = _find(unit, session, number)
    reply = Reply(Verdict(row["verdict"]), Tri.of(row["reason"]), Tri.of(row.get("action")), row.get("until"))
    usecases.answer(unit, usecases.Answer(found.id, found.revision, reply))


def _done(session: Any, number: int, row: Any, unit: Work, _cast: Cast) -> None:
    found = _find(unit, session, number)
    usecases.report_done(unit, usecases.Done(found.id, found.revision, Tri.of(row["done"]), row["done_on"]))


def _find(unit: Work, session: Any, number: int) -> queries.Facts:
    place = territories.unit(unit.session, session["kato"])
    given = queries.public(unit.session, place.id)
    return next(each for each in given if (each.period, each.number) == (session["period"], number))
