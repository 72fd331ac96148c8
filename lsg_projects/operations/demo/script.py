"""The script of the demonstration: every act with its day, hour and actor, in the order in which it happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any

from lsg_projects.delivery import usecases as delivery
from lsg_projects.domain.text import Tri
from lsg_projects.history import usecases as history
from lsg_projects.kit.clock import ALMATY
from lsg_projects.kit.work import Work
from lsg_projects.operations.demo import (
    acts,
    advice,
    changes,
    concerns,
    contests,
    drafting,
    financing,
    ground,
    months,
    ranking,
    results,
    sittings,
)
from lsg_projects.operations.demo.acts import Cast
from lsg_projects.operations.demo.stories import BEGUN, Story, stories, table
from lsg_projects.participation import queries as questions
from lsg_projects.participation import usecases as participation
from lsg_projects.reports import usecases as reports
from lsg_projects.settings import Settings

SYSTEM, CITIZEN = "", "citizen"
CEILINGS_ON = date(2025, 1, 13)
_ANCHORED_ON = (*(date(2025, month, 28) for month in range(1, 13)), *(date(2026, 1, day) for day in range(19, 26)))
_MINUTES = 50
_DECIDERS = {
    "economy": "economist.head",
    "finance": "financier.head",
    "commission": "commission",
    "akimat": "akim.district",
    "maslikhat": "maslikhat",
}
_WORKS_CONTRACT = "contract"

Play = Callable[[Work, Cast], None]


@dataclass(frozen=True)
class Scene:
    """One act: when, by whom (the address before the @, or the installation, or a citizen), and what."""

    at: datetime
    who: str
    play: Play


def script(settings: Settings) -> tuple[Scene, ...]:
    """Give every scene in order of time."""
    found = [
        *_ground(settings), *_stories(), *_meetings(), *_later(), *_year(), *_words(), *_questions(settings),
        *_variants(), *_results(), *_recommendations(),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda scene: scene.at))


def _at(day: date, hour: int, place: int = 0) -> datetime:
    """Give the moment of an act; projects share a day, so each has minutes of its own."""
    return datetime.combine(day, time(hour, place % _MINUTES), ALMATY)


def _ground(settings: Settings) -> Iterator[Scene]:
    first = table("people")["appointed"]
    yield Scene(_at(first, 8), SYSTEM, lambda unit, _cast: ground.load_territories(unit))
    yield Scene(_at(first, 9), SYSTEM, _bodies)
    yield Scene(_at(first, 10), SYSTEM, partial(_people, settings))
    for day in ground.plan_days():
        yield Scene(_at(day, 17), "financier", partial(_plans, day))
    yield Scene(_at(CEILINGS_ON, 17), "financier", lambda unit, _cast: ground.load_ceilings(unit))
    for place, row in enumerate(table("schedules")["schedule"]):
        yield Scene(_at(row["set"], 17, place), "akim.district", partial(_schedule, row))
    for day in _ANCHORED_ON:
        yield Scene(_at(day, 23), SYSTEM, partial(_anchor, settings))


def _bodies(unit: Work, cast: Cast) -> None:
    cast.bodies.update(ground.load_bodies(unit))


def _people(settings: Settings, unit: Work, cast: Cast) -> None:
    cast.people.update(ground.load_people(unit, cast.bodies, settings))


def _plans(day: date, unit: Work, _cast: Cast) -> None:
    ground.load_plans(unit, day)


def _schedule(row: Any, unit: Work, _cast: Cast) -> None:
    """Let a report be issued by itself and go to its recipients; the worker catches up the periods that have passed."""
    wanted = reports.SetSchedule(row["kind"], row["subject"], row["first"], tuple(row["languages"]))
    schedule_id = reports.set_schedule(unit, wanted)
    for each in row["recipients"]:
        reports.add_recipient(unit, reports.AddRecipient(schedule_id, *each))


def _anchor(settings: Settings, unit: Work, _cast: Cast) -> None:
    """Sign a checkpoint of the journal, as the worker does every day."""
    history.sign(unit, settings)


def _stories() -> Iterator[Scene]:
    slugs = {row["kato"]: row["key"] for row in table("bodies")["okrug"]}
    writers = {each.local for each in ground.accounts_of_demonstration()}
    numbers: Counter[tuple[str, int]] = Counter()
    for place, story in enumerate(stories()):
        slug = slugs[story.okrug]
        writer = f"specialist.{slug}" if f"specialist.{slug}" in writers else f"akim.{slug}"
        yield Scene(_at(story.days["begun"], 10, place), writer, partial(_begin, story, slug))
        if story.until != BEGUN:
            yield from _approval(story, slug, place, numbers)
            yield from _delivery(story, slug, place)


def _begin(story: Story, slug: str, unit: Work, cast: Cast) -> None:
    acts.begin(unit, cast, story, slug)


def _bound(act: Callable[..., None], *values: Any) -> Play:
    return lambda unit, cast: act(unit, cast, *values)


def _approval(story: Story, slug: str, place: int, numbers: Counter[tuple[str, int]]) -> Iterator[Scene]:
    akim = f"akim.{slug}"
    yield Scene(_at(story.days["sent"], 11, place), akim, _bound(acts.send, story))
    yield Scene(_at(story.days["sent"], 12, place), akim, _bound(acts.publish, story))
    for step in story.decided:
        if sittings.body_of(story, slug, step):
            continue  # decided at a meeting that is kept here
        day = story.days[step]
        numbers[step, day.year] += 1
        if step in acts.DEPARTMENTS and story.days["sent"] >= drafting.since():
            yield Scene(_at(day, 14, place), drafting.EXECUTORS[step], _bound(acts.prepare, story, step))
        who = changes.stands_in(step, day) or _DECIDERS.get(step, f"assembly.{slug}")
        yield Scene(_at(day, 15, place), who, _bound(acts.decide, story, step, f"Д-{numbers[step, day.year]}"))
    if story.withdrawn:
        yield Scene(_at(story.withdrawn, 14, place), akim, _bound(acts.withdraw, story))


def _later() -> Iterator[Scene]:
    """Give the orders of substitution, the changes of approved projects, and what waits for a signature."""
    for place, (day, hour, who, play) in enumerate((*changes.acts(), *drafting.acts(), *contests.acts())):
        yield Scene(_at(day, hour, place), who, play)


def _meetings() -> Iterator[Scene]:
    slugs = {row["kato"]: row["key"] for row in table("bodies")["okrug"]}
    told = [(story, slugs[story.okrug]) for story in stories()]
    for act in (*sittings.past(told), *sittings.coming()):
        yield Scene(act.at, act.who, act.play)


def _delivery(story: Story, slug: str, place: int) -> Iterator[Scene]:
    akim = f"akim.{slug}"
    for milestone in story.passport.milestones:
        if day := story.met.get(milestone.key):
            if milestone.key == _WORKS_CONTRACT:
                yield Scene(_at(day, 10, place), akim, _bound(acts.sign, story, f"Д-{day.year % 100}-{place + 1}"))
            yield Scene(_at(day, 16, place), akim, _bound(acts.meet, story, milestone))
    for said in story.reported:
        yield Scene(_at(said.day, 16, place), akim, _bound(acts.report, story, said))
    for number, paid in enumerate(story.payments, 1):
        yield Scene(_at(paid.day, 17, place), akim, _bound(acts.pay, story, paid, f"Д-{place + 1}/{number}"))
    for came in story.receipts:
        yield Scene(_at(came.day, 17, place), "financier", _bound(acts.receive, story, came))
    if story.in_use:
        yield Scene(_at(story.in_use, 18, place), akim, _bound(acts.hand_over, story))


def _year() -> Iterator[Scene]:
    """Let the financier bring in the months and credit projects, and the akims set their targets."""
    for place, (day, act) in enumerate(months.execution()):
        yield Scene(_at(day, 9, place), "financier", act)
    for place, (day, act) in enumerate(months.attributions()):
        yield Scene(_at(day, 10, place), "financier", act)
    for place, (day, okrug, act) in enumerate(months.targets()):
        yield Scene(_at(day, 11, place), f"akim.{okrug}", act)


def _variants() -> Iterator[Scene]:
    for place, row in enumerate(table("ceilings")["variant"]):
        yield Scene(_at(row["day"], 20, place), "commission", partial(ranking.keep, row))


def _results() -> Iterator[Scene]:
    """Let offices give values of their indicators, the department of economy answer them, and frames get figures."""
    for place, (day, who, act) in enumerate((*results.acts(), *results.figures(), *concerns.acts(), *financing.acts())):
        yield Scene(_at(day, 16 if who == results.CHECKER else 13, place), who, act)


def _recommendations() -> Iterator[Scene]:
    """Let assemblies recommend after their monitoring, and akims answer."""
    for place, (act, hour, who, day) in enumerate(advice.acts()):
        yield Scene(_at(day, hour, place), who, act)


def _words() -> Iterator[Scene]:
    katos = {row["key"]: row["kato"] for row in table("bodies")["okrug"]}
    for place, row in enumerate(table("narratives")["narrative"]):
        told = delivery.Tell(katos[row["okrug"]], row["period"], Tri.of(row["text"]), 0)
        yield Scene(_at(row["given"], 11, place), f"akim.{row['okrug']}", partial(_tell, told))
    for place, row in enumerate(table("notes")["note"]):
        yield Scene(_at(row["given"], 12, place), f"akim.{row['project'].split('-')[0]}", partial(_note, row))


def _tell(told: delivery.Tell, unit: Work, _cast: Cast) -> None:
    delivery.tell(unit, told)


def _note(row: Any, unit: Work, cast: Cast) -> None:
    done, problems = Tri.of(row["done"]), Tri.of(row.get("problems"))
    delivery.note(unit, delivery.Note(cast.codes[row["project"]], row["period"], done, problems, 0))


def _questions(settings: Settings) -> Iterator[Scene]:
    for place, row in enumerate(table("questions")["question"]):
        yield Scene(_at(row["asked"], 19, place), CITIZEN, partial(_ask, row, settings))
        if "answered" in row:
            yield Scene(_at(row["answered"], 9, place), f"akim.{row['project'].split('-')[0]}", partial(_answer, row))


def _ask(row: Any, settings: Settings, unit: Work, cast: Cast) -> None:
    code = cast.codes[row["project"]]
    asked = participation.Ask(code, row["name"], row["email"], row["text"], True, row["language"], "demonstration")
    participation.ask(unit, asked, settings)


def _answer(row: Any, unit: Work, cast: Cast) -> None:
    code = cast.codes[row["project"]]
    waiting = next(each.id for each in questions.for_desk(unit.session, unit.actor) if each.code == code)
    participation.answer(unit, participation.Answer(waiting, True, Tri.of(row["answer"]), Tri()))
