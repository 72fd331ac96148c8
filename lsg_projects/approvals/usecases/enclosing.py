"""The paper that comes with an answer, minutes or a conclusion: it goes through the door of all documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from lsg_projects.approvals.queries import Task
from lsg_projects.documents import usecases as documents
from lsg_projects.documents.checks import Upload
from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.states import DocumentState, DocumentType
from lsg_projects.domain.text import Tri
from lsg_projects.kit.words import words
from lsg_projects.kit.work import Work
from lsg_projects.projects.queries import ProjectHead


@dataclass(frozen=True)
class Enclosure:
    """A paper as uploaded."""

    file_name: str
    data: bytes = field(repr=False)
    public: bool | None = True
    """Whether citizens may open it; a paper that names people stays inside. Nothing means that nobody said."""
    upload: Upload | None = field(default=None, repr=False)
    """The file as its page found it before the transaction."""


def refuse_unsaid(paper: Enclosure | None) -> None:
    """Refuse (Incomplete) a paper of which nobody said whether citizens may open it."""
    if paper is not None and paper.public is None:
        raise Incomplete("approvals.incomplete", (Problem("paper", "approvals.paper_public"),), n=1)


def enclose(
    unit: Work, head: ProjectHead, task: Task, paper: Enclosure, kind: DocumentType, state: DocumentState,
    number: str = "", dated: date | None = None,
) -> str:  # fmt: skip
    """Keep the paper of an answer among the project's documents and give its key."""
    attached = documents.Attach(
        head.id, head.code, kind, _title(task, kind, number), paper.file_name, paper.data, number, dated,
        withheld_reason="" if paper.public else "personal", upload=paper.upload, state=state,
    )  # fmt: skip
    return documents.attach(unit, attached)


def _title(task: Task, kind: DocumentType, number: str) -> Tri:
    """Name the body with the number of its act, or with what it wrote."""
    body = task.body_name
    if number:
        return Tri(f"{body.kk}: № {number}", f"{body.ru}: № {number}", f"{body.en}: No. {number}")
    said = {lang: words(lang)(f"doctype.{kind.value}").lower() for lang in ("kk", "ru", "en")}
    return Tri(f"{body.kk}: {said['kk']}", f"{body.ru}: {said['ru']}", f"{body.en}: {said['en']}")
