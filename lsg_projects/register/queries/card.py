"""One published project: its published version, the live facts of delivery, what was decided, asked and attached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals.queries import Asked, Happening, Standing
from lsg_projects.delivery.queries import DeliveryView, concerns, ledger
from lsg_projects.delivery.queries.facts import view
from lsg_projects.documents import queries as documents
from lsg_projects.documents.queries import Doc
from lsg_projects.domain.delivery.concerns import Concern
from lsg_projects.domain.disclosure import public_view
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.events import project_chain
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.project import Passport
from lsg_projects.domain.results import ValueState
from lsg_projects.domain.states import Approval, BodyKind, Stage
from lsg_projects.domain.text import Tri
from lsg_projects.kit.journal import JournalEntry, JournalHead
from lsg_projects.participation import queries as participation
from lsg_projects.participation.queries import PublicQuestion
from lsg_projects.projects import queries as projects
from lsg_projects.projects.models import Project, ProjectSummary
from lsg_projects.projects.queries import ProjectHead, Version
from lsg_projects.register.queries.lists import Row, rows_of
from lsg_projects.strategy import queries as strategy
from lsg_projects.strategy.queries import Measured
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import BodyFacts, Unit


@dataclass(frozen=True)
class ChainEnd:
    """The last entry of a project's chain in the journal."""

    number: int
    hash: str


@dataclass(frozen=True)
class Face:
    """What the head of a card tells of the project; sums in tiyn."""

    code: str
    approval: Approval
    asked: BodyKind | None
    stage: Stage
    amount: Tiyn
    own_amount: Tiyn
    updated_at: datetime


@dataclass(frozen=True)
class Card:
    """Everything that the page of a project shows."""

    face: Face
    version: Version
    passport: Passport
    """The published version as a citizen may read it."""
    delivery: DeliveryView
    standing: Standing | None
    happened: tuple[Happening, ...]
    papers: tuple[Doc, ...]
    questions: tuple[PublicQuestion, ...]
    body: BodyFacts
    place: tuple[Unit, ...]
    """The territories from the top down to the owner's."""
    chain: ChainEnd | None
    results: tuple[Measured, ...]
    """The indicators of the published version with what was approved by period."""
    villages: Mapping[str, Tri]
    problems: tuple[Concern, ...]
    """Open problems that the office shows to residents."""
    unseen: bool = False
    """True where only officials see it so far: its pages and files have no public address yet."""

    @property
    def asked(self) -> Asked | None:
        """Give who is asked about the published version now."""
        now = self.standing.asked if self.standing else None
        return now if now and now.version <= self.version.number else None

    def name_of(self, directory: str, key: str) -> Tri:
        """Give the name that stood beside a code when the version was sent."""
        table: Any = self.version.directory.get(directory) or {}
        return Tri.of(table.get(key))


@dataclass(frozen=True, kw_only=True)
class PublishedCard(Card):
    """A card in the public register, with its row of the lists."""

    row: Row


@dataclass(frozen=True)
class Withdrawn:
    """A project that was published before: its title, and why and when it left the register."""

    code: str
    title: Tri
    reason: str
    day: datetime | None


def card(session: Session, code: str, today: date) -> PublishedCard | Withdrawn:
    """Give a project as citizens see it; one that was never published does not exist (Missing)."""
    head = projects.find(session, code)
    if head.published_version is None:
        raise Missing("projects.absent")
    version = projects.version(session, head.id, head.published_version)
    if not head.published:
        return _withdrawn(session, head, version)
    row = rows_of(session, [session.get_one(ProjectSummary, head.id)])[0]
    face = Face(**{each.name: getattr(row, each.name) for each in fields(Face)})
    return PublishedCard(**_parts(session, head, version, today), face=face, row=row)


def before_publication(session: Session, code: str, today: date) -> Card:
    """Give a project as citizens would see it if its newest version, or the draft never sent, were published now."""
    head = projects.find(session, code)
    version = projects.version(session, head.id, head.version) if head.version else _as_version(session, code)
    parts, passport = _parts(session, head, version, today), version.passport
    asked = parts["standing"].asked if parts["standing"] else None
    body = asked.body_kind if asked else None
    face = Face(head.code, head.approval, body, head.stage, passport.amount, passport.own_amount, version.submitted_at)
    return Card(**parts, face=face, unseen=True)


def _as_version(session: Session, code: str) -> Version:
    draft = projects.draft(session, code)
    names = projects.directory(session, draft.head, draft.passport)
    kept = documents.digests(session, draft.head.id)
    return Version(0, draft.passport, kept, names, "", draft.saved_at, None)


def _parts(session: Session, head: ProjectHead, version: Version, today: date) -> dict[str, Any]:
    passport = public_view(version.passport)
    book = ledger(session, head.id)
    delivered = view(head.id, passport, head.approval, head.stage, book, today)
    happened = tuple(
        each
        for each in approvals.timeline(session, head.id)
        if each.change is not None or each.version <= version.number
    )
    unit = territories.unit_by_id(session, head.unit_id)
    return {
        "version": version,
        "passport": passport,
        "delivery": delivered,
        "standing": approvals.standing(session, head.id),
        "happened": happened,
        "papers": _papers(session, head, version, delivered, happened),
        "questions": participation.of_project(session, head.id),
        "body": territories.body(session, head.body_id),
        "place": (*territories.ancestors(session, unit), unit),
        "chain": _chain(session, head.code),
        "results": _results(session, head, passport, today),
        "problems": tuple(
            one for one in concerns(session, head.id, today) if one.public and one.problem and one.open_on(today)
        ),
        "villages": {each.kato: each.name for each in territories.units_under(session, head.unit_path)},
    }


def _results(session: Session, head: ProjectHead, passport: Passport, today: date) -> tuple[Measured, ...]:
    """Measure by the published version; drafts and what waits for its approval never leave the office."""
    values = strategy.values_of(session, [head.id])[head.id]
    approved = tuple(one for one in values if one.state is ValueState.APPROVED)
    return strategy.measured(passport, approved, strategy.ends_of(session, head.unit_path), today)


def _papers(
    session: Session, head: ProjectHead, version: Version, delivered: DeliveryView, happened: tuple[Happening, ...]
) -> tuple[Doc, ...]:
    """Keep to what belongs to the published version, proves a milestone or is the paper of a decision."""
    keys = {key for key, _kind, _sha256 in version.attachments}
    keys |= {key for milestone in delivered.milestones for key in milestone.evidence}
    keys |= {each.decided.paper_key for each in happened if each.decided and each.decided.paper_key}
    known = documents.of_project(session, head.id)
    return tuple(doc for doc in known if doc.key in keys or doc.milestone_key)


def paper(session: Session, code: str, key: str, today: date) -> Doc:
    """Find a public paper of a published project by its key; anything else does not exist (Missing)."""
    found = card(session, code, today)
    for doc in found.papers if isinstance(found, PublishedCard) else ():
        if doc.key == key and doc.public:
            return doc
    raise Missing("documents.absent")


def _chain(session: Session, code: str) -> ChainEnd | None:
    row = session.get(JournalHead, project_chain(code))
    return ChainEnd(row.number, row.hash) if row else None


def _withdrawn(session: Session, head: ProjectHead, version: Version) -> Withdrawn:
    reason = session.scalar(select(Project.publication_reason).where(Project.id == head.id)) or ""
    at = session.scalar(
        select(JournalEntry.at)
        .where(JournalEntry.chain == project_chain(head.code), JournalEntry.action == "project.unpublished")
        .order_by(JournalEntry.number.desc())
        .limit(1)
    )
    day = datetime.fromisoformat(at) if at else None
    return Withdrawn(head.code, public_view(version.passport).title, reason, day)
