"""The auditor's table as a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from lsg_projects.domain.figures.audit import AuditRow, totals
from lsg_projects.domain.text import LANGUAGES
from lsg_projects.kit.sheets import write_xlsx
from lsg_projects.kit.words import Words, words

_COLUMNS = (
    "decision", "day", "project", "code", "okrug", "amount", "outcome", "body", "post", "order", "act", "used",
    "allowed", "version", "digest", "flags",
)  # fmt: skip
_TOTALS = ("outcome", "decisions", "projects", "amount")


def spreadsheet(rows: Sequence[AuditRow], lang: str) -> bytes:
    """Give the decisions and their totals; sums in thousand tenge."""
    say = words(lang if lang in LANGUAGES else LANGUAGES[0])
    heads: list[object] = [say(f"history.audit.column.{name}") for name in _COLUMNS]
    table = [heads, *(_line(row, say) for row in rows)]
    added: list[list[object]] = [[say(f"history.audit.column.{name}") for name in _TOTALS]]
    for one in totals(rows):
        outcome = say(f"status.outcome.{one.outcome.value}")
        added.append([outcome, one.decisions, one.projects, _thousand(one.amount)])
    return write_xlsx([(say("history.audit.decisions"), table), (say("history.audit.totals"), added)])


def _line(row: AuditRow, say: Words) -> list[object]:
    lang = say.lang
    return [
        row.number, row.day, row.title.pick(lang), row.code, row.okrug.name.pick(lang), _thousand(row.amount),
        say(f"status.outcome.{row.outcome.value}"), row.body.pick(lang), say(f"role.{row.role.value}"), row.order,
        row.act, row.used, row.allowed, row.version, row.digest,
        "; ".join(say(f"history.audit.flag.{flag.value}") for flag in row.flags),
    ]  # fmt: skip


def _thousand(amount: int) -> Decimal:
    return Decimal(amount) / 100_000
