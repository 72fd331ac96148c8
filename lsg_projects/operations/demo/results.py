"""Results of the demonstration: values that akims gave, the answers of the department, a correction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from lsg_projects.domain.results import ValueState
from lsg_projects.domain.text import Tri
from lsg_projects.kit.work import Work
from lsg_projects.operations.demo.acts import Cast
from lsg_projects.operations.demo.stories import table
from lsg_projects.projects import queries as projects
from lsg_projects.strategy import queries, usecases

CHECKER = "economist.head"

Found = tuple[date, str, Any]


def acts() -> Iterator[Found]:
    """Give the days on which values were typed, corrected and answered: the day, who, and the act."""
    data = table("results")
    for row in data["value"]:
        yield row["day"], row.get("who", _akim(row)), partial(_give, row)
    for row in data["correction"]:
        yield row["day"], _akim(row), partial(_correct, row)
    for row in data["answer"]:
        yield row["day"], CHECKER, partial(_answer, row)


def figures() -> Iterator[Found]:
    """Give the days on which figures of frames were typed in: the day, who, and the act."""
    for day, who, frame, indicator, kato, year, kind, value, source in table("frames")["figure"]:
        command = usecases.SetFigure(frame, indicator, kato, year, kind, Decimal(value), source)
        yield day, who, partial(_figure, command)


def _figure(command: usecases.SetFigure, unit: Work, _cast: Cast) -> None:
    usecases.set_figure(unit, command)


def _akim(row: Any) -> str:
    return f"akim.{row['project'].split('-')[0]}"


def _typed(row: Any, version: int = 0) -> usecases.Typed:
    parts = {key: Decimal(part) for key, part in row.get("parts", {}).items()}
    return usecases.Typed("result1", Decimal(row["value"]), parts, row["source"], row.get("note", ""), version)


def _give(row: Any, unit: Work, cast: Cast) -> None:
    code = cast.codes[row["project"]]
    usecases.enter(unit, usecases.Enter(code, row["period"], (_typed(row),)))
    if row.get("sent", True):
        usecases.send(unit, usecases.Send(code, row["period"]))


def _correct(row: Any, unit: Work, cast: Cast) -> None:
    code, reason = cast.codes[row["project"]], Tri.of(row["reason"])
    usecases.correct(unit, usecases.Correct(code, row["period"], _typed(row), reason, 0))


def _answer(row: Any, unit: Work, cast: Cast) -> None:
    remark = row.get("remark", "")
    for key in row["projects"]:
        head = projects.find(unit.session, cast.codes[key])
        values = queries.values_of(unit.session, [head.id])[head.id]
        shown = tuple(usecases.Shown(one.id, one.version) for one in values if one.state is ValueState.PENDING)
        usecases.judge(unit, usecases.Judge(head.code, shown, not remark, remark))
