"""Files of the budget classification: terms with their codes before and since 2026, or receipts of the 4th level."""

from __future__ import annotations

from dataclasses import dataclass

from lsg_projects.domain.classification import NEW_NUMBERS_FROM, Span, programme_code, receipt_code
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.tables import Remark, Row, Table, failed, refused
from lsg_projects.domain.text import Tri

RECEIPT = "receipt"
PROGRAMME = "programme"
_KINDS = {
    "receipt_category": RECEIPT, "receipt_class": RECEIPT, "receipt_subclass": RECEIPT, "receipt_specific": RECEIPT,
    "func_group": PROGRAMME, "func_subgroup": PROGRAMME, "administrator": PROGRAMME, "programme": PROGRAMME,
}  # fmt: skip


@dataclass(frozen=True)
class CodeRecord:
    """One code with its names and the budget years in which the file knows it."""

    row: int
    kind: str
    code: str
    name: Tri
    valid: Span
    fourth_level: bool = False
    source: str = ""
    certainty: str = ""


def read(table: Table) -> tuple[list[CodeRecord], list[Remark]]:
    """Read every row; refuses (Incomplete) headings that fit none of the two shapes."""
    if table.has("kind", "code_from_2026", "code_until_2025", "name_ru"):
        reader = _term
    elif table.has("code", "ru", "kind"):
        reader = _receipt
    else:
        raise Incomplete("classifiers.unknown_shape", headings=", ".join(table.headings[:12]))
    records: list[CodeRecord] = []
    errors: list[Remark] = []
    for row in table.rows:
        try:
            records += reader(row)
        except Incomplete as refusal:
            errors.append(refused(row.number, refusal))
    return records, errors + _repeated(records)


def _term(row: Row) -> list[CodeRecord]:
    """Read a term; numbers that changed in 2026 give two records, each with its years."""
    kind = _KINDS.get(row.get("kind"))
    if kind is None:
        raise Incomplete("classifiers.bad_kind", v=row.get("kind")[:40])
    old, new = row.get("code_until_2025"), row.get("code_from_2026")
    if old == new:
        spans = [(new, Span())]
    else:
        spans = [(old, Span(until=NEW_NUMBERS_FROM - 1)), (new, Span(since=NEW_NUMBERS_FROM))]
    name = Tri(row.get("name_kk"), row.get("name_ru"), row.get("name_en"))
    source = row.get("source", "status")
    return [_record(row, kind, code, name, span, source) for code, span in spans if code]


def _receipt(row: Row) -> list[CodeRecord]:
    """Read a receipt that the order on distribution credits to the 4th level from 2026."""
    name = Tri(row.get("kk", "kk_where_confirmed"), row.get("ru"), row.get("en"))
    record = _record(row, RECEIPT, row.get("code"), name, Span(since=NEW_NUMBERS_FROM), row.get("source"), True)
    return [record]


def _record(
    row: Row, kind: str, code: str, name: Tri, span: Span, source: str, fourth_level: bool = False
) -> CodeRecord:
    if not name:
        raise Incomplete("classifiers.no_name", v=code)
    digits = receipt_code(code) if kind == RECEIPT else programme_code(code)
    certainty = row.get("status") or "confirmed"
    return CodeRecord(row.number, kind, digits, name, span, fourth_level, source, certainty[:120])


def _repeated(records: list[CodeRecord]) -> list[Remark]:
    first: dict[tuple[str, str, Span], int] = {}
    errors = []
    for record in records:
        before = first.setdefault((record.kind, record.code, record.valid), record.row)
        if before != record.row:
            errors.append(failed(record.row, "classifiers.duplicate", v=record.code, first=before))
    return errors
