"""The newest editions about a project or a territory, for the pages that show it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from lsg_projects.reports.models import ReportDocument
from lsg_projects.reports.queries.documents import Document, edition, rows

_LOOKED_AT = 80
"""Editions that the search looks at: a few of each kind in each language."""


def newest(session: Session, subject: str, language: str) -> tuple[Document, ...]:
    """Give the newest editions in force about *subject*, one of each kind, in *language* where there is one."""
    found = session.execute(
        rows()
        .where(
            ReportDocument.subject == subject, ReportDocument.superseded_at.is_(None),
            ReportDocument.annulled_at.is_(None),
        )
        .order_by(ReportDocument.issued_at.desc(), ReportDocument.id.desc())
        .limit(_LOOKED_AT)
    )  # fmt: skip
    best: dict[str, Document] = {}
    for each in (edition(*row) for row in found):
        known = best.get(each.kind)
        if known is None or (known.period == each.period and each.speech == language != known.speech):
            best[each.kind] = each
    return tuple(best.values())
