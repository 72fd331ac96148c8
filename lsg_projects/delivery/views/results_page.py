"""The page of a project's results: open periods with their forms, values that wait, indicators by period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import url_for

from lsg_projects.delivery.forms import JudgeForm, SendForm, ValuesForm, values_form
from lsg_projects.delivery.views.frame import Opened
from lsg_projects.domain.access import Action, Subject, may
from lsg_projects.domain.periods import Period
from lsg_projects.domain.results import PeriodState, Value, ValueState
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.strategy import letters, queries
from lsg_projects.strategy.letters import Told
from lsg_projects.strategy.queries import Measured, Slot
from lsg_projects.territories import queries as territories
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language


@dataclass(frozen=True)
class OpenPeriod:
    """A period that takes values: until when, its form, and how many drafts wait to be sent."""

    period: Period
    closes: str
    rows: tuple[tuple[Told, Slot], ...]
    form: ValuesForm | None
    send: SendForm | None
    drafts: int


@dataclass(frozen=True)
class Waiting:
    """A value that waits for its approval, beside the one before and the target."""

    value: Value
    told: Told
    period: Period
    before: Value | None
    target: str
    mine: bool
    """The reader typed or sent it, and so may not approve it."""


@dataclass(frozen=True)
class ResultsPage:
    """The indicators of a project with their periods and forms."""

    at: Opened
    told: tuple[tuple[Told, Measured], ...]
    open_ones: tuple[OpenPeriod, ...]
    waiting: tuple[Waiting, ...]
    judge: JudgeForm | None
    corrects: bool
    errors: list[tuple[str, str]]
    places: Mapping[str, Tri]

    def links(self, told: Told, measured: Measured) -> list[str]:
        """Give the address of a correction for each line of an indicator, empty where none may be written now."""
        if not self.corrects:
            return []
        return [
            url_for("delivery.correcting", code=self.at.head.code, period=str(slot.period), key=told.key)
            if slot.correctable
            else ""
            for slot in measured.slots
        ]

    def part_name(self, key: str) -> str:
        """Name a part of a value."""
        return letters.part_name(key, language(), self.places)


def results_page(
    at: Opened, typed: tuple[str, ValuesForm] | None = None, judged: JudgeForm | None = None
) -> ResultsPage:
    """Make the page, with a form as it was typed where one was refused."""
    sheet, places = sheet_of(at), places_of(at)
    told = tuple((letters.told(one, language(), places, open_periods=True), one) for one in sheet)
    waiting = waiting_values(at, sheet)
    judge = judged or judge_form(waiting, JudgeForm(formdata=None))
    errors = [*(typed[1].summary() if typed else []), *(judged.summary() if judged else [])]
    allowed = at.running and bool(may(Action.APPROVE_RESULT, current_actor(), Subject(at.head.unit_path)))
    return ResultsPage(
        at, told, tuple(_open_periods(at, told, places, typed)), waiting, judge if allowed and waiting else None,
        at.may(Action.SEND_RESULT), errors, places,
    )  # fmt: skip


def _open_periods(
    at: Opened, told: Iterable[tuple[Told, Measured]], places: Mapping[str, Tri], typed: tuple[str, ValuesForm] | None
) -> Iterable[OpenPeriod]:
    """Give the periods that take values now, the one that closes first before the others."""
    found: dict[Period, list[tuple[Told, Measured, Slot]]] = {}
    for said, one in told:
        for slot in one.slots:
            if slot.state is PeriodState.OPEN:
                found.setdefault(slot.period, []).append((said, one, slot))
    for period, rows in sorted(found.items(), key=lambda pair: pair[1][0][2].closes):
        yield _open_period(at, period, rows, places, typed)


def _open_period(
    at: Opened, period: Period, rows: list[tuple[Told, Measured, Slot]], places: Mapping[str, Tri],
    typed: tuple[str, ValuesForm] | None,
) -> OpenPeriod:  # fmt: skip
    editable = [(one, slot) for _said, one, slot in rows if slot.editable]
    form = typed[1] if typed and typed[0] == str(period) else None
    if form is None and editable and at.may(Action.ENTER_RESULT):
        form = values_form(editable, places, empty=True)
    drafts = sum(slot.newest is not None and slot.newest.state is ValueState.DRAFT for _one, slot in editable)
    send = SendForm(formdata=None) if drafts and at.may(Action.SEND_RESULT) else None
    closes = formats(language()).day(rows[0][2].closes)
    return OpenPeriod(period, closes, tuple((said, slot) for said, _one, slot in rows), form, send, drafts)


def waiting_values(at: Opened, sheet: Iterable[Measured]) -> tuple[Waiting, ...]:
    """Give the values that wait for their approval."""
    selves, places, fmt = current_actor().selves, places_of(at), formats(language())
    found = []
    for one in sheet:
        said = letters.told(one, language(), places, open_periods=True)
        for slot in one.slots:
            newest = slot.newest
            if newest is not None and newest.state is ValueState.PENDING:
                before = slot.current or one.before(slot.period)
                target = letters.target_text(one, slot, fmt)
                found.append(Waiting(newest, said, slot.period, before, target, bool(selves & newest.writers)))
    return tuple(found)


def judge_form(waiting: Iterable[Waiting], form: JudgeForm) -> JudgeForm:
    """Offer those values that the reader had no part in."""
    return form.furnish(
        (f"{each.value.id}:{each.value.version}", f"{each.told.title}, {each.period}")
        for each in waiting
        if not each.mine
    )


def sheet_of(at: Opened) -> tuple[Measured, ...]:
    """Give the indicators with their periods as of today."""
    return queries.sheet(session(), at.head, clock.today())


def places_of(at: Opened) -> Mapping[str, Tri]:
    """Give the names of the villages, for values that are told by village."""
    return {unit.kato: unit.name for unit in territories.units_under(session(), at.head.unit_path)}
