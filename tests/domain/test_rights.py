"""Every cell of state, act and role, against the table that people read: `rights.txt`."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from lsg_projects.domain import access
from lsg_projects.domain import approval as rules
from lsg_projects.domain.access import RIGHTS, Action
from lsg_projects.domain.approval import rights as route_rights
from lsg_projects.domain.approval import states
from lsg_projects.domain.delegation import Scope
from lsg_projects.domain.rights import HANDED_OVER, SEPARATED
from lsg_projects.domain.route import Step
from lsg_projects.domain.states import Approval, Role
from tests.support import rights

TABLE = rights.read()


def differences() -> list[str]:
    """Say which cells are not as they stand in the file."""
    return [
        f"{state} | {act} | {column}: {now}, and in the file {then}"
        for state, act, cells in rights.rows()
        for column, now in cells.items()
        if (then := TABLE[state, act][column]) != now
    ]


def test_every_cell_is_as_it_is_printed() -> None:
    assert not (found := differences()), "\n".join(found)


def test_the_table_holds_every_state_act_and_role_once() -> None:
    wanted = {(at.name, act) for at in rights.PLACES for act in rights.ACTS} | {("any", each.value) for each in Action}
    assert set(TABLE) == wanted
    assert len(rights.COLUMNS) == len(set(rights.COLUMNS)) == len(Role) + len(rights.BESIDE)
    assert {at.state for at in rights.PLACES} == set(Approval)
    assert rights.FILE.read_text("utf-8") == rights.printed()


def test_nobody_from_elsewhere_and_no_citizen_stands_in_it() -> None:
    assert {cells[name] for cells in TABLE.values() for name in ("neighb", "citizen")} == {rights.NO}
    decided = [cells["author"] for (_state, act), cells in TABLE.items() if act in rights.ASKED_ACTS]
    assert set(decided) == {rights.NO}


def closed() -> list[tuple[Action, Role]]:
    return [(action, role) for action in Action for role in Role if role not in RIGHTS[action]]


@pytest.mark.parametrize(("action", "role"), random.Random(4).sample(closed(), 12))
def test_one_opened_right_is_found(monkeypatch: pytest.MonkeyPatch, action: Action, role: Role) -> None:
    monkeypatch.setitem(RIGHTS, action, RIGHTS[action] | {role})
    column = rights.SHORT.get(role, role.value)
    found = [line for line in differences() if f"| {column}:" in line]
    assert f"any | {action.value} | {column}: yes, and in the file -" in found


def open_a_state(patch: pytest.MonkeyPatch) -> None:
    table = states.TRANSITIONS[Approval.APPROVED] | {rules.Act.SUBMIT: Approval.IN_REVIEW}
    patch.setitem(states.TRANSITIONS, Approval.APPROVED, table)


def let_authors_decide(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(access, "SEPARATED", SEPARATED - {Action.DECIDE})


def hand_a_vote_over(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(HANDED_OVER, Scope.DECIDE, HANDED_OVER[Scope.DECIDE] | {Action.VOTE})


def let_executors_sign(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Step, "deciders", property(lambda step: frozenset({step.role, Role.DEPARTMENT_HEAD})))


def ask_any_body(patch: pytest.MonkeyPatch) -> None:
    inner = route_rights._may

    def anywhere(action: Action, actor: access.Actor, roles: frozenset[Role], subject: access.Subject) -> object:
        posts = tuple(replace(post, body_id=subject.body_id or 0) for post in actor.posts)
        return inner(action, replace(actor, posts=posts), frozenset(Role), subject)

    patch.setattr(route_rights, "_may", anywhere)


@pytest.mark.parametrize(
    ("plant", "cell"),
    [
        (open_a_state, "approved | submit | akim: yes, and in the file (yes)"),
        (let_authors_decide, "in review: economy | approve | author: yes, and in the file -"),
        (hand_a_vote_over, "any | vote | deputy: yes, and in the file -"),
        (let_executors_sign, "in review: finance | approve | financ: yes, and in the file -"),
        (ask_any_body, "in review: akimat | approve | com.sec: yes, and in the file -"),
    ],
)
def test_a_rule_that_opens_is_found(
    monkeypatch: pytest.MonkeyPatch, plant: Callable[[pytest.MonkeyPatch], None], cell: str
) -> None:
    plant(monkeypatch)
    assert cell in differences()
