"""Rules' codes and typed values become sentences in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from markupsafe import Markup

from lsg_projects.domain.completeness import Gap, Remark
from lsg_projects.domain.diff import ROWS, Change
from lsg_projects.domain.project import Given
from lsg_projects.domain.text import Tri
from lsg_projects.kit.formats import formats
from lsg_projects.projects.queries import offered
from lsg_projects.projects.views.frame import step_url
from lsg_projects.web.render import language, t

_ENUMS = {"kind": "kind", "sector": "sector", "legal_kind": "legal", "works": "works", "source": "source"}
_CODES = {
    "level": "projects.level",
    "probability": "projects.degree",
    "effect": "projects.degree",
    "cost_basis": "projects.cost_basis",
    "property_owner": "projects.owner",
    "breakdown": "projects.breakdown",
    "every": "projects.every",
}


@dataclass(frozen=True)
class Item:
    """One missing thing as a task: what, why, and the field to go to."""

    title: str
    hint: str
    href: str
    status: str
    state: str = "missing"
    step: str = ""


@dataclass(frozen=True)
class Line:
    """One difference as a row of a table."""

    label: str
    before: str
    after: str
    delta: str | None = None
    num: bool = False


def name_of(field: str) -> str:
    """Give the words of a passport's field or list."""
    return t(f"projects.lists.{field}") if field in ROWS else t(f"projects.field.{field}")


def place_name(path: str) -> str:
    """Give the words of a place such as ``lines.0.amount``: list, number of the row, field."""
    parts = [part for part in path.split(".") if part not in ("kk", "ru", "en")]
    if len(parts) == 1:
        return name_of(parts[0])
    if parts[0] == "running":
        return t(f"projects.field.running_{parts[1]}")
    inside = _inside(parts)
    row = t("projects.row", name=t(f"projects.rows.{parts[0]}"), n=int(parts[1]) + 1)
    return f"{row}: {inside}" if inside else row


def _inside(parts: list[str]) -> str:
    if len(parts) < 3:
        return ""
    name = {"targets": "target_value_1"}.get(parts[2], parts[2])
    if parts[0] == "revenue" and name in ("base", "low", "high", "without", "planned", "year"):
        name = f"years.{name}"
    return t(f"projects.field.{parts[0]}.{name}")


def sentence(gap: Gap) -> str:
    """Give what is missing, in one sentence."""
    return t(f"refusal.completeness.{gap.code}", **_details(gap.details))


def _details(details: Mapping[str, object]) -> dict[str, object]:
    """Give the values that a sentence needs: counts stay numbers, since they choose the plural form."""
    fmt = formats(language())
    return {
        name: fmt.money(value) if name == "sum" and isinstance(value, int) else _counted(value)
        for name, value in details.items()
    }


def _counted(value: object) -> object:
    return value if isinstance(value, int) and not isinstance(value, bool) else value_text(value)


def item(code: str, gap: Gap) -> Item:
    """Give a gap as a task with a link straight to its field."""
    title = t(f"doctype.{gap.field}") if gap.code == "paper" else place_name(gap.field)
    hint = t(f"completeness.law.{gap.details['law']}") if gap.code == "paper" else sentence(gap)
    href = step_url(code, gap.step) + ("" if gap.code == "paper" else f"#{anchor(gap.field)}")
    return Item(title, hint, href, t("completeness.missing"), step=gap.step)


def remark_item(code: str, remark: Remark) -> Item:
    """Give an unusual thing as a line with a link to its field."""
    hint = t(f"completeness.remark.{remark.code}", **_details(remark.details))
    href = f"{step_url(code, remark.step)}#{anchor(remark.field)}"
    return Item(place_name(remark.field), hint, href, t("completeness.unusual"), "optional", remark.step)


def anchor(path: str) -> str:
    """Give the id of the control at a place: points become hyphens, as forms name their fields."""
    parts = path.split(".")
    if parts[0] == "running":
        return "-".join((f"running_{parts[1]}", *parts[2:]))
    if parts[-1] == "targets":
        parts[-1] = "target_value_1"
    if parts[0] == "revenue":
        return "revenue"  # rows of the form are blocks by receipt, rows of the passport are single years
    return "-".join(parts)


def lines(changes: Iterable[Change]) -> list[Line]:
    """Give differences as rows of a table."""
    return [_line(change) for change in changes]


def _line(change: Change) -> Line:
    if change.kind in ("added", "removed"):
        shown = row_text(change.field, change.row)
        label = t(f"projects.diff.{change.kind}", name=t(f"projects.rows.{change.field}"))
        return Line(label, shown if change.kind == "removed" else "–", shown if change.kind == "added" else "–")
    name = change.part or change.field
    delta = formats(language()).signed_money(change.delta) if change.delta is not None else None
    before, after = (field_text(name, value, change.kind) for value in (change.before, change.after))
    return Line(_label(change), before, after, delta, num=change.kind == "money")


def _label(change: Change) -> str:
    if not change.part:
        return name_of(change.field)
    if change.row is None:
        return t(f"projects.field.{change.field}_{change.part}")
    part = _inside([change.field, "0", change.part]) if change.part != "key" else ""
    return f"{t(f'projects.rows.{change.field}')}, {row_text(change.field, change.row)}: {part}"


def row_text(name: str, row: Any) -> str:
    """Give a row of the passport in a few words."""
    fmt, lang = formats(language()), language()
    texts: dict[str, Callable[[], str]] = {
        "lines": lambda: f"{row.year}, {t(f'source.{row.source.value}')}, {fmt.money(row.amount)}",
        "revenue": lambda: f"{row.code}, {row.year}: {fmt.money(row.base)}",
        "milestones": lambda: f"{row.title.pick(lang)}, {fmt.day(row.due)}",
        "beneficiaries": lambda: f"{row.group.pick(lang)}, {fmt.number(row.people)}",
        "objects": lambda: f"{row.name.pick(lang)}, {fmt.day(row.since)}",
        "goals": lambda: offered.goal_title(row.frame, row.goal).pick(lang) or f"{row.frame}/{row.goal}",
    }
    return texts[name]() if name in texts else row.text.pick(lang)


def field_text(name: str, value: Any, kind: str = "") -> str:
    """Give a value of the passport in words, by the name of its field."""
    if value is None or value == "" or value == ():
        return "–"
    if kind == "money":
        return formats(language()).money(value)
    if name in _ENUMS and isinstance(value, str):
        return t(f"{_ENUMS[name]}.{value}")
    if name in _CODES and isinstance(value, str):
        return t(f"{_CODES[name]}.{value}")
    if name == "feeds":
        return offered.indicator_title(value).pick(language()) or str(value)
    if name == "formula":
        return t(f"calculators.title_of.{value}")
    if name == "evidence":
        return ", ".join(t(f"doctype.{each.value}") for each in value)
    return value_text(value)


def value_text(value: Any) -> str:
    """Give a bare value in the reader's spelling."""
    if isinstance(value, Tri):
        return value.pick(language()) or "–"
    if isinstance(value, bool):
        return t("projects.yes" if value else "projects.no")
    if isinstance(value, date):
        return formats(language()).day(value)
    if isinstance(value, tuple):
        return ", ".join(_short(each) for each in value)
    return value if isinstance(value, Markup) else str(value.value if isinstance(value, Enum) else value)


def _short(value: Any) -> str:
    if isinstance(value, Given):
        return f"{t(f'calculators.ask.{value.key}')}: {value.value}"
    year = getattr(value, "year", None)
    if year is None:
        return str(value)
    quarter = getattr(value, "quarter", 0)
    return f"{year}-Q{quarter}: {value.value}" if quarter else f"{year}: {value.value}"
