"""Time lines: the control points of a project and how work and money grew; the projects of a district side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.delivery import queries
from lsg_projects.delivery.queries import DeliveryView
from lsg_projects.delivery.views.frame import Opened, blueprint, opened
from lsg_projects.domain import delivery as rules
from lsg_projects.domain.access import Action
from lsg_projects.domain.delivery import Bar, EarnedValue, Scale
from lsg_projects.domain.states import Approval, Delivery
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.kit.workdays import day_off
from lsg_projects.projects import queries as projects
from lsg_projects.projects.queries import ProjectHead
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page, t

ROWS = 40
_BACK = timedelta(days=730)
_LAST_NAMED = 880
"""Thousandths of the line; the name of a later month would run into the next column."""
_STATES = (
    Delivery.LATE,
    Delivery.STALLED,
    Delivery.AT_RISK,
    Delivery.ON_TRACK,
    Delivery.NOT_STARTED,
    Delivery.FINISHED,
)


@dataclass(frozen=True)
class Row:
    """One line of a time line, named, with its slip in words."""

    bar: Bar
    title: Tri
    href: str
    sentence: str
    slip: str
    tone: str
    head: ProjectHead | None = None


@dataclass(frozen=True)
class Frame:
    """What all lines share: the days between which they are drawn, named months, and today."""

    scale: Scale
    months: tuple[tuple[float, str], ...]
    today: float | None


@dataclass(frozen=True)
class SchedulePage:
    """The time line of a project, its curves, and what its work is worth."""

    at: Opened
    rows: tuple[Row, ...]
    frame: Frame
    earned: EarnedValue
    verdict: str
    money: str
    series: tuple[dict[str, Any], ...]
    labels: tuple[str, ...]
    points: tuple[queries.Point, ...]


@dataclass(frozen=True)
class GanttPage:
    """The projects of a territory on one time line."""

    rows: tuple[Row, ...]
    frame: Frame
    states: tuple[tuple[str, str, bool], ...]
    state: Delivery | None
    after: str | None


@blueprint.get("/office/projects/<code>/schedule")
@open_to(Action.READ_PROJECT)
def schedule(code: str) -> ResponseReturnValue:
    """Show the control points of a project against the calendar."""
    at, today = opened(code, "schedule"), clock.today()
    view = at.view
    found = rules.bars((row.view for row in view.milestones), view.start, today, day_off)
    titles = {row.view.key: row.title for row in view.milestones}
    href = url_for("delivery.project", code=at.head.code)
    points = queries.curve(session(), at.head.id, today)
    earned = rules.earned_value(view.amount, view.schedule_percent, view.percent, view.paid)
    shown = SchedulePage(
        at=at,
        rows=tuple(_row(bar, titles[bar.name], f"{href}#m-{bar.name}", today) for bar in found),
        frame=_frame(found, today),
        earned=earned,
        verdict=_verdict(earned),
        money=_money(earned),
        series=_series(points),
        labels=tuple(f"{point.day:%m.%y}" for point in points),
        points=points,
    )
    return page("delivery/schedule.html", shown)


@blueprint.get("/office/gantt")
@open_to(Action.READ_PROJECT)
def gantt() -> ResponseReturnValue:
    """Show the projects that one may see on one time line; ``?state=`` chooses a state of delivery."""
    today = clock.today()
    asked = request.args.get("state", "")
    state = Delivery(asked) if asked in {each.value for each in _STATES} else None
    filters = projects.Filters(
        territory=request.args.get("territory", "")[:9], approval=Approval.APPROVED, delivery=state, order="code",
        after=request.args.get("after", ""), size=ROWS,
    )  # fmt: skip
    part, _ = projects.page_of(session(), current_actor(), filters)
    views = queries.facts_of(session(), [head.id for head in part.rows], today)
    rows = tuple(row for head in part.rows if (row := _project_row(head, views[head.id], today)))
    links = [("", t("delivery.schedule.all"), state is None)]
    links += [(each.value, t(f"status.delivery.{each}"), each is state) for each in _STATES]
    frame = _frame([row.bar for row in rows], today, _BACK)
    return page("delivery/gantt.html", GanttPage(rows, frame, tuple(links), state, part.after))


def _project_row(head: ProjectHead, view: DeliveryView, today: date) -> Row | None:
    """Give a project's bar; one without a dated control point has none."""
    if view.planned_end is None:
        return None
    dues = [row.view.due for row in view.milestones if row.view.due]
    begins = min([*([view.start] if view.start else []), *dues])
    met = [row.view.met_on for row in view.milestones]
    done = max((day for day in met if day), default=None) if all(met) else None
    expected = done or view.expected_end or view.planned_end
    slip = rules.slip(view.planned_end, expected, day_off)
    bar = Bar(head.code, begins, view.planned_end, expected, done, slip)
    row = _row(bar, head.title, url_for("delivery.schedule", code=head.code), today)
    return Row(row.bar, row.title, row.href, row.sentence, row.slip, row.tone, head)


def _row(bar: Bar, title: Tri, href: str, today: date) -> Row:
    fmt = formats(language())
    slip = _slip(bar)
    sentence = t(
        "delivery.schedule.sentence", title=title.pick(language()), a=fmt.day(bar.begins), b=fmt.day(bar.planned),
        c=fmt.day(bar.expected), slip=slip,
    )  # fmt: skip
    late = bar.slip > 0
    tone = ("warn" if bar.done else "bad") if late else ("ok" if bar.done or bar.planned >= today else "")
    return Row(bar, title, href, sentence, slip, tone)


def _slip(bar: Bar) -> str:
    if bar.slip > 0:
        return t("delivery.schedule.was_later" if bar.done else "delivery.schedule.later", n=bar.slip)
    if bar.slip < 0:
        return t("delivery.schedule.sooner", n=-bar.slip)
    return t("delivery.schedule.met_in_time" if bar.done else "delivery.schedule.in_time")


def _frame(found: Iterable[Bar], today: date, back: timedelta | None = None) -> Frame:
    whole = rules.scale(found, today, back)
    places = ((whole.at(day), f"{day:%m.%Y}") for day in whole.months())
    named = tuple((place, word) for place, word in places if place <= _LAST_NAMED)
    return Frame(whole, named, whole.at(today) if whole.first <= today <= whole.last else None)


def _verdict(earned: EarnedValue) -> str:
    if earned.spi is None:
        return t("delivery.schedule.not_due")
    if earned.behind == 0:
        return t("delivery.schedule.even")
    word = "delivery.schedule.behind" if earned.behind > 0 else "delivery.schedule.ahead"
    return t(word, n=abs(earned.behind))


def _money(earned: EarnedValue) -> str:
    if earned.paid <= 0:
        return t("delivery.schedule.nothing_paid")
    fmt = formats(language())
    if earned.ahead_of_work > 0:
        return t("delivery.schedule.paid_more", x=fmt.money(earned.ahead_of_work))
    return t("delivery.schedule.paid_less", x=fmt.money(-earned.ahead_of_work))


def _series(points: Iterable[queries.Point]) -> tuple[dict[str, Any], ...]:
    rows = list(points)
    found = [
        {"label": t("delivery.schedule.line_plan"), "tone": "ink", "points": [row.planned for row in rows]},
        {"label": t("delivery.schedule.line_work"), "tone": "primary", "points": _known(row.done for row in rows)},
        {"label": t("delivery.schedule.line_money"), "tone": "transfer", "points": _known(row.paid for row in rows)},
    ]
    return tuple(line for line in found if line["points"])


def _known(values: Iterable[Any]) -> list[float]:
    return [float(value) for value in values if value is not None]
