"""Eight who press at once: a member votes once, a vote ends once; the same tests catch naive ways to do it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import func, select, text

from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals.models import Ballot
from lsg_projects.approvals.usecases import meetings as acts
from lsg_projects.domain.meeting import Choice
from lsg_projects.kit import clock, db, journal
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from tests.support import assembly as at
from tests.support import route_world as rw
from tests.support.assembly import Hall
from tests.support.racing import race, winners
from tests.support.route_world import World

RACERS = 8
CHOICES = (Choice.FOR, Choice.AGAINST, Choice.ABSTAINED, Choice.FOR)


@pytest.fixture
def hall(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    """An assembly in session."""
    gathered = at.gather(world, monkeypatch)
    with clock.standing_at(at.HELD):
        yield gathered


def entries(hall: Hall, action: str) -> int:
    return sum(entry.action == action for entry in journal.entries(db.session(), f"body:{hall.body}"))


def test_of_eight_votes_of_one_member_one_is_kept(hall: Hall) -> None:
    motion = at.put(hall, at.opened(hall, rw.submit(hall.world, rw.project(hall.world))))
    member, person = hall.member(3), hall.members[3]

    def vote(place: int) -> Callable[[], object]:
        def act() -> None:
            with work(member) as unit:
                acts.cast(unit, acts.Cast(motion, {person: CHOICES[place % 4]}))

        return act

    results = race([vote(place) for place in range(RACERS)])
    assert winners(results) == 1, results
    assert set(results) == {"won", "Stale"}, results
    kept = db.session().scalars(select(Ballot.choice).where(Ballot.motion_id == motion)).all()
    assert kept == [CHOICES[results.index("won") % 4]]
    assert entries(hall, "meeting.voted") == 1


def test_of_eight_who_end_a_vote_one_decides(hall: Hall) -> None:
    code = rw.project(hall.world)
    number = at.opened(hall, rw.submit(hall.world, code))
    motion = at.put(hall, number)
    meeting = at.facts(number)
    at.vote(hall, motion, at.spread(meeting.item(1), meeting))
    secretary = hall.secretary

    def end() -> None:
        with work(secretary) as unit:
            acts.close_motion(unit, acts.CloseMotion(motion))

    results = race([end] * RACERS)
    assert winners(results) == 1, results
    assert set(results) == {"won", "Stale"}, results
    assert len(approvals.decisions(db.session(), projects.find(db.session(), code).id)) == 1
    assert entries(hall, "meeting.motion_closed") == 1


def test_the_same_test_catches_looking_first_and_voting_then(hall: Hall) -> None:
    """The negative control: look whether there is a vote, then insert; without a unique key."""
    with db.engine().begin() as connection:
        connection.execute(text("CREATE TABLE naive_ballot (motion INTEGER NOT NULL, person INTEGER NOT NULL)"))

    def naive() -> None:
        connection = db.engine().raw_connection()
        cursor = connection.cursor()
        cursor.execute("SELECT COUNT(*) FROM naive_ballot WHERE motion = 1 AND person = 1")
        given = cursor.fetchone()[0]
        time.sleep(0.05)
        if given:
            raise AssertionError("voted already")
        cursor.execute("INSERT INTO naive_ballot VALUES (1, 1)")
        connection.commit()
        connection.close()

    results = race([naive] * RACERS)
    assert winners(results) > 1, results
    assert db.session().scalar(select(func.count()).select_from(text("naive_ballot"))) > 1
