"""One project as a report knows it, folded from its passport and its ledger up to the end of a period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from lsg_projects.approvals.queries import Decided
from lsg_projects.classifiers import queries as classifiers
from lsg_projects.delivery import queries as delivery
from lsg_projects.delivery.queries import DeliveryView, Ledger, MilestoneFacts, Note, reached
from lsg_projects.delivery.queries.facts import view
from lsg_projects.domain import revenue
from lsg_projects.domain.delivery import MilestoneState, Reason
from lsg_projects.domain.delivery.concerns import Concern
from lsg_projects.domain.delivery.financing import Settled
from lsg_projects.domain.figures.projects import (
    Contribution,
    Decision,
    Expected,
    Funding,
    Indicator,
    Left,
    Milestone,
    Move,
    Payment,
    Project,
    Receipt,
    Trouble,
    Why,
)
from lsg_projects.domain.periods import Period
from lsg_projects.domain.project import Passport, Result, RevenueLine
from lsg_projects.domain.results import Value, newest
from lsg_projects.domain.revenue import Scenario
from lsg_projects.domain.states import Approval, Delivery, Outcome, Source, Stage
from lsg_projects.domain.text import Tri


@dataclass(frozen=True)
class Known:
    """What was read of one project."""

    code: str
    okrug: str
    passport: Passport
    stage: Stage
    book: Ledger
    decided: tuple[Decided, ...]
    note: Note
    values: tuple[Value, ...] = ()
    """What was reported of its indicators, approved or not."""
    concerns: tuple[Concern, ...] = ()
    settled: tuple[Settled, ...] = ()
    """Decisions about unspent money."""


def project_facts(known: Known, period: Period, session: Session) -> Project:
    """Fold one project as it stood at the end of *period*, with its state a period earlier."""
    passport = known.passport
    now = _view(known, period.end)
    sources = {line.key: line.source for line in passport.lines}
    return Project(
        code=known.code, title=passport.title, summary=passport.summary, okrug=known.okrug, place=passport.place,
        kind=passport.kind.value if passport.kind else "other", stage=_stage(known, period.end),
        approval=Approval.APPROVED,
        delivery=now.delivery, why=_why(now.reason, passport),
        delivery_before=_view(known, period.previous.end).delivery,
        approved=now.approved_on or _approved_on(known.decided), finished=_finished(now), start=passport.start,
        contract=now.contracted or None,
        funding=tuple(Funding(line.source, line.amount, line.year, line.programme) for line in passport.lines),
        payments=tuple(
            Payment(row.day, sources.get(row.line_key, Source.OWN), row.amount) for row in now.payments
        ),
        expected=tuple(_expected(line, session) for line in passport.revenue),
        receipts=tuple(Receipt(row.month, row.code, row.amount) for row in now.received_rows),
        milestones=tuple(_milestone(row) for row in now.milestones),
        indicators=tuple(_indicator(result, known, period) for result in passport.results),
        contributions=tuple(Contribution(link.frame, link.goal, link.contribution) for link in passport.goals),
        decisions=tuple(_decision(row) for row in known.decided if row.day <= period.end),
        goal=passport.goal, done=known.note.done, problems=known.note.problems,
        troubles=tuple(_troubles(known, period.end)),
        left=tuple(_left(known, now, period)),
    )  # fmt: skip


def _view(known: Known, day: date) -> DeliveryView:
    return view(0, known.passport, Approval.APPROVED, known.stage, known.book, day)


def _stage(known: Known, day: date) -> Stage:
    """Give the stage that was reached on *day*."""
    book = known.book
    until = replace(
        book,
        reports=tuple(row for row in book.reports if (row.met_on or row.day) <= day),
        payments=tuple(row for row in book.payments if row.day <= day),
        contracts=tuple(row for row in book.contracts if row.dated <= day),
    )
    return reached(known.stage, until)


def _approved_on(decided: tuple[Decided, ...]) -> date | None:
    """Take the last agreement as the day of approval where no beginning of delivery was recorded."""
    own = (row.day for row in decided if row.outcome is Outcome.APPROVED and row.change_id is None)
    return max(own, default=None)


def _finished(found: DeliveryView) -> date | None:
    if found.delivery is not Delivery.FINISHED:
        return None
    days = [row.view.met_on for row in found.milestones if row.view.met_on]
    return max(days, default=found.in_use_on)


def _why(reason: Reason, passport: Passport) -> Why:
    title = next((row.title for row in passport.milestones if row.key == reason.milestone), Tri())
    return Why(reason.code, reason.count, reason.day, title)


def _expected(line: RevenueLine, session: Session) -> Expected:
    receipt = classifiers.receipt(line.code, line.year, session)
    return Expected(
        code=line.code, name=receipt.name if receipt else Tri.same(line.code), year=line.year,
        amount=revenue.gain(line), low=revenue.gain(line, Scenario.LOW), high=revenue.gain(line, Scenario.HIGH),
        one_off=line.one_off,
    )  # fmt: skip


def _milestone(row: MilestoneFacts) -> Milestone:
    return Milestone(
        key=row.view.key, title=row.title, baseline=row.view.due, due=row.view.promised, weight=row.view.weight,
        met=row.view.met_on, partly=row.view.state is MilestoneState.PARTLY, percent=row.view.percent,
        moves=tuple(
            Move(report.day, report.old_due, report.new_due, report.reason)
            for report in row.history
            if report.old_due and report.new_due
        ),
        evidence=len(row.evidence),
    )  # fmt: skip


def _indicator(result: Result, known: Known, period: Period) -> Indicator:
    """Put the last approved value beside the target; one that waits for its approval prints as a dash."""
    told = newest(known.values, result.key, period.end)
    last = max(result.targets, key=lambda target: target.year, default=None)
    return Indicator(
        text=result.indicator or result.text, unit=result.unit, baseline=result.baseline,
        baseline_year=result.baseline_year, target=last.value if last else None,
        target_year=last.year if last else None, actual=told.value if told else None,
        actual_on=told.place.end if told else None, feeds=result.feeds,
        people=sum(group.people for group in known.passport.beneficiaries) if result.feeds else 0,
    )  # fmt: skip


def _troubles(known: Known, until: date) -> Iterator[Trouble]:
    """Give the open problems that residents may know of."""
    for one in known.concerns:
        if one.public and one.open_on(until) and one.problem_on(until):
            yield Trouble(one.text, one.became_on or one.noted_on, one.due)


def _left(known: Known, now: DeliveryView, period: Period) -> Iterator[Left]:
    """Give what the years that are over with *period* left; a decision of a later day is not known yet."""
    settled = [one for one in known.settled if one.dated <= period.end]
    for one in delivery.left_of(now, settled, period.end + timedelta(days=1)):
        if one.rest > 0:
            yield Left(one.line.source, one.line.year, one.rest, one.carried, one.returned, one.unused, one.list_by,
                       one.return_by)  # fmt: skip


def _decision(row: Decided) -> Decision:
    return Decision(row.body_kind, row.outcome, row.day, row.number, row.dated)
