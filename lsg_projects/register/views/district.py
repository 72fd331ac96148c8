"""The page of a district or an oblast in words: the weighted share, the table of its parts, what needs attention."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from flask import url_for
from markupsafe import Markup

from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.text import alphabetical
from lsg_projects.register.queries.district import District, Part
from lsg_projects.register.views import words
from lsg_projects.register.views.issued import Issued, issued
from lsg_projects.register.views.lines import Line, line
from lsg_projects.register.views.okrug import Headline, headline
from lsg_projects.web.render import language, t

SORTS: dict[str, Callable[[Part], Any]] = {
    "share": lambda part: -(part.now.share if part.now.share is not None else Decimal(-1)),
    "name": lambda part: alphabetical(part.unit.name.pick(language())),
    "income": lambda part: -(part.now.figures.income or 0),
    "own": lambda part: -(part.now.figures.own_revenue or 0),
    "change": lambda part: -(change(part) if change(part) is not None else Decimal(-1000)),  # type: ignore[operator]
    "projects": lambda part: -part.projects,
    "expected": lambda part: -part.now.expected,
}
"""By what the table may be sorted; sums and shares from the largest."""
_NUMBERS = ("income", "own", "share", "change", "projects", "expected")


@dataclass(frozen=True)
class PartLine:
    """A row of the table."""

    name: str
    href: str
    income: Tiyn | None
    own: Tiyn | None
    share: Decimal | None
    change: str
    projects: int
    expected: Tiyn
    behind: int


@dataclass(frozen=True)
class DistrictPage:
    """The page of a district or an oblast."""

    district: District
    crumbs: tuple[tuple[str, str | None], ...]
    headline: Headline | None
    heads: tuple[object, ...]
    labels: dict[str, str]
    sort: str
    sorts: tuple[tuple[str, str], ...]
    parts: tuple[PartLine, ...]
    total: PartLine
    attention: tuple[Line, ...]
    lines: tuple[Line, ...]
    all_projects: str
    issued: tuple[Issued, ...]


def change(part: Part) -> Decimal | None:
    """Give the change of the share since the base year, in percentage points."""
    now, before = part.now.share, part.base.own_share
    return None if now is None or before is None else now - before


def district_page(found: District, sort: str) -> DistrictPage:
    """Put a district into words, its parts sorted as asked."""
    chosen = sort if sort in SORTS else "share"
    kato = found.unit.kato
    labels = {name: t(f"register.district.{name}") for name in SORTS}
    return DistrictPage(
        district=found,
        crumbs=_crumbs(found),
        headline=_headline(found),
        heads=tuple(_head(found, name, chosen, labels[name]) for name in ("name", *_NUMBERS)),
        labels=labels,
        sort=chosen,
        sorts=tuple(labels.items()),
        parts=tuple(_line(part) for part in sorted(found.parts, key=SORTS[chosen])),
        total=replace(
            _line(Part(found.unit, found.total, found.base, found.projects.total, 0)), expected=found.projects.expected
        ),
        attention=tuple(line(row) for row in found.attention),
        lines=tuple(line(row) for row in found.projects.rows),
        all_projects=url_for("register.projects", territory=kato),
        issued=issued(kato),
    )


def _crumbs(found: District) -> tuple[tuple[str, str | None], ...]:
    above = ((unit.name.pick(language()), url_for("register.territory", kato=unit.kato)) for unit in found.above)
    return (*above, (found.unit.name.pick(language()), None))


def _headline(found: District) -> Headline | None:
    if found.total.share is None or found.year is None:
        return None
    return headline(found.total, found.base if found.base_year else None, found.year, found.base_year, unlike=False)


def _head(found: District, name: str, chosen: str, label: str) -> object:
    """Make a head of the table a link that sorts by it."""
    href = url_for("register.territory", kato=found.unit.kato, year=found.year, sort=name)
    current = Markup(' aria-current="true"') if name == chosen else Markup("")
    link = Markup('<a href="{}"{}>{}</a>').format(f"{href}#parts", current, label)
    return link if name == "name" else (link, "num")


def _line(part: Part) -> PartLine:
    fmt, moved = words.fmt(), change(part)
    sign = "+" if moved is not None and moved > 0 else ""
    return PartLine(
        name=words.short(part.unit.name),
        href=url_for("register.territory", kato=part.unit.kato),
        income=part.now.figures.income,
        own=part.now.figures.own_revenue,
        share=part.now.share,
        change="–" if moved is None else sign + fmt.number(moved, 1),
        projects=part.projects,
        expected=part.now.expected,
        behind=part.behind,
    )
