"""What a new edition would tell otherwise than the one before it."""

from __future__ import annotations

from lsg_projects.domain.figures.changes import Changed, Changes, between

ROAD = {"code": "R", "title": {"kk": "Жол"}, "payments": [{"day": "2025-10-01", "amount": 5}], "milestones": []}
HALL = {"code": "H", "title": {"kk": "Зал"}}
FACTS = {"kind": "district-progress", "language": "kk", "okrugs": [1], "projects": [ROAD, HALL]}


def test_the_same_facts_differ_in_nothing_and_a_field_left_empty_is_no_difference():
    assert not between(FACTS, {**FACTS, "projects": [HALL, {**ROAD, "troubles": []}], "language": "ru"})


def test_projects_that_came_went_and_changed_are_named_with_what_it_is_called():
    paid = {**ROAD, "payments": [], "delivery": "late", "milestones": [{"key": "m"}]}
    found = between(FACTS, {**FACTS, "okrugs": [2], "projects": [paid, {"code": "N"}]})
    assert found == Changes(("N",), ("H",), (Changed("R", ("dates", "money", "state")),), ("okrugs",))


def test_a_paper_about_one_project_is_compared_as_that_project():
    before, after = (
        {"kind": "project-passport", "project": each} for each in (HALL, {**HALL, "done": {"kk": "Бітті"}})
    )
    assert between(before, after).changed == (Changed("H", ("text",)),)
