"""What the first page of an official shows, gathered from the features below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from lsg_projects.approvals import queries as approvals
from lsg_projects.budgets import queries as budgets
from lsg_projects.delivery import queries as delivery
from lsg_projects.delivery.queries import DeliveryView
from lsg_projects.domain.actor import Actor, Post
from lsg_projects.domain.budget import Figures
from lsg_projects.domain.calendar import working_days_left
from lsg_projects.domain.money import Tiyn, share
from lsg_projects.domain.periods import Length, latest_closed
from lsg_projects.domain.states import Approval, BodyKind, Delivery, DraftState, Level, Role, Source
from lsg_projects.domain.text import Tri
from lsg_projects.kit.workdays import day_off
from lsg_projects.participation import queries as questions
from lsg_projects.projects import queries as projects
from lsg_projects.projects.queries import Filters, ProjectHead
from lsg_projects.territories import queries as territories

OFFICE_ROLES = (Role.AKIM, Role.SPECIALIST, Role.ACCOUNTANT)
NEAR = timedelta(days=30)
NARRATIVE_TERM = timedelta(days=20)
"""Days after a quarter within which its report is due (a habit of districts; no act names a day)."""


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for the official: what it is, until when, where it is done."""

    kind: str
    title: Tri
    href: str
    due: date | None
    days_left: int | None
    facts: dict[str, object]


@dataclass(frozen=True)
class Money:
    """The newest plan of the official's territory, with the share of own revenue and an earlier year beside it."""

    name: Tri
    kato: str
    level: Level
    year: int
    figures: Figures
    plans: int
    earlier_year: int | None
    earlier: Figures | None
    gain: Tiyn
    """Recurring own revenue that approved projects are expected to bring in a full year."""

    @property
    def share_with_projects(self) -> Decimal | None:
        """Give the share of own revenue if the approved projects bring what they promise."""
        own, income = self.figures.own_revenue, self.figures.income
        return None if own is None or income is None else share(own + self.gain, income + self.gain)


@dataclass(frozen=True)
class CeilingRow:
    """The ceilings of a territory's okrugs for one source and year, with what is approved and what stands in review."""

    source: Source
    year: int
    limit: Tiyn
    approved: Tiyn
    in_review: Tiyn


def waiting(session: Session, actor: Actor, today: date) -> tuple[Waiting, ...]:
    """Give everything that waits for *actor*, the nearest term first; what has no term stands last."""
    found = [*_decisions(session, actor), *_office_work(session, actor, today), *_questions(session, actor)]
    return tuple(sorted(found, key=lambda one: (one.days_left is None, one.days_left or 0)))


def _decisions(session: Session, actor: Actor) -> Iterable[Waiting]:
    for row in approvals.waiting_for(session, actor):
        if not row.own_project:
            facts = {"code": row.code, "amount": row.amount, "step": row.step}
            yield Waiting(_part(row), row.title, f"/office/inbox/{row.task_id}", row.due_on, row.days_left, facts)


def _part(row: approvals.Waiting) -> str:
    """Name what is asked of the reader: to decide, or their half of a department's answer."""
    if row.signatures == 1:
        return "decide"
    return "prepare" if row.draft is None else ("sign" if row.draft is DraftState.PREPARED else "draft_back")


def _questions(session: Session, actor: Actor) -> Iterable[Waiting]:
    for row in questions.for_desk(session, actor):
        facts = {"code": row.code, "number": row.number}
        yield Waiting("question", row.title, f"/office/questions/{row.id}", row.due_on, row.days_left, facts)


def _office_work(session: Session, actor: Actor, today: date) -> Iterable[Waiting]:
    posts = actor.posts_as(*OFFICE_ROLES)
    if not posts:
        return
    heads = _of_office(session, actor, posts)
    for head in heads:
        if head.approval in (Approval.RETURNED, Approval.DRAFT):
            kind = head.approval.value
            step = "review" if head.approval is Approval.RETURNED else "what"
            yield Waiting(
                kind, head.title, f"/office/projects/{head.code}/passport/{step}", None, None, {"code": head.code}
            )  # fmt: skip
    yield from _milestones(running_facts(session, heads, today), heads)
    yield from _narratives(session, posts, heads, today)


def _of_office(session: Session, actor: Actor, posts: Sequence[Post]) -> tuple[ProjectHead, ...]:
    bodies = {post.body_id for post in posts}
    return tuple(head for head in projects.visible(session, actor, Filters(size=100)) if head.body_id in bodies)


def running_facts(session: Session, heads: Iterable[ProjectHead], today: date) -> dict[int, DeliveryView]:
    """Give the delivery of the approved ones among *heads*."""
    running = [head.id for head in heads if head.approval is Approval.APPROVED]
    return delivery.facts_of(session, running, today) if running else {}


def _milestones(facts: dict[int, DeliveryView], heads: Iterable[ProjectHead]) -> Iterable[Waiting]:
    for head in heads:
        view = facts.get(head.id)
        if view is None or view.delivery is Delivery.FINISHED:
            continue
        for milestone in view.milestones:
            promised = milestone.view.promised
            if milestone.view.met_on is None and promised is not None and promised <= view.as_of + NEAR:
                details = {"code": head.code, "milestone": milestone.title, "percent": milestone.view.percent}
                href = f"/office/projects/{head.code}/delivery"
                yield Waiting("milestone", head.title, href, promised, milestone.view.days_left, details)
                break


def _narratives(
    session: Session, posts: Sequence[Post], heads: Iterable[ProjectHead], today: date
) -> Iterable[Waiting]:
    """Ask for the words on the last quarter, of an office that had an approved project under way in it."""
    period = latest_closed(today, Length.QUARTER)
    at_work = {head.body_id for head in heads if head.approval is Approval.APPROVED and _began_by(head, period.end)}
    for post in posts:
        if post.body_kind is not BodyKind.AKIM_OFFICE or post.role is Role.ACCOUNTANT or post.body_id not in at_work:
            continue
        if not delivery.narrative(session, post.unit_id, str(period)).text:
            due = period.end + NARRATIVE_TERM
            left = working_days_left(today, due, day_off)
            facts: dict[str, object] = {"period": str(period)}
            yield Waiting(
                "narrative",
                post.body_name,
                f"/office/narratives/{post.unit_path.rpartition('/')[2]}/{period}",
                due,
                left,
                facts,
            )


def _began_by(head: ProjectHead, day: date) -> bool:
    return head.start is not None and head.start <= day


def money(session: Session, actor: Actor) -> Money | None:
    """Give the newest plan of the territory of the actor's first post, summed over the okrugs below it."""
    post = next((post for post in actor.posts if post.role is not Role.ADMIN), None)
    if post is None:
        return None
    years = budgets.years(session, post.unit_path)
    if not years:
        return None
    unit = territories.unit_by_id(session, post.unit_id)
    newest, oldest = max(years), min(years)
    now = budgets.plans_under(session, post.unit_path, newest)
    before = budgets.plans_under(session, post.unit_path, oldest) if oldest < newest else ()
    return Money(
        unit.name, unit.kato, unit.level, newest, budgets.total(now), len(now), oldest if before else None,
        budgets.total(before) if before else None, _gain(session, actor),
    )  # fmt: skip


def _gain(session: Session, actor: Actor) -> Tiyn:
    approved = projects.visible(session, actor, Filters(approval=Approval.APPROVED, size=100))
    return sum(head.yearly_gain for head in approved if head.delivery is not Delivery.FINISHED)


def ceilings(session: Session, actor: Actor, today: date) -> tuple[CeilingRow, ...]:
    """Give the ceilings of the coming and the present year with what stands under them."""
    post = next(iter(actor.posts_as(Role.FINANCIER, Role.ECONOMIST, Role.COMMISSION_SECRETARY)), None)
    if post is None:
        return ()
    return tuple(row for year in (today.year, today.year + 1) for row in _ceilings(session, post.unit_path, year))


def _ceilings(session: Session, path: str, year: int) -> Iterable[CeilingRow]:
    limits: dict[Source, Tiyn] = {}
    for one in budgets.ceilings(session, path, year):
        limits[one.source] = limits.get(one.source, 0) + one.amount
    taken = {(row.source, row.approval): row.amount for row in projects.sums_by_source(session, path, year)}
    for source, limit in limits.items():
        approved, review = (taken.get((source, state), 0) for state in (Approval.APPROVED, Approval.IN_REVIEW))
        yield CeilingRow(source, year, limit, approved, review)
