"""The minutes and the papers: read, completed with speeches, closed by the signed copy, printed in kk and ru."""

from __future__ import annotations

import io
from dataclasses import dataclass

from flask import redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from lsg_projects.approvals import sheets
from lsg_projects.approvals.forms import CorrectionForm, SignForm, SpeechesForm
from lsg_projects.approvals.queries.meetings import Item, MeetingFacts
from lsg_projects.approvals.sheets import Sheet
from lsg_projects.approvals.usecases import meetings as usecases
from lsg_projects.approvals.views.frame import blueprint
from lsg_projects.approvals.views.meetings import frame
from lsg_projects.documents.checks import Upload
from lsg_projects.documents.usecases import inspected
from lsg_projects.domain.access import Action
from lsg_projects.domain.calendar import add_working
from lsg_projects.domain.errors import Incomplete, Missing, Problem
from lsg_projects.domain.meeting import ItemState, MeetingState
from lsg_projects.kit import clock, files, installation
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.kit.words import words
from lsg_projects.kit.work import work
from lsg_projects.kit.workdays import day_off
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.download import sent
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page

PRINTED = ("kk", "ru")
"""The languages of official papers."""
_OPENED = (MeetingState.OPEN, MeetingState.CLOSED, MeetingState.SIGNED)


@dataclass(frozen=True)
class MinutesPage:
    """The minutes with the forms that their state permits."""

    facts: MeetingFacts
    title: str
    keeps: bool
    sheet: Sheet | None
    items: tuple[Item, ...]
    speeches: SpeechesForm
    sign: SignForm
    correction: CorrectionForm
    due: str
    errors: list[tuple[str, str]]


@blueprint.get("/office/meetings/<int:meeting_id>/minutes")
@open_to(Action.READ_MEETING)
def minutes(meeting_id: int) -> ResponseReturnValue:
    """Show the minutes as they stand."""
    return _shown(frame.found(meeting_id))


@blueprint.post("/office/meetings/<int:meeting_id>/minutes/speeches")
@open_to(Action.KEEP_MEETING)
def write_speeches(meeting_id: int) -> ResponseReturnValue:
    """Keep what was said."""
    facts, form = frame.found(meeting_id), SpeechesForm()
    form.prepare()
    if not form.validate():
        return _shown(facts, speeches=form, status=422)
    try:
        with work(current_actor()) as unit:
            usecases.write_speeches(unit, form.command(facts, _spoken(facts), request.form))
    except Incomplete as refusal:
        form.take(refusal)
        return _shown(facts, speeches=form, status=422)
    return _back(facts, "written")


@blueprint.post("/office/meetings/<int:meeting_id>/close")
@open_to(Action.KEEP_MEETING)
def close_meeting(meeting_id: int) -> ResponseReturnValue:
    """Close the meeting."""
    facts = frame.found(meeting_id)
    with work(current_actor()) as unit:
        usecases.close(unit, facts.id)
    return _back(facts, "closed")


@blueprint.post("/office/meetings/<int:meeting_id>/minutes/sign")
@open_to(Action.KEEP_MEETING)
def sign_minutes(meeting_id: int) -> ResponseReturnValue:
    """Take the signed copy; the minutes are closed with it."""
    facts, form = frame.found(meeting_id), SignForm()
    form.prepare()
    if not form.validate():
        return _shown(facts, sign=form, status=422)
    try:
        upload = _uploaded(form.signed.data)
        with work(current_actor()) as unit:
            usecases.sign(unit, usecases.SignMinutes(facts.id, upload, form.public()))
    except Incomplete as refusal:
        form.take(Incomplete(refusal.code, tuple(_at_signed(each) for each in refusal.problems), **refusal.details))
        return _shown(facts, sign=form, status=422)
    return _back(facts, "signed")


def _uploaded(file: FileStorage | None) -> Upload:
    if not file or not file.filename:
        raise Incomplete("meetings.incomplete", (Problem("signed", "meetings.no_file"),), n=1)
    return inspected(file.filename, file.read())


def _at_signed(problem: Problem) -> Problem:
    """Put what is wrong with a file at the field of this form."""
    return Problem("signed", problem.code, problem.details) if problem.where == "file" else problem


@blueprint.post("/office/meetings/<int:meeting_id>/minutes/correct")
@open_to(Action.KEEP_MEETING)
def correct_minutes(meeting_id: int) -> ResponseReturnValue:
    """Append a correction."""
    facts, form = frame.found(meeting_id), CorrectionForm()
    form.prepare()
    if not form.validate():
        return _shown(facts, correction=form, status=422)
    try:
        with work(current_actor()) as unit:
            usecases.correct(unit, form.command(facts.id))
    except Incomplete as refusal:
        form.take(refusal)
        return _shown(facts, correction=form, status=422)
    return _back(facts, "corrected")


@blueprint.get("/office/meetings/<int:meeting_id>/<any(notice, minutes):kind>.<any(kk, ru):lang>.pdf")
@open_to(Action.READ_MEETING)
def meeting_paper(meeting_id: int, kind: str, lang: str) -> ResponseReturnValue:
    """Print the notice or the minutes."""
    facts = frame.found(meeting_id)
    if kind == "minutes" and facts.state not in _OPENED:
        raise Missing("meetings.absent")
    content = sheets.print_sheet(_sheet(facts, kind, lang))
    name = f"{kind}-{facts.day:%Y-%m-%d}-{facts.id}-{lang}.pdf"
    return send_file(io.BytesIO(content), mimetype="application/pdf", as_attachment=True, download_name=name)


@blueprint.get("/office/meetings/<int:meeting_id>/notice")
@open_to(Action.READ_MEETING)
def meeting_notice(meeting_id: int) -> ResponseReturnValue:
    """Show the notice as it is printed."""
    facts = frame.found(meeting_id)
    lang = language() if language() in PRINTED else "ru"
    shown = {"facts": facts, "title": frame.title(facts), "sheet": _sheet(facts, "notice", lang), "printed": PRINTED}
    return page("approvals/meetings/notice.html", shown)


@blueprint.get("/office/meetings/<int:meeting_id>/signed")
@open_to(Action.READ_MEETING)
def signed_minutes(meeting_id: int) -> ResponseReturnValue:
    """Send the signed copy."""
    facts = frame.found(meeting_id)
    if not facts.signed_file:
        raise Missing("meetings.absent")
    return sent(files.store().read(facts.signed_file), facts.signed_type, facts.signed_name)


def _back(facts: MeetingFacts, key: str) -> ResponseReturnValue:
    flash.tell(f"meetings.said.{key}")
    return redirect(url_for("approvals.minutes", meeting_id=facts.id), 303)


def _sheet(facts: MeetingFacts, kind: str, lang: str) -> Sheet:
    make = sheets.minutes if kind == "minutes" else sheets.notice
    mark = words(lang)("paper.demonstration") if installation.is_demonstration(session()) else ""
    return make(facts, lang, clock.now(), mark)


def _spoken(facts: MeetingFacts) -> tuple[Item, ...]:
    return tuple(one for one in facts.items if one.state is not ItemState.STRUCK)


def _shown(
    facts: MeetingFacts, *, speeches: SpeechesForm | None = None, sign: SignForm | None = None,
    correction: CorrectionForm | None = None, status: int = 200,
) -> ResponseReturnValue:  # fmt: skip
    refused = speeches or sign or correction
    lang = language() if language() in PRINTED else "ru"
    said, signing, correcting = SpeechesForm(formdata=None), SignForm(formdata=None), CorrectionForm(formdata=None)
    for form in (said, signing, correcting):
        form.prepare()
    said.general.data = facts.speeches
    shown = MinutesPage(
        facts=facts, title=frame.title(facts), keeps=frame.keeps(facts),
        sheet=_sheet(facts, "minutes", lang) if facts.state in _OPENED else None,
        items=_spoken(facts), speeches=speeches or said, sign=sign or signing, correction=correction or correcting,
        due=formats(language()).day(add_working(facts.day, facts.rule.minutes, day_off)),
        errors=refused.summary() if refused else [],
    )  # fmt: skip
    return page("approvals/meetings/minutes.html", shown, status, typed=request.form)
