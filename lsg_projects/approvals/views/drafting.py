"""The executor of a department prepares an answer; the head sends it back with a note. Signing is deciding."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.approvals import usecases
from lsg_projects.approvals.forms import NoteForm
from lsg_projects.approvals.views import signing
from lsg_projects.approvals.views.deciding import facts_of, form_of, outdated
from lsg_projects.approvals.views.frame import blueprint
from lsg_projects.approvals.views.pages import task_page
from lsg_projects.documents import queries as documents
from lsg_projects.domain.access import Action
from lsg_projects.domain.errors import Incomplete, Missing, Stale, WrongState
from lsg_projects.kit.work import work
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.download import sent
from lsg_projects.web.errors import said
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page


@blueprint.post("/office/inbox/<int:task_id>/draft")
@open_to(Action.PREPARE_ANSWER)
def prepare(task_id: int) -> ResponseReturnValue:
    """Keep what was typed for the signature of the head; nothing is decided yet."""
    facts = facts_of(task_id)
    signing.right_to_prepare(facts)
    form = form_of(facts)
    if not form.validate():
        form.remind()
        return page("approvals/task.html", task_page(facts, form), 422)
    try:
        answer = form.prepared(task_id)  # a file is looked at before the transaction
        with work(current_actor()) as unit:
            usecases.prepare(unit, answer)
    except Incomplete as refusal:
        form.take(refusal)
        form.remind()
        return page("approvals/task.html", task_page(facts, form), 422)
    except (Stale, WrongState) as refusal:
        return outdated(facts_of(task_id), form, said(refusal))
    flash.tell("approvals.draft_given")
    return redirect(url_for("approvals.task", task_id=task_id), 303)


@blueprint.get("/office/inbox/<int:task_id>/draft/<key>/<name>")
@open_to(Action.READ_PROJECT)
def draft_paper(task_id: int, key: str, name: str) -> ResponseReturnValue:  # noqa: ARG001 - the name is for people
    """Send the paper of an answer that nobody signed yet, to those of the department alone."""
    facts = facts_of(task_id)
    signing.right_to_read(facts)
    paper = signing.paper_of(facts)
    if paper is None or paper.key != key or not documents.intact(paper):
        raise Missing("documents.absent")
    return sent(documents.content(paper), paper.media_type, paper.file_name)


@blueprint.post("/office/inbox/<int:task_id>/draft/back")
@open_to(Action.DECIDE)
def send_back(task_id: int) -> ResponseReturnValue:
    """Give the draft back to the executor, with a note of the head."""
    facts = facts_of(task_id)
    signing.right(facts)
    note = NoteForm()
    note.prepare(0)
    fresh = form_of(facts, empty=True)
    if not note.validate():
        return page("approvals/task.html", task_page(facts, fresh, note), 422)
    try:
        with work(current_actor()) as unit:
            usecases.send_back(unit, note.command(task_id))
    except Incomplete as refusal:
        note.take(refusal)
        return page("approvals/task.html", task_page(facts, fresh, note), 422)
    except (Stale, WrongState) as refusal:
        return outdated(facts_of(task_id), fresh, said(refusal))
    flash.tell("approvals.draft_back")
    return redirect(url_for("approvals.inbox"), 303)
