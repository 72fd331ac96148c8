"""Importing a file of plans: names are never guessed, contradictions are kept and said, one error stores nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy.orm import Session

from lsg_projects.budgets import queries
from lsg_projects.budgets.usecases.plans import ADOPTED, REVISED, Intent, Recorded, RecordPlan, apply, intend
from lsg_projects.classifiers import queries as classifiers
from lsg_projects.domain import budget, plan_file
from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.actor import Actor
from lsg_projects.domain.budget import Contradiction
from lsg_projects.domain.classification import INCOME, Standing, category, printed, warning_of
from lsg_projects.domain.identifiers import valid_kato
from lsg_projects.domain.plan_file import PlanRecord
from lsg_projects.domain.states import Level
from lsg_projects.domain.tables import ImportAnswer, Remark, Table, by_row, failed
from lsg_projects.domain.territory import KnownName, match
from lsg_projects.kit.collector import without_collector
from lsg_projects.kit.work import Work
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit

_WARNINGS = {
    "total": "budgets.warning.total",
    "transfers": "budgets.warning.transfers",
    "balance": "budgets.warning.balance",
    "financing": "budgets.warning.financing",
    "lines": "budgets.warning.lines",
}


@dataclass(frozen=True)
class ImportPlan:
    """A file of plans of one district, with a person's answers to names that were not found."""

    table: Table
    district: str
    matches: Mapping[str, str] = field(default_factory=dict)
    """Name in the file -> KATO."""
    source: str = ""
    decision_no: str = ""
    decision_date: date | None = None
    kind: str = ""


@dataclass
class _Plan:
    """What a file would do."""

    intents: list[Intent] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    errors: list[Remark] = field(default_factory=list)

    def answer(self, rows: int) -> ImportAnswer:
        """Count the outcomes; with errors nothing counts as done."""
        warnings, errors = by_row(self.warnings), by_row(self.errors)
        if errors:
            return ImportAnswer("plan", rows, warnings=warnings, errors=errors)
        outcomes = [intent.outcome for intent in self.intents]
        created, updated, unchanged = (outcomes.count(each) for each in Recorded)
        return ImportAnswer("plan", rows, created, updated, unchanged, warnings)


def preview_plan(session: Session, actor: Actor, command: ImportPlan) -> ImportAnswer:
    """Say what `import_plan` would do; nothing is stored."""
    _require(session, actor, command.district)
    with without_collector():
        return _work_out(session, command).answer(len(command.table.rows))


def _require(session: Session, actor: Actor, district: str) -> None:
    path = territories.unit(session, district).path
    require(Action.IMPORT_PLAN, actor, Subject(path, name=f"budget:{district}"))


def import_plan(unit: Work, command: ImportPlan) -> ImportAnswer:
    """Store the plans of a file as versions; with any error nothing is stored."""
    _require(unit.session, unit.actor, command.district)
    territories.hold(unit.session, territories.unit(unit.session, command.district).path)
    with without_collector():
        plan = _work_out(unit.session, command)
        answer = plan.answer(len(command.table.rows))
        if answer.ok:
            apply(unit, plan.intents)
    return answer


def _work_out(session: Session, command: ImportPlan) -> _Plan:
    district = territories.unit(session, command.district)
    names = territories.known_names(session, district.path, Level.OKRUG)
    places = {unit.kato: unit for unit in territories.units_under(session, district.path, Level.OKRUG)}
    reading = plan_file.read(command.table)
    years = [record.year for record in reading.plans]
    known = queries.versions_between(session, district.path, min(years, default=0), max(years, default=0))
    foreign = _Foreign(session)
    plan = _Plan(errors=list(reading.errors), warnings=list(_totals(reading)))
    seen: dict[tuple[object, ...], int] = {}
    for record in reading.plans:
        kato = _place(record, command.matches, names, plan)
        if kato is None or not _once(record, kato, places, seen, plan, command.district):
            continue
        plan.warnings += _contradictions(record, foreign)
        versions = known.get((places[kato].id, record.year), ())
        plan.intents.append(intend(session, places[kato], _command(record, kato, command), versions))
    return plan


def _once(
    record: PlanRecord, kato: str, places: Mapping[str, Unit], seen: dict[tuple[object, ...], int], plan: _Plan,
    district: str,
) -> bool:  # fmt: skip
    """Note an error where the unit lies outside the district, or where the file holds the plan twice."""
    if kato not in places:
        plan.errors.append(failed(record.row, "budgets.outside", kato=kato, district=district))
        return False
    first = seen.setdefault((kato, record.year, record.decision.number, record.decision.day), record.row)
    if first != record.row:
        plan.errors.append(failed(record.row, "budgets.duplicate", kato=kato, year=record.year, first=first))
    return first == record.row


def _place(record: PlanRecord, matches: Mapping[str, str], names: tuple[KnownName, ...], plan: _Plan) -> str | None:
    """Find the unit of a row by its code, by a person's answer, or by its exact name or alias; else say who is near."""
    answered = record.kato or matches.get(record.place, "")
    if answered:
        if valid_kato(answered):
            return answered
        plan.errors.append(failed(record.row, "territories.bad_kato", v=answered[:40]))
        return None
    found = match(record.place, names)
    if found.kato is None:
        near = [{"kato": each.kato, "name": each.name, "distance": each.distance} for each in found.candidates]
        named = ", ".join(f"{each.name} ({each.kato})" for each in found.candidates) or "-"
        plan.errors.append(
            failed(record.row, "budgets.unknown_name", name=record.place, near=named, candidates=tuple(near))
        )
    elif found.by_alias:
        official = next(each.name for each in names if each.kato == found.kato)
        details = {"name": record.place, "kato": found.kato, "unit": official}
        plan.warnings.append(Remark(record.row, "alias", "budgets.warning.alias", details))
    return found.kato


def _command(record: PlanRecord, kato: str, command: ImportPlan) -> RecordPlan:
    """Make the order to record a plan; what the importer says of the act goes before what the file says."""
    decision = record.decision
    kind = command.kind or (REVISED if decision.revised else ADOPTED)
    return RecordPlan(
        kato=kato,
        year=record.year,
        decision_no=command.decision_no or decision.number or command.source[:60],
        decision_date=command.decision_date or decision.day,
        kind=kind,
        source=record.source or command.source,
        figures=record.figures,
        lines=record.lines,
        by_lines=bool(record.lines),
    )


def _contradictions(record: PlanRecord, foreign: _Foreign) -> Iterator[Remark]:
    """Say every pair of sums that differ, and codes that a 4th-level budget of that year does not have."""
    where = {"place": record.place or record.kato, "year": record.year}
    for each in budget.contradictions(record.figures):
        yield _two_sums(record.row, each, where)
    for subtotal, contradiction in budget.line_contradictions(record.lines):
        yield _two_sums(subtotal.row, contradiction, where)
    year = record.year
    for line in record.lines:
        if warning := foreign[line.section, line.code, year]:
            yield replace(warning, row=line.row)


def _totals(reading: plan_file.Reading) -> Iterator[Remark]:
    """Say where a row of totals is not the sum of the rows of places."""
    for total, what, both in plan_file.total_contradictions(reading):
        details = {"place": total.place, "what": what}
        yield Remark(total.row, both.code, "budgets.warning.total_row", details, both.printed, both.computed)


def _two_sums(row: int, contradiction: Contradiction, where: Mapping[str, object]) -> Remark:
    code = contradiction.code
    return Remark(row, code, _WARNINGS[code], where, contradiction.printed, contradiction.computed)


class _Foreign(dict[tuple[str, str, int], Remark | None]):
    """What is to be said of a section's code in a year, worked out once: plans repeat the same codes."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def __missing__(self, key: tuple[str, str, int]) -> Remark | None:
        section, code, year = key
        found = self[key] = _foreign_code(self._session, section, code, year)
        return found


def _foreign_code(session: Session, section: str, code: str, year: int) -> Remark | None:
    """Warn of a receipt that goes to another level, and of a programme that the year does not have; forbid neither."""
    if section != "receipts":
        if code.count(".") < 3 or classifiers.programme(code, year, session) is not None:
            return None
        return Remark(0, "unknown_programme", "budgets.warning.unknown_programme", {"v": code, "year": year})
    if category(code, year) not in INCOME or len(code) < 3:
        return None
    standing = classifiers.standing(code, year, session)
    if standing is Standing.BELONGS:
        return None
    key = f"budgets.warning.{warning_of(standing, year)}"
    return Remark(0, "code_not_4th_level", key, {"v": printed(code), "year": year})
