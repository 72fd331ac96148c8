"""Differences between two versions of a passport, as the reader's language says them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from lsg_projects.approvals.queries import Compared
from lsg_projects.approvals.views import wording
from lsg_projects.domain import diff
from lsg_projects.domain.diff import Change
from lsg_projects.domain.project import Passport
from lsg_projects.domain.revenue import returns
from lsg_projects.domain.text import Tri
from lsg_projects.kit.formats import formats
from lsg_projects.web.render import language, t


@dataclass(frozen=True)
class Row:
    """One difference between two versions."""

    label: str
    before: str | None
    after: str | None
    delta: str | None = None
    num: bool = False


def differences(compared: Compared, before: Passport, after: Passport) -> list[Row]:
    """Give what changed, the money first: sums by source and year, the whole, the yearly revenue, then fields."""
    fmt = formats(language())
    rows = _sources(before, after)
    if before.amount != after.amount:
        rows.append(_money(t("approvals.diff.whole"), before.amount, after.amount))
    if before.yearly_gain != after.yearly_gain:
        rows.append(_money(t("approvals.diff.yearly"), before.yearly_gain, after.yearly_gain))
    rows += [_field(change) for change in compared.changes if change.field not in ("lines", "revenue")]
    if compared.papers_before != compared.papers_now or compared.new_papers:
        delta = fmt.number(compared.papers_now - compared.papers_before)
        rows.append(
            Row(t("approvals.diff.papers"), str(compared.papers_before), str(compared.papers_now), delta, num=True)
        )
    return rows


def rows(before: Passport, after: Passport) -> list[Row]:
    """Give what differs between two passports, the money first."""
    changes = diff.differences(before, after)
    return differences(Compared(0, None, changes, 0, 0, (), 0), before, after)


def _sources(before: Passport, after: Passport) -> list[Row]:
    keys = {(line.year, line.source) for passport in (before, after) for line in passport.lines}
    rows = []
    for year, source in sorted(keys):
        was, now = (_total(passport, year, source.value) for passport in (before, after))
        if was != now:
            rows.append(_money(f"{t(f'source.{source.value}')}, {year}", was, now))
    return rows


def _total(passport: Passport, year: int, source: str) -> int:
    return sum(line.amount for line in passport.lines if (line.year, line.source.value) == (year, source))


def _money(label: str, was: int, now: int) -> Row:
    fmt = formats(language())
    return Row(label, fmt.money(was), fmt.money(now), fmt.signed_money(now - was), num=True)


def _field(change: Change) -> Row:
    label = t(f"projects.field.{change.field}")
    if change.kind in ("added", "removed"):
        text = _text(getattr(change.row, "title", None) or getattr(change.row, "text", None) or change.row)
        return Row(label, text if change.kind == "removed" else None, text if change.kind == "added" else None)
    inside = _text(getattr(change.row, "title", None) or getattr(change.row, "text", None)) if change.row else ""
    return Row(f"{label}: {inside}" if inside else label, _text(change.before), _text(change.after))


def _text(value: Any) -> str:
    """Give a value of the passport in a few words."""
    if isinstance(value, Tri):
        return value.pick(language())
    if isinstance(value, bool):
        return t("field.yes" if value else "field.no")
    if isinstance(value, date):
        return formats(language()).day(value)
    if isinstance(value, tuple):
        return ", ".join(_text(each) for each in value)
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or isinstance(value, str | int):
        return "–" if value in (None, "") else str(value)
    group = getattr(value, "group", None) or getattr(value, "contribution", None)
    return _text(group) if group else str(getattr(value, "value", "–"))


def consequences(before: Passport, after: Passport) -> list[Row]:
    """Give what follows from the change and is not as it was: sums, the end, the yearly revenue, the payback."""
    fmt = formats(language())
    was, now = returns(before), returns(after)
    pairs = [
        ("approvals.diff.whole", fmt.money(before.amount), fmt.money(after.amount)),
        ("approvals.consequence.own", fmt.money(before.own_amount), fmt.money(after.own_amount)),
        ("approvals.consequence.end", _day(before), _day(after)),
        ("approvals.diff.yearly", fmt.money(before.yearly_gain), fmt.money(after.yearly_gain)),
        ("approvals.consequence.payback", wording.payback(was.own), wording.payback(now.own)),
    ]
    return [Row(t(key), old, new, num=True) for key, old, new in pairs if old != new]


def _day(passport: Passport) -> str:
    return formats(language()).day(passport.end) if passport.end else "–"
