"""The indicators of a period over all projects that the reader may see: who gave a value, who did not, until when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain import periods
from lsg_projects.domain.access import Action, Subject, may
from lsg_projects.domain.periods import Length, Period
from lsg_projects.domain.results import PeriodState, closes_on, period_state, target_for
from lsg_projects.domain.states import Level
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.strategy import queries, usecases
from lsg_projects.strategy.forms import EndForm
from lsg_projects.strategy.queries import Measured, Slot, Tracked
from lsg_projects.strategy.views.frame import blueprint
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit
from lsg_projects.web import deed
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page

_QUARTERS, _YEARS = 4, 2


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator of one project in the period."""

    code: str
    title: Tri
    okrug: Tri
    indicator: Tri
    unit: Tri
    baseline: str
    target: str
    value: str
    state: str
    """The state of the newest value, or ``missing``."""


@dataclass(frozen=True)
class District:
    """A district with the last day of the period, and the form of those who may move it."""

    unit: Unit
    closes: date
    state: PeriodState
    form: EndForm | None


@dataclass(frozen=True)
class IndicatorsPage:
    """The list of a period."""

    period: Period
    periods: tuple[Period, ...]
    rows: tuple[IndicatorRow, ...]
    approved: int
    missing: tuple[tuple[str, Tri], ...]
    """Projects that owe a value."""
    districts: tuple[District, ...]
    more: str | None
    errors: list[tuple[str, str]]


@blueprint.get("/indicators")
@open_to(Action.READ_PROJECT)
def indicators() -> ResponseReturnValue:
    """List the indicators of a period, that of the year just ended where none is named."""
    return page("strategy/indicators.html", _page(_asked()))


@blueprint.post("/indicators/<kato>/<period>")
@open_to(Action.KEEP_PERIOD)
def set_end(kato: str, period: str) -> ResponseReturnValue:
    """Move the last day of a period of a district."""
    form, asked = EndForm().name(), periods.parse(period)
    return deed.done(
        form, lambda unit: usecases.set_end(unit, form.command(kato, str(asked))), "results.said.period_set",
        url_for("strategy.indicators", period=str(asked)),
        lambda: page("strategy/indicators.html", _page(asked, (kato, form)), 422),
    )  # fmt: skip


def _asked() -> Period:
    """Read the period of the address; one that is none of ours is the year just ended."""
    typed = request.args.get("period", "")
    return next((one for one in _offered() if str(one) == typed), _offered()[0])


def _offered() -> tuple[Period, ...]:
    """Give the periods to choose from: the last years and quarters that have ended, and those that run."""
    today = clock.today()
    found = []
    for length, count in ((Length.YEAR, _YEARS), (Length.QUARTER, _QUARTERS)):
        period = periods.of(today, length)
        for _ in range(count + 1):
            found.append(period)
            period = period.previous
    ended = [one for one in found if one.end < today]
    return (*ended, *(one for one in found if one.end >= today))


def _page(period: Period, typed: tuple[str, EndForm] | None = None) -> IndicatorsPage:
    actor, today = current_actor(), clock.today()
    found = queries.of_actor(session(), actor, today, request.args.get("after", "")[:20])
    shown = found[: queries.PAGE]
    okrugs = territories.units(session(), {one.unit_id for one in shown})
    rows = [
        (one, _row(one, at, slot, okrugs))
        for one in shown
        for at in one.measured
        if (slot := at.slot(str(period))) is not None
    ]
    missing = {one.code: one.title for one, row in rows if row.state in ("missing", "draft", "returned")}
    return IndicatorsPage(
        period=period, periods=_offered(), rows=tuple(row for _one, row in rows),
        approved=sum(row.state == "approved" for _one, row in rows), missing=tuple(missing.items()),
        districts=tuple(_districts(shown, period, typed)),
        more=shown[-1].code if len(found) > queries.PAGE else None, errors=typed[1].summary() if typed else [],
    )  # fmt: skip


def _row(one: Tracked, at: Measured, slot: Slot, okrugs: dict[int, Unit]) -> IndicatorRow:
    fmt, target, newest = formats(language()), target_for(at.result, slot.period), slot.newest
    shown = slot.current or newest
    value = shown.value if shown else None
    return IndicatorRow(
        code=one.code, title=one.title, okrug=okrugs[one.unit_id].name, indicator=at.result.indicator or at.result.text,
        unit=at.result.unit, baseline=fmt.plain_number(at.result.baseline),
        target=fmt.plain_number(target.value) if target else "–", value=fmt.plain_number(value),
        state=newest.state.value if newest else "missing",
    )  # fmt: skip


def _districts(shown: Iterable[Tracked], period: Period, typed: tuple[str, EndForm] | None) -> Iterable[District]:
    """Give the districts of what is shown, each with its own last day."""
    today = clock.today()
    for path in sorted({_district_path(one.unit_path) for one in shown} - {""}):
        unit = territories.unit(session(), path.rpartition("/")[2])
        closes = closes_on(period, queries.ends_of(session(), path).get(str(period)))
        state = period_state(period, closes, today)
        form = typed[1] if typed and typed[0] == unit.kato else None
        keeps = may(Action.KEEP_PERIOD, current_actor(), Subject(unit.path))
        if form is None and keeps and state is not PeriodState.CLOSED:
            form = EndForm(formdata=None).name()
            form.closes_on.data = closes
        yield District(unit, closes, state, form)


def _district_path(unit_path: str) -> str:
    """Give the beginning of a path that ends with its district; nothing where it lies in none."""
    parts = unit_path.split("/")
    for place in range(1, len(parts) + 1):
        if territories.unit(session(), parts[place - 1]).level is Level.DISTRICT:
            return "/".join(parts[:place])
    return ""
