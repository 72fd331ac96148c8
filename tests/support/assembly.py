"""An assembly that keeps its meetings here: nine members, and the days on which a meeting is called and held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from lsg_projects import settings
from lsg_projects.accounts.models import Appointment, Person
from lsg_projects.approvals.queries import meetings as queries
from lsg_projects.approvals.queries.meetings import Item, MeetingFacts
from lsg_projects.approvals.usecases import meetings as acts
from lsg_projects.domain.actor import SYSTEM, Actor
from lsg_projects.domain.meeting import Choice, Means, MeetingKind, Seat
from lsg_projects.domain.states import BodyKind, Outcome, Role
from lsg_projects.kit import clock, db
from lsg_projects.kit.work import Work, work
from tests.support import route_world as rw
from tests.support.route_world import World

CALLED = datetime(2026, 1, 26, 5, 0, tzinfo=UTC)
DAY = date(2026, 2, 6)
HELD = datetime(2026, 2, 6, 6, 0, tzinfo=UTC)
SIZE = 9


@dataclass
class Hall:
    """An assembly with its members, in the small district."""

    world: World
    members: list[int] = field(default_factory=list)

    @property
    def body(self) -> int:
        """The number of the assembly."""
        return self.world.bodies[BodyKind.ASSEMBLY]

    @property
    def secretary(self) -> Actor:
        """The secretary, as signed in."""
        return self.world.actor(Role.ASSEMBLY_SECRETARY)

    def member(self, place: int) -> Actor:
        """A member, as signed in."""
        return self.world.person(self.members[place])


def gather(world: World, monkeypatch: Any, size: int = SIZE) -> Hall:
    """Let the assembly keep its meetings here, with *size* members (the district has one already)."""
    monkeypatch.setenv("LSG_PAPER_BODIES", '["commission", "maslikhat"]')
    settings.current.cache_clear()
    hall = Hall(world, [world.people[Role.MEMBER]])
    for place in range(2, size + 1):
        hall.members.append(join(hall, f"Демобеков Мүше-{place}"))
    return hall


def join(hall: Hall, name: str, since: date = date(2024, 1, 1), until: date | None = None) -> int:
    """Make somebody a member from a day on."""
    with work(SYSTEM) as unit:
        row = Person(name=name, email=f"m{len(hall.members)}{len(name)}{since:%m%d}@example.kz", created_at=unit.now)
        unit.add(row)
        unit.add(
            Appointment(person_id=row.id, body_id=hall.body, role=Role.MEMBER, valid_from=since, valid_until=until)
        )
        return row.id


@contextmanager
def keeping(hall: Hall, at: datetime = HELD) -> Iterator[Work]:
    """A piece of work of the secretary at a moment."""
    with clock.standing_at(at), work(hall.secretary) as unit:
        yield unit


def when(day: date = DAY, **more: Any) -> acts.When:
    """A regular meeting in the hall."""
    return acts.When(**{"kind": MeetingKind.REGULAR, "means": Means.HALL, "day": day, "hour": time(11), "place": rw.tri("Мәдениет үйі")} | more)  # fmt: skip


def called(hall: Hall, *tasks: int) -> int:
    """Call the meeting, put *tasks* on its agenda and send notice and materials; all on the day of the call."""
    with keeping(hall, CALLED) as unit:
        number = acts.call(unit, acts.CallMeeting(hall.body, when()))
        acts.add_items(unit, acts.AddItems(number, tasks, "Округ әкімі"))
        acts.send_notice(unit, number)
        acts.send_materials(unit, number)
    return number


def facts(number: int) -> MeetingFacts:
    """The meeting as it stands."""
    db.session().rollback()
    return queries.meeting(db.session(), number)


def seat(hall: Hall, number: int, absent: int = 0, at: datetime = HELD, **marks: Seat) -> bool:
    """Record who is there: everybody but the last *absent*; the first member presides."""
    taken = {person: acts.Taken(Seat.PRESENT) for person in hall.members}
    taken |= {person: acts.Taken(Seat.ABSENT, "ауырып қалды") for person in hall.members[len(hall.members) - absent :]}
    taken |= {int(name[1:]): acts.Taken(mark) for name, mark in marks.items()}
    with keeping(hall, at) as unit:
        return acts.seat(unit, acts.RecordSeats(number, facts(number).revision, taken, hall.members[0]))


def opened(hall: Hall, *tasks: int, absent: int = 0) -> int:
    """Call and open a meeting."""
    number = called(hall, *tasks)
    assert seat(hall, number, absent)
    return number


def put(hall: Hall, number: int, position: int = 1, outcome: Outcome = Outcome.APPROVED, **more: Any) -> int:
    """Put the question on an item and give the motion."""
    with keeping(hall) as unit:
        return acts.put(unit, acts.PutMotion(number, position, outcome, **more))


def vote(hall: Hall, motion: int, choices: Mapping[int, Choice]) -> tuple[int, ...]:
    """Let the secretary count hands."""
    with keeping(hall) as unit:
        return acts.cast(unit, acts.Cast(motion, choices))


def spread(item: Item, meeting: MeetingFacts, against: int = 0, abstained: int = 0) -> dict[int, Choice]:
    """Votes of all who may vote: some against, some abstained, the rest for."""
    voters = [one.person_id for one in meeting.voters(item)]
    choices = [Choice.AGAINST] * against + [Choice.ABSTAINED] * abstained
    return dict(zip(voters, [*choices, *[Choice.FOR] * (len(voters) - len(choices))], strict=True))


def decided(
    hall: Hall, number: int, position: int = 1, against: int = 0, abstained: int = 0, casting: bool | None = None
) -> acts.Closed:
    """Put the question, count hands, end the vote."""
    motion = put(hall, number, position)
    meeting = facts(number)
    vote(hall, motion, spread(meeting.item(position), meeting, against, abstained))
    with keeping(hall) as unit:
        return acts.close_motion(unit, acts.CloseMotion(motion, casting))
