"""What the pages of a decision show: the task, the confirmation, and what changed meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from wtforms import FileField

from lsg_projects.approvals import queries
from lsg_projects.approvals.forms import DecisionForm, NoteForm, outcome_label
from lsg_projects.approvals.queries import Decided, Deciding, Parts, meetings
from lsg_projects.approvals.views import differing, marks, signing, wording
from lsg_projects.approvals.views.differing import Row
from lsg_projects.approvals.views.signing import Signing
from lsg_projects.approvals.views.wording import Fact, Stop
from lsg_projects.documents.queries import Doc
from lsg_projects.domain import approval
from lsg_projects.domain.actor import Post
from lsg_projects.domain.calendar import working_days, working_days_left
from lsg_projects.domain.errors import NotAllowed
from lsg_projects.domain.money import from_thousand
from lsg_projects.domain.route import Record
from lsg_projects.domain.states import Approval, Outcome
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.workdays import day_off
from lsg_projects.projects import queries as projects
from lsg_projects.settings import current
from lsg_projects.web import identity
from lsg_projects.web.errors import said
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, t


@dataclass(frozen=True)
class TaskPage:
    """A task as its page shows it."""

    facts: Deciding
    form: DecisionForm
    errors: list[tuple[str, str]]
    stops: list[Stop]
    asked: str
    rows: list[Row]
    payback_own: str
    payback_whole: str
    conclusions: list[tuple[Decided, list[Fact]]]
    """What other steps wrote, decision by decision."""
    outcome: list[Fact]
    """What is on record of the decision that closed the task."""
    put_off: Decided | None
    """The deferral after which this body takes the very same version up again."""
    day_n: int
    days_left: int
    refusal: str | None
    """Why the reader may not decide; the form is absent then."""
    at_meeting: tuple[int, int] | None
    """Meeting and place on its agenda, where the body votes at meetings kept here and the project stands on one."""
    kept_here: bool
    signing: Signing | None
    """The prepared answer and what the reader may do with it, where a department answers with two signatures."""
    previous: int | None
    following: int | None
    place: int
    count: int

    @property
    def open(self) -> bool:
        """Tell whether the task still waits for an answer."""
        return self.facts.task.closed_at is None


@dataclass(frozen=True)
class ConfirmPage:
    """What is about to be decided, said back before it is stored."""

    facts: Deciding
    form: DecisionForm
    errors: list[tuple[str, str]]
    verdict: approval.Verdict
    outcome: str
    post: str
    following: str | None
    typed: list[tuple[str, str]]
    takes_paper: FileField | None
    """The field of the paper that comes with the confirmation; nothing where it came before or none is taken."""
    enclosed: Doc | None
    """The paper that the executor attached: the signature covers it."""
    needs_password: bool


@dataclass(frozen=True)
class OutdatedPage:
    """What changed since the page was opened, with the typed words kept."""

    facts: Deciding
    reason: str
    rows: list[Row]
    before: int | None
    after: int
    typed: list[Fact]
    open_task: int | None
    moved: list[str]
    """What else is not as it was shown: papers, names, ceilings, plans."""


def right(facts: Deciding) -> Post:
    """Give the post by which the reader decides, or refuse."""
    return signing.right(facts)


def task_page(facts: Deciding, form: DecisionForm, note: NoteForm | None = None) -> TaskPage:
    """Gather the page of a task around *form*; *note* is what the head typed to the executor."""
    today, since = clock.today(), clock.local_day(facts.task.opened_at)
    queue = [row.task_id for row in queries.waiting_for(session(), current_actor())]
    place = queue.index(facts.task.id) if facts.task.id in queue else None
    asked = frozenset(one.step.key for one in queries.asked_of(session(), facts.process))
    told = tuple(one for one in facts.decided if one.change_id == facts.process.change_id)
    return TaskPage(
        facts=facts,
        form=form,
        errors=[*form.summary(), *(note.summary() if note else ())],
        stops=wording.stops(facts.process, told, asked),
        asked=wording.what_is_asked(facts),
        rows=_rows(facts),
        payback_own=wording.payback(facts.returns.own),
        payback_whole=wording.payback(facts.returns.whole),
        conclusions=[(one, list(wording.written(one))) for one in facts.decided],
        outcome=list(wording.facts_of(facts.outcome)) if facts.outcome else [],
        put_off=_put_off(facts),
        day_n=working_days(since, today, day_off),
        days_left=working_days_left(today, facts.task.due_on, day_off),
        refusal=_refusal(facts),
        at_meeting=meetings.live_item_of(session(), facts.task.id),
        kept_here=kept_here(facts),
        signing=signing.of(facts, note),
        previous=queue[place - 1] if place else None,
        following=queue[place + 1] if place is not None and place + 1 < len(queue) else None,
        place=0 if place is None else place + 1,
        count=len(queue),
    )


def kept_here(facts: Deciding) -> bool:
    """Tell whether the body answers at a meeting that is kept here, so that no form stands on the page."""
    task = facts.task
    minutes = facts.step.record is Record.MINUTES
    return minutes and meetings.kept_here(session(), task.body_id, task.body_kind, clock.today())


def _put_off(facts: Deciding) -> Decided | None:
    own = [one for one in facts.decided if one.step == facts.task.step and one.version == facts.task.version]
    return own[-1] if own and own[-1].outcome is Outcome.DEFERRED and facts.outcome is None else None


def _refusal(facts: Deciding) -> str | None:
    """Say why the reader may not decide, or nothing where they may."""
    if facts.process.state not in (Approval.IN_REVIEW, Approval.DEFERRED):
        return t("refusal.approvals.nobody_asked")
    try:
        right(facts)
    except NotAllowed as refusal:
        return said(refusal)
    return None


def _rows(facts: Deciding) -> list[Row]:
    if facts.compared is None:
        return []
    before = projects.version(session(), facts.head.id, facts.compared.before)
    return differing.differences(facts.compared, before.passport, facts.version.passport)


def confirm_page(facts: Deciding, form: DecisionForm) -> ConfirmPage:
    """Gather what is said back before a verdict is stored."""
    verdict = form.verdict(minutes=False)
    at = approval.decide(
        approval.Position(facts.process.state, facts.head.stage, facts.process.step, facts.process.done),
        facts.process.route,
        verdict.outcome,
        facts.task.step,
    )
    following = facts.process.route.step(at.step) if at.state is Approval.IN_REVIEW and at.step else None
    return ConfirmPage(
        facts=facts,
        form=form,
        errors=form.summary(),
        verdict=verdict,
        outcome=outcome_label(verdict.outcome, facts.step),
        post=_as_whom(right(facts)),
        following=wording.step_title(following) if following else None,
        typed=form.typed(),
        takes_paper=_takes_paper(facts, form),
        enclosed=signing.paper_of(facts) if facts.step.two_signatures else None,
        needs_password=asks_password(facts),
    )


def _takes_paper(facts: Deciding, form: DecisionForm) -> FileField | None:
    if facts.step.record is Record.MINUTES:
        return form.minutes
    return form.file if facts.step.record is Record.DEPARTMENT and not facts.step.two_signatures else None


def asks_password(facts: Deciding) -> bool:
    """Tell whether the decision asks for the password again: after a pause, and from a set sum on."""
    return not identity.proved() or facts.version.passport.amount >= from_thousand(current().password_from)


def _as_whom(post: Post) -> str:
    """Name the post and the body in whose name the reader decides, and the order where it is for another."""
    named = f"{t(f'role.{post.role.value}')}, {post.body_name.pick(language())}"
    if post.acting is None:
        return named
    return f"{named} ({marks.acting(post.acting.kind, post.acting.number, post.acting.dated)})"


def outdated_page(facts: Deciding, form: DecisionForm, reason: str, seen_before: Parts | None = None) -> OutdatedPage:
    """Gather what changed since the page was opened, or since a draft was prepared, with what was typed."""
    typed = form.version.data or ""
    seen = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0
    newest = projects.version(session(), facts.head.id, facts.head.version)
    rows: list[Row] = []
    if 0 < seen < newest.number:
        compared = queries.compare(session(), facts.head.id, seen, newest)
        before = projects.version(session(), facts.head.id, seen)
        rows = differing.differences(compared, before.passport, newest.passport)
    return OutdatedPage(
        facts=facts,
        reason=reason,
        rows=rows,
        before=seen or None,
        after=newest.number,
        typed=[Fact(label, text) for label, text in form.words()],
        open_task=queries.open_task_of(session(), facts.head.id),
        moved=marks.moved(facts, form.parts() if seen_before is None else seen_before),
    )
