"""The minutes of a meeting, assembled from the record: only the speeches are the secretary's own words.

They hold what the law asks for (LSG art. 39-3(10)): date and place, the number of those entitled, who was there, chair
and secretary, the agenda, what was said, what was decided.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from lsg_projects.approvals.queries.meetings import Item, MeetingFacts, MotionFacts
from lsg_projects.approvals.sheets import wording
from lsg_projects.approvals.sheets.sheet import Pair, Section, Sheet
from lsg_projects.domain.meeting import Choice, ItemState, Seat
from lsg_projects.kit import clock
from lsg_projects.kit.formats import formats
from lsg_projects.kit.words import words


def minutes(facts: MeetingFacts, lang: str, now: datetime, mark: str) -> Sheet:
    """Assemble the minutes in *lang*."""
    say, fmt = words(lang), formats(lang)
    title, body = say("meetings.minutes_title", n=facts.number or "–"), facts.body.name.pick(lang)
    return Sheet(
        kind="minutes", language=lang, title=title, issuer=body, day=fmt.long_day(facts.day),
        head=f"{title} · {body} · {fmt.day(facts.day)}", mark=mark, created=facts.signed_at or facts.closed_at or now,
        facts=tuple(_facts(facts, lang)),
        people_title=say("meetings.paper.members"),
        people=tuple((one.name, _seat(one.seat, one.reason, one.arrived_at, one.left_at, lang)) for one in facts.seats),
        agenda_title=say("meetings.agenda"),
        agenda=tuple(wording.item_line(one, lang) for one in wording.standing(facts)),
        sections=tuple(_sections(facts, lang)),
        signatures=((say("meetings.field.chair"), facts.chair), (wording.secretary(facts, lang), facts.secretary)),
        foot=say("meetings.paper.minutes_foot"),
    )  # fmt: skip


def _facts(facts: MeetingFacts, lang: str) -> Iterator[Pair]:
    say, fmt = words(lang), formats(lang)
    yield say("meetings.when"), wording.start(facts, lang)
    yield say("meetings.where"), wording.place(facts, lang)
    yield say("meetings.kind_term"), say(f"meetings.kind.{facts.kind.value}")
    yield say("meetings.paper.notified"), fmt.moment(facts.notified_at)
    yield say("meetings.paper.materials"), fmt.moment(facts.materials_at)
    yield say("meetings.paper.entitled"), fmt.number(facts.entitled)
    yield say("meetings.paper.present"), fmt.number(facts.present)
    basis = facts.rule.quorum_basis.pick(lang) or say("meetings.installation")
    yield say("meetings.quorum"), say("meetings.paper.quorum", n=facts.needed, basis=basis)


def _seat(seat: Seat, reason: str, arrived: datetime | None, left: datetime | None, lang: str) -> str:
    say = words(lang)
    parts = [say(f"meetings.seat.{seat.value}")]
    if seat is Seat.ABSENT and reason:
        parts.append(reason)
    if arrived:
        parts.append(say("meetings.arrived", t=f"{clock.local(arrived):%H:%M}"))
    if left:
        parts.append(say("meetings.left", t=f"{clock.local(left):%H:%M}"))
    return ", ".join(parts)


def _sections(facts: MeetingFacts, lang: str) -> Iterator[Section]:
    say, fmt = words(lang), formats(lang)
    if said := facts.speeches.pick(lang):
        yield Section(say("meetings.field.general"), paragraphs=_lines(said))
    for place, item in enumerate(wording.standing(facts), 1):
        yield _item(facts, item, place, lang)
    struck = [one for one in facts.items if one.state is ItemState.STRUCK]
    if struck:
        lines = tuple(f"{wording.item_line(one, lang)}: {_why(one, lang)}" for one in struck)
        yield Section(say("meetings.paper.struck"), paragraphs=lines)
    if facts.corrections:
        lines = tuple(f"{fmt.moment(one.made_at)}: {one.text.pick(lang)}" for one in facts.corrections)
        yield Section(say("meetings.corrections"), paragraphs=lines)


def _why(item: Item, lang: str) -> str:
    return words(lang)("meetings.struck_changed") if item.reason == "changed" else item.reason


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip())


def _item(facts: MeetingFacts, item: Item, place: int, lang: str) -> Section:
    say = words(lang)
    pairs: list[Pair] = [(say("meetings.paper.heard"), wording.item_line(item, lang))]
    if item.rapporteur:
        pairs.append((say("meetings.field.rapporteur"), item.rapporteur))
    pairs.append((say("meetings.paper.shown"), say("meetings.version", n=item.version, x=item.shown[:8])))
    pairs.extend((say("meetings.interest"), line) for line in _interests(facts, item, lang))
    for motion in item.motions:
        pairs.extend(_motion(facts, item, motion, lang))
    return Section(
        say("meetings.item_n", n=place), tuple(pairs), _lines(item.speeches.pick(lang)), _decision(facts, item, lang)
    )


def _interests(facts: MeetingFacts, item: Item, lang: str) -> Iterator[str]:
    names = {member.person_id: member.name for member in facts.members}
    for one in item.interests:
        yield f"{names.get(one.person_id, '')}: {one.reason or words(lang)(f'meetings.conflict.{one.conflict.value}')}"


def _motion(facts: MeetingFacts, item: Item, motion: MotionFacts, lang: str) -> Iterator[Pair]:
    """Say what was asked and how each voted: the vote of a body of self-government is open."""
    say, votes = words(lang), motion.votes
    if votes is None:
        return
    tally = say("meetings.tally", f=votes.cast_for, a=votes.against, b=votes.abstained)
    chair = f", {say('meetings.by_chair')}" if votes.casting is not None else ""
    result = "meetings.adopted" if motion.adopted else "meetings.not_adopted"
    yield say("meetings.votes"), f"{say(result, x=wording.answer(item, motion.outcome, lang))}. {tally}{chair}"
    names = {one.person_id: one.name for one in facts.seats}
    for choice in (Choice.AGAINST, Choice.ABSTAINED):
        voters = sorted(names[person] for person, given in motion.ballots.items() if given is choice)
        if voters:
            gave = say(f"meetings.gave.{choice.value}")
            yield gave[:1].upper() + gave[1:], ", ".join(voters)


def _decision(facts: MeetingFacts, item: Item, lang: str) -> str:
    say, fmt = words(lang), formats(lang)
    adopted = next((one for one in item.motions if one.adopted), None)
    if adopted is None:
        return say(f"meetings.item.{item.state.value}")
    words_of = [adopted.conclusion, adopted.reason, *(remark.text for remark in adopted.remarks)]
    more = " ".join(part for part in words_of if part)
    said = wording.answer(item, adopted.outcome, lang)
    said = said[:1].upper() + said[1:]
    number = say("meetings.decision_no", n=f"{facts.number}/{item.position}", d=fmt.day(facts.day))
    basis = item.step.basis.pick(lang)
    tail = f" ({basis})" if basis else ""
    return f"{said}{tail}. {number}.{' ' + more if more else ''}"
