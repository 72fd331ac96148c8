"""Step 8: the papers that are owed, those that are attached, and the form to attach one."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import Action, may
from lsg_projects.domain.completeness import owed
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.states import DocumentState
from lsg_projects.kit.formats import formats
from lsg_projects.kit.work import work
from lsg_projects.projects import queries, usecases
from lsg_projects.projects.forms.papers import AttachForm, WithdrawForm
from lsg_projects.projects.views.frame import Opened, RailStep, blueprint, filled, opened, rail, step_url
from lsg_projects.settings import current
from lsg_projects.web import deed, flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page, t


@dataclass(frozen=True)
class PaperRow:
    """An attached paper as a row."""

    key: str
    name: str
    type: str
    href: str
    size: str
    day: str
    language: str | None
    note: str | None
    theirs: bool
    """It is the paper of a decision: nobody withdraws it."""


@dataclass(frozen=True)
class PapersPage:
    """Step 8 as its page shows it."""

    passport: Opened
    rail: tuple[RailStep, ...]
    filled: int
    tasks: tuple[dict[str, object], ...]
    rows: tuple[PaperRow, ...]
    form: AttachForm
    withdrawing: WithdrawForm
    may_attach: bool
    megabytes: int
    errors: list[tuple[str, str]]
    step: str = "documents"
    number: int = 8


def show(found: Opened) -> ResponseReturnValue:
    """Show the papers of a passport."""
    return page("projects/papers.html", _page(found, AttachForm(formdata=None).furnish()))


@blueprint.post("/office/projects/<code>/documents")
@open_to(Action.ATTACH_DOCUMENT)
def attach(code: str) -> ResponseReturnValue:
    """Attach a paper to the passport."""
    found = opened(code)
    form = AttachForm().furnish()
    if not form.validate():
        return page("projects/papers.html", _page(found, form), 422)
    try:
        command = form.command(code)
        with work(current_actor()) as unit:
            usecases.attach_paper(unit, command)
    except Incomplete as refusal:
        form.take(refusal)
        return page("projects/papers.html", _page(found, form), 422)
    flash.tell("documents.attached")
    return redirect(step_url(code, "documents"), 303)


@blueprint.post("/office/projects/<code>/documents/withdraw")
@open_to(Action.ATTACH_DOCUMENT)
def withdraw(code: str) -> ResponseReturnValue:
    """Take a paper from the passport."""
    found = opened(code)
    form = WithdrawForm().furnish()
    blank = AttachForm(formdata=None).furnish()
    return deed.done(
        form, lambda unit: usecases.withdraw_paper(unit, form.command(code)), "documents.withdrawn",
        step_url(code, "documents"), lambda: page("projects/papers.html", _page(found, blank, form), 422),
    )  # fmt: skip


def _page(found: Opened, form: AttachForm, withdrawing: WithdrawForm | None = None) -> PapersPage:
    steps = rail(found, "documents")
    taking = withdrawing or WithdrawForm(formdata=None).furnish()
    attaching = may(Action.ATTACH_DOCUMENT, current_actor(), queries.subject(found.head))
    return PapersPage(
        passport=found,
        rail=steps,
        filled=filled(steps),
        tasks=tuple(_tasks(found)),
        rows=rows_of(found),
        form=form,
        withdrawing=taking,
        may_attach=found.head.editable and bool(attaching),
        megabytes=current().upload_megabytes,
        errors=form.summary() + (taking.summary() if withdrawing else []),
    )


def _tasks(found: Opened) -> list[dict[str, object]]:
    tasks: list[dict[str, object]] = []
    for paper in owed(found.draft.passport):
        held = paper.type in found.held
        obligatory = paper.sending or paper.publishing
        state = "done" if held else ("missing" if obligatory else "optional")
        word = "held" if held else ("owed" if obligatory else "later")
        tasks.append(
            {
                "title": t(f"doctype.{paper.type.value}"),
                "hint": t(f"completeness.law.{paper.law}"),
                "href": None if held else "#attach",
                "state": state,
                "status": t(f"documents.state.{word}"),
            }
        )
    return tasks


def rows_of(found: Opened) -> tuple[PaperRow, ...]:
    """Give the attached papers as rows of a list."""
    fmt = formats(language())
    return tuple(
        PaperRow(
            key=doc.key,
            name=doc.title.pick(language()),
            type=t(f"doctype.{doc.type.value}"),
            href=url_for("projects.file", key=doc.key, name=doc.file_name),
            size=t("documents.size", kb=fmt.number(max(1, doc.size // 1024))),
            day=fmt.day(doc.dated) if doc.dated else fmt.day(doc.uploaded_at),
            language=None,
            note=t(f"documents.withheld.{doc.withheld_reason}") if doc.withheld_reason else None,
            theirs=doc.state is DocumentState.DECIDED,
        )
        for doc in found.docs
    )
