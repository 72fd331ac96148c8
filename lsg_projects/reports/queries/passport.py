"""Gathering what the paper of one project knows."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals.queries import Decided
from lsg_projects.classifiers import queries as classifiers
from lsg_projects.delivery import queries as delivery
from lsg_projects.documents import queries as documents
from lsg_projects.domain.figures.okrugs import Place
from lsg_projects.domain.figures.passport import Named, Paper, PassportFacts, RouteStep
from lsg_projects.domain.periods import Period, parse
from lsg_projects.domain.project import Passport
from lsg_projects.domain.text import Tri
from lsg_projects.kit import installation
from lsg_projects.projects import queries as projects
from lsg_projects.projects.queries import ProjectHead
from lsg_projects.reports.queries.project import Known, project_facts
from lsg_projects.reports.queries.subjects import Asked, fitting_project
from lsg_projects.strategy import queries as strategy
from lsg_projects.territories import queries as territories


def gather(session: Session, asked: Asked) -> PassportFacts:
    """Give the facts of a project's passport; refuses (Missing, Incomplete) one that is not published or approved."""
    period = parse(asked.period)
    head = fitting_project(session, asked.subject)
    version = projects.version(session, head.id, head.published_version or head.version)
    passport = version.passport
    decided = approvals.decisions_of(session, [head.id]).get(head.id, ())
    unit = territories.unit_by_id(session, head.unit_id)
    above = territories.ancestors(session, unit)
    body = territories.body(session, head.body_id)
    names = {each.kato: each.name for each in territories.units_under(session, head.unit_path)}
    known = Known(
        head.code, head.kato, passport, head.stage, delivery.ledger(session, head.id), decided,
        delivery.note(session, head.id, asked.period), strategy.values_of(session, [head.id])[head.id],
    )  # fmt: skip
    return PassportFacts(
        kind=asked.kind.key, period=asked.period, language=asked.language,
        demonstration=installation.is_demonstration(session), project=project_facts(known, period, session),
        passport=passport, version=version.number, digest=version.digest, submitted=version.submitted_at,
        okrug=Place(unit.kato, unit.name), district=Place(above[-1].kato, above[-1].name) if above else None,
        public_authority=body.name, bin=body.bin or "",
        villages=tuple(Named(code, names[code]) for code in passport.settlements if code in names),
        programmes=_programmes(session, passport), receipts=_receipts(session, passport),
        papers=tuple(
            Paper(doc.type, doc.title, doc.number, doc.sha256, doc.size)
            for doc in documents.of_project(session, head.id, public_only=True)
        ),
        route=_route(session, head, decided, period),
    )  # fmt: skip


def _programmes(session: Session, passport: Passport) -> tuple[Named, ...]:
    found = {line.programme: classifiers.programme(line.programme, line.year, session) for line in passport.lines}
    return tuple(Named(code, known.name if known else Tri()) for code, known in sorted(found.items()) if code)


def _receipts(session: Session, passport: Passport) -> tuple[Named, ...]:
    found = {line.code: classifiers.receipt(line.code, line.year, session) for line in passport.revenue}
    return tuple(Named(code, known.name if known else Tri()) for code, known in sorted(found.items()))


def _route(session: Session, head: ProjectHead, decided: Iterable[Decided], period: Period) -> tuple[RouteStep, ...]:
    """Give the steps of the project's own route, each with its last decision up to the end of the period."""
    standing = approvals.standing(session, head.id)
    last = {row.step: row for row in decided if row.day <= period.end and row.change_id is None}
    steps = standing.route.steps if standing else ()
    return tuple(
        RouteStep(
            step.body, step.basis, row.outcome if row else None, row.number if row else "",
            (row.dated or row.day).isoformat() if row else "", *_order(row),
        )
        for step in steps
        for row in (last.get(step.key),)
    )  # fmt: skip


def _order(row: Decided | None) -> tuple[str, str, str]:
    """Give kind, number and day of the order by which a deputy decided."""
    if row is None or row.order is None:
        return "", "", ""
    return row.order.kind.value, row.order.number, row.order.dated.isoformat()
