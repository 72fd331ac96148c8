"""Two signatures in a department: the executor prepares the answer, the head signs it or sends it back with a note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from lsg_projects.approvals import queries
from lsg_projects.approvals.models import Draft
from lsg_projects.approvals.queries import Prepared, Process, Task
from lsg_projects.approvals.queries.processes import by_id
from lsg_projects.approvals.queries.shown import parts, seal
from lsg_projects.approvals.usecases import enclosing, separation, storing
from lsg_projects.approvals.usecases.enclosing import Enclosure
from lsg_projects.documents import queries as documents
from lsg_projects.documents import usecases as papers
from lsg_projects.documents.queries import Doc
from lsg_projects.domain import approval
from lsg_projects.domain.access import Subject
from lsg_projects.domain.actor import Post
from lsg_projects.domain.approval import MAX_TEXT, Verdict
from lsg_projects.domain.codec import plain
from lsg_projects.domain.errors import Incomplete, Problem, Stale, WrongState
from lsg_projects.domain.events import Event, project_chain
from lsg_projects.domain.personal import looks_personal
from lsg_projects.domain.route import Step
from lsg_projects.domain.states import Approval, DocumentState, DraftState
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work
from lsg_projects.projects import queries as projects
from lsg_projects.projects.queries import ProjectHead

SHORTEST_NOTE = 10
"""Letters of a note: «no» tells an executor nothing."""


@dataclass(frozen=True)
class Prepare:
    """An answer prepared on exactly what was shown; *revision* is that of the draft that was seen, nought for none."""

    task_id: int
    version: int
    shown: str
    verdict: Verdict
    revision: int = 0
    language: str = ""
    paper: Enclosure | None = None
    """The conclusion on paper; it takes the place of the one that came before."""
    held: str = ""
    """SHA-256 of the paper that the page showed; empty where it showed none."""
    drop: bool = False
    """Let the paper that the page showed go, without another."""


@dataclass(frozen=True)
class LookedAt:
    """A draft as the head's page showed it: its revision, the digest of the project and that of its paper."""

    revision: int | None
    shown: str
    paper: str


@dataclass(frozen=True)
class SendBack:
    """The head's wish that the executor work on a draft again, and why."""

    task_id: int
    revision: int
    note: str


@dataclass(frozen=True)
class _Ground:
    """What both acts look at, read after the run was taken for this piece of work."""

    task: Task
    process: Process
    head: ProjectHead
    step: Step
    draft: Prepared | None
    subject: Subject


def prepare(unit: Work, command: Prepare) -> int:
    """Keep an answer for the head's signature and give its revision; it decides nothing.

    Refuses (NotAllowed) whoever does not prepare here or worked on the project, (Stale) what was overtaken,
    (WrongState) a step where one signature is enough, (Incomplete) an answer without what it must have on record.
    """
    ground = _ground(unit, command.task_id)
    post = approval.may_prepare(unit.actor, ground.step, ground.subject)
    version = queries.version_asked(unit.session, ground.task, ground.process)
    separation.hold(unit, ground.process, ground.head, post, version, ground.step.key)
    _refuse_closed(ground)
    if command.version != ground.task.version or command.shown != seal(unit.session, ground.head, version):
        raise Stale("approvals.shown_changed")
    approval.check(command.verdict, ground.step, unit.today, documents.types_held(unit.session, ground.head.id))
    paper = _paper(unit, ground, command)
    revision = _store(unit, ground, command, post, paper)
    told = {"revision": revision, "shown": command.shown} | ({"paper": paper.sha256} if paper else {})
    _tell(unit, ground, "draft.prepared", told, post)
    return revision


def send_back(unit: Work, command: SendBack) -> None:
    """Give a draft back to the executor with a note; refuses (Stale) a draft that is not as the head saw it."""
    ground = _ground(unit, command.task_id)
    post = approval.may_decide(unit.actor, ground.step, ground.subject)
    version = queries.version_asked(unit.session, ground.task, ground.process)
    separation.hold(unit, ground.process, ground.head, post, version, ground.step.key)
    _refuse_closed(ground)
    if ground.draft is None or not ground.draft.waits:
        raise WrongState("approvals.not_prepared")
    _refuse_note(command.note)
    said = {"note": command.note, "noted_by": unit.actor.person_id, "noted_at": unit.now}
    taken(unit, ground.task.id, command.revision, {"state": DraftState.SENT_BACK, **said})
    _tell(unit, ground, "draft.sent_back", {"revision": command.revision + 1}, post)


def sign(unit: Work, head: ProjectHead, task: Task, post: Post, seen: LookedAt) -> Prepared:
    """Take a draft for the head's signature, on what the executor was shown as well; the decision is written after.

    Refuses (WrongState) where nothing is prepared, (NotAllowed) whoever prepared it, (Stale) a draft that moved on,
    that was prepared on something else than the head is shown, or whose paper is not the one that the head was shown.
    """
    draft = queries.draft_of(unit.session, task.id)
    if draft is None or not draft.waits or seen.revision is None:
        raise WrongState("approvals.not_prepared")
    approval.refuse_own(unit.actor, post, draft.writers, head.code)
    if draft.shown != seen.shown:
        raise Stale("approvals.draft_overtaken")
    taken(unit, task.id, seen.revision, {"state": DraftState.SIGNED})
    if draft.paper_hash != seen.paper or (draft.paper and not documents.intact(draft.paper)):
        raise Stale("approvals.draft_paper_moved")
    return draft


def taken(unit: Work, task_id: int, revision: int, values: Mapping[str, object]) -> None:
    """Move a draft on from the revision that was seen: of many who try, one succeeds."""
    place = (Draft.task_id == task_id, Draft.revision == revision, Draft.state != DraftState.SIGNED)
    moved(unit.session.execute(update(Draft).where(*place).values(revision=revision + 1, **values)))


def _ground(unit: Work, task_id: int) -> _Ground:
    storing.locked(unit, queries.task(unit.session, task_id).process_id)
    task = queries.task(unit.session, task_id)  # what stood before the lock may be older
    process, head = by_id(unit.session, task.process_id), projects.by_id(unit.session, task.project_id)
    step = process.route.step(task.step)
    if not step.two_signatures:
        raise WrongState("approvals.one_signature")
    people = projects.contributors(unit.session, head.id)
    subject = Subject(head.unit_path, task.body_id, people, head.code)
    return _Ground(task, process, head, step, queries.draft_of(unit.session, task.id), subject)


def _refuse_closed(ground: _Ground) -> None:
    if ground.task.closed_at is not None or ground.process.state not in (Approval.IN_REVIEW, Approval.DEFERRED):
        raise Stale("approvals.overtaken")


def _refuse_note(note: str) -> None:
    problems = []
    if not SHORTEST_NOTE <= len(note) <= MAX_TEXT:
        problems.append(Problem("note", "approvals.note_short", {"n": SHORTEST_NOTE}))
    if looks_personal(note):
        problems.append(Problem("note", "approvals.personal"))
    if problems:
        raise Incomplete("approvals.incomplete", tuple(problems), n=len(problems))


def _paper(unit: Work, ground: _Ground, command: Prepare) -> Doc | None:
    """Give the paper that the draft has from now on; the one that goes keeps its row and bytes.

    Refuses (Stale) where the page showed another paper than the one that is held, (Incomplete) a file not taken.
    """
    known = ground.draft or queries.earlier_draft(unit.session, ground.task)
    held = known.paper if known else None
    if command.held != (held.sha256 if held else ""):
        raise Stale("approvals.draft_moved")
    enclosing.refuse_unsaid(command.paper)
    if held and (command.paper or command.drop):
        papers.replace(unit, held.key)
        held = None
    if command.paper is None:
        return held
    kind = approval.paper_of(ground.process.route, ground.step, command.verdict.outcome)
    key = enclosing.enclose(unit, ground.head, ground.task, command.paper, kind, DocumentState.DRAFT)
    return documents.of_draft(unit.session, key)


def _store(unit: Work, ground: _Ground, command: Prepare, post: Post, paper: Doc | None) -> int:
    version = queries.version_asked(unit.session, ground.task, ground.process)
    values = _values(unit, ground, command, post) | {
        "seen": parts(unit.session, ground.head, version), "paper_key": paper.key if paper else "",
    }  # fmt: skip
    if ground.draft is not None:
        taken(unit, ground.task.id, command.revision, values)
        return command.revision + 1
    if command.revision:
        raise Stale("approvals.draft_moved")
    try:
        unit.session.execute(insert(Draft).values(task_id=ground.task.id, revision=1, note="", **values))
    except IntegrityError as error:  # a colleague's draft came first
        raise Stale("approvals.draft_moved") from error
    return 1


def _values(unit: Work, ground: _Ground, command: Prepare, post: Post) -> dict[str, object]:
    verdict = command.verdict
    before = ground.draft.writers if ground.draft else frozenset()
    replaced = post.acting.persons if post.acting else frozenset()
    return {
        "state": DraftState.PREPARED, "version": command.version, "shown": command.shown,
        "outcome": verdict.outcome, "reason": verdict.reason, "conclusion": verdict.conclusion,
        "remarks": plain(verdict.remarks), "until": verdict.until, "language": command.language or unit.actor.language,
        "writers": sorted(before | unit.actor.selves | replaced), "person_id": unit.actor.person_id,
        "appointment_id": post.appointment_id, "prepared_at": unit.now,
        "delegation_id": post.acting.delegation_id if post.acting else None,
    }  # fmt: skip


def _tell(unit: Work, ground: _Ground, action: str, more: dict[str, object], post: Post) -> None:
    """Write the act down without its words: what a department prepares is nobody else's before the signature."""
    body: dict[str, object] = {
        "task": ground.task.id, "version": ground.task.version, "step": ground.step.key, "body": ground.task.body_id,
        **more,
    }  # fmt: skip
    if post.acting:
        body["delegation"] = post.acting.delegation_id
    unit.tell(Event(project_chain(ground.head.code), action, ground.head.code, body))
