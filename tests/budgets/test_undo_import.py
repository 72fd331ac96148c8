"""An import of plans is taken back whole, and not at all once something rests on it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lsg_projects.budgets import queries
from lsg_projects.budgets.models import PlanLine, PlanVersion
from lsg_projects.budgets.usecases import ImportPlan, UndoImport, import_plan, undo_import
from lsg_projects.domain.actor import Actor
from lsg_projects.domain.errors import Missing, NotAllowed, WrongState
from lsg_projects.domain.events import INSTALLATION, Event
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.sheets import read_table
from lsg_projects.kit.work import Work
from tests.budgets.test_import_plan import AKKUDYK, HEAD, LINES, SARYZHAR

Begin = Callable[..., AbstractContextManager[Work]]
DISTRICT = "154600000"


def load(begin: Begin, text: str) -> UndoImport:
    """Import a file a minute after whatever was imported before."""
    with clock.standing_at(clock.now() + timedelta(minutes=load_count() + 1)), begin() as unit:
        assert import_plan(unit, ImportPlan(read_table(text.encode(), "p.csv"), DISTRICT, source="p.csv")).ok
    return UndoImport(DISTRICT, queries.plan_imports(session(), "150000000")[0].recorded_at)


def load_count() -> int:
    return len(queries.plan_imports(session(), "150000000"))


def stored() -> tuple[int, int]:
    """Count versions and lines."""
    return tuple(session().scalar(select(func.count()).select_from(table)) or 0 for table in (PlanVersion, PlanLine))  # type: ignore[return-value]  # two


def test_a_whole_import_is_taken_back_and_may_come_again(begin: Begin) -> None:
    command = load(begin, HEAD + SARYZHAR + AKKUDYK)
    assert stored() == (2, 0)
    with begin() as unit:
        assert undo_import(unit, command) == 2
    assert stored() == (0, 0)
    with pytest.raises(Missing), begin() as unit:
        undo_import(unit, command)
    load(begin, HEAD + SARYZHAR + AKKUDYK)
    assert stored() == (2, 0)


def test_a_later_version_keeps_the_earlier_one(begin: Begin) -> None:
    """Lines joined the plan: first they go, then the plan may."""
    first = load(begin, HEAD + AKKUDYK)
    second = load(begin, LINES)
    assert stored() == (2, 6)
    with pytest.raises(WrongState) as refused, begin() as unit:
        undo_import(unit, first)
    assert refused.value.code == "budgets.undo_later"
    for command in (second, first):
        with begin() as unit:
            undo_import(unit, command)
    assert stored() == (0, 0)


@pytest.mark.parametrize(
    ("event", "refused"),
    [
        (Event("project:154651-26-001", "step.decided", "154651-26-001", {}), True),
        (Event("project:154855-26-001", "step.decided", "154855-26-001", {}), False),
        (Event(INSTALLATION, "report.issued", "Е-1", {"unit": DISTRICT}), True),
        (Event(INSTALLATION, "report.issued", "Е-2", {"unit": "154855000"}), False),
    ],
)
def test_a_decision_or_report_that_rests_on_it_keeps_it(begin: Begin, event: Event, refused: bool) -> None:
    command = load(begin, HEAD + SARYZHAR)
    with clock.standing_at(clock.now() + timedelta(hours=1)), begin() as unit:
        unit.tell(event)
    if refused:
        with pytest.raises(WrongState) as caught, begin() as unit:
            undo_import(unit, command)
        assert caught.value.code == "budgets.undo_referred"
    else:
        with begin() as unit:
            undo_import(unit, command)
    assert stored()[0] == int(refused)


def test_strangers_take_nothing_back(begin: Begin, work: Begin) -> None:
    command = load(begin, HEAD + SARYZHAR)
    with pytest.raises((NotAllowed, Missing)), work(Actor(person_id=1)) as unit:
        undo_import(unit, command)
    assert stored() == (1, 0)
