"""The register as tables: columns for CSV and XLSX, lines of JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lsg_projects.domain.text import LANGUAGES
from lsg_projects.register.feeds.shapes import amount, day_text, project
from lsg_projects.register.queries.lists import Row

_FORMULA = ("=", "+", "-", "@", "\t", "\r")

HEADS = (
    "code", *(f"title_{lang}" for lang in LANGUAGES), "kato", *(f"territory_{lang}" for lang in LANGUAGES), "kind",
    "sector", "legal_kind", "stage", "approval", "delivery", "amount_thousand_tenge", "own_amount_thousand_tenge",
    "transfer_amount_thousand_tenge", "sources", "paid_thousand_tenge", "work_percent",
    "yearly_own_revenue_thousand_tenge", "one_off_own_revenue_thousand_tenge", "received_thousand_tenge",
    "payback_years", "first_year", "last_year", "start", "expected_end", "published_at", "updated_at",
)  # fmt: skip
"""Columns of the files for tables."""


def flat(row: Row) -> list[Any]:
    """Give a project as a row of a table, in the order of `HEADS`."""
    return [
        row.code, *(getattr(row.title, lang) for lang in LANGUAGES), row.unit_kato,
        *(getattr(row.unit_name, lang) for lang in LANGUAGES), row.kind.value, row.sector.value, row.legal_kind.value,
        row.stage.value, row.approval.value, row.delivery.value, amount(row.amount), amount(row.own_amount),
        amount(row.transfer_amount), " ".join(source.value for source in row.sources), amount(row.paid),
        row.work_percent, amount(row.yearly_gain), amount(row.one_off_gain), amount(row.received),
        None if row.payback_tenths is None else row.payback_tenths / 10, row.first_year, row.last_year,
        day_text(row.start), day_text(row.expected_end), row.published_at.isoformat(), row.updated_at.isoformat(),
    ]  # fmt: skip


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Give the lines of a CSV file; it begins with a byte order mark, so that spreadsheets read Kazakh."""
    yield "\ufeff" + _line(HEADS)
    for row in rows:
        yield _line([_harmless(value) for value in flat(row)])


def json_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Give one project a line as JSON."""
    for row in rows:
        yield json.dumps(project(row), ensure_ascii=False, separators=(",", ":")) + "\n"


def sheet(rows: Iterable[Row]) -> list[Sequence[object]]:
    """Give the rows of a spreadsheet, heads first."""
    return [HEADS, *(flat(row) for row in rows)]


def _line(values: Sequence[object]) -> str:
    target = io.StringIO()
    csv.writer(target, lineterminator="\r\n").writerow(values)
    return target.getvalue()


def _harmless(value: Any) -> Any:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
