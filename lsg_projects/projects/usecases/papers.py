"""Papers of a passport: attached and withdrawn while it may be written; who does so has worked on the project."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from lsg_projects.documents import queries as documents
from lsg_projects.documents import usecases as papers
from lsg_projects.documents.checks import Upload
from lsg_projects.domain.access import Action, require
from lsg_projects.domain.errors import Missing, WrongState
from lsg_projects.domain.states import DocumentType
from lsg_projects.domain.text import Tri
from lsg_projects.kit.work import Work
from lsg_projects.projects import queries
from lsg_projects.projects.queries import ProjectHead
from lsg_projects.projects.usecases.save import contribute


@dataclass(frozen=True)
class AttachPaper:
    """A file for a project's passport, with what the paper says of itself."""

    code: str
    type: DocumentType
    title: Tri
    file_name: str
    data: bytes = field(repr=False)
    number: str = ""
    dated: date | None = None
    withheld_reason: str = ""
    upload: Upload | None = field(default=None, repr=False)


@dataclass(frozen=True)
class WithdrawPaper:
    """A paper to take from a project's passport, with the reason."""

    code: str
    key: str
    reason: str


def attach_paper(unit: Work, command: AttachPaper) -> str:
    """Attach a paper to the passport and give its key."""

    def act(head: ProjectHead) -> str:
        return papers.attach(
            unit,
            papers.Attach(
                head.id, head.code, command.type, command.title, command.file_name, command.data,
                command.number, command.dated, command.withheld_reason, upload=command.upload,
            ),
        )  # fmt: skip

    return _written(unit, command.code, act)


def withdraw_paper(unit: Work, command: WithdrawPaper) -> None:
    """Take a paper from the passport; frozen versions keep naming it."""

    def act(head: ProjectHead) -> str:
        if documents.by_key(unit.session, command.key).project_id != head.id:
            raise Missing("documents.absent")
        papers.withdraw(unit, papers.Withdraw(command.key, head.code, command.reason))
        return command.key

    _written(unit, command.code, act)


def _written(unit: Work, code: str, act: Callable[[ProjectHead], str]) -> str:
    head = queries.find(unit.session, code)
    require(Action.ATTACH_DOCUMENT, unit.actor, queries.subject(head))
    if not head.editable:
        raise WrongState("projects.not_editable")
    key = act(head)
    contribute(unit, head.id)
    return key
