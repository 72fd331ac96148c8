"""Two editors of one draft at the same moment: no word of either is lost; the same test catches saving whatever was typed."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable

import pytest
from flask import current_app
from sqlalchemy import update
from sqlalchemy.orm import Session

from lsg_projects.domain.actor import Actor
from lsg_projects.domain.codec import plain
from lsg_projects.domain.errors import Stale
from lsg_projects.domain.states import BodyKind, Role
from lsg_projects.domain.text import Tri
from lsg_projects.kit import db, journal
from lsg_projects.kit.work import Work, work
from lsg_projects.projects import queries, usecases
from lsg_projects.projects.models import ProjectDraft
from lsg_projects.projects.usecases import Register, SaveStep
from tests.support.racing import race, winners
from tests.support.route_world import World

FIELDS = (("why", "goal"), ("what", "place"))
Save = Callable[[Work, SaveStep], object]


def careless(unit: Work, command: SaveStep) -> None:
    """The naive way: the whole draft is written as this editor saw it, with what they typed."""
    draft = SEEN[command.revision]
    place = ProjectDraft.project_id == draft.head.id
    unit.session.execute(
        update(ProjectDraft).where(place).values(content=plain(draft.passport.with_changes(**command.changes)))
    )


SEEN: dict[int, queries.Draft] = {}


def edited(world: World, code: str, pair: int, save: Save) -> list[str]:
    """Let the akim and the specialist save another field each, both on the page of the same revision."""
    draft = queries.draft(db.session(), code)
    SEEN[draft.head.revision] = draft
    actors = (world.actor(Role.AKIM), world.actor(Role.SPECIALIST))

    def act(place: int) -> Callable[[], object]:
        step, name = FIELDS[place]
        command = SaveStep(code, step, draft.head.revision, {name: Tri(kk=f"{name} {pair}")})

        def typed() -> None:
            with work(actors[place]) as unit:
                save(unit, command)

        return typed

    return race([act(0), act(1)])


def words(code: str) -> tuple[str, str]:
    db.session().rollback()
    passport = queries.draft(db.session(), code).passport
    return passport.goal.kk, passport.place.kk


@pytest.mark.parametrize("pairs", [5, pytest.param(1_000, marks=pytest.mark.slow)], ids=lambda count: f"{count} pairs")
def test_of_two_editors_neither_loses_a_word(world: World, pairs: int) -> None:
    with work(world.actor(Role.AKIM)) as unit:
        code = usecases.register(unit, Register(world.bodies[BodyKind.AKIM_OFFICE]))
    for pair in range(pairs):
        results = edited(world, code, pair, usecases.save_step)
        assert winners(results) == 1, results
        assert set(results) == {"won", "Stale"}, results
        late = 1 - results.index("won")
        step, name = FIELDS[late]
        with work(world.actor(Role.SPECIALIST)) as unit:  # told so, who was late saves on the page as it is now
            revision = queries.find(unit.session, code).revision
            usecases.save_step(unit, SaveStep(code, step, revision, {name: Tri(kk=f"{name} {pair}")}))
        assert words(code) == (f"goal {pair}", f"place {pair}")
    saved = [entry.action for entry in journal.entries(db.session(), f"project:{code}")]
    assert saved.count("passport.saved") == 2 * pairs
    assert queries.find(db.session(), code).revision == 2 * pairs + 1


def test_the_same_test_catches_writing_what_was_seen(world: World) -> None:
    with work(world.actor(Role.AKIM)) as unit:
        code = usecases.register(unit, Register(world.bodies[BodyKind.AKIM_OFFICE]))
    assert winners(edited(world, code, 1, careless)) == 2
    assert words(code) != ("goal 1", "place 1")


def test_a_saving_between_two_looks_at_the_same_draft_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other editor saves after the first look of a piece of work; SQLite lets no writer in between."""
    if db.engine().dialect.name == "sqlite":
        pytest.skip("SQLite has one writer: nobody comes between")
    with work(world.actor(Role.AKIM)) as unit:
        code = usecases.register(unit, Register(world.bodies[BodyKind.AKIM_OFFICE]))
    app, look, other = current_app._get_current_object(), queries.draft, world.actor(Role.SPECIALIST)

    def save(goal: str, person: Actor) -> None:
        with work(person) as unit:
            usecases.save_step(unit, SaveStep(code, "why", 1, {"goal": Tri(kk=goal)}))

    def aside() -> None:
        with app.app_context():
            save("one", other)
            db.db.session.remove()

    def between(session: Session, sought: str) -> queries.Draft:
        monkeypatch.setattr(queries, "draft", look)
        thread = threading.Thread(target=contextvars.copy_context().run, args=(aside,))
        thread.start()
        thread.join()
        return look(session, sought)

    mine = world.actor(Role.AKIM)
    monkeypatch.setattr(queries, "draft", between)
    with pytest.raises(Stale):
        save("two", mine)
    assert words(code)[0] == "one"
