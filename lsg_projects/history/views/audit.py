"""The auditor's question: who approved what in a period, as page and spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import Action, may, scope
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.figures.audit import AuditRow, Total, totals
from lsg_projects.domain.money import parse_thousand
from lsg_projects.domain.states import Level
from lsg_projects.domain.text import Tri
from lsg_projects.history.queries.audit import Period, Wanted, decisions
from lsg_projects.history.sheets import spreadsheet
from lsg_projects.history.views.frame import blueprint
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.territories import queries as territories
from lsg_projects.web.doors import open_to
from lsg_projects.web.errors import said
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page, t

SHOWN = 60
"""Rows of the page; the spreadsheet holds all of them."""


@dataclass(frozen=True)
class Typed:
    """What stands in the fields, as typed."""

    first: str
    last: str
    okrug: str
    least: str
    flagged: bool


@dataclass(frozen=True)
class AuditPage:
    """Decisions of the period with totals."""

    typed: Typed
    okrugs: tuple[tuple[str, Tri], ...]
    rows: tuple[AuditRow, ...]
    count: int
    totals: tuple[Total, ...]
    flagged: int
    deputies: int
    sheet: str
    may_print: bool
    errors: list[tuple[str, str]]


@blueprint.get("/audit")
@open_to(Action.READ_JOURNAL)
def audit() -> ResponseReturnValue:
    """Show the decisions of a period; without one, those of the present year."""
    typed = _typed()
    wanted, errors = _wanted(typed)
    rows = decisions(session(), wanted) if wanted else ()
    shown = AuditPage(
        typed, _okrugs(), tuple(reversed(rows))[:SHOWN], len(rows), totals(rows), sum(bool(row.flags) for row in rows),
        sum(bool(row.order) for row in rows), _sheet(),
        bool(may(Action.ORDER_AUDIT, current_actor())), errors,
    )  # fmt: skip
    return page("history/audit.html", shown, 422 if errors else 200)


@blueprint.get("/audit.xlsx")
@open_to(Action.READ_JOURNAL)
def audit_sheet() -> ResponseReturnValue:
    """Give the same decisions as a spreadsheet."""
    typed = _typed()
    wanted, errors = _wanted(typed)
    if wanted is None:
        raise Incomplete("history.bad_period", v=errors[0][1])
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = Response(spreadsheet(decisions(session(), wanted), language()), mimetype=media)
    name = f"approvals-{wanted.period.first.isoformat()}-{wanted.period.last.isoformat()}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _sheet() -> str:
    """Give the address of the spreadsheet of the same question."""
    return f"{url_for('history.audit_sheet')}?{urlencode(list(request.args.items()))}"


def _typed() -> Typed:
    given, today = request.args, clock.today()
    return Typed(
        given.get("first", f"{today.year}-01-01")[:20], given.get("last", today.isoformat())[:20],
        given.get("okrug", "")[:12], given.get("least", "")[:30], "flagged" in given,
    )  # fmt: skip


def _wanted(typed: Typed) -> tuple[Wanted | None, list[tuple[str, str]]]:
    """Read the fields; what cannot be read is said at its field."""
    errors: list[tuple[str, str]] = []
    first, last = _day(typed.first), _day(typed.last)
    errors += [(name, t("history.audit.bad_day")) for name, day in (("first", first), ("last", last)) if day is None]
    if first and last and first > last:
        errors.append(("last", t("history.audit.bad_order")))
    least, paths = 0, scope(current_actor())
    try:
        least = parse_thousand(typed.least) if typed.least.strip() else 0
        paths = _path(typed.okrug) if typed.okrug else paths
    except Incomplete as refusal:
        errors.append(("least", said(refusal)))
    if errors or first is None or last is None:
        return None, errors
    return Wanted(Period(first, last), paths, least, typed.flagged), []


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _path(kato: str) -> tuple[str, ...]:
    """Give the subtree of a chosen rural district; one outside the reader's territories holds nothing."""
    return tuple(path for known, path in _units() if known == kato)


def _units() -> list[tuple[str, str]]:
    paths = scope(current_actor()) or ("",)
    return [(one.kato, one.path) for path in paths for one in territories.units_under(session(), path, Level.OKRUG)]


def _okrugs() -> tuple[tuple[str, Tri], ...]:
    paths = scope(current_actor()) or ("",)
    found = {one.kato: one.name for path in paths for one in territories.units_under(session(), path, Level.OKRUG)}
    return tuple(sorted(found.items(), key=lambda each: each[1].pick(language())))
