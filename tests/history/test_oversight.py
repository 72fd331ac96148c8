"""What an auditor is shown about decisions: flags at their exact borders, and the rows they stand on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from lsg_projects.domain.figures.audit import totals
from lsg_projects.domain.oversight import AT_ONCE, Act, Flag, flags
from lsg_projects.domain.states import Outcome
from lsg_projects.history.queries.audit import Period, Wanted, decisions
from lsg_projects.kit import db
from tests.support import route_world as rw
from tests.support.route_fixtures import world
from tests.support.route_world import World

__all__ = ["world"]

NOON = datetime(2026, 1, 26, 7, tzinfo=UTC)
FIRST = Act(1, 1, 1, 10, Outcome.APPROVED, NOON, NOON + timedelta(hours=3), date(2026, 1, 26), date(2026, 1, 30))
SECOND = replace(FIRST, key=2, person=11)


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (SECOND, ()),
        (replace(SECOND, decided_at=NOON + AT_ONCE), ()),
        (replace(SECOND, decided_at=NOON + AT_ONCE - timedelta(seconds=1)), (Flag.AT_ONCE,)),
        (replace(SECOND, person=10), (Flag.SAME_PERSON,)),
        (replace(SECOND, person=10, version=2), ()),
        (replace(SECOND, person=10, project=2), ()),
        (replace(SECOND, day=date(2026, 1, 30)), ()),
        (replace(SECOND, day=date(2026, 1, 31)), (Flag.LATE,)),
    ],
)
def test_a_flag_is_raised_at_its_border(act: Act, expected: tuple[Flag, ...]) -> None:
    found = flags([FIRST, act])
    assert found == {1: (), 2: expected}


@pytest.mark.parametrize("outcome", [Outcome.RETURNED, Outcome.REJECTED])
def test_a_version_that_was_sent_back_and_approved_unchanged_is_flagged(outcome: Outcome) -> None:
    back = replace(FIRST, outcome=outcome)
    assert flags([back, SECOND])[2] == (Flag.OVERRIDE,)
    assert flags([back, replace(SECOND, version=2)])[2] == ()
    assert flags([SECOND, back])[2] == (Flag.OVERRIDE,)  # the order of asking does not matter


def test_decisions_of_a_period_with_their_sums(world: World) -> None:
    code = rw.approved(world)
    day = rw.NOW.date()
    rows = decisions(db.session(), Wanted(Period(day, day), None))
    assert {row.code for row in rows} == {code}
    assert {row.amount for row in rows} == {rw.PASSPORT.amount}
    assert all(row.used <= row.allowed for row in rows)
    (approved,) = [one for one in totals(rows) if one.outcome is Outcome.APPROVED]
    assert (approved.decisions, approved.projects, approved.amount) == (len(rows), 1, rw.PASSPORT.amount)
    before = day - timedelta(days=1)
    assert decisions(db.session(), Wanted(Period(before, before), None)) == ()
    assert decisions(db.session(), Wanted(Period(day, day), ("150000000/999",))) == ()
    assert decisions(db.session(), Wanted(Period(day, day), None, least=rw.PASSPORT.amount + 1)) == ()
