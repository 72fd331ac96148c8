"""The year of the demonstration's budgets: months of execution, what projects are credited with, targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import Any

from lsg_projects.budgets import usecases as budgets
from lsg_projects.classifiers import queries as classifiers
from lsg_projects.delivery import queries as ledger
from lsg_projects.delivery import usecases as delivery
from lsg_projects.domain.classification import printed
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.money import from_thousand
from lsg_projects.domain.tables import Row, Table
from lsg_projects.kit.work import Work
from lsg_projects.operations.demo.acts import Cast
from lsg_projects.operations.demo.stories import stories, table
from lsg_projects.territories import queries as territories

HEADINGS = ("категория", "класс", "подкласс", "специфика", "наименование", "план на год", "план на период", "исполнено")
_TENTH = Decimal("0.1")

Found = tuple[date, Any]


def execution() -> Iterator[Found]:
    """Give the days on which the files of the months were brought in, each with its act; corrections as well."""
    data = table("execution")
    for month, day in enumerate(data["given"], 1):
        for kato, rows in data["months"]["okrug"]:
            yield day, partial(_bring, kato, rows, month, {})
    for day, month, kato, code, came in data["corrected"]:
        rows = dict(data["months"]["okrug"])[kato]
        yield day, partial(_bring, kato, rows, month, {code: came})


def _bring(kato: str, rows: Sequence[Any], month: int, changed: dict[str, Decimal], unit: Work, _cast: Cast) -> None:
    data = table("execution")
    found = tuple(_row(unit, number, row, month, changed) for number, row in enumerate(rows, 2))
    file = data["file"].format(month=month)
    command = budgets.ImportExecution(Table(HEADINGS, found), kato, date(data["year"], month, 1), file)
    answer = budgets.import_execution(unit, command)
    if not answer.ok:
        raise Incomplete("demo.broken_data", name="execution.toml", row=answer.errors[0].row)


def _row(unit: Work, number: int, row: Sequence[Any], month: int, changed: dict[str, Decimal]) -> Row:
    code, plan, profile, _came = row
    year = table("execution")["year"]
    known = classifiers.receipt(code, year, unit.session)
    share = table("execution")["profile"][profile][month - 1]
    sums = (Decimal(plan), _tenths(plan * share), changed.get(code, came_until(number, row, month)))
    cells = (*printed(code).split("."), known.name.ru if known else "", *(f"{each:f}" for each in sums))
    return Row.of(number, dict(zip(HEADINGS, cells, strict=True)))


def came_until(number: int, row: Sequence[Any], month: int) -> Decimal:
    """Give what came from January to the end of a month: the listed sums, or the profile with its swing."""
    _code, plan, profile, came = row
    if isinstance(came, list):
        return sum((Decimal(amount) for place, amount in came if place <= month), Decimal(0))
    data = table("execution")
    shares, swing = data["profile"][profile], data["swing"]
    found = Decimal(0)
    for place in range(month):
        moved = 100 if place + 1 == len(shares) else swing[(place + number) % len(swing)]
        found = max(found, _tenths(Decimal(plan * shares[place] * came * moved) / 10_000))
    return found


def _tenths(percent_of: Any) -> Decimal:
    """Give a hundredth of a sum, rounded as the treasury prints it."""
    return (Decimal(percent_of) / 100).quantize(_TENTH, ROUND_HALF_UP)


def attributions() -> Iterator[Found]:
    """Give the days on which the financier credits projects or takes a line back, each with its act."""
    for row in table("attributions")["line"]:
        yield row["given"], partial(_credit, row)
        if "cancelled" in row:
            yield row["cancelled"], partial(_take_back, row)


def _credit(row: Any, unit: Work, cast: Cast) -> None:
    amount = from_thousand(row["amount"]) if "amount" in row else None
    share = Decimal(row["share"]) if "share" in row else None
    code = cast.codes[row["project"]]
    delivery.attribute(
        unit, delivery.Attribute(_okrug(row), row["month"], row["code"], code, row["reason"], share, amount)
    )


def _take_back(row: Any, unit: Work, cast: Cast) -> None:
    place = territories.unit(unit.session, _okrug(row))
    source = ledger.month_sources(unit.session, place.id, row["month"]).of(row["code"])
    code = cast.codes[row["project"]]
    line = next(each.id for each in (source.credits if source else ()) if each.counts and each.project_code == code)
    delivery.cancel_attribution(unit, delivery.CancelAttribution(_okrug(row), line, row["why"]))


def _okrug(row: Any) -> str:
    return next(story.okrug for story in stories() if story.key == row["project"])


def targets() -> Iterator[tuple[date, str, Any]]:
    """Give the days on which akims set targets: the day, the okrug's key, and the act."""
    katos = {row["key"]: row["kato"] for row in table("bodies")["okrug"]}
    for day, okrug, share, year, basis in table("targets")["targets"]:
        yield day, okrug, partial(_aim, budgets.SetTarget(katos[okrug], Decimal(share), year, basis))


def _aim(command: budgets.SetTarget, unit: Work, _cast: Cast) -> None:
    budgets.set_target(unit, command)
