"""Routes by sums in indices of the day, steps that are asked at once, and what a change asks again."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsg_projects.domain import approval, route, route_file
from lsg_projects.domain.approval import Position
from lsg_projects.domain.errors import Incomplete, Missing, WrongState
from lsg_projects.domain.likeness import Tie, Traits, split_sum, ties
from lsg_projects.domain.route import Concern, Facts, Way
from lsg_projects.domain.states import Approval, Kind, LegalKind, Outcome, Source
from lsg_projects.resources import folder

TEXT = (folder("config") / "routes.toml").read_text(encoding="utf-8")
ROUTES = route_file.read(tomllib.loads(TEXT))
SMALL = next(rule for rule in ROUTES if rule.key == "small_yearly")
MRP = 4_325 * 100
DAY = date(2026, 3, 10)


def asked(amount: int, day: date = DAY, source: Source = Source.OWN, mrp: int = MRP) -> str:
    facts = Facts(Way.YEARLY, LegalKind.CAPITAL, amount, frozenset({source}), day, mrp)
    return route.choose(ROUTES, facts).key


def test_the_threshold_is_counted_in_the_index_of_the_day() -> None:
    assert asked(500 * MRP - 1) == "small_yearly"
    assert asked(500 * MRP) == "yearly"
    assert asked(500 * MRP - 1, mrp=MRP - 100) == "yearly"  # the same sum under a lower index
    assert asked(500 * MRP - 1, day=date(2026, 1, 31)) == "yearly"  # before the rule holds
    assert asked(500 * MRP - 1, source=Source.DISTRICT_TRANSFER) == "yearly"
    with pytest.raises(Missing) as refusal:
        asked(500 * MRP, mrp=0)
    assert refusal.value.code == "routes.no_mrp"


def broken(change: Any) -> set[str]:
    data = tomllib.loads(TEXT)
    change(next(row for row in data["route"] if row["key"] == "small_yearly"))
    try:
        route_file.read(data)
    except Incomplete as refusal:
        return {problem.code for problem in refusal.problems}
    return set()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda row: row.update(mrp_below=-1), "routes.not_an_amount"),
        (lambda row: row.update(mrp_below="500"), "routes.not_an_amount"),
        (lambda row: row.update(steps=["assembly", ["economy"], "commission"]), "routes.alone_together"),
        (lambda row: row.update(steps=["assembly", ["economy", "nobody"]]), "routes.no_such_step"),
        (lambda row: row.update(steps=["economy", ["economy", "finance"]]), "routes.step_twice"),
        (lambda row: row.update(mpr_below=3), "routes.unknown_name"),
    ],
)
def test_mistakes_of_the_file_are_named(change: Any, code: str) -> None:
    assert code in broken(change)


def test_two_departments_are_asked_at_once_and_the_commission_waits_for_both() -> None:
    at = approval.decide(approval.submit(Position(Approval.DRAFT), SMALL), SMALL, Outcome.APPROVED)
    assert [step.key for step in SMALL.asked(at.done)] == ["economy", "finance"]
    for first, second in (("economy", "finance"), ("finance", "economy")):
        one = approval.decide(at, SMALL, Outcome.APPROVED, first)
        assert [step.key for step in SMALL.asked(one.done)] == [second]
        assert one.step == second
        with pytest.raises(WrongState):
            approval.decide(one, SMALL, Outcome.APPROVED, first)
        both = approval.decide(one, SMALL, Outcome.APPROVED, second)
        assert both.step == "commission"


def test_a_return_by_one_of_two_asks_that_one_again_and_keeps_the_other() -> None:
    at = approval.decide(approval.submit(Position(Approval.DRAFT), SMALL), SMALL, Outcome.APPROVED)
    one = approval.decide(at, SMALL, Outcome.APPROVED, "economy")
    back = approval.decide(one, SMALL, Outcome.RETURNED, "finance")
    again = approval.submit(back, SMALL, frozenset({Concern.SCHEDULE}))
    assert [step.key for step in SMALL.asked(again.done)] == ["finance"]
    money = approval.submit(back, SMALL, frozenset({Concern.MONEY}))
    assert [step.key for step in SMALL.asked(money.done)] == ["economy", "finance"]


@given(st.lists(st.sampled_from(list(Outcome)), max_size=14), st.lists(st.booleans(), min_size=14, max_size=14))
def test_whatever_is_answered_done_and_asked_never_meet(outcomes: list[Outcome], sides: list[bool]) -> None:
    at = approval.submit(Position(Approval.DRAFT), SMALL)
    for outcome, side in zip(outcomes, sides, strict=False):
        if at.state in (Approval.APPROVED, Approval.REJECTED):
            break
        if at.state is Approval.RETURNED:
            at = approval.submit(at, SMALL)
        steps = SMALL.asked(at.done)
        assert steps
        at = approval.decide(at, SMALL, outcome, steps[-1 if side else 0].key)
        assert not {step.key for step in SMALL.asked(at.done)} & at.done


@pytest.mark.parametrize("rule", ROUTES, ids=lambda rule: rule.key)
@pytest.mark.parametrize("concern", list(Concern))
def test_a_change_reopens_exactly_the_steps_it_concerns(rule: route.Route, concern: Concern) -> None:
    part = approval.reopened(rule, frozenset({concern}))
    assert [step.key for step in part.steps] == [step.key for step in rule.steps if concern in step.concerns]
    assert approval.reopened(rule, frozenset()).steps == ()


ONE = Traits("a", "Мектеп көшесін жарықтандыру", Kind.STREET_LIGHTING, "Мектеп көшесі", frozenset({"154651100"}))


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (replace(ONE, code="b"), {Tie.TITLE, Tie.OBJECT}),
        (replace(ONE, code="b", title="Саябақ", place="Саябақ"), set()),
        (replace(ONE, code="b", title="Саябақ", place="Саябақ", earlier=frozenset({"a"})), {Tie.EARLIER}),
        (replace(ONE, code="b", title="Саябақ", kind=Kind.GREENING), set()),
        (replace(ONE, code="b", settlements=frozenset()), {Tie.TITLE}),
    ],
)
def test_what_ties_two_projects(other: Traits, found: set[Tie]) -> None:
    assert ties(ONE, other) == ties(other, ONE) == found


def test_one_contractor_ties_projects_that_have_nothing_else_in_common() -> None:
    same = frozenset({"090140001234"})
    other = Traits("b", "Саябақ", Kind.GREENING, "Саябақ", frozenset(), contractors=same)
    assert ties(replace(ONE, contractors=same), other) == {Tie.CONTRACTOR}


@pytest.mark.parametrize(
    ("amount", "others", "whole"),
    [(60, [50], 110), (60, [30], None), (60, [], None), (100, [50], None), (60, [150], None), (60, [20, 25], 105), (0, [99], None)],
)  # fmt: skip
def test_a_sum_is_split_where_each_stays_below_and_all_reach(amount: int, others: list[int], whole: int | None) -> None:
    assert split_sum(amount, others, 100) == whole
