"""What we ask of documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from lsg_projects.documents.models import Document
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.states import DocumentState, DocumentType
from lsg_projects.domain.text import Tri
from lsg_projects.kit import files


@dataclass(frozen=True)
class Doc:
    """One attached file as pages and papers show it."""

    key: str
    project_id: int
    type: DocumentType
    state: DocumentState
    title: Tri
    file_name: str
    media_type: str
    size: int
    sha256: str
    number: str
    dated: date | None
    public: bool
    withheld_reason: str
    milestone_key: str | None
    uploaded_at: datetime
    removed_at: datetime | None

    @property
    def is_picture(self) -> bool:
        """Tell a photograph from a paper."""
        return self.media_type.startswith("image/")


Digests = tuple[tuple[str, str, str], ...]
"""Key, type and SHA-256 of documents."""


def of_project(session: Session, project_id: int, *, public_only: bool = False) -> tuple[Doc, ...]:
    """List what is attached to a project and not withdrawn, by type and then by age."""
    found = _seen().where(Document.project_id == project_id)
    if public_only:
        found = found.where(Document.public.is_(True))
    return tuple(_doc(row) for row in session.scalars(found.order_by(Document.type, Document.id)))


def of_projects(session: Session, project_ids: Iterable[int]) -> dict[int, tuple[Doc, ...]]:
    """List the public documents of many projects in one question, for papers and exports."""
    wanted = tuple(project_ids)
    rows = session.scalars(
        _seen()
        .where(Document.project_id.in_(wanted), Document.public.is_(True))
        .order_by(Document.project_id, Document.type, Document.id)
    )
    found: dict[int, list[Doc]] = {project_id: [] for project_id in wanted}
    for row in rows:
        found[row.project_id].append(_doc(row))
    return {project_id: tuple(docs) for project_id, docs in found.items()}


def types_held(session: Session, project_id: int) -> frozenset[DocumentType]:
    """Give the types of the documents that a project has."""
    found = _seen().where(Document.project_id == project_id).with_only_columns(Document.type)
    return frozenset(session.scalars(found.distinct()))


def types_of(session: Session, keys: Iterable[str]) -> set[DocumentType]:
    """Give the types of documents by their keys, those out of sight left out."""
    return set(session.scalars(_seen().where(Document.key.in_(tuple(keys))).with_only_columns(Document.type)))


def digests(session: Session, project_id: int) -> Digests:
    """Give key, type and SHA-256 of each document of a project, in a fixed order: part of what is decided on."""
    return tuple(sorted((doc.key, doc.type.value, doc.sha256) for doc in of_project(session, project_id)))


def without_decisions(session: Session, digests: Digests) -> Digests:
    """Leave out the papers of decisions: what a body wrote about a project is no change of the project."""
    found = select(Document.key).where(
        Document.key.in_([key for key, _kind, _sha256 in digests]), Document.state == DocumentState.DECIDED
    )
    theirs = frozenset(session.scalars(found))
    return tuple(row for row in digests if row[0] not in theirs)


def by_key(session: Session, key: str) -> Doc:
    """Find a document by its address, withdrawn or not; refuses (Missing) an unknown one and that of a draft."""
    doc = of_draft(session, key)
    if doc is None or doc.state is DocumentState.DRAFT:
        raise Missing("documents.absent")
    return doc


def of_draft(session: Session, key: str) -> Doc | None:
    """Find a document by its address, also the paper of a draft; whoever shows it asks for the right."""
    asked = select(Document).where(Document.key == key).execution_options(populate_existing=True)
    row = session.scalar(asked) if len(key) == 32 else None
    return None if row is None else _doc(row)


def content(doc: Doc) -> bytes:
    """Give the bytes of a document."""
    return files.store().read(doc.sha256)


def intact(doc: Doc) -> bool:
    """Tell whether the bytes of a document are there and still those that its digest names."""
    try:
        return files.store().intact(doc.sha256)
    except Missing:
        return False


def _seen() -> Select[Document]:
    """Keep to what is in sight: neither withdrawn nor part of an answer that nobody signed."""
    return select(Document).where(Document.removed_at.is_(None), Document.state != DocumentState.DRAFT)


def _doc(row: Document) -> Doc:
    return Doc(
        key=row.key,
        project_id=row.project_id,
        type=row.type,
        state=row.state,
        title=row.title,
        file_name=row.file_name,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        number=row.number,
        dated=row.dated,
        public=row.public,
        withheld_reason=row.withheld_reason,
        milestone_key=row.milestone_key,
        uploaded_at=row.uploaded_at,
        removed_at=row.removed_at,
    )
