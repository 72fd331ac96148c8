"""Gathering what the board at a building site says."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from lsg_projects.approvals import queries as approvals
from lsg_projects.delivery import queries as delivery
from lsg_projects.delivery.queries import Ledger
from lsg_projects.domain.figures.board import BoardFacts, Builder
from lsg_projects.domain.figures.okrugs import Place
from lsg_projects.domain.periods import parse
from lsg_projects.domain.states import Outcome
from lsg_projects.kit import installation
from lsg_projects.projects import queries as projects
from lsg_projects.reports.queries.project import Known, project_facts
from lsg_projects.reports.queries.subjects import Asked, above, fitting_project
from lsg_projects.territories import queries as territories


def gather(session: Session, asked: Asked) -> BoardFacts:
    """Give the facts of a board; refuses (Missing, Incomplete) a project that is not published or approved."""
    period = parse(asked.period)
    head = fitting_project(session, asked.subject)
    passport = projects.version(session, head.id, head.published_version or head.version).passport
    decided = approvals.decisions_of(session, [head.id]).get(head.id, ())
    book = delivery.ledger(session, head.id)
    note = delivery.note(session, head.id, asked.period)
    project = project_facts(Known(head.code, head.kato, passport, head.stage, book, decided, note), period, session)
    unit = territories.unit_by_id(session, head.unit_id)
    body = territories.body(session, head.body_id)
    names = {each.kato: each.name for each in territories.units_under(session, head.unit_path)}
    agreed = [row for row in project.decisions if row.outcome is Outcome.APPROVED]
    promised = [m.met or m.due for m in project.milestones if m.met or m.due]
    return BoardFacts(
        kind=asked.kind.key, period=asked.period, language=asked.language,
        demonstration=installation.is_demonstration(session), project=project, okrug=Place(unit.kato, unit.name),
        district=above(session, unit), office=body.name, phone=body.phone,
        villages=tuple(names[code] for code in passport.settlements if code in names),
        builder=_builder(book, period.end), decision=agreed[-1] if agreed else None,
        ends=max((day for day in promised if day), default=None),
    )  # fmt: skip


def _builder(book: Ledger, until: date) -> Builder | None:
    """Take the largest contract that was signed by *until*."""
    signed = [each for each in book.contracts if each.dated <= until]
    main = max(signed, key=lambda each: (each.amount, each.id), default=None)
    if main is None:
        return None
    return Builder(main.supplier, main.number, main.dated, main.amount, main.procurement_number, main.ends)
