"""Every action, every role, every relation of territories: yes or the reason, from one table."""

from __future__ import annotations

import itertools

import pytest

from lsg_projects.domain.access import RIGHTS, Action, Subject, may, require, scope
from lsg_projects.domain.actor import CITIZEN, SYSTEM, Actor, Post
from lsg_projects.domain.errors import Missing, NotAllowed
from lsg_projects.domain.states import BodyKind, Role
from lsg_projects.domain.text import Tri

OKRUG = "150000000/154600000/154651000"
RELATIONS = {
    "own": OKRUG,
    "child": f"{OKRUG}/154651100",
    "sibling": "150000000/154600000/154655000",
    "parent": "150000000/154600000",
    "foreign": "150000000/153200000/153230000",
    "look-alike": f"{OKRUG}0",
}


def official(role: Role, path: str = OKRUG, body_id: int = 7) -> Actor:
    post = Post(1, role, body_id, BodyKind.AKIM_OFFICE, Tri.same("x"), 3, path)
    return Actor(11, "Демо", "kk", (post,))


@pytest.mark.parametrize(("action", "role"), list(itertools.product(Action, Role)))
def test_every_cell_of_the_table(action: Action, role: Role) -> None:
    for relation, path in RELATIONS.items():
        answer = may(action, official(role), Subject(path))
        near = relation in ("own", "child")
        assert bool(answer) == (role in RIGHTS[action] and near), relation


def test_the_technical_administrator_holds_no_business_right() -> None:
    business = set(Action) - {
        Action.READ_OFFICE, Action.READ_JOURNAL, Action.MANAGE_PEOPLE, Action.MANAGE_BODIES, Action.IMPORT_DIRECTORY,
        Action.SET_CALENDAR,
    }  # fmt: skip
    assert not any(Role.ADMIN in RIGHTS[action] for action in business)


def test_the_auditor_changes_nothing() -> None:
    reading = {
        Action.READ_OFFICE, Action.READ_PROJECT, Action.READ_BUDGET, Action.READ_JOURNAL, Action.READ_MEETING,
        Action.READ_RANKING, Action.READ_RECOMMENDATION,
    }  # fmt: skip
    own_paper = {Action.ORDER_AUDIT}  # a report on what was read; no fact of a project changes by it
    assert {action for action in Action if Role.AUDITOR in RIGHTS[action]} == reading | own_paper


def test_nobody_decides_on_their_own_project() -> None:
    economist = official(Role.ECONOMIST, "150000000/154600000")
    assert may(Action.DECIDE, economist, Subject(OKRUG, contributors=frozenset({5})))
    answer = may(Action.DECIDE, economist, Subject(OKRUG, contributors=frozenset({11})))
    assert answer.reason == "access.own_project"


def test_only_the_body_that_is_asked_acts() -> None:
    economist = official(Role.ECONOMIST, "150000000/154600000")
    assert may(Action.DECIDE, economist, Subject(OKRUG, body_id=7))
    assert may(Action.DECIDE, economist, Subject(OKRUG, body_id=8)).reason == "access.body"


def test_what_one_may_not_know_does_not_exist() -> None:
    with pytest.raises(Missing):
        require(Action.EDIT_PROJECT, official(Role.AKIM), Subject(RELATIONS["sibling"]))
    with pytest.raises(NotAllowed):
        require(Action.SUBMIT_PROJECT, official(Role.SPECIALIST), Subject(OKRUG))
    with pytest.raises(NotAllowed):
        require(Action.EDIT_PROJECT, CITIZEN, Subject(OKRUG))


def test_scope_is_the_union_of_posts_and_empty_for_citizens() -> None:
    assert scope(CITIZEN) == ()
    assert scope(SYSTEM) is None
    assert scope(official(Role.AKIM)) == (OKRUG,)
    assert scope(official(Role.ADMIN)) == ()
