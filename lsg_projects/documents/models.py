"""What is stored of documents: one row for each attached file; a row is withdrawn, never deleted."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lsg_projects.domain.states import DocumentState, DocumentType
from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import Base
from lsg_projects.kit.types import EnumText, TriText, UtcTime


class Document(Base):
    """A paper or a picture attached to a project."""

    __tablename__ = "document"
    __table_args__ = (
        CheckConstraint("size > 0", name="size"),
        Index("ix_document_project_id_type", "project_id", "type"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="RESTRICT"))
    key: Mapped[str] = mapped_column(String(32), unique=True)
    """Random 128 bits in hexadecimal: the name in addresses, which nobody can guess or count."""
    type: Mapped[DocumentType] = mapped_column(EnumText(DocumentType))
    state: Mapped[DocumentState] = mapped_column(
        EnumText(DocumentState), default=DocumentState.ATTACHED, server_default=DocumentState.ATTACHED.value
    )
    title: Mapped[Tri] = mapped_column(TriText)
    file_name: Mapped[str] = mapped_column(String(160))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    number: Mapped[str] = mapped_column(String(60), default="")
    dated: Mapped[date | None] = mapped_column(Date)
    public: Mapped[bool] = mapped_column(default=True)
    withheld_reason: Mapped[str] = mapped_column(String(40), default="")
    """Code of the legal ground for which the paper is not published; empty where it is."""
    milestone_key: Mapped[str | None] = mapped_column(String(40))
    uploaded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    uploaded_at: Mapped[datetime] = mapped_column(UtcTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    removed_reason: Mapped[str] = mapped_column(Text, default="")
