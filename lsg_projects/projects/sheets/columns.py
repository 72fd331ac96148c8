"""The sheets of the workbook and their columns; headings are the words of the form, Kazakh and Russian together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lsg_projects.domain.completeness.risks import DEGREES
from lsg_projects.domain.completeness.sums import COST_BASES, OWNERS
from lsg_projects.domain.states import DocumentType, Kind, LegalKind, Sector, Source, Works
from lsg_projects.domain.text import fold
from lsg_projects.kit.words import words
from lsg_projects.projects.sheets import cells
from lsg_projects.projects.sheets.cells import Reader


@dataclass(frozen=True)
class Column:
    """One column: the field it fills, in which language, the key of its heading, and how its cells are read."""

    name: str
    word: str
    read: Reader = cells.text
    lang: str = ""
    required: bool = False

    @property
    def heading(self) -> str:
        """Give the heading in both official languages."""
        parts = (words("kk")(self.word), words("ru")(self.word))
        if self.lang:
            kk, ru = (words(each)(f"shell.in_{self.lang}").lower() for each in ("kk", "ru"))
            parts = (f"{parts[0]} ({kk})", f"{parts[1]} ({ru})")
        return " / ".join(parts)

    def answers_to(self, heading: str) -> bool:
        """Tell whether a heading of a file means this column: both languages or either one."""
        kk, _, ru = self.heading.partition(" / ")
        return fold(heading) in {fold(self.heading), fold(kk), fold(ru), fold(self.key)}

    @property
    def key(self) -> str:
        """Give the name under which a row keeps the cell."""
        return f"{self.name}_{self.lang}" if self.lang else self.name


NUMBER = Column("no", "projects.import.number", cells.text)


def _tri(name: str, word: str) -> tuple[Column, ...]:
    return tuple(Column(name, word, cells.text, lang) for lang in ("kk", "ru", "en"))


def _of(sheet: str, *columns: Column | tuple[str, Reader] | str) -> tuple[Column, ...]:
    return (NUMBER, *_spread(sheet, columns))


def _spread(sheet: str, columns: Iterable[Column | tuple[str, Reader] | str]) -> Iterable[Column]:
    prefix = f"projects.field.{sheet}." if sheet != "projects" else "projects.field."
    for column in columns:
        if isinstance(column, Column):
            yield column
        elif isinstance(column, str):
            yield from _tri(column, prefix + column)
        else:
            yield Column(column[0], prefix + column[0], column[1])


SHEETS: dict[str, tuple[Column, ...]] = {
    "projects": _of(
        "projects",
        Column("kato", "field.kato"),
        "title",
        "summary",
        ("kind", cells.one_of(Kind, "kind")),
        ("sector", cells.one_of(Sector, "sector")),
        ("legal_kind", cells.one_of(LegalKind, "legal")),
        ("works", cells.one_of(Works, "works")),
        ("settlements", cells.katos),
        "place",
        "plan_item",
        ("plan_approved", cells.day),
        "problem",
        "goal",
        ("start", cells.day),
        ("cost_basis", cells.coded(COST_BASES, "projects.cost_basis")),
        "cost_note",
        ("vat_included", cells.yes_no),
        ("running_amount", cells.money),
        "running_payer",
        "running_reason",
        ("brings_revenue", cells.yes_no),
        "no_revenue_reason",
        ("property_owner", cells.coded(OWNERS, "projects.owner")),
        ("plot_inside", cells.yes_no),
        "responsible",
        ("interested", cells.yes_no),
        "interested_note",
    ),
    "beneficiaries": _of("beneficiaries", "group", ("people", cells.whole)),
    "results": _of(
        "results",
        "text",
        ("level", cells.coded(("output", "outcome", "impact"), "projects.level", "output")),
        "indicator",
        "unit",
        ("baseline", cells.number),
        ("baseline_year", cells.year),
        "baseline_unknown",
        ("target_year_1", cells.year),
        ("target_value_1", cells.number),
        ("target_year_2", cells.year),
        ("target_value_2", cells.number),
        "source",
    ),
    "milestones": _of(
        "milestones",
        "title",
        ("due", cells.day),
        ("weight", cells.whole),
        ("evidence", cells.some_of(DocumentType, "doctype")),
    ),
    "lines": _of(
        "lines",
        Column("year", "projects.field.lines.year", cells.year, required=True),
        Column("source", "projects.field.lines.source", cells.one_of(Source, "source"), required=True),
        ("programme", cells.text),
        ("administrator", cells.text),
        ("amount", cells.money),
        "transfer_basis",
    ),
    "revenue": _of(
        "revenue",
        ("code", cells.text),
        Column("year", "projects.field.revenue.years.year", cells.year, required=True),
        *(
            Column(name, f"projects.field.revenue.years.{name}", cells.money)
            for name in ("low", "base", "high", "without", "planned")
        ),
        "reasoning",
    ),
    "risks": _of(
        "risks",
        "text",
        ("probability", cells.coded(DEGREES, "projects.degree", "medium")),
        ("effect", cells.coded(DEGREES, "projects.degree", "medium")),
        "response",
        "owner",
        ("due", cells.day),
    ),
}


def sheet_title(sheet: str) -> str:
    """Give the name of a sheet, in Kazakh: at most 31 letters, as the format allows."""
    key = "projects.my" if sheet == "projects" else f"projects.lists.{sheet}"
    return words("kk")(key)[:31]
