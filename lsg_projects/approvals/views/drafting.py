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
from lsg_projects.domain.access import Action
from lsg_projects.domain.errors import Incomplete, Stale, WrongState
from lsg_projects.kit.work import work
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
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
        return page("approvals/task.html", task_page(facts, form), 422)
    try:
        with work(current_actor()) as unit:
            usecases.prepare(unit, form.prepared(task_id))
    except Incomplete as refusal:
        form.take(refusal)
        return page("approvals/task.html", task_page(facts, form), 422)
    except (Stale, WrongState) as refusal:
        return outdated(facts_of(task_id), form, said(refusal))
    flash.tell("approvals.draft_given")
    return redirect(url_for("approvals.task", task_id=task_id), 303)


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
