"""Risks and problems of the demonstration: written down, brought before the district, closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from lsg_projects.delivery import queries
from lsg_projects.delivery import usecases as delivery
from lsg_projects.domain.text import Tri
from lsg_projects.kit.work import Work
from lsg_projects.operations.demo.acts import Cast
from lsg_projects.operations.demo.stories import table
from lsg_projects.projects import queries as projects

Found = tuple[date, str, Any]


def acts() -> Iterator[Found]:
    """Give the days of the acts with who did them."""
    data = table("concerns")
    for name, act in (("raise", _raise), ("escalate", _escalate), ("settle", _settle)):
        for row in data[name]:
            yield row["day"], f"akim.{row['project'].split('-')[0]}", partial(act, row)


def _raise(row: Any, unit: Work, cast: Cast) -> None:
    said = delivery.Said(
        Tri.of(row["text"]), Tri.of(row["response"]), table("concerns")["owner"], row["due"],
        row.get("probability", "medium"), row.get("effect", "medium"), row.get("public", False),
    )  # fmt: skip
    code = cast.codes[row["project"]]
    delivery.raise_concern(unit, delivery.Raise(code, said, row.get("problem", False), row.get("risk")))


def _number(row: Any, unit: Work, cast: Cast) -> tuple[str, int, int]:
    """Find the concern that an act is about: by the order in which the project's were written down."""
    head = projects.find(unit.session, cast.codes[row["project"]])
    one = queries.concerns_of(unit.session, [head.id])[head.id][row["place"]]
    return head.code, one.id, one.version


def _escalate(row: Any, unit: Work, cast: Cast) -> None:
    delivery.escalate(unit, delivery.Escalate(*_number(row, unit, cast), row["request"]))


def _settle(row: Any, unit: Work, cast: Cast) -> None:
    delivery.settle(unit, delivery.Settle(*_number(row, unit, cast), Tri.of(row["outcome"])))
