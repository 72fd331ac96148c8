"""The workbook to fill: a sheet for projects, one for each list of rows, one with the codes and their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from lsg_projects.domain.states import DocumentType, Kind, LegalKind, Sector, Source, Works
from lsg_projects.kit import sheets
from lsg_projects.kit.words import words
from lsg_projects.projects.sheets.columns import SHEETS, sheet_title

_LISTS: tuple[tuple[type[StrEnum], str, str], ...] = (
    (Kind, "kind", "projects.field.kind"),
    (Sector, "sector", "projects.field.sector"),
    (LegalKind, "legal", "projects.field.legal_kind"),
    (Works, "works", "projects.field.works"),
    (Source, "source", "projects.field.lines.source"),
    (DocumentType, "doctype", "projects.field.milestones.evidence"),
)


def template(filled: dict[str, Sequence[Sequence[object]]] | None = None) -> bytes:
    """Give the workbook with headings in Kazakh and Russian; *filled* puts rows under them, by sheet."""
    rows = filled or {}
    book: list[tuple[str, Sequence[Sequence[object]]]] = [
        (sheet_title(sheet), [[column.heading for column in columns], *rows.get(sheet, ())])
        for sheet, columns in SHEETS.items()
    ]
    return sheets.write_xlsx([*book, (words("kk")("projects.import.codes"), list(_codes()))])


def _codes() -> Iterable[Sequence[object]]:
    yield ("", "", words("kk")("shell.language_name.kk"), words("ru")("shell.language_name.ru"))
    for kind, prefix, heading in _LISTS:
        title = f"{words('kk')(heading)} / {words('ru')(heading)}"
        for item in kind:
            key = f"{prefix}.{item.value}"
            yield (title, item.value, words("kk")(key), words("ru")(key))
