"""Heads who sign at once, and an executor who changes the words while a head signs; each with its naive twin."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals import usecases as acts
from lsg_projects.approvals.models import Draft
from lsg_projects.approvals.usecases import Prepare, SendBack, drafting
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.states import BodyKind, Role
from lsg_projects.kit import db, examination, journal
from lsg_projects.kit.work import Work, work
from lsg_projects.projects import queries as projects
from tests.support import route_world as rw
from tests.support.racing import race, winners
from tests.support.route_world import World

HEADS = 6


def prepared(world: World) -> tuple[str, int, int]:
    """A project at the economy department, with an answer that waits for a signature."""
    code = rw.project(world)
    task = rw.decide(world, rw.submit(world, code)).next_task or 0
    return code, task, rw.prepare(world, task)


def signing(world: World, task: int, revision: int, person: int) -> Callable[[], object]:
    command, head = replace(rw.command(task), draft=revision), world.person(person)

    def act() -> None:
        with work(head) as unit:
            acts.decide(unit, command)

    return act


def changing(world: World, task: int, revision: int) -> Callable[[], object]:
    seen, economist = approvals.shown(db.session(), task), world.actor(Role.ECONOMIST)
    words = rw.answered(conclusion="Орындаушы соңғы сәтте өзгерткен мәтін")
    command = Prepare(task, seen.version, seen.digest, words, revision)

    def act() -> None:
        with work(economist) as unit:
            acts.prepare(unit, command)

    return act


def signed_unseen(code: str, revision: int) -> bool:
    """Tell whether the signature stands on another revision than the one that the head saw, or words moved under it."""
    db.session().rollback()
    found = list(journal.entries(db.session(), f"project:{code}"))
    places = [place for place, entry in enumerate(found) if entry.action == "step.decided" and "prepared" in entry.body]
    changes = [
        place for place, entry in enumerate(found)
        if entry.action == "draft.prepared" and json.loads(entry.body)["revision"] > revision
    ]  # fmt: skip
    return bool(places) and bool(changes)


def test_of_many_heads_one_signs(world: World) -> None:
    with work(SYSTEM) as unit:
        heads = [rw._person(unit, Role.DEPARTMENT_HEAD, world.bodies[BodyKind.ECONOMY]) for _ in range(HEADS)]
    code, task, revision = prepared(world)
    results = race([signing(world, task, revision, head) for head in heads])
    assert winners(results) == 1, results
    assert set(results) <= {"won", "Stale", "WrongState"}, results
    assert len(approvals.decisions(db.session(), projects.find(db.session(), code).id)) == 2
    assert examination.verify(db.session()).broken is None


@pytest.mark.parametrize("trial", range(3))
def test_no_head_signs_words_that_change_in_the_same_moment(world: World, trial: int) -> None:
    code, task, revision = prepared(world)
    both = [signing(world, task, revision, world.heads[BodyKind.ECONOMY]), changing(world, task, revision)]
    results = race(both if trial % 2 else both[::-1])
    assert winners(results) == 1, results
    assert set(results) <= {"won", "Stale"}, results
    assert not signed_unseen(code, revision)


def test_the_same_test_catches_a_signature_that_looks_at_no_revision(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The naive way: whatever is prepared is signed, whichever words the head has seen."""

    def careless(unit: Work, task_id: int, _revision: int, values: dict[str, object]) -> None:
        row = unit.session.query(Draft).filter_by(task_id=task_id).one()
        for name, value in {**values, "revision": row.revision + 1}.items():
            setattr(row, name, value)
        unit.flush()

    code, task, revision = prepared(world)
    change = changing(world, task, revision)
    sign = signing(world, task, revision, world.heads[BodyKind.ECONOMY])
    monkeypatch.setattr(drafting, "taken", careless)
    change()
    sign()
    assert signed_unseen(code, revision)


def test_sending_back_against_signing_leaves_one_truth(world: World) -> None:
    code, task, revision = prepared(world)
    head = world.person(world.heads[BodyKind.ECONOMY])

    def back() -> None:
        with work(head) as unit:
            acts.send_back(unit, SendBack(task, revision, "Есебін қайта қараңыз, сома сәйкес емес"))

    results = race([back, signing(world, task, revision, world.heads[BodyKind.ECONOMY])])
    assert winners(results) == 1, results
    draft = approvals.draft_of(db.session(), task)
    decided = len(approvals.decisions(db.session(), projects.find(db.session(), code).id)) == 2
    assert draft is not None
    assert decided == (draft.state.value == "signed")
