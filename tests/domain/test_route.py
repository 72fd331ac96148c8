"""The routes as shipped, and the mistakes that a file of routes may hold."""

from __future__ import annotations

import copy
import tomllib
from datetime import date
from typing import Any

import pytest

from lsg_projects.domain import calendar, codec, route, route_file
from lsg_projects.domain.errors import Incomplete, Missing
from lsg_projects.domain.project import BudgetLine, Passport
from lsg_projects.domain.route import Concern, Verb, Way
from lsg_projects.domain.states import DocumentType, LegalKind, Source
from lsg_projects.resources import folder

FILE = tomllib.loads((folder("config") / "routes.toml").read_text(encoding="utf-8"))
ROUTES = route_file.read(FILE)
TODAY = date(2026, 1, 26)


def passport(*lines: tuple[int, Source, int], kind: LegalKind = LegalKind.CURRENT) -> Passport:
    rows = tuple(BudgetLine(f"l{n}", year, source, amount) for n, (year, source, amount) in enumerate(lines))
    return Passport(legal_kind=kind, lines=rows)


def steps_of(project: Passport, day: date = TODAY) -> list[str]:
    return [step.key for step in route.choose(ROUTES, route.facts(project, day)).steps]


WHOLE = ["assembly", "economy", "finance", "commission", "akimat", "maslikhat"]


def test_money_of_the_coming_year_goes_the_way_of_the_yearly_budget() -> None:
    project = passport((2027, Source.OWN, 100))
    assert route.facts(project, TODAY).way is Way.YEARLY
    assert steps_of(project) == WHOLE


def test_money_of_the_running_year_is_a_revision() -> None:
    project = passport((2026, Source.OWN, 100), (2027, Source.OWN, 100))
    assert route.facts(project, TODAY).way is Way.REVISION
    assert route.choose(ROUTES, route.facts(project, TODAY)).key == "revision"
    assert steps_of(project) == WHOLE


def test_the_assembly_is_not_asked_about_the_districts_own_money() -> None:
    assert steps_of(passport((2026, Source.DISTRICT_BUDGET, 100))) == WHOLE[1:]
    assert steps_of(passport((2026, Source.DISTRICT_BUDGET, 100), (2026, Source.OWN, 1))) == WHOLE


def test_without_money_the_project_is_an_item_of_the_plan_that_the_assembly_approves() -> None:
    chosen = route.choose(ROUTES, route.facts(passport(), TODAY))
    assert [(step.key, step.verb) for step in chosen.steps] == [
        ("economy", Verb.CONCLUDES),
        ("assembly", Verb.APPROVES),
    ]


def test_budget_investment_owes_the_papers_of_chapter_29() -> None:
    project = passport((2027, Source.OWN, 100), kind=LegalKind.INVESTMENT)
    chosen = route.choose(ROUTES, route.facts(project, TODAY))
    assert chosen.step("economy").documents == (DocumentType.INVESTMENT_PROPOSAL,)
    assert DocumentType.EXPERTISE in chosen.step("commission").documents
    assert "149" in chosen.step("commission").basis.ru


def test_only_the_maslikhat_approves_a_budget() -> None:
    for rule in ROUTES:
        if not rule.no_money:
            assert [step.key for step in rule.steps if step.verb is Verb.APPROVES] == ["maslikhat"]
            assert rule.steps[-1].key == "maslikhat"


def test_departments_terms_carry_no_article() -> None:
    for rule in ROUTES:
        for step in rule.steps:
            assert not step.term_basis, (rule.key, step.key)
            assert step.basis.official() or not step.basis


def test_growth_of_own_money_asks_the_assembly_again() -> None:
    chosen = route.choose(ROUTES, route.facts(passport((2027, Source.OWN, 100)), TODAY))
    assert Concern.OWN_MONEY in chosen.step("assembly").concerns
    assert Concern.MONEY not in chosen.step("assembly").concerns


def test_a_stored_route_reads_back_as_it_was() -> None:
    for rule in ROUTES:
        assert codec.build(route.Route, codec.plain(rule)) == rule


def test_the_legal_date_comes_first_where_it_is_nearer() -> None:
    step = route.choose(ROUTES, route.facts(passport((2027, Source.OWN, 100)), TODAY)).step("assembly")
    assert route.due(step, date(2026, 3, 2), 2027, calendar.weekend) == date(2026, 3, 23)  # 20 days: a Sunday
    assert route.due(step, date(2026, 8, 25), 2027, calendar.weekend) == date(2026, 9, 1)
    assert route.due(step, date(2026, 9, 2), 2027, calendar.weekend) == date(2026, 9, 22)  # the date has passed


def test_an_unknown_step_is_absent() -> None:
    with pytest.raises(Missing):
        ROUTES[0].step("parliament")


def broken(**changes: Any) -> dict[str, Any]:
    data = copy.deepcopy(FILE)
    data["step"]["finance"] |= changes
    return data


def problems(data: dict[str, Any]) -> list[str]:
    with pytest.raises(Incomplete) as caught:
        route_file.read(data)
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"body": "parliament"}, "routes.unknown_value"),
        ({"role": "king"}, "routes.unknown_value"),
        ({"days": 0}, "routes.days"),
        ({"days": "5"}, "routes.days"),
        ({"days": True}, "routes.days"),
        ({"day_kind": "lunar"}, "routes.unknown_value"),
        ({"latest": "31-12"}, "routes.not_a_legal_date"),
        ({"documents": "minutes"}, "routes.not_a_list"),
        ({"concerns": ["weather"]}, "routes.unknown_value"),
        ({"deadline": 5}, "routes.unknown_name"),
    ],
)
def test_a_mistake_in_a_step_is_named(changes: dict[str, Any], code: str) -> None:
    assert code in problems(broken(**changes))


def test_a_mistake_in_a_route_is_named() -> None:
    data = copy.deepcopy(FILE)
    data["route"][0] |= {"valid_from": "2018", "steps": ["economy", "nobody"], "amount_from": -1, "colour": "red"}
    found = problems(data)
    expected = {"routes.not_a_day", "routes.no_such_step", "routes.not_an_amount", "routes.unknown_name"}
    assert expected <= set(found)


def test_a_step_asked_twice_and_a_key_used_twice_are_named() -> None:
    data = copy.deepcopy(FILE)
    data["route"][0]["steps"] = ["assembly", "assembly_plan"]
    assert problems(data) == ["routes.step_twice"]
    data = copy.deepcopy(FILE)
    data["route"][1]["key"] = data["route"][0]["key"]
    assert problems(data) == ["routes.route_twice"]


def test_a_case_that_no_route_takes_is_named() -> None:
    data = copy.deepcopy(FILE)
    data["route"] = [row for row in data["route"] if row["key"] != "yearly"]
    assert set(problems(data)) == {"routes.uncovered"}


@pytest.mark.parametrize("data", [{}, {"step": []}, {"step": {"a": 1}, "route": "x"}])
def test_a_file_without_tables_is_refused(data: dict[str, Any]) -> None:
    assert problems(data)
