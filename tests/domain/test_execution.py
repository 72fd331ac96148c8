"""Execution and the civil budget: sums do not depend on order, subtotals never count twice, 1,000 tenge stay 1,000."""

from __future__ import annotations

import random
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lsg_projects.domain import execution, execution_file
from lsg_projects.domain.budget import Line
from lsg_projects.domain.civil_budget import directions, of_thousand
from lsg_projects.domain.execution import Amounts, Executed
from lsg_projects.domain.money import THOUSAND, thousand
from lsg_projects.domain.plan_comparison import joined
from lsg_projects.domain.tables import Row, Table

SPECIFICS = tuple(f"{c}{k:02d}{s}{e:02d}" for c in (1, 2, 3, 4) for k in (1, 4) for s in (1, 2) for e in (1, 2, 9))
amounts = st.integers(min_value=-(10**12), max_value=10**12)
sums = st.none() | amounts
lines = st.lists(
    st.builds(Executed, sums, sums, sums, st.sampled_from(SPECIFICS)), unique_by=lambda line: line.code, max_size=12
)


@given(lines, st.randoms(use_true_random=False))
def test_totals_do_not_depend_on_the_order(found: list[Executed], chance: random.Random) -> None:
    mixed = found[:]
    chance.shuffle(mixed)
    for add in (execution.own, execution.income, execution.everything):
        assert add(found, 2025) == add(mixed, 2025)
    assert set(execution.mismatches(found)) == set(execution.mismatches(mixed))


@given(lines)
def test_true_subtotals_change_no_total_and_wrong_ones_are_found(found: list[Executed]) -> None:
    codes = sorted({start for line in found for start in execution.above(line.code)})
    subtotals = [_subtotal(code, found) for code in codes]
    whole = [*found, *subtotals]
    assert execution.own(whole, 2025) == execution.own(found, 2025)
    assert execution.mismatches(whole) == ()
    for place, line in enumerate(subtotals):
        if line.received is not None:
            wrong = Executed(line.year_plan, line.period_plan, line.received + 1, line.code)
            assert [each.code for each in execution.mismatches([*found, *subtotals[:place], wrong])] == [line.code]


def _subtotal(code: str, found: list[Executed]) -> Executed:
    under = execution.summed(line for line in found if line.code.startswith(code))
    return Executed(under.year_plan, under.period_plan, under.received, code)


@given(st.dictionaries(st.integers(1, 12), amounts, max_size=12))
def test_months_add_up_to_the_last_one(known: dict[int, int]) -> None:
    found = execution.by_month({date(2025, month, 1): Amounts(received=sum_) for month, sum_ in known.items()})
    assert sum(each.received or 0 for each in found) == (known[max(known)] if known else 0)
    assert sum(each.months for each in found) == (max(known) if known else 0)


@given(lines)
def test_a_file_round_trips_in_any_column_order(found: list[Executed]) -> None:
    rows = [
        Row.of(
            number, {"исполнено": _typed(line.received), "коды": line.code, "план на год": _typed(abs_(line.year_plan))}
        )
        for number, line in enumerate(found, 2)
    ]
    reading = execution_file.read(Table(("исполнено", "коды", "план на год"), tuple(rows)))
    assert reading.errors == []
    read = [(line.code, line.received, line.year_plan) for line in reading.found()]
    assert read == [(line.code, line.received, abs_(line.year_plan)) for line in found]


def abs_(amount: int | None) -> int | None:
    return None if amount is None else abs(amount)


def _typed(amount: int | None) -> str:
    return "" if amount is None else f"{thousand(amount):f}".replace(".", ",")


@given(st.lists(st.integers(-5, 10**15), max_size=9))
def test_a_thousand_tenge_are_shared_whole(parts: list[int]) -> None:
    shares = of_thousand(parts)
    assert sum(shares) == (1000 if any(part > 0 for part in parts) else 0)
    whole = sum(max(part, 0) for part in parts)
    assert all(
        abs(share * whole - max(part, 0) * 1000) < whole for part, share in zip(parts, shares, strict=True) if whole
    )


@given(st.lists(st.tuples(st.sampled_from(["07.2.124.014", "07.3.124.008", "12.1.124.013"]), st.integers(0, 10**9)),
                unique_by=lambda pair: pair[0]))  # fmt: skip
def test_directions_leave_subtotals_out(pairs: list[tuple[str, int]]) -> None:
    found = [Line("expenditure", code, amount) for code, amount in pairs]
    whole = [*found, Line("receipts", "101202", 5)]
    whole += [Line("expenditure", group, 7) for group in sorted({code[:2] for code, _amount in pairs})]
    assert sum(each.amount for each in directions(whole)) == sum(amount for _code, amount in pairs)


def test_transfers_of_2025_and_2026_are_one_line() -> None:
    before = [Line("receipts", "4023", 100 * THOUSAND), Line("receipts", "101202", 10), Line("expenditure", "07.3", 5)]
    after = [Line("receipts", "5023", 150 * THOUSAND), Line("receipts", "201510", 7), Line("expenditure", "07.3", 5)]
    found = {pair.code: pair for pair in joined(before, 2025, after, 2026)}
    transfers = found["5023"]
    assert (transfers.code_before, transfers.renumbered, transfers.delta) == ("4023", True, 50 * THOUSAND)
    assert transfers.percent == 50
    assert (found["101202"].after, found["101202"].delta, found["101202"].own) == (None, -10, True)
    assert found["07.3"].delta == 0
    assert joined(before, 2025, after, 2026)[0].code == "5023"
