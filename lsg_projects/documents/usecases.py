"""What people do with documents: attach one, withdraw one. Nothing is ever deleted.

Whether the actor may do it is asked by the feature that owns the project or its delivery.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, update

from lsg_projects import settings
from lsg_projects.documents import queries
from lsg_projects.documents.checks import MEGABYTE, Upload, inspect, refuse
from lsg_projects.documents.models import Document
from lsg_projects.domain.errors import Incomplete, Problem, WrongState
from lsg_projects.domain.events import Event, project_chain
from lsg_projects.domain.personal import looks_personal
from lsg_projects.domain.states import DocumentState, DocumentType
from lsg_projects.domain.text import Tri
from lsg_projects.kit import files
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work

WITHHOLDING = ("personal", "commercial", "official_use", "security")
"""Legal grounds for which a paper is not published; words at ``documents.withheld.``."""
REPLACED = "draft_replaced"
"""Why a paper of a draft went: no words of a person."""
PER_PROJECT = 200
PROJECT_MEGABYTES = 500


@dataclass(frozen=True)
class Attach:
    """A file to attach to a project, with what the paper says of itself."""

    project_id: int
    code: str
    """Code of the project, for its journal."""
    type: DocumentType
    title: Tri
    file_name: str
    data: bytes
    number: str = ""
    dated: date | None = None
    withheld_reason: str = ""
    milestone_key: str | None = None
    upload: Upload | None = None
    """The file as `inspected` found it; pages look at it before the transaction, since drawing a picture takes time."""
    state: DocumentState = DocumentState.ATTACHED


@dataclass(frozen=True)
class Withdraw:
    """A document to take out of sight, with the reason."""

    key: str
    code: str
    reason: str


def inspected(file_name: str, data: bytes) -> Upload:
    """Check a file by its content, within the size of this installation; refuses (Incomplete) any other."""
    return inspect(file_name, data, settings.current().upload_megabytes)


def attach(unit: Work, command: Attach) -> str:
    """Check and keep a file and give its key; refuses (Incomplete) with the reason at the field.

    The paper of a draft is told by the act that prepares it, without its words, and again when it is signed.
    """
    _check_words(unit, command)
    upload = command.upload or inspected(command.file_name, command.data)
    if not command.withheld_reason:
        _check_persons(command.title, upload)
    _check_room(unit, command, len(upload.data))
    row = _row(unit, command, upload, files.store().save(upload.data))
    unit.add(row)
    if command.state is not DocumentState.DRAFT:
        _tell_attached(unit, command.code, row)
    return row.key


def _tell_attached(unit: Work, code: str, row: Document) -> None:
    facts = {"key": row.key, "type": row.type.value, "sha256": row.sha256, "size": row.size}
    unit.tell(Event(project_chain(code), "document.attached", code, facts))


def bind(unit: Work, code: str, key: str, kind: DocumentType) -> None:
    """Make the paper of a draft that of the signed decision; refuses (Stale) one that is no draft's any more."""
    place = (Document.key == key, Document.state == DocumentState.DRAFT, Document.removed_at.is_(None))
    moved(unit.session.execute(update(Document).where(*place).values(state=DocumentState.DECIDED, type=kind)))
    found = select(Document).where(Document.key == key).execution_options(populate_existing=True)
    _tell_attached(unit, code, unit.session.scalars(found).one())


def replace(unit: Work, key: str) -> None:
    """Take the paper of a draft out of the draft, as another stands in its place or none; row and bytes stay."""
    place = (Document.key == key, Document.state == DocumentState.DRAFT, Document.removed_at.is_(None))
    values = {"removed_at": unit.now, "removed_reason": REPLACED}
    moved(unit.session.execute(update(Document).where(*place).values(**values)))


def _row(unit: Work, command: Attach, upload: Upload, sha256: str) -> Document:
    return Document(
        project_id=command.project_id,
        key=secrets.token_hex(16),
        type=command.type,
        state=command.state,
        title=command.title,
        file_name=upload.name,
        media_type=upload.media_type,
        size=len(upload.data),
        sha256=sha256,
        number=command.number,
        dated=command.dated,
        public=not command.withheld_reason,
        withheld_reason=command.withheld_reason,
        milestone_key=command.milestone_key,
        uploaded_by=unit.actor.person_id,
        uploaded_at=unit.now,
    )


def withdraw(unit: Work, command: Withdraw) -> None:
    """Take a document out of sight; its row and bytes stay.

    Refuses (WrongState) the paper of a decision, (Stale) where somebody did so before.
    """
    if not command.reason:
        raise Incomplete("documents.reason", (Problem("reason", "documents.reason"),))
    doc = queries.by_key(unit.session, command.key)
    if doc.state is DocumentState.DECIDED:
        raise WrongState("documents.of_decision")
    taken = update(Document).where(Document.key == doc.key, Document.removed_at.is_(None))
    moved(unit.session.execute(taken.values(removed_at=unit.now, removed_reason=command.reason[:1000])))
    facts = {"key": doc.key, "type": doc.type.value, "sha256": doc.sha256}
    unit.tell(Event(project_chain(command.code), "document.withdrawn", command.code, facts))


def _check_words(unit: Work, command: Attach) -> None:
    problems = []
    if not command.title:
        problems.append(Problem("title", "documents.title"))
    if command.dated and command.dated > unit.today:
        problems.append(Problem("dated", "shared.future_date"))
    if command.withheld_reason and command.withheld_reason not in WITHHOLDING:
        problems.append(Problem("withheld_reason", "shared.not_a_choice"))
    if problems:
        raise Incomplete("documents.check", tuple(problems))


def _check_persons(title: Tri, upload: Upload) -> None:
    """Refuse to publish what names persons: in its title, in the file's name, on its pages."""
    if any(looks_personal(text) for text in title.as_dict().values()):
        raise Incomplete("documents.check", (Problem("title", "completeness.personal"),))
    if looks_personal(upload.name):
        raise refuse("person_in_name", f=upload.name)
    if upload.persons:
        where = ", ".join(map(str, upload.persons[:10]))
        raise refuse("person_inside" if upload.persons == (0,) else "person_on_page", f=upload.name, a=where)


def _check_room(unit: Work, command: Attach, size: int) -> None:
    counted = select(func.count(Document.id), func.coalesce(func.sum(Document.size), 0))
    count, total = unit.session.execute(counted.where(Document.project_id == command.project_id)).one()
    if count >= PER_PROJECT or total + size > PROJECT_MEGABYTES * MEGABYTE:
        raise refuse("no_room", n=PER_PROJECT, b=PROJECT_MEGABYTES)
