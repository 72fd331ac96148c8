"""Change requests: opened by the akim on an approved project, written in its draft, sent, decided, applied."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from lsg_projects.approvals import queries
from lsg_projects.approvals.models import ChangeRequest
from lsg_projects.approvals.queries import Change, Process
from lsg_projects.approvals.usecases import applying, storing
from lsg_projects.delivery import usecases as delivery
from lsg_projects.documents import queries as documents
from lsg_projects.domain import approval, route
from lsg_projects.domain.access import Action, require
from lsg_projects.domain.approval import MAX_TEXT, MIN_REASON, Act, Position
from lsg_projects.domain.codec import plain
from lsg_projects.domain.completeness import blocking
from lsg_projects.domain.errors import Incomplete, Problem, Stale, WrongState
from lsg_projects.domain.events import Event, project_chain
from lsg_projects.domain.personal import looks_personal
from lsg_projects.domain.project import Passport
from lsg_projects.domain.route import Concern, Route
from lsg_projects.domain.states import Approval, Stage
from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work
from lsg_projects.projects import queries as projects
from lsg_projects.projects import usecases as passports
from lsg_projects.projects.queries import Draft, ProjectHead, Version


@dataclass(frozen=True)
class SendChange:
    """The change to send, the revision of the draft that the akim saw, and why the project has to change."""

    change_id: int
    revision: int
    reason: Tri


def open_change(unit: Work, code: str) -> int:
    """Begin a change of an approved project and give its number; refuses (WrongState) where one is open already."""
    head = projects.find(unit.session, code)
    require(Action.REQUEST_CHANGE, unit.actor, projects.subject(head))
    delivery.hold(unit, head.id)
    head = projects.by_id(unit.session, head.id)
    if head.approval is not Approval.APPROVED or head.stage is Stage.CANCELLED:
        raise WrongState("approvals.change_not_approved")
    if queries.open_change(unit.session, head.id):
        raise WrongState("approvals.change_open")
    row = _row(unit, head)
    try:
        unit.add(row)
    except IntegrityError as error:  # somebody else's change of the same project came first
        raise Stale("approvals.change_open") from error
    passports.let_write(unit, head.id, projects.version(unit.session, head.id, head.version).passport)
    passports.contribute(unit, head.id)
    _tell(unit, head, "change.opened", {"change": row.number, "version": head.version})
    return row.id


def _row(unit: Work, head: ProjectHead) -> ChangeRequest:
    counted = select(func.coalesce(func.max(ChangeRequest.number), 0)).where(ChangeRequest.project_id == head.id)
    return ChangeRequest(
        project_id=head.id, number=(unit.session.scalar(counted) or 0) + 1, base=head.version, state=Approval.DRAFT,
        reason=Tri(), had=[list(each) for each in documents.digests(unit.session, head.id)], concerns=[],
        attachments=[], directory={}, opened_at=unit.now, opened_by=unit.actor.person_id,
    )  # fmt: skip


def _tell(unit: Work, head: ProjectHead, action: str, body: dict[str, object]) -> None:
    unit.tell(Event(project_chain(head.code), action, head.code, body))


def send_change(unit: Work, command: SendChange) -> int | None:
    """Send a change to exactly the steps that it concerns, and give the first task.

    A change that concerns nobody is applied at once and gives nothing. Refuses (Incomplete) a change that lacks
    something or undoes what has happened, (Stale) one that was written on meanwhile.
    """
    change, head = _mine(unit, command.change_id)
    process = queries.process_of(unit.session, change.id)
    draft = projects.draft_of(unit.session, head.id)
    at = Position(change.state, Stage.IDENTIFICATION, process.step, process.done) if process else Position(change.state)
    approval.moved(at, Act.SUBMIT)
    if draft.revision != command.revision or not head.changing:
        raise Stale("approvals.draft_changed")
    base = projects.version(unit.session, head.id, change.base)
    concerned = _concerns(unit, change, base, draft)
    _check(unit, head, base.passport, draft, command.reason)
    version = _freeze(unit, head, change, draft, command.reason, concerned)
    passports.close_draft(unit, head.id)
    return _ask(unit, head, change, process, at, version, concerned)


def _mine(unit: Work, change_id: int) -> tuple[Change, ProjectHead]:
    """Take a change with its project for this piece of work; refuses whoever's project it is not."""
    change = queries.change(unit.session, change_id)
    head = projects.by_id(unit.session, change.project_id)
    require(Action.REQUEST_CHANGE, unit.actor, projects.subject(head))
    if process := queries.process_of(unit.session, change.id):
        storing.locked(unit, process.id)
    delivery.hold(unit, head.id)
    change = queries.change(unit.session, change_id)
    if not change.open:
        raise WrongState("approvals.change_over")
    return change, projects.by_id(unit.session, head.id)


def _concerns(unit: Work, change: Change, base: Version, draft: Draft) -> frozenset[Concern]:
    """Tell what the draft changes of the version in force; refuses (Incomplete) one that changes nothing."""
    has = documents.without_decisions(unit.session, documents.digests(unit.session, draft.head.id))
    had = documents.without_decisions(unit.session, change.had)
    if draft.passport == base.passport and set(has) == set(had):
        raise Incomplete("approvals.change_nothing", (Problem("", "approvals.change_nothing"),), n=1)
    return approval.concerns(base.passport, draft.passport, had, has)


def _check(unit: Work, head: ProjectHead, before: Passport, draft: Draft, reason: Tri) -> None:
    problems = [
        Problem("reason", "approvals.change_reason", {"n": MIN_REASON})
        for text in (reason.kk, reason.ru)
        if len(text) < MIN_REASON
    ][:1]
    if any(len(text) > MAX_TEXT for text in reason.as_dict().values()):
        problems.append(Problem("reason", "shared.too_long", {"n": MAX_TEXT}))
    if any(looks_personal(text) for text in reason.as_dict().values()):
        problems.append(Problem("reason", "approvals.personal"))
    if problems:
        raise Incomplete("approvals.incomplete", tuple(problems), n=len(problems))
    passports.refuse_gaps(blocking(projects.checked(unit.session, head, draft.passport), sending=True))
    delivery.refuse_undone(unit, head.id, before, draft.passport)


def _freeze(
    unit: Work, head: ProjectHead, change: Change, draft: Draft, reason: Tri, concerned: frozenset[Concern]
) -> Version:
    """Keep the draft as the proposal that is decided on, with the digest that the new version will have."""
    kept = documents.digests(unit.session, head.id)
    names = projects.directory(unit.session, head, draft.passport)
    values = {
        "reason": reason,
        "concerns": sorted(concerned),
        "content": plain(draft.passport),
        "attachments": [list(each) for each in kept],
        "directory": names,
        "digest": passports.content_digest(draft.passport, kept, names, head.code, change.base + 1),
        "sent_at": unit.now,
    }
    place = (ChangeRequest.id == change.id, ChangeRequest.state == change.state)
    moved(unit.session.execute(update(ChangeRequest).where(*place).values(**values)))
    sent = queries.change(unit.session, change.id).proposal
    if sent is None:
        raise Stale("approvals.draft_changed")
    return sent


def route_of(unit: Work, head: ProjectHead, before: Passport, after: Passport, concerned: frozenset[Concern]) -> Route:
    """Give the steps that a change has to go: those it concerns, or the whole route of another kind in law."""
    own = queries.newest(unit.session, head.id)
    asked = [queries.facts(passport, unit.today) for passport in (before, after)]
    chosen = [route.choose(queries.routes(), each) for each in asked]
    if chosen[0].key != chosen[1].key and before.legal_kind is not after.legal_kind:
        return chosen[1]
    return approval.reopened(own.route if own else chosen[1], concerned)


def _ask(
    unit: Work, head: ProjectHead, change: Change, process: Process | None, at: Position, version: Version,
    concerned: frozenset[Concern],
) -> int | None:  # fmt: skip
    base = projects.version(unit.session, head.id, change.base)
    rule = route_of(unit, head, base.passport, version.passport, concerned)
    if process is not None:
        rule = approval.carried(rule, process.route)
    body = {
        "change": change.number, "version": version.number, "digest": version.digest, "changed": sorted(concerned),
        "steps": [step.key for step in rule.steps],
    }  # fmt: skip
    _tell(unit, head, "change.sent", body)
    at = approval.submit(at, rule, _since(unit, change, process, version))
    if at.step is None:  # it concerns nobody, or all whom it still concerns had agreed
        if process:
            storing.close_tasks(unit, process.id, "replaced")
            storing.store(unit, process.id, replace(at, state=Approval.APPROVED), version, rule)
        applying.apply(unit, head, change, version)
        return None
    if process is None:
        process_id = storing.begin(unit, head, version, rule, at, change.id)
    else:
        process_id = process.id
        storing.close_tasks(unit, process_id, "replaced")
        storing.store(unit, process_id, at, version, rule)
    applying.mark(unit, change, at.state)
    return storing.ask_all(unit, head, process_id, rule, at, version)


def _since(unit: Work, change: Change, process: Process | None, version: Version) -> frozenset[Concern]:
    """Tell what changed since the change itself was returned."""
    if process is None or change.proposal is None:
        return frozenset()
    before = change.proposal
    papers = before.attachments, version.attachments
    return queries.concerned(unit.session, before.passport, version.passport, *papers)


def withdraw_change(unit: Work, change_id: int) -> None:
    """Give a change up, written or sent; the version in force stays."""
    change, head = _mine(unit, change_id)
    if process := queries.process_of(unit.session, change.id):
        at = Position(change.state, Stage.IDENTIFICATION, process.step, process.done)
        storing.close_tasks(unit, process.id, "withdrawn")
        storing.store(unit, process.id, replace(at, state=Approval.WITHDRAWN, step=None), _sent(change))
    applying.mark(unit, change, Approval.WITHDRAWN)
    if head.changing:
        passports.close_draft(unit, head.id)
    _tell(unit, head, "change.withdrawn", {"change": change.number})


def _sent(change: Change) -> Version:
    if change.proposal is None:
        raise Stale("approvals.draft_changed")
    return change.proposal
