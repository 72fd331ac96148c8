"""What a decision page shows of an answer that is prepared in a department, to those of the department alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lsg_projects.approvals import queries
from lsg_projects.approvals.forms import DecisionForm, NoteForm
from lsg_projects.approvals.queries import Deciding, Parts, Prepared
from lsg_projects.approvals.views import marks
from lsg_projects.documents.queries import Doc
from lsg_projects.domain import approval
from lsg_projects.domain.access import Subject
from lsg_projects.domain.actor import Post
from lsg_projects.domain.errors import NotAllowed
from lsg_projects.domain.states import Approval
from lsg_projects.kit.db import session
from lsg_projects.web.identity import current_actor


class Part(StrEnum):
    """What the reader does with the answer of their department."""

    PREPARE = "prepare"
    SIGN = "sign"
    WAIT = "wait"
    """The head waits for the executor."""
    OVERTAKEN = "overtaken"
    """It was prepared on something else than is shown now: the head sends it back."""


@dataclass(frozen=True)
class Signing:
    """The prepared answer, and what the reader may do with it."""

    part: Part
    draft: Prepared | None
    kept: bool
    """The words come from a draft that was prepared before the project came again."""
    moved: tuple[str, ...]
    note: NoteForm | None


def right(facts: Deciding) -> Post:
    """Give the post by which the reader decides, or refuse; nobody signs what they prepared."""
    post = approval.may_decide(current_actor(), facts.step, _subject(facts))
    draft = queries.draft_of(session(), facts.task.id) if facts.step.two_signatures else None
    if draft is not None and facts.task.closed_at is None:
        approval.refuse_own(current_actor(), post, draft.writers, facts.head.code)
    return post


def right_to_prepare(facts: Deciding) -> Post:
    """Give the post by which the reader prepares an answer for the head, or refuse."""
    return approval.may_prepare(current_actor(), facts.step, _subject(facts))


def right_to_read(facts: Deciding) -> None:
    """Refuse whoever neither prepares nor signs here: what a department prepares is its own before the signature."""
    if not _may_sign(facts):
        right_to_prepare(facts)


def paper_of(facts: Deciding) -> Doc | None:
    """Give the paper that comes with the answer of the department, as its page shows it."""
    draft = queries.draft_of(session(), facts.task.id)
    known = draft or _kept(facts, draft)
    return known.paper if known else None


def of(facts: Deciding, note: NoteForm | None = None) -> Signing | None:
    """Give what the reader may do; nothing where one signature is enough, or where nobody or somebody else is asked."""
    if not facts.step.two_signatures or facts.task.closed_at is not None:
        return None
    if facts.process.state not in (Approval.IN_REVIEW, Approval.DEFERRED):
        return None
    draft = queries.draft_of(session(), facts.task.id)
    part = _part(facts, draft)
    if part is None:
        return None
    earlier = _kept(facts, draft) if part is Part.PREPARE else None
    moved = marks.moved(facts, draft.seen) if draft and draft.shown != facts.shown else []
    form = _note(note, draft) if part in (Part.SIGN, Part.OVERTAKEN) and draft else None
    return Signing(part, draft or earlier, earlier is not None, tuple(moved), form)


def _kept(facts: Deciding, draft: Prepared | None) -> Prepared | None:
    """Give the draft of an earlier asking whose words and paper are offered anew, where none is written now."""
    return queries.earlier_draft(session(), facts.task) if draft is None else None


def _part(facts: Deciding, draft: Prepared | None) -> Part | None:
    """Tell what the reader may do: to sign goes before to prepare, for whoever holds both posts."""
    signs = _may_sign(facts)
    if signs and draft is not None and draft.waits:
        return Part.SIGN if draft.shown == facts.shown else Part.OVERTAKEN
    if _may_prepare(facts):
        return Part.PREPARE
    return Part.WAIT if signs else None


def _note(note: NoteForm | None, draft: Prepared) -> NoteForm:
    form = note or NoteForm(formdata=None)
    form.prepare(draft.revision)
    return form


def _may_sign(facts: Deciding) -> bool:
    try:
        right(facts)
    except NotAllowed:
        return False
    return True


def _may_prepare(facts: Deciding) -> bool:
    try:
        right_to_prepare(facts)
    except NotAllowed:
        return False
    return True


def _subject(facts: Deciding) -> Subject:
    return Subject(facts.head.unit_path, facts.task.body_id, facts.contributors, facts.head.code)


def fill(facts: Deciding, form: DecisionForm) -> None:
    """Put the prepared words into a fresh form, for those of the department alone."""
    found = of(facts)
    if found is None or found.draft is None:
        return
    form.fill(found.draft)
    form.draft.data = "" if found.kept else str(found.draft.revision)


def unfit(facts: Deciding, form: DecisionForm) -> str | None:
    """Name why the draft that the page showed cannot be signed now, or nothing."""
    draft = queries.draft_of(session(), facts.task.id)
    if draft is None or not draft.waits:
        return "approvals.not_prepared"
    if form.draft.data != str(draft.revision):
        return "approvals.draft_moved"
    if (form.held.data or "") != draft.paper_hash:
        return "approvals.draft_paper_moved"
    return "approvals.draft_overtaken" if draft.shown != facts.shown else None


def seen(facts: Deciding) -> Parts:
    """Give the parts that the executor was shown."""
    draft = queries.draft_of(session(), facts.task.id)
    return draft.seen if draft else {}
