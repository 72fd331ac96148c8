"""Figures of monitoring frames: typed in or brought in as a table, each with the source that it was taken from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.actor import Actor
from lsg_projects.domain.errors import Incomplete, Missing, Problem
from lsg_projects.domain.events import INSTALLATION, Event
from lsg_projects.domain.identifiers import valid_kato
from lsg_projects.domain.personal import looks_personal
from lsg_projects.domain.tables import ImportAnswer, Remark, Row, Table, by_row, failed
from lsg_projects.domain.text import clean
from lsg_projects.kit import strategies
from lsg_projects.kit.work import Work
from lsg_projects.strategy.models import FrameFigure
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit

KINDS = ("target", "baseline", "actual")
YEARS = (1991, 2100)
LARGEST = Decimal(10) ** 12
HEADINGS = {
    "frame": ("frame", "шеңбер", "рамка"),
    "indicator": ("indicator", "көрсеткіш", "показатель"),
    "kato": ("kato", "әаож", "като"),
    "year": ("year", "жыл", "год"),
    "kind": ("kind", "түрі", "вид"),
    "value": ("value", "мәні", "значение"),
    "source": ("source", "дереккөз", "источник"),
}
_WORDS = {
    "нысаналы мән": "target", "целевое значение": "target", "цель": "target",
    "бастапқы мән": "baseline", "исходное значение": "baseline",
    "нақты мән": "actual", "фактическое значение": "actual", "факт": "actual",
}  # fmt: skip


@dataclass(frozen=True)
class SetFigure:
    """A target, baseline or official value of an indicator for a territory and a year."""

    frame: str
    indicator: str
    kato: str
    year: int | None
    kind: str
    value: Decimal | None
    source: str


@dataclass(frozen=True)
class _Intent:
    """A figure that a row would store, and what it replaces."""

    row: int
    command: SetFigure
    unit: Unit
    known: FrameFigure | None

    @property
    def same(self) -> bool:
        """Tell whether the newest figure says this already."""
        known = self.known
        return known is not None and (known.value, known.source) == (self.command.value, self.command.source)


def set_figure(unit: Work, command: SetFigure) -> bool:
    """Store a figure and give whether it is new; refuses (Incomplete) one without a source."""
    place = territories.unit(unit.session, command.kato)
    require(Action.SET_FRAME, unit.actor, Subject(place.path, name=f"frame:{command.frame}"))
    if problems := tuple(_problems(command)):
        raise Incomplete("results.incomplete", problems, n=len(problems))
    intent = _Intent(0, command, place, _newest(unit.session, command, place))
    if intent.same:
        return False
    _store(unit, intent)
    return True


def _problems(command: SetFigure) -> Iterator[Problem]:
    """Name what is wrong with a figure, each at its field."""
    frame = strategies.frame(command.frame)
    indicator = frame.indicator(command.indicator) if frame else None
    if indicator is None:
        yield Problem("indicator", "results.unknown_indicator", {"v": f"{command.frame}/{command.indicator}"[:80]})
    elif indicator.computed and command.kind == "actual":
        yield Problem("kind", "results.computed")
    if command.kind not in KINDS:
        yield Problem("kind", "results.unknown_kind", {"v": command.kind[:40]})
    if command.year is None or not YEARS[0] <= command.year <= YEARS[1]:
        yield Problem("year", "shared.year_range", {"a": YEARS[0], "b": YEARS[1]})
    if command.value is None or abs(command.value) > LARGEST:
        yield Problem("value", "results.no_figure")
    if not command.source:
        yield Problem("source", "results.no_source")
    elif looks_personal(command.source):
        yield Problem("source", "delivery.personal")


def _newest(session: Session, command: SetFigure, place: Unit) -> FrameFigure | None:
    rows = select(FrameFigure).where(
        FrameFigure.frame == command.frame, FrameFigure.indicator == command.indicator,
        FrameFigure.unit_id == place.id, FrameFigure.year == command.year, FrameFigure.kind == command.kind,
    )  # fmt: skip
    return session.scalar(rows.order_by(FrameFigure.id.desc()).limit(1))


def _store(unit: Work, intent: _Intent) -> None:
    command = intent.command
    unit.add(
        FrameFigure(
            frame=command.frame, indicator=command.indicator, unit_id=intent.unit.id, year=command.year,
            kind=command.kind, value=command.value, source=command.source, recorded_at=unit.now,
            person_id=unit.actor.person_id,
        )
    )  # fmt: skip
    body = {
        "indicator": f"{command.frame}/{command.indicator}", "year": command.year, "kind": command.kind,
        "value": command.value, "source": command.source,
    }  # fmt: skip
    unit.tell(Event(INSTALLATION, "results.figure_set", f"frame:{command.frame}:{intent.unit.kato}", body))


def preview_figures(session: Session, actor: Actor, table: Table) -> ImportAnswer:
    """Say what `import_figures` would do; nothing is stored."""
    return _work_out(session, actor, table)[0]


def import_figures(unit: Work, table: Table) -> ImportAnswer:
    """Store the figures of a table; with any error nothing is stored, and the same table again changes nothing."""
    answer, intents = _work_out(unit.session, unit.actor, table)
    if answer.ok:
        for intent in intents:
            if not intent.same:
                _store(unit, intent)
    return answer


def _work_out(session: Session, actor: Actor, table: Table) -> tuple[ImportAnswer, list[_Intent]]:
    missing = [name for name, words in HEADINGS.items() if not any(table.has(word) for word in words)]
    if missing:
        raise Incomplete("results.unknown_shape", headings=", ".join(table.headings)[:200])
    errors: list[Remark] = []
    intents: list[_Intent] = []
    seen: dict[tuple[object, ...], int] = {}
    for row in table.rows:
        command = _read(row)
        found = list(_faults(session, actor, row, command))
        place = (command.frame, command.indicator, command.kato, command.year, command.kind)
        if not found and seen.setdefault(place, row.number) != row.number:
            found = [failed(row.number, "results.repeated", first=seen[place])]
        errors += found
        if not found:
            unit = territories.unit(session, command.kato)
            intents.append(_Intent(row.number, command, unit, _newest(session, command, unit)))
    if errors:
        return ImportAnswer("targets", len(table.rows), errors=by_row(errors)), []
    fresh = [one for one in intents if one.known is None]
    same = [one for one in intents if one.same]
    changed = len(intents) - len(fresh) - len(same)
    return ImportAnswer("targets", len(table.rows), len(fresh), changed, len(same)), intents


def _read(row: Row) -> SetFigure:
    cells = {name: clean(row.get(*words)) for name, words in HEADINGS.items()}
    kind = cells["kind"].lower()
    return SetFigure(
        frame=cells["frame"], indicator=cells["indicator"], kato=cells["kato"],
        year=int(cells["year"]) if cells["year"].isascii() and cells["year"].isdigit() else None,
        kind=_WORDS.get(kind, kind), value=_number(cells["value"]), source=cells["source"][:300],
    )  # fmt: skip


def _number(text: str) -> Decimal | None:
    """Read a number with a comma or a point; anything else is none."""
    try:
        found = Decimal(text.replace(" ", "").replace(",", ".").replace("\u2212", "-"))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _faults(session: Session, actor: Actor, row: Row, command: SetFigure) -> Iterator[Remark]:
    """Give the errors of a row: what is wrong with the figure, and a territory that is unknown or not the reader's."""
    for problem in _problems(command):
        yield failed(row.number, problem.code, **problem.details)
    if not valid_kato(command.kato):
        yield failed(row.number, "territories.bad_kato", v=command.kato[:40])
        return
    try:
        unit = territories.unit(session, command.kato)
        require(Action.SET_FRAME, actor, Subject(unit.path, name=f"frame:{command.frame}"))
    except Missing:
        yield failed(row.number, "results.unknown_place", v=command.kato)
