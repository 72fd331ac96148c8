"""Risks are watched, become problems, are brought to the district, and are closed with what came of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from lsg_projects.delivery import queries
from lsg_projects.delivery.models import Concern as Row
from lsg_projects.delivery.usecases import project
from lsg_projects.domain.access import Action
from lsg_projects.domain.completeness.risks import DEGREES
from lsg_projects.domain.delivery.concerns import Concern
from lsg_projects.domain.errors import Missing, Problem, Stale, WrongState
from lsg_projects.domain.events import Event, project_chain
from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work
from lsg_projects.projects.queries import ProjectHead


@dataclass(frozen=True)
class Said:
    """What is written of a risk or a problem."""

    text: Tri
    response: Tri
    owner: str
    """The post that answers for it."""
    due: date | None
    probability: str = "medium"
    effect: str = "medium"
    public: bool = False


@dataclass(frozen=True)
class Raise:
    """A risk to watch, or a problem that has come; *risk_key* names the risk of the passport."""

    code: str
    said: Said
    problem: bool = False
    risk_key: str | None = None


@dataclass(frozen=True)
class Change:
    """Other words, another day, another owner, over the *version* that was shown."""

    code: str
    number: int
    version: int
    said: Said


@dataclass(frozen=True)
class Occur:
    """The risk has come: from now on it is a problem with its own day."""

    code: str
    number: int
    version: int
    due: date | None


@dataclass(frozen=True)
class Escalate:
    """A problem that the office cannot mend by itself, and what it asks the district for."""

    code: str
    number: int
    version: int
    request: str


@dataclass(frozen=True)
class Settle:
    """The end of a risk or a problem, and what came of it."""

    code: str
    number: int
    version: int
    outcome: Tri


def raise_concern(unit: Work, command: Raise) -> int:
    """Write down a risk or a problem and give its number; refuses (Incomplete) one without owner, day or answer."""
    head = project.opened(unit, command.code, Action.REPORT_DELIVERY)
    project.refuse(_wrong(unit, command.said))
    if command.risk_key is not None:
        known = {risk.key for risk in project.passport(unit, head).risks}
        if command.risk_key not in known:
            raise Missing("delivery.no_risk")
    row = Row(
        project_id=head.id, risk_key=command.risk_key, problem=command.problem, noted_on=unit.today, outcome=Tri(),
        became_on=unit.today if command.problem else None, recorded_at=unit.now, person_id=unit.actor.person_id,
        **_written(command.said),
    )  # fmt: skip
    try:
        unit.add(row)
    except IntegrityError as error:
        raise WrongState("delivery.risk_watched") from error
    _tell(unit, head, "problem.raised" if command.problem else "risk.raised", row.id, command.said.due)
    return row.id


def change_concern(unit: Work, command: Change) -> None:
    """Write other words over the version that was shown; refuses (Stale) where somebody changed it meanwhile."""
    head, known = _open(unit, command.code, command.number)
    project.refuse(_wrong(unit, command.said, known.due))
    _move(unit, known, command.version, _written(command.said))
    _tell(unit, head, "risk.changed", known.id, command.said.due)


def occur(unit: Work, command: Occur) -> None:
    """Turn a risk into a problem, with the day by which it is to be mended."""
    head, known = _open(unit, command.code, command.number)
    if known.problem:
        raise WrongState("delivery.already_problem")
    project.refuse(_wrong_due(unit, command.due))
    _move(unit, known, command.version, {"problem": True, "became_on": unit.today, "due": command.due})
    _tell(unit, head, "risk.occurred", known.id, command.due)


def escalate(unit: Work, command: Escalate) -> None:
    """Bring a problem before the district akim; refuses (WrongState) a risk and what was brought already."""
    head, known = _open(unit, command.code, command.number)
    if not known.problem or known.escalated_on is not None:
        raise WrongState("delivery.not_to_escalate")
    problems = [] if command.request else [Problem("request", "delivery.no_request")]
    project.refuse([*problems, *project.personal("request", command.request)])
    _move(unit, known, command.version, {"escalated_on": unit.today, "escalation": command.request})
    _tell(unit, head, "problem.escalated", known.id, known.due)


def settle(unit: Work, command: Settle) -> None:
    """Close a risk or a problem; it stays in the list with what came of it."""
    head, known = _open(unit, command.code, command.number)
    problems = [] if command.outcome else [Problem("outcome", "delivery.no_outcome")]
    project.refuse([*problems, *project.personal("outcome", command.outcome)])
    _move(unit, known, command.version, {"closed_on": unit.today, "outcome": command.outcome})
    _tell(unit, head, "problem.closed" if known.problem else "risk.closed", known.id, None)


def _open(unit: Work, code: str, number: int) -> tuple[ProjectHead, Concern]:
    head = project.opened(unit, code, Action.REPORT_DELIVERY)
    for one in queries.concerns(unit.session, head.id, unit.today):
        if one.id == number:
            if one.closed_on is not None:
                raise WrongState("delivery.risk_closed")
            return head, one
    raise Missing("delivery.no_risk")


def _move(unit: Work, known: Concern, version: int, changes: Mapping[str, object]) -> None:
    if version != known.version:
        raise Stale("shared.outdated")
    place = (Row.id == known.id, Row.version == version, Row.closed_on.is_(None))
    step = update(Row).where(*place).values(version=version + 1, **changes)
    moved(unit.session.execute(step.execution_options(synchronize_session=False)))
    unit.session.expire_all()


def _written(said: Said) -> dict[str, object]:
    return {
        "text": said.text, "response": said.response, "owner": said.owner, "due": said.due,
        "probability": said.probability, "effect": said.effect, "public": said.public,
    }  # fmt: skip


def _wrong(unit: Work, said: Said, known: date | None = None) -> list[Problem]:
    problems = []
    for where, value, code in (
        ("text", said.text, "delivery.no_risk_text"), ("response", said.response, "delivery.no_response"),
        ("owner", said.owner, "delivery.no_owner"),
    ):  # fmt: skip
        if not value:
            problems.append(Problem(where, code))
        problems += project.personal(where, value)
    for where, degree in (("probability", said.probability), ("effect", said.effect)):
        if degree not in DEGREES:
            problems.append(Problem(where, "shared.not_a_choice"))
    return problems if said.due is not None and said.due == known else [*problems, *_wrong_due(unit, said.due)]


def _wrong_due(unit: Work, due: date | None) -> list[Problem]:
    if due is None:
        return [Problem("due", "delivery.no_day")]
    last = date(unit.today.year + 10, 12, 31)
    return [] if unit.today <= due <= last else [Problem("due", "delivery.new_due_range", {"n": 10})]


def _tell(unit: Work, head: ProjectHead, action: str, number: int, due: date | None) -> None:
    """Write the act without its words: they may hold what is not public."""
    body = {"concern": number, "due": due.isoformat() if due else None}
    unit.tell(Event(project_chain(head.code), action, head.code, body))
