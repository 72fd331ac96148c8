"""Votes on an item: the question, a row for each member (or one's own), the result."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.approvals.forms import CastingForm, DecisionForm, InterestForm, VotesForm, outcome_label
from lsg_projects.approvals.queries.meetings import Item, MeetingFacts
from lsg_projects.approvals.usecases import meetings as usecases
from lsg_projects.approvals.views.frame import blueprint
from lsg_projects.approvals.views.meetings import frame, voting_page
from lsg_projects.approvals.views.meetings.voting_page import VotePage
from lsg_projects.domain.access import Action
from lsg_projects.domain.errors import Incomplete, Stale
from lsg_projects.domain.meeting import Choice, ItemState, MeetingState, Result
from lsg_projects.kit.work import work
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.errors import said
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page, t


@blueprint.get("/office/meetings/<int:meeting_id>/items/<int:place>/vote")
@open_to(Action.READ_MEETING)
def vote(meeting_id: int, place: int) -> ResponseReturnValue:
    """Show an item with its votes."""
    facts = frame.found(meeting_id)
    return _shown(facts, facts.item(place))


@blueprint.post("/office/meetings/<int:meeting_id>/items/<int:place>/motion")
@open_to(Action.KEEP_MEETING)
def put_motion(meeting_id: int, place: int) -> ResponseReturnValue:
    """Put a question to the vote."""
    facts = frame.found(meeting_id)
    item = facts.item(place)
    form = DecisionForm()
    form.prepare(item.step)
    if not form.validate():
        return _shown(facts, item, form=form, status=422)
    asked = form.verdict(minutes=True)
    command = usecases.PutMotion(
        facts.id, place, asked.outcome, asked.reason, asked.remarks, asked.until, asked.conclusion, language()
    )
    try:
        with work(current_actor()) as unit:
            usecases.put(unit, command)
    except Incomplete as refusal:
        form.take(refusal)
        return _shown(facts, item, form=form, status=422)
    except Stale as refusal:
        return _overtaken(facts, place, refusal)
    return _back(facts, place, "put")


@blueprint.post("/office/meetings/<int:meeting_id>/items/<int:place>/vote")
@open_to(Action.KEEP_MEETING, Action.VOTE)
def cast_votes(meeting_id: int, place: int) -> ResponseReturnValue:
    """Take a member's own vote, or the votes that the secretary counted."""
    facts, form = frame.found(meeting_id), VotesForm()
    item = facts.item(place)
    choices = _choices(facts, item, form)
    if not form.validate() or not choices:
        return _shown(facts, item, errors=[("votes", t("refusal.meetings.no_choice"))], status=422)
    try:
        _of_this(item, form)
        with work(current_actor()) as unit:
            stood = usecases.cast(unit, usecases.Cast(form.motion_id(), choices))
    except Stale as refusal:
        return _overtaken(facts, place, refusal)
    names = ", ".join(one.name for one in facts.seats if one.person_id in stood)
    if names:
        flash.tell("meetings.said.first_stands", names=names)
        return redirect(url_for("approvals.vote", meeting_id=facts.id, place=place), 303)
    return _back(facts, place, "votes" if frame.keeps(facts) else "mine")


def _of_this(item: Item, form: VotesForm) -> None:
    """Refuse (Stale) the form of a question that was put on another item, or of none."""
    if form.motion_id() not in {motion.id for motion in item.motions}:
        raise Stale("shared.outdated")


def _choices(facts: MeetingFacts, item: Item, form: VotesForm) -> dict[int, Choice]:
    """Read the marks of the rows that the reader may fill."""
    if not frame.keeps(facts):
        return form.choices([current_actor().person_id or 0], request.form)
    voters = [one.person_id for one in facts.voters(item)]
    choices = form.choices(voters, request.form)
    motion = item.open_motion
    if request.form.get("all_for") and motion is not None:
        choices |= {each: Choice.FOR for each in voters if each not in choices and each not in motion.ballots}
    return choices


@blueprint.post("/office/meetings/<int:meeting_id>/items/<int:place>/count")
@open_to(Action.KEEP_MEETING)
def count_votes(meeting_id: int, place: int) -> ResponseReturnValue:
    """End the vote; what is adopted is decided at once."""
    facts, form, motion = frame.found(meeting_id), _casting(), VotesForm()
    item = facts.item(place)
    try:
        _of_this(item, motion)
        with work(current_actor()) as unit:
            came = usecases.close_motion(unit, usecases.CloseMotion(motion.motion_id(), form.voice()))
    except Incomplete as refusal:
        form.take(refusal)
        return _shown(facts, item, casting=form, tie=bool(refusal.problems), status=422)
    except Stale as refusal:
        return _overtaken(facts, place, refusal)
    if came.result is Result.ADOPTED:
        flash.tell("meetings.said.adopted", n=came.number)
    else:
        flash.tell("meetings.said.not_adopted")
    return redirect(url_for("approvals.vote", meeting_id=facts.id, place=place), 303)


@blueprint.post("/office/meetings/<int:meeting_id>/items/<int:place>/interest")
@open_to(Action.KEEP_MEETING, Action.VOTE)
def declare_interest(meeting_id: int, place: int) -> ResponseReturnValue:
    """Take a conflict of interest."""
    facts = frame.found(meeting_id)
    item = facts.item(place)
    form = _interest(facts, empty=False)
    if not form.validate():
        return _shown(facts, item, interest=form, status=422)
    try:
        with work(current_actor()) as unit:
            usecases.declare_interest(unit, form.command(facts.id, place))
    except Incomplete as refusal:
        form.take(refusal)
        return _shown(facts, item, interest=form, status=422)
    return _back(facts, place, "interest")


def _back(facts: MeetingFacts, place: int, key: str) -> ResponseReturnValue:
    flash.tell(f"meetings.said.{key}")
    return redirect(url_for("approvals.vote", meeting_id=facts.id, place=place), 303)


def _overtaken(facts: MeetingFacts, place: int, refusal: Stale) -> ResponseReturnValue:
    """Answer 409; an item whose project changed is struck, so that nobody votes on what was not seen."""
    struck = False
    if frame.keeps(facts):
        with work(current_actor()) as unit:
            struck = usecases.strike_changed(unit, facts.id, place)
    reason = t("refusal.meetings.item_changed") if struck else said(refusal)
    facts = frame.found(facts.id)
    return _shown(facts, facts.item(place), errors=[("", reason)], status=409)


def _casting(*, empty: bool = False) -> CastingForm:
    form = CastingForm(formdata=None) if empty else CastingForm()
    form.prepare()
    return form


def _interest(facts: MeetingFacts, *, empty: bool = True) -> InterestForm:
    form = InterestForm(formdata=None) if empty else InterestForm()
    form.prepare(facts, None if frame.keeps(facts) else current_actor().person_id)
    return form


def _shown(
    facts: MeetingFacts, item: Item, *, form: DecisionForm | None = None, casting: CastingForm | None = None,
    interest: InterestForm | None = None, tie: bool = False, errors: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> ResponseReturnValue:  # fmt: skip
    """Draw the page around the form that was refused, if one was."""
    refused = form or interest or casting
    motion, me = item.open_motion, current_actor().person_id or 0
    if errors is None:
        errors = refused.summary() if refused else []
    shown = VotePage(
        facts=facts, item=item, title=item.head.title.pick(language()) or item.head.code, keeps=frame.keeps(facts),
        asks_me=_asks(facts, item, me), motion=motion,
        question=outcome_label(motion.outcome, item.step) if motion else "",
        rows=voting_page.rows(facts, item), past=voting_page.past(item), form=form or _question(item),
        casting=casting or _casting(empty=True), interest=interest or _offered_interest(facts, item), tie=tie,
        errors=errors, following=voting_page.following(facts, item),
        amount=item.passport.amount, me=me,
    )  # fmt: skip
    return page("approvals/meetings/vote.html", shown, status)


def _asks(facts: MeetingFacts, item: Item, me: int) -> bool:
    """Tell whether the reader may vote now and has not."""
    motion = item.open_motion
    voters = {one.person_id for one in facts.voters(item)}
    return motion is not None and me in voters and me not in motion.ballots


def _question(item: Item) -> DecisionForm:
    form = DecisionForm(formdata=None)
    form.prepare(item.step)
    return form


def _offered_interest(facts: MeetingFacts, item: Item) -> InterestForm | None:
    """Give the form to those who may declare, while the item waits."""
    declares = facts.state in (MeetingState.NOTIFIED, MeetingState.OPEN) and item.state is ItemState.WAITING
    return _interest(facts) if declares and (frame.keeps(facts) or frame.votes(facts)) else None
