"""What the pages of meetings share: who may look, who keeps the meeting, what is due, acts that lead back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.approvals.letters import Letter
from lsg_projects.approvals.queries import meetings as queries
from lsg_projects.approvals.queries.meetings import MeetingFacts
from lsg_projects.approvals.usecases.meetings.ground import subject
from lsg_projects.domain.access import Action, Subject, may, require
from lsg_projects.domain.calendar import add_working
from lsg_projects.domain.meeting import MeetingState, last_day
from lsg_projects.domain.meeting import needed as quorum
from lsg_projects.kit import clock, mail
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.kit.work import Work, work
from lsg_projects.kit.workdays import day_off
from lsg_projects.settings import current
from lsg_projects.web import flash
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, t

_LARGEST = 2**31 - 1


def found(meeting_id: int) -> MeetingFacts:
    """Give a meeting that the reader may know about; refuses (Missing) any other."""
    facts = queries.meeting(session(), min(meeting_id, _LARGEST))
    require(Action.READ_MEETING, current_actor(), Subject(facts.body.unit.path, name=f"meeting:{facts.id}"))
    return facts


def keeps(facts: MeetingFacts) -> bool:
    """Tell whether the reader is the secretary of the body."""
    return bool(may(Action.KEEP_MEETING, current_actor(), subject(facts)))


def votes(facts: MeetingFacts) -> bool:
    """Tell whether the reader is a member of the body on the day of the meeting."""
    return current_actor().person_id in {member.person_id for member in facts.members}


def done(act: Callable[[Work], object], meeting_id: int, key: str, **values: object) -> ResponseReturnValue:
    """Do one act of the secretary, say what happened, and lead back to the agenda."""
    with work(current_actor()) as unit:
        act(unit)
    flash.tell(f"meetings.said.{key}", **values)
    return redirect(url_for("approvals.meeting", meeting_id=meeting_id), 303)


def sent(act: Callable[[Work], tuple[Letter, ...]], meeting_id: int, key: str) -> ResponseReturnValue:
    """Do an act that sends letters; they go out after it is stored."""
    with work(current_actor()) as unit:
        letters = act(unit)
    for each in letters:
        mail.send(current(), mail.letter(current(), each.to, each.subject, each.text))
    flash.tell(f"meetings.said.{key}", n=len(letters))
    return redirect(url_for("approvals.meeting", meeting_id=meeting_id), 303)


def title(facts: MeetingFacts) -> str:
    """Name a meeting by its body and day."""
    return t("meetings.of", body=facts.body.name.pick(language()), d=formats(language()).day(facts.day))


def duties(facts: MeetingFacts) -> list[dict[str, str]]:
    """Give what is due and until when, for the list of tasks."""
    rule = facts.rule
    held = facts.opened_at or (facts.closed_at if facts.state is MeetingState.FAILED else None)
    rows = (
        ("notice", last_day(facts.day, rule.notice_days(facts.kind)), facts.notified_at),
        ("materials", last_day(facts.day, rule.materials), facts.materials_at),
        ("hold", facts.day, held),
        ("minutes", add_working(facts.day, rule.minutes, day_off), facts.signed_at),
    )
    return [_duty(kind, due, happened) for kind, due, happened in rows]


def _duty(kind: str, due: date, happened: datetime | None) -> dict[str, str]:
    fmt = formats(language())
    row = {"title": t(f"meetings.duty.{kind}")}
    if happened is not None:
        return row | {"state": "done", "status": t("meetings.duty.done", d=fmt.day(happened))}
    late = due < clock.today()
    key = "over" if late else ("on" if kind == "hold" else "until")
    return row | {"state": "missing" if late else "optional", "status": t(f"meetings.duty.{key}", d=fmt.day(due))}


def rule_rows(facts: MeetingFacts) -> list[tuple[str, str, str]]:
    """Give the rule of the meeting: what it asks, in words, and the article; empty for a datum of the installation."""
    rule, lang = facts.rule, language()
    needed = t("meetings.quorum_of", n=len(facts.members), q=quorum(rule, len(facts.members)))
    rows = (
        (t("meetings.duty.notice"), t("meetings.days_before", n=rule.notice_days(facts.kind)), rule.notice_basis),
        (t("meetings.duty.materials"), t("meetings.days_before", n=rule.materials), rule.materials_basis),
        (t("meetings.quorum"), needed, rule.quorum_basis),
        (t("meetings.majority"), t(f"meetings.majority_of.{rule.majority.value}"), rule.majority_basis),
        (t("meetings.duty.minutes"), t("unit.working_days", n=rule.minutes), rule.minutes_basis),
    )
    return [(label, text, basis.pick(lang)) for label, text, basis in rows]
