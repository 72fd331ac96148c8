"""What-ifs of the ranking that the demonstration's commission secretary saves and gives to the commission."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lsg_projects.domain.cashflow import Terms
from lsg_projects.domain.money import from_thousand
from lsg_projects.domain.portfolio import Conditions, Measure, Rule, Said, SetLimit, pose
from lsg_projects.kit.work import Work
from lsg_projects.operations.demo.acts import Cast
from lsg_projects.portfolio import queries, usecases
from lsg_projects.territories import queries as territories

DISTRICT, YEAR = "154600000", 2026


def keep(row: Mapping[str, Any], unit: Work, cast: Cast) -> None:
    """Compute a what-if of the data, save it by its name and, where the data say so, give it to the commission."""
    conditions = Conditions(
        measure=Measure(row["measure"]),
        limits=tuple(SetLimit(key, from_thousand(amount)) for key, amount in row["limits"].items()),
        said=tuple(Said(cast.codes[key], Rule.MUST) for key in row["must"]),
    )
    ground = queries.ground(unit.session, territories.unit(unit.session, DISTRICT), YEAR, Terms())
    outcome = usecases.outcome_of(queries.answer(pose(ground, conditions), told=False))
    number = usecases.save_variant(unit, usecases.SaveVariant(DISTRICT, YEAR, row["name"], conditions, outcome))
    if row["given"]:
        usecases.give_variant(unit, usecases.GiveVariant(DISTRICT, YEAR, number))
