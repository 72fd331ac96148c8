"""Issued reports as plain facts: lists, one edition, its neighbours, and what a check of it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from lsg_projects.domain import verification
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.text import Tri
from lsg_projects.domain.verification import State
from lsg_projects.kit import clock, paging
from lsg_projects.reports.models import ReportDocument
from lsg_projects.territories import queries as territories
from lsg_projects.territories.models import AdministrativeUnit


@dataclass(frozen=True)
class Document:
    """One edition of a report, for everybody: posts and bodies, no names."""

    id: int
    kind: str
    subject: str
    unit_name: Tri
    unit_path: str
    period: str
    language: str
    edition: int
    number: str
    code: str
    title: str
    summary: str
    sha256: str
    data_digest: str
    data_name: str
    size: int
    pages: int
    as_known: datetime
    issued_on: date
    issued_at: datetime
    journal_entries: int
    journal_root: str
    ordered_by: int | None
    prepared: Tri
    certified_at: datetime | None
    certified_as: Tri
    sealed_sha256: str | None
    seal_certificate: str | None
    superseded_at: datetime | None
    annulled_at: datetime | None
    annul_reason: str
    replaces_id: int | None

    @property
    def state(self) -> State:
        """Give its state as far as the database knows; the bytes are asked separately."""
        return verification.state(
            certified=self.certified_at is not None,
            superseded=self.superseded_at is not None,
            annulled=self.annulled_at is not None,
            intact=True,
        )

    @property
    def speech(self) -> str:
        """Give the language of its title and address: the first one where both official ones stand side by side."""
        return self.language.partition("+")[0]

    @property
    def file_sha256(self) -> str:
        """Give the digest of the file that is given out: the sealed one where there is a seal."""
        return self.sealed_sha256 or self.sha256

    @property
    def spelled(self) -> str:
        """Give the code in groups of four, as the paper prints it."""
        return " ".join(self.code[start : start + 4] for start in range(0, len(self.code), 4))


@dataclass(frozen=True)
class Filters:
    """What a list of reports is asked for; an empty value asks for everything."""

    kind: str = ""
    territory: str = ""
    period: str = ""
    after: str = ""
    size: int = 25


def page_of(session: Session, filters: Filters, paths: tuple[str, ...] | None = None) -> paging.Slice[Document]:
    """Give a page of reports, the newest first; *paths* keep it to an official's territories."""
    statement: Any = rows()
    for column, value in (
        (ReportDocument.kind, filters.kind[:40]), (ReportDocument.period, filters.period[:7]),
    ):  # fmt: skip
        if value:
            statement = statement.where(column == value)
    if filters.territory:
        statement = statement.where(AdministrativeUnit.path.contains(filters.territory[:9], autoescape=True))
    if paths is not None:
        statement = statement.where(_within(paths))
    begin = _start(filters.after)
    ordered = paging.after(statement, (ReportDocument.issued_at, ReportDocument.id), begin, down=True)
    size = max(1, min(filters.size, paging.MAX_SIZE))
    found = [edition(*row) for row in session.execute(ordered.limit(size + 1))]
    more = paging.encode((found[size - 1].issued_at.isoformat(), found[size - 1].id)) if len(found) > size else None
    return paging.Slice(tuple(found[:size]), more)


def _start(cursor: str) -> list[Any] | None:
    values = paging.decode(cursor, 2) if cursor else None
    if values is None:
        return None
    try:
        return [datetime.fromisoformat(str(values[0])), int(values[1])]
    except ValueError:
        return None


def _within(paths: tuple[str, ...]) -> Any:
    found = AdministrativeUnit.id < 0
    for path in paths:
        found |= territories.under(AdministrativeUnit.path, path)
    return found


def by_number(session: Session, number: str) -> Document:
    """Find an edition by its number; refuses (Missing) an unknown one."""
    return _one(session, rows().where(ReportDocument.number == number[:60]))


def by_id(session: Session, document_id: int) -> Document:
    """Find an edition by its row; refuses (Missing) an unknown one."""
    return _one(session, rows().where(ReportDocument.id == document_id))


def by_code(session: Session, code: str) -> Document | None:
    """Find an edition by its verify code, or nothing."""
    row = session.execute(rows().where(ReportDocument.code == code)).first()
    return None if row is None else edition(*row)


def by_digest(session: Session, sha256: str) -> Document | None:
    """Find the edition whose file, with the seal or before it, has exactly this digest, or nothing."""
    row = session.execute(
        rows().where(or_(ReportDocument.sha256 == sha256, ReportDocument.sealed_sha256 == sha256))
    ).first()
    return None if row is None else edition(*row)


def successor(session: Session, document: Document) -> Document | None:
    """Give the edition that replaced this one, or nothing."""
    row = session.execute(rows().where(ReportDocument.replaces_id == document.id)).first()
    return None if row is None else edition(*row)


def languages(session: Session, document: Document) -> tuple[Document, ...]:
    """Give the current editions of the same report in every language."""
    found = session.execute(
        rows()
        .where(
            ReportDocument.kind == document.kind, ReportDocument.subject == document.subject,
            ReportDocument.period == document.period, ReportDocument.superseded_at.is_(None),
        )
        .order_by(ReportDocument.language)
    )  # fmt: skip
    return tuple(edition(*row) for row in found)


def rows() -> Select[ReportDocument, Tri, str]:
    """Give the question for editions, with the name and path of their territory."""
    return (
        select(ReportDocument, AdministrativeUnit.name, AdministrativeUnit.path)
        .join(AdministrativeUnit, AdministrativeUnit.id == ReportDocument.unit_id)
        .execution_options(populate_existing=True)
    )


def _one(session: Session, statement: Select[ReportDocument, Tri, str]) -> Document:
    row = session.execute(statement).first()
    if row is None:
        raise Missing("reports.absent")
    return edition(*row)


def edition(row: ReportDocument, name: Tri, path: str) -> Document:
    """Give a row of `rows` as plain facts."""
    given = {field: getattr(row, field) for field in Document.__dataclass_fields__ if hasattr(row, field)}
    return Document(unit_name=name, unit_path=path, issued_on=clock.local_day(row.issued_at), **given)
