"""What a report would contain if it were made now: said before it is ordered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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
    newest: Document | None
    unchanged: bool
    changes: Changes | None
    """Nothing where there is no edition, or where its data can no longer be read."""
    blocks: portfolio.Blocks | None = None
    needing: tuple[Needing, ...] = ()
    without_words: tuple[Place, ...] = ()
    """Okrugs whose akims have written nothing about the period."""
    without_plan: tuple[Place, ...] = ()
    now: portfolio.Summary | None = None
    then: portfolio.Summary | None = None
    """The six figures now and in the newest edition."""
    titles: Mapping[str, Project] = field(default_factory=dict)

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
    same = newest is not None and newest.annulled_at is None and _digest(session, newest) == facts_digest(facts)
    found = Preview(
        size=facts.size, newest=newest, unchanged=same,
        changes=None if before is None else changes.between(before, json.loads(canonical(facts))),
    )  # fmt: skip
    return _portfolio(found, facts, before) if isinstance(facts, DistrictFacts) else found


def _portfolio(found: Preview, facts: DistrictFacts, before: dict[str, Any] | None) -> Preview:
    """Add what a report about several projects says of them together."""
    period = parse(facts.period)
    projects = {project.code: project for project in facts.projects}
    return replace(
        found, titles=projects, blocks=portfolio.blocks(facts, period),
        needing=tuple(Needing(projects[row.code], row) for row in attention.needed(facts, period.end)),
        without_words=tuple(okrug.place for okrug in facts.okrugs if okrug.narrative is None),
        without_plan=tuple(okrug.place for okrug in facts.okrugs if okrug.now is None),
        now=portfolio.summary(facts, period),
        then=portfolio.summary(build(type(facts), before), period) if before else None,
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
