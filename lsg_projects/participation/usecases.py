"""What people can do: a citizen asks about a published project, the office answers or refuses with a reason."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, update

from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.calendar import add_working
from lsg_projects.domain.errors import Incomplete, Problem, Refusal
from lsg_projects.domain.events import Event, project_chain
from lsg_projects.domain.identifiers import mail_address
from lsg_projects.domain.personal import looks_personal
from lsg_projects.domain.text import LANGUAGES, Tri
from lsg_projects.kit import secrets as keys
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work
from lsg_projects.kit.workdays import day_off
from lsg_projects.participation import queries
from lsg_projects.participation.models import AskAttempt, Question
from lsg_projects.settings import Settings

WINDOW = timedelta(hours=1)
MOST_IN_WINDOW = 10
"""Questions from one network within the window: a whole village may stand behind one address."""
SHORTEST, LONGEST = 10, 2000


class TooManyQuestions(Refusal):
    """This network asked too often of late (HTTP 429); *until* says when it may again."""


@dataclass(frozen=True)
class Ask:
    """A citizen's question about a published project."""

    code: str
    name: str
    email: str
    text: str
    consent: bool
    lang: str
    network: str


@dataclass(frozen=True)
class Answer:
    """The office's answer: published with the question, or a reason why the question is not."""

    question_id: int
    publish: bool
    answer: Tri
    reason: Tri


def ask(unit: Work, command: Ask, settings: Settings) -> str:
    """Take a question and give its key; refuses (Incomplete) what may not be published, and who asks too often."""
    found = queries.addressee(unit.session, command.code)
    problems = _wrong_in(command)
    if problems:
        raise Incomplete("participation.form", problems)
    _hold_back(unit, keys.commitment(keys.installation_key(settings), f"ask:{command.network}"))
    number = queries.next_number(unit.session, found.project_id)
    row = Question(
        project_id=found.project_id,
        number=number,
        key=secrets.token_hex(16),
        name=command.name,
        email=command.email,
        lang=command.lang if command.lang in LANGUAGES else LANGUAGES[0],
        text=command.text,
        received_at=unit.now,
        due_on=add_working(unit.today, settings.answer_working_days, day_off),
        state=queries.WAITING,
        answer=Tri(),
        reason=Tri(),
    )
    unit.add(row)
    body = {"number": number, "due": row.due_on.isoformat()}
    unit.tell(Event(project_chain(found.code), "question.received", found.code, body))
    return row.key


def answer(unit: Work, command: Answer) -> queries.DeskQuestion:
    """Publish a question with its answer, or refuse it with a reason; a question is answered once."""
    found = queries.one_for_desk(unit.session, command.question_id)
    require(Action.ANSWER_QUESTION, unit.actor, Subject(found.unit_path, name=found.code))
    problems = _missing_in(command)
    if problems:
        raise Incomplete("participation.form", problems)
    state = queries.PUBLISHED if command.publish else queries.REFUSED
    values = {
        "state": state,
        "answer": command.answer if command.publish else Tri(),
        "reason": Tri() if command.publish else command.reason,
        "answered_at": unit.now,
        "answered_by": unit.actor.person_id,
    }
    waiting = update(Question).where(Question.id == found.id, Question.state == queries.WAITING)
    moved(unit.session.execute(waiting.values(**values).execution_options(synchronize_session=False)))
    body = {"number": found.number, "published": command.publish}
    unit.tell(Event(project_chain(found.code), "question.answered", found.code, body))
    return queries.one_for_desk(unit.session, found.id)


def _wrong_in(command: Ask) -> tuple[Problem, ...]:
    checks = (
        (bool(command.name), Problem("name", "shared.required")),
        (not looks_personal(command.name), Problem("name", "participation.personal")),
        (mail_address(command.email) is not None, Problem("email", "shared.bad_email")),
        (len(command.text) >= SHORTEST, Problem("text", "shared.too_short", {"n": SHORTEST})),
        (len(command.text) <= LONGEST, Problem("text", "shared.too_long", {"n": LONGEST})),
        (not looks_personal(command.text), Problem("text", "participation.personal")),
        (command.consent, Problem("consent", "participation.consent")),
    )
    return tuple(problem for fine, problem in checks if not fine)


def _missing_in(command: Answer) -> tuple[Problem, ...]:
    where, text = ("answer", command.answer) if command.publish else ("reason", command.reason)
    if not text.official():
        return (Problem(where, "participation.both_languages"),)
    if any(looks_personal(each) for each in text.as_dict().values()):
        return (Problem(where, "participation.personal"),)
    return ()


def _hold_back(unit: Work, network: str) -> None:
    since = unit.now - WINDOW
    unit.session.execute(delete(AskAttempt).where(AskAttempt.at <= since))
    if queries.asked_since(unit.session, network, since) >= MOST_IN_WINDOW:
        raise TooManyQuestions("participation.too_many", until=unit.now + WINDOW)
    unit.add(AskAttempt(network=network, at=unit.now))
