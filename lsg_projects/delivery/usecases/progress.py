"""The akim's office reports: how far each milestone is, which date slips and why, what is met and what proves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lsg_projects.delivery import queries
from lsg_projects.delivery.queries import MilestoneFacts
from lsg_projects.delivery.usecases import project
from lsg_projects.documents import queries as documents
from lsg_projects.documents import usecases as papers
from lsg_projects.domain.access import Action
from lsg_projects.domain.approval import Turn
from lsg_projects.domain.delivery import FULL, MilestoneState
from lsg_projects.domain.errors import Missing, Problem, WrongState
from lsg_projects.domain.events import Event, project_chain
from lsg_projects.domain.states import DocumentType
from lsg_projects.domain.text import Tri
from lsg_projects.kit.work import Work
from lsg_projects.projects.queries import ProjectHead

MOST_YEARS_AHEAD = 10


@dataclass(frozen=True)
class Step:
    """What is reported about one milestone: percent done, and a later date with its reason where it slips."""

    milestone: str
    percent: int | None = None
    new_due: date | None = None
    reason: Tri = Tri()


@dataclass(frozen=True)
class Report:
    """A report about a project; without any change it still says that somebody looked."""

    code: str
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """A paper or picture that proves a milestone."""

    type: DocumentType
    title: Tri
    file_name: str
    data: bytes


@dataclass(frozen=True)
class Meet:
    """A milestone that is met, wholly or partly, with what proves it."""

    code: str
    milestone: str
    met_on: date | None
    partly: bool = False
    percent: int | None = None
    missing: Tri = Tri()
    """What is missing where it is met only partly."""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class HandOver:
    """The result goes into use."""

    code: str
    day: date | None


def report(unit: Work, command: Report) -> int:
    """Append what changed and give how many milestones it concerned."""
    head = project.opened(unit, command.code, Action.REPORT_DELIVERY)
    known = _milestones(unit, head)
    steps = [step for step in command.steps if _says_something(step, known)]
    project.refuse([problem for step in steps for problem in _wrong(unit, step, known[step.milestone])])
    for step in steps:
        _append(unit, head, step, known[step.milestone])
    if not steps:
        project.report(unit, head, "", "no_change")
    project.refresh(unit, head.id)
    body = {"milestones": [step.milestone for step in steps]}
    unit.tell(Event(project_chain(head.code), "delivery.reported", head.code, body))
    return len(steps)


def _milestones(unit: Work, head: ProjectHead) -> dict[str, MilestoneFacts]:
    return {row.view.key: row for row in queries.facts(unit.session, head.id, unit.today).milestones}


def _says_something(step: Step, known: dict[str, MilestoneFacts]) -> bool:
    at = _known(step.milestone, known).view
    return step.percent not in (None, at.percent) or step.new_due not in (None, at.promised)


def _known(key: str, known: dict[str, MilestoneFacts]) -> MilestoneFacts:
    if key not in known:
        raise Missing("delivery.no_milestone")
    return known[key]


def _wrong(unit: Work, step: Step, facts: MilestoneFacts) -> list[Problem]:
    if facts.view.state is MilestoneState.MET:
        raise WrongState("delivery.already_met")
    problems = []
    if step.percent is not None and not 0 <= step.percent <= FULL:
        problems.append(Problem(f"percent-{step.milestone}", "delivery.percent_range"))
    if step.new_due not in (None, facts.view.promised):
        problems += _wrong_date(unit, step)
    return problems


def _wrong_date(unit: Work, step: Step) -> list[Problem]:
    problems = []
    if step.new_due is not None and not unit.today <= step.new_due <= _latest(unit.today):
        problems.append(Problem(f"due-{step.milestone}", "delivery.new_due_range", {"n": MOST_YEARS_AHEAD}))
    if not step.reason:
        problems.append(Problem(f"reason-{step.milestone}", "delivery.slip_reason"))
    return [*problems, *project.personal(f"reason-{step.milestone}", step.reason)]


def _latest(today: date) -> date:
    return date(today.year + MOST_YEARS_AHEAD, 12, 31)


def _append(unit: Work, head: ProjectHead, step: Step, facts: MilestoneFacts) -> None:
    moved = step.new_due not in (None, facts.view.promised)
    project.report(
        unit,
        head,
        step.milestone,
        "moved" if moved else "progress",
        percent=step.percent if step.percent != facts.view.percent else None,
        old_due=facts.view.promised if moved else None,
        new_due=step.new_due if moved else None,
        reason=step.reason if moved else Tri(),
    )


def meet(unit: Work, command: Meet) -> None:
    """Record that a milestone is met; refuses (Incomplete) while the promised evidence is missing."""
    head = project.opened(unit, command.code, Action.REPORT_DELIVERY)
    facts = _known(command.milestone, _milestones(unit, head))
    if facts.view.state is MilestoneState.MET:
        raise WrongState("delivery.already_met")
    project.refuse(_wrong_meeting(unit, command, facts))
    keys = [_attach(unit, head, command, paper) for paper in command.evidence]
    project.report(
        unit,
        head,
        command.milestone,
        "partly" if command.partly else "met",
        met_on=command.met_on,
        percent=command.percent if command.partly else FULL,
        reason=command.missing,
        evidence=keys,
    )
    accepted = any(paper.type is DocumentType.ACCEPTANCE_ACT for paper in command.evidence) and not command.partly
    if accepted:
        project.report(unit, head, "", "accepted", met_on=command.met_on)
        project.turn(unit, head, Turn.ACCEPTED)
    project.refresh(unit, head.id)
    body = {
        "milestone": command.milestone,
        "partly": command.partly,
        "met_on": command.met_on.isoformat() if command.met_on else None,
        "evidence": keys,
    }
    unit.tell(Event(project_chain(head.code), "milestone.met", head.code, body))


def _wrong_meeting(unit: Work, command: Meet, facts: MilestoneFacts) -> list[Problem]:
    problems = project.not_ahead(unit, "met_on", command.met_on)
    if command.partly:
        if command.percent is None or not 0 <= command.percent < FULL:
            problems.append(Problem("percent", "delivery.partly_percent"))
        if not command.missing:
            problems.append(Problem("missing", "delivery.partly_missing"))
        return [*problems, *project.personal("missing", command.missing)]
    held = {paper.type for paper in command.evidence} | _shown_before(unit, facts)
    owed = [kind for kind in facts.view.evidence if kind not in held]
    problems += [Problem(f"file-{kind.value}", "delivery.evidence_owed") for kind in owed]
    return problems


def _shown_before(unit: Work, facts: MilestoneFacts) -> set[DocumentType]:
    """Give the types of what was attached to this milestone when it was met in part."""
    return documents.types_of(unit.session, facts.evidence)


def _attach(unit: Work, head: ProjectHead, command: Meet, paper: Evidence) -> str:
    return papers.attach(
        unit,
        papers.Attach(
            head.id,
            head.code,
            paper.type,
            paper.title,
            paper.file_name,
            paper.data,
            dated=command.met_on,
            milestone_key=command.milestone,
        ),
    )


def hand_over(unit: Work, command: HandOver) -> None:
    """Record that the result went into use."""
    head = project.opened(unit, command.code, Action.REPORT_DELIVERY)
    problems = project.not_ahead(unit, "day", command.day)
    project.refuse(problems)
    view = queries.facts(unit.session, head.id, unit.today)
    if view.in_use_on is not None:
        raise WrongState("delivery.already_in_use")
    if any(row.view.state is not MilestoneState.MET for row in view.milestones):
        raise WrongState("delivery.milestones_open")
    project.report(unit, head, "", "in_use", reported_on=command.day)
    project.turn(unit, head, Turn.IN_USE)
    project.refresh(unit, head.id)
    body = {"day": command.day.isoformat() if command.day else None}
    unit.tell(Event(project_chain(head.code), "project.in_use", head.code, body))
