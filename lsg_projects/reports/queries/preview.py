"""What a report would contain if it were made now: said before it is ordered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.domain.codec import build, canonical
from lsg_projects.domain.figures import attention, changes, portfolio
from lsg_projects.domain.figures.changes import Changes
from lsg_projects.domain.figures.data import facts_digest
from lsg_projects.domain.figures.facts import Attention, DistrictFacts
from lsg_projects.domain.figures.okrugs import Place
from lsg_projects.domain.figures.projects import Project
from lsg_projects.domain.periods import parse
from lsg_projects.kit.files import store
from lsg_projects.reports.models import ReportDocument
from lsg_projects.reports.queries.documents import Document, edition, rows
from lsg_projects.reports.queries.gathering import gather
from lsg_projects.reports.queries.subjects import Asked


@dataclass(frozen=True)
class Needing:
    """A project that needs attention, with why."""

    project: Project
    attention: Attention


@dataclass(frozen=True)
class Preview:
    """What would be printed, as known now, and what it says otherwise than the newest edition."""

    size: int
    blocks: portfolio.Blocks | None
    needing: tuple[Needing, ...]
    without_words: tuple[Place, ...]
    """Okrugs whose akims have written nothing about the period."""
    without_plan: tuple[Place, ...]
    newest: Document | None
    unchanged: bool
    changes: Changes | None
    """Nothing where there is no edition, or where its data can no longer be read."""
    now: portfolio.Summary | None
    then: portfolio.Summary | None
    """The six figures now and in the newest edition."""
    titles: dict[str, Project]

    @property
    def pages(self) -> int | None:
        """Estimate the pages from the newest edition: each project has one of its own."""
        if self.newest is None:
            return None
        added = len(self.changes.added) - len(self.changes.gone) if self.changes else 0
        return max(1, self.newest.pages + added)


def preview(session: Session, asked: Asked) -> Preview:
    """Gather what the report would say now; refuses (Missing, Incomplete) what cannot be printed."""
    facts = gather(session, asked)
    newest = _newest(session, asked)
    before = None if newest is None else _kept(newest)
    many = facts if isinstance(facts, DistrictFacts) else None
    projects = {project.code: project for project in many.projects} if many else {}
    period = parse(facts.period)
    same = newest is not None and newest.annulled_at is None and _digest(session, newest) == facts_digest(facts)
    return Preview(
        size=facts.size,
        blocks=portfolio.blocks(many, period) if many else None,
        needing=tuple(Needing(projects[row.code], row) for row in attention.needed(many, period.end)) if many else (),
        without_words=tuple(o.place for o in many.okrugs if o.narrative is None) if many else (),
        without_plan=tuple(o.place for o in many.okrugs if o.now is None) if many else (),
        newest=newest, unchanged=same, titles=projects,
        changes=None if before is None else changes.between(before, json.loads(canonical(facts))),
        now=portfolio.summary(many, period) if many else None,
        then=portfolio.summary(build(type(many), before), period) if many and before else None,
    )  # fmt: skip


def _newest(session: Session, asked: Asked) -> Document | None:
    statement = rows().where(
        ReportDocument.kind == asked.kind.key, ReportDocument.subject == asked.subject,
        ReportDocument.period == asked.period, ReportDocument.language == asked.language,
    )  # fmt: skip
    found = session.execute(statement.order_by(ReportDocument.edition.desc()).limit(1)).first()
    return None if found is None else edition(*found)


def _digest(session: Session, document: Document) -> str | None:
    return session.scalar(select(ReportDocument.facts_digest).where(ReportDocument.id == document.id))


def _kept(document: Document) -> dict[str, Any] | None:
    """Read the facts that were kept with an edition."""
    try:
        return dict(json.loads(store().read(document.data_digest))["facts"])
    except (OSError, ValueError, KeyError):
        return None
