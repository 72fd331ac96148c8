"""Rules of results: which periods fall due, what may be typed, how values are judged and rolled up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lsg_projects.domain.periods import parse
from lsg_projects.domain.project import Result, Target
from lsg_projects.domain.results import (
    Leaf,
    PeriodState,
    Rule,
    Value,
    ValueState,
    closes_on,
    current,
    due_periods,
    faults,
    judge,
    newest,
    period_state,
    roll_up,
    shares_of,
)

D = Decimal
LAMPS = Result("r", baseline=D(0), baseline_year=2024, targets=(Target(2025, D(70)), Target(2026, D(146))))
DAYS = Result("d", baseline=D(5), baseline_year=2024, targets=(Target(2025, D(0)),), falls=True)


def value(amount: str, period: str = "2025", revision: int = 0, state: ValueState = ValueState.APPROVED) -> Value:
    return Value(1, "r", period, revision, state, D(amount))


def test_periods_run_from_the_beginning_to_the_last_target() -> None:
    quarterly = Result("r", targets=(Target(2026, D(1)),), every="quarter")
    found = [str(period) for period in due_periods(quarterly, date(2025, 8, 4), date(2026, 1, 26))]
    assert found == ["2025-Q3", "2025-Q4", "2026-Q1"]
    assert [str(each) for each in due_periods(LAMPS, date(2025, 8, 4), date(2030, 1, 1))] == ["2025", "2026"]
    assert due_periods(LAMPS, None, date(2030, 1, 1)) == ()


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2025, 12, 31), PeriodState.COMING),
        (date(2026, 1, 1), PeriodState.OPEN),
        (date(2026, 1, 30), PeriodState.OPEN),
        (date(2026, 1, 31), PeriodState.CLOSED),
    ],
)
def test_a_period_opens_after_its_end_and_closes_after_a_month(today: date, state: PeriodState) -> None:
    period = parse("2025")
    assert period_state(period, closes_on(period, None), today) is state
    assert period_state(period, closes_on(period, date(2026, 2, 6)), date(2026, 2, 6)) is PeriodState.OPEN


def test_a_value_is_held_against_the_target_of_its_own_period() -> None:
    stepped = Result("r", baseline=D(0), targets=(Target(2026, D(96), 1), Target(2026, D(146))))
    first, later = judge(stepped, parse("2026-Q1"), D(96)), judge(stepped, parse("2026-Q2"), D(96))
    assert first is not None
    assert later is not None
    assert (first.target, first.reached, first.percent) == (D(96), True, D(100))
    assert (later.target, later.reached) == (D(146), False)
    fewer = judge(DAYS, parse("2025"), D(1))
    assert fewer is not None
    assert (fewer.reached, fewer.percent) == (False, D(80))
    assert judge(LAMPS, parse("2030"), D(1)) is None


def test_what_is_wrong_with_a_typed_value_is_named() -> None:
    def codes(result: Result, amount: str | None, before: str | None = None, **more: object) -> list[str]:
        parts = more.get("parts", {})
        wanted = tuple(parts) if isinstance(parts, dict) else ()
        typed = None if amount is None else D(amount)
        found = faults(result, typed, parts, wanted, None if before is None else D(before), str(more.get("note", "")))  # type: ignore[arg-type]
        return [problem.code.partition(".")[2] for problem in found]

    rising = Result("r", baseline=D(3), cumulative=True)
    assert codes(rising, None) == ["no_value"]
    assert codes(rising, "5", "6") == ["below_before"]
    assert codes(rising, "6", "6") == []
    assert codes(rising, "2") == ["explain_worse"]
    assert codes(rising, "2", note="Тасқын") == []
    assert codes(DAYS, "6") == ["explain_worse"]
    assert codes(LAMPS, "9", parts={"women": D(5), "men": None}) == ["part_missing"]
    assert codes(LAMPS, "9", parts={"women": D(5), "men": D(5)}) == ["parts_differ"]
    assert codes(LAMPS, "9", parts={"women": D(5), "men": D(4)}) == []
    assert codes(LAMPS, "9", parts={"women": None, "men": None}) == []


def test_a_correction_counts_once_it_is_approved_and_the_old_value_stays() -> None:
    waits = value("2.3", revision=1, state=ValueState.PENDING)
    assert current([value("2.5"), waits], "r", "2025") == value("2.5")
    approved = value("2.3", revision=1)
    assert current([value("2.5"), approved], "r", "2025") == approved
    assert newest([value("2.5"), approved, value("9", "2026")], "r", date(2025, 12, 31)) == approved
    assert newest([waits], "r", date(2025, 12, 31)) is None


def test_a_value_by_villages_is_told_only_where_there_are_several() -> None:
    by_village = Result("r", breakdown="village")
    assert shares_of(by_village, ("a", "b")) == ("a", "b")
    assert shares_of(by_village, ("a",)) == ()
    assert shares_of(Result("r", breakdown="sex"), ()) == ("women", "men")


OKRUG, OTHER = "15/154/154651", "15/154/154653"
LEAVES = (
    Leaf(f"{OKRUG}/1", "A", D(4), D(100), date(2025, 12, 31)),
    Leaf(f"{OKRUG}/2", "A", D(2), D(300), date(2025, 12, 31)),
    Leaf(OKRUG, "B", None, D(50), None),
    Leaf(OTHER, "C", D(9), None, date(2026, 12, 31)),
)


def test_a_sum_goes_up_from_village_to_oblast_and_names_who_is_missing() -> None:
    assert roll_up(Rule.SUM, LEAVES, f"{OKRUG}/1").value == D(4)
    okrug = roll_up(Rule.SUM, LEAVES, OKRUG)
    assert (okrug.value, okrug.given, okrug.of, okrug.missing) == (D(6), 1, 2, ("B",))
    whole = roll_up(Rule.SUM, LEAVES)
    assert (whole.value, whole.given, whole.of) == (D(15), 2, 3)


def test_a_share_counts_people_and_the_last_value_is_not_added_up() -> None:
    weighted = roll_up(Rule.WEIGHTED, LEAVES)
    assert (weighted.value, weighted.missing) == (D("2.5"), ("B", "C"))
    assert roll_up(Rule.LAST, LEAVES).value == D(9)
    assert roll_up(Rule.SUM, LEAVES, "15/153").value is None
