"""The delivery state follows from dates, and says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsg_projects.domain import calendar, delivery
from lsg_projects.domain.delivery import Facts, Limits, MilestoneState, Reason, Update
from lsg_projects.domain.delivery.financing import CARRIED, RETURNED, Settled, owed
from lsg_projects.domain.project import BudgetLine, Milestone, Passport
from lsg_projects.domain.states import Approval, Delivery, Source, Stage

START = date(2025, 6, 2)
DESIGN = Milestone("m1", due=date(2025, 8, 1), weight=20)
ROOF = Milestone("m2", due=date(2025, 10, 31), weight=50)
HANDOVER = Milestone("m3", due=date(2025, 12, 5), weight=30)
PROJECT = Passport(start=START, milestones=(DESIGN, ROOF, HANDOVER))
FACTS = Facts(PROJECT, Approval.APPROVED, Stage.IMPLEMENTATION, approved_on=date(2025, 5, 20))
DESIGN_MET = Update("m1", date(2025, 8, 1), met_on=date(2025, 7, 30))


def stands(facts: Facts, today: date, limits: Limits | None = None) -> delivery.Standing:
    return delivery.standing(facts, today, calendar.weekend, limits)


def test_before_approval_nothing_has_started() -> None:
    at = stands(replace(FACTS, approval=Approval.IN_REVIEW, stage=Stage.IDENTIFICATION), date(2025, 11, 20))
    assert (at.delivery, at.reason.code) == (Delivery.NOT_STARTED, "not_approved")


def test_before_its_start_an_approved_project_is_not_late() -> None:
    at = stands(replace(FACTS, approved_on=None), date(2025, 6, 1))
    assert (at.delivery, at.reason) == (Delivery.NOT_STARTED, Reason("before_start", day=START))


def test_met_in_time_is_on_track() -> None:
    at = stands(replace(FACTS, updates=(DESIGN_MET,)), date(2025, 8, 20))
    assert (at.delivery, at.reason.code, at.percent) == (Delivery.ON_TRACK, "on_track", 20)
    assert [m.state for m in at.milestones] == [MilestoneState.MET, MilestoneState.WAITING, MilestoneState.WAITING]
    assert at.expected_end == at.planned_end == date(2025, 12, 5)


def test_a_date_that_passed_makes_it_late_by_working_days_even_when_a_new_one_is_promised() -> None:
    moved = Update("m2", date(2025, 10, 20), percent=41, new_due=date(2025, 12, 19), reason="металл")
    at = stands(replace(FACTS, updates=(DESIGN_MET, moved)), date(2025, 11, 10))
    assert at.delivery is Delivery.LATE
    assert at.reason == Reason("late", count=6, day=date(2025, 10, 31), milestone="m2")
    assert at.expected_end == date(2025, 12, 19)


def test_a_promise_moved_ahead_of_its_date_is_a_risk() -> None:
    moved = Update("m2", date(2025, 10, 20), percent=41, new_due=date(2025, 11, 14), reason="металл")
    at = stands(replace(FACTS, updates=(DESIGN_MET, moved)), date(2025, 10, 20))
    assert (at.delivery, at.reason) == (Delivery.AT_RISK, Reason("moved", day=date(2025, 11, 14), milestone="m2"))
    assert at.percent == (20 * 100 + 50 * 41) // 100


def test_work_far_behind_the_calendar_is_a_risk() -> None:
    at = stands(replace(FACTS, updates=(DESIGN_MET,)), date(2025, 9, 25))
    assert at.delivery is Delivery.AT_RISK
    assert at.reason == Reason("behind", count=at.schedule_percent - 20)
    assert at.reason.count >= Limits().lag_points


def test_a_near_date_with_the_work_behind_it_is_a_risk() -> None:
    done = Update("m2", date(2025, 10, 10), percent=60)
    facts = replace(FACTS, updates=(DESIGN_MET, done))
    near = Reason("near", count=10, day=date(2025, 10, 31), milestone="m2")
    assert stands(facts, date(2025, 10, 17)).reason == near
    assert stands(facts, date(2025, 10, 16)).delivery is Delivery.ON_TRACK
    ready = replace(facts, updates=(DESIGN_MET, replace(done, percent=95)))
    assert stands(ready, date(2025, 10, 17)).delivery is Delivery.ON_TRACK


def test_without_movement_it_stands_still_and_no_change_is_no_movement() -> None:
    nothing = Update("m2", date(2025, 9, 20), reason="өзгеріс жоқ")
    at = stands(replace(FACTS, updates=(DESIGN_MET, nothing)), date(2025, 10, 1))
    assert (at.delivery, at.reason) == (Delivery.STALLED, Reason("stalled", count=63, day=date(2025, 7, 30)))
    paid = replace(FACTS, updates=(DESIGN_MET,), moved_on=(date(2025, 9, 25),))
    assert stands(paid, date(2025, 10, 1)).delivery is not Delivery.STALLED


def test_the_setting_says_after_how_many_days() -> None:
    facts = replace(FACTS, updates=(DESIGN_MET,))
    assert stands(facts, date(2025, 8, 20), Limits(stalled_days=21)).delivery is Delivery.STALLED
    assert stands(facts, date(2025, 8, 20), Limits(stalled_days=22)).delivery is Delivery.ON_TRACK


def test_all_met_is_finished() -> None:
    last = date(2025, 12, 12)
    updates = tuple(Update(m.key, last, met_on=last) for m in PROJECT.milestones)
    at = stands(replace(FACTS, updates=updates), date(2026, 1, 26))
    assert (at.delivery, at.percent, at.reason) == (Delivery.FINISHED, 100, Reason("finished", day=last))
    assert at.expected_end == last


def test_partly_met_still_owes() -> None:
    part = Update("m2", date(2025, 10, 20), percent=70, met_on=date(2025, 10, 20), partly=True)
    at = stands(replace(FACTS, updates=(DESIGN_MET, part)), date(2025, 10, 21))
    assert at.milestones[1].state is MilestoneState.PARTLY
    assert at.percent == 55


def test_without_weights_milestones_count_equally() -> None:
    rows = (Milestone("a", due=START), Milestone("b", due=START))
    facts = replace(FACTS, passport=Passport(milestones=rows), updates=(Update("a", START, met_on=START),))
    assert stands(facts, START).percent == 50


@pytest.mark.parametrize(
    ("paid", "amount", "expected"),
    [(0, 0, None), (0, 10, Decimal("0.0")), (999_999, 1_000_000, Decimal("99.9")), (10, 10, Decimal("100.0"))],
)
def test_the_financial_percent_says_hundred_only_when_all_is_paid(paid: int, amount: int, expected: object) -> None:
    assert delivery.financial(paid, amount) == expected


reported = st.builds(
    Update,
    milestone=st.sampled_from(["m1", "m2", "m3", "gone"]),
    day=st.dates(date(2025, 5, 1), date(2026, 3, 1)),
    percent=st.none() | st.integers(0, 100),
    new_due=st.none() | st.dates(date(2025, 5, 1), date(2027, 1, 1)),
    met_on=st.none() | st.dates(date(2025, 5, 1), date(2026, 3, 1)),
    partly=st.booleans(),
)


@given(st.lists(reported, max_size=12), st.dates(date(2025, 5, 1), date(2026, 6, 1)))
def test_whatever_is_reported_the_answer_is_sound(updates: list[Update], today: date) -> None:
    at = stands(replace(FACTS, updates=tuple(updates)), today)
    assert 0 <= at.percent <= 100
    assert 0 <= at.schedule_percent <= 100
    assert at.reason.code
    overdue = [m for m in at.milestones if m.late_days]
    assert at.delivery is not Delivery.ON_TRACK or not overdue
    assert (at.delivery is Delivery.FINISHED) == all(m.state is MilestoneState.MET for m in at.milestones)
    assert at.expected_end is not None
    assert all(m.met_on or at.expected_end >= today for m in at.milestones)


def test_the_schedule_grows_from_nought_to_hundred() -> None:
    days = [START + timedelta(days=n) for n in range(0, 200, 5)]
    planned = [delivery.scheduled(FACTS, day) for day in days]
    assert planned == sorted(planned)
    assert (planned[0], planned[-1]) == (0, 100)


def test_unspent_money_is_owed_before_and_after_the_days_of_the_law():
    line = BudgetLine("own", 2025, Source.OWN, 100)
    spring, november, january = date(2025, 5, 1), date(2025, 11, 2), date(2026, 1, 26)
    some = [(date(2025, 6, 1), 60)]
    told = lambda today, decisions=(), paid=some: [  # noqa: E731
        (one.kind, one.amount, one.due) for one in owed(line, paid, decisions, today)
    ]
    assert (told(spring), told(november)) == ([], [("list", 40, date(2025, 12, 1))])
    assert told(january) == [("settle", 40, date(2025, 12, 1))]
    carried = (Settled("own", CARRIED, 30, "Д-1", january), Settled("own", RETURNED, 10, "Д-2", january))
    assert told(january, carried) == []
    assert told(date(2026, 11, 20), carried) == [("return", 30, date(2026, 12, 20))]
    assert told(date(2026, 11, 20), carried, [*some, (date(2026, 3, 1), 30)]) == []
    assert told(november, (), [(spring, 100)]) == told(date(2027, 2, 1)) == []
