"""The meetings of the demonstration: called in time, opened with a quorum, voted at, written down and signed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals.queries import meetings as queries
from lsg_projects.approvals.queries.meetings import MeetingFacts
from lsg_projects.approvals.usecases import meetings as acts
from lsg_projects.documents.usecases import inspected
from lsg_projects.domain.meeting import Choice, ItemState, Means, MeetingKind, Seat
from lsg_projects.domain.states import BodyKind, Outcome
from lsg_projects.domain.text import Tri
from lsg_projects.kit.clock import ALMATY
from lsg_projects.kit.work import Work
from lsg_projects.operations.demo.acts import Cast, verdict
from lsg_projects.operations.demo.scans import Scan, paper
from lsg_projects.operations.demo.stories import SENT, STEPS, Story, table
from lsg_projects.projects import queries as projects

_SIGNED_AFTER = timedelta(days=2)


@dataclass(frozen=True)
class Act:
    """One act: when, by whom (the address before the @), and what."""

    at: datetime
    who: str
    play: Callable[[Work, Cast], None]


@dataclass
class Sitting:
    """A past meeting of a body: its day, what is decided at it, and since when all its projects wait."""

    body: Mapping[str, Any]
    step: str
    day: date
    ready: date
    stories: list[Story] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Give the name by which later scenes find the meeting."""
        return f"{self.body['key']}/{self.day}"


def bodies() -> dict[str, Mapping[str, Any]]:
    """Give the bodies that keep their meetings here, by key."""
    return {row["key"]: row for row in table("meetings")["body"]}


def body_of(story: Story, slug: str, step: str) -> str | None:
    """Name the body that answers *step* at a meeting kept here, or nothing."""
    key = f"assembly.{slug}" if step == "assembly" else step
    return key if key in bodies() and step in story.decided else None


def past(told: list[tuple[Story, str]]) -> Iterator[Act]:
    """Give the acts of every past meeting, from the stories that were decided at it."""
    found: dict[tuple[str, date], Sitting] = {}
    for story, slug in told:
        for step in story.decided:
            if key := body_of(story, slug, step):
                day = story.days[step]
                sitting = found.setdefault((key, day), Sitting(bodies()[key], step, day, date.min))
                sitting.ready = max(sitting.ready, story.days[_before(step)])
                sitting.stories.append(story)
    for sitting in found.values():
        yield from _held(sitting)


def _before(step: str) -> str:
    place = STEPS.index(step)
    return STEPS[place - 1] if place else SENT


def _held(sitting: Sitting) -> Iterator[Act]:
    who, hour = sitting.body["secretary"], sitting.body["hour"]
    yield Act(_at(sitting.ready, time(18)), who, partial(_call, sitting))
    yield Act(_at(sitting.day, hour), who, partial(_open, sitting))
    for place, story in enumerate(sitting.stories):
        yield Act(_at(sitting.day, time(hour.hour + 1, place)), who, partial(_vote, sitting, story))
    yield Act(_at(sitting.day, time(17, 30)), who, partial(_close, sitting))
    yield Act(_at(sitting.day + _SIGNED_AFTER, time(11)), who, partial(_sign, sitting))


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, ALMATY)


def _when(body: Mapping[str, Any], day: date) -> acts.When:
    return acts.When(MeetingKind.REGULAR, Means.HALL, day, body["hour"], Tri.of(body["place"]))


def _call(sitting: Sitting, unit: Work, cast: Cast) -> None:
    """Call the meeting with the projects that wait for the body; without any there is none."""
    tasks = [task for story in sitting.stories if (task := _task(unit, cast, story, sitting.step))]
    if tasks:
        cast.meetings[sitting.key] = _called(unit, cast, sitting.body, sitting.day, tasks)


def _called(
    unit: Work, cast: Cast, body: Mapping[str, Any], day: date, tasks: list[int], *, notice: bool = True
) -> int:
    number = acts.call(unit, acts.CallMeeting(cast.bodies[body["key"]], _when(body, day)))
    if tasks:
        speaks = " / ".join(table("meetings")["words"]["akim"].values())
        acts.add_items(unit, acts.AddItems(number, tuple(tasks), speaks))
    if notice and tasks:
        acts.send_notice(unit, number)
        acts.send_materials(unit, number)
    return number


def _task(unit: Work, cast: Cast, story: Story, step: str) -> int | None:
    task_id = approvals.open_task_of(unit.session, projects.find(unit.session, cast.codes[story.key]).id)
    return task_id if task_id and approvals.task(unit.session, task_id).step == step else None


def _open(sitting: Sitting, unit: Work, cast: Cast) -> None:
    number = cast.meetings.get(sitting.key)
    if number is None:
        return
    facts = queries.meeting(unit.session, number)
    chair = cast.people[sitting.body["chair"]]
    others = [member.person_id for member in facts.members if member.person_id != chair]
    away = others[: sitting.day.day % 3]
    reasons = table("meetings")["words"]["absent"]
    seats = {member.person_id: acts.Taken(Seat.PRESENT) for member in facts.members}
    seats |= {each: acts.Taken(Seat.ABSENT, reasons[each % len(reasons)]) for each in away}
    acts.seat(unit, acts.RecordSeats(number, facts.revision, seats, chair))


def _vote(sitting: Sitting, story: Story, unit: Work, cast: Cast) -> None:
    """Put the question that the story tells, count hands, end the vote."""
    number = cast.meetings.get(sitting.key)
    facts = queries.meeting(unit.session, number) if number else None
    item = _item(facts, cast.codes[story.key]) if facts else None
    if facts is None or item is None:
        return
    asked = verdict(unit, story, sitting.step, "")
    place = item.position
    motion = acts.put(
        unit,
        acts.PutMotion(facts.id, place, asked.outcome, asked.reason, asked.remarks, asked.until, asked.conclusion),
    )
    facts = queries.meeting(unit.session, facts.id)
    voters = [one.person_id for one in facts.voters(facts.item(place))]
    choices = dict.fromkeys(voters, Choice.FOR)
    if len(story.key) % 2:
        choices[voters[-1]] = Choice.ABSTAINED
    acts.cast(unit, acts.Cast(motion, choices))
    acts.close_motion(unit, acts.CloseMotion(motion))


def _item(facts: MeetingFacts, code: str) -> queries.Item | None:
    waiting = (one for one in facts.items if one.state is ItemState.WAITING)
    return next((one for one in waiting if one.head.code == code), None)


def _close(sitting: Sitting, unit: Work, cast: Cast) -> None:
    number = cast.meetings.get(sitting.key)
    if number is None:
        return
    facts = queries.meeting(unit.session, number)
    speeches = {one.position: _speech(one) for one in facts.items}
    acts.write_speeches(unit, acts.WriteSpeeches(number, Tri(), speeches))
    acts.close(unit, number)


def _speech(item: queries.Item) -> Tri:
    said = table("meetings")["words"]["speech"]
    agreed = any(one.adopted and one.outcome is Outcome.APPROVED for one in item.motions)
    lines = said["approved" if agreed else "other"]
    return Tri.of(lines[item.id % len(lines)])


def _sign(sitting: Sitting, unit: Work, cast: Cast) -> None:
    number = cast.meetings.get(sitting.key)
    if number is None:
        return
    facts = queries.meeting(unit.session, number)
    name = facts.body.name
    scan = Scan(("Хаттама", "Протокол"), (name.kk, name.ru, ""), str(facts.number), f"{facts.day:%d.%m.%Y}")
    # minutes of an assembly are for everybody; those of the commission stay inside
    public = facts.body.kind is BodyKind.ASSEMBLY
    acts.sign(unit, acts.SignMinutes(number, inspected("hattama.pdf", paper(scan)), public))


def coming() -> Iterator[Act]:
    """Give the acts of the meetings that are still to be held."""
    for row in table("meetings")["coming"]:
        body = bodies()[row["body"]]
        yield Act(_at(row["called"], time(18, 30)), body["secretary"], partial(_coming, row, body))


def _coming(row: Mapping[str, Any], body: Mapping[str, Any], unit: Work, cast: Cast) -> None:
    kind = BodyKind(row["body"].partition(".")[0])
    waiting = queries.offered(unit.session, cast.bodies[row["body"]], kind)
    tasks = [one.task_id for one in waiting if one.elsewhere is None]
    number = _called(unit, cast, body, row["day"], tasks, notice=row["notice"])
    cast.meetings[f"{row['body']}/{row['day']}"] = number
