"""The list of projects as its page shows it: rows in words, filters as links, neighbours of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import url_for

from lsg_projects.domain.states import Approval, Stage
from lsg_projects.domain.text import search_terms
from lsg_projects.register.queries.facets import OFFERED
from lsg_projects.register.queries.filters import CHOICES, Filters, Order
from lsg_projects.register.queries.search import Found
from lsg_projects.register.views import words
from lsg_projects.register.views.lines import Line, line
from lsg_projects.web.render import language, t

OPEN = frozenset({"territory", "delivery", "pays_back"})
"""Filters that stand open from the start."""
_GROUPS = ("territory", "delivery", "pays_back", "stage", "approval", "year", "sector", "source")
_LOOKS = {
    "on_track": ("ok", "circle-check"), "at_risk": ("warn", "alert-triangle"), "late": ("bad", "clock-exclamation"),
    "stalled": ("bad", "player-pause"), "finished": ("ok", "flag"), "not_started": ("outline", "circle-dashed"),
}  # fmt: skip
_FIXED = {
    "delivery": tuple(_LOOKS),
    "pays_back": tuple(each.value for each in OFFERED),
    "stage": tuple(each.value for each in Stage),
    "approval": tuple(each.value for each in Approval),
}


@dataclass(frozen=True)
class Value:
    """One value of a filter as a link."""

    label: str
    count: int
    href: str
    current: bool
    tone: str | None = None
    icon: str | None = None
    own: bool = False


@dataclass(frozen=True)
class Group:
    """One filter with its values."""

    title: str
    open: bool
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Link:
    """Words and where they lead."""

    label: str
    href: str


@dataclass(frozen=True)
class ListPage:
    """The page of the list."""

    filters: Filters
    ignored: tuple[str, ...]
    lines: tuple[Line, ...]
    groups: tuple[Group, ...]
    active: tuple[Link, ...]
    carried: tuple[tuple[str, str], ...]
    """Names and values that a form of the page carries along, all but its own."""
    orders: tuple[tuple[str, str], ...]
    total: int
    more: bool
    """There are more than are counted."""
    begin: int
    previous: str | None
    following: str | None
    bare: str | None
    """The same words without any filter, where filters were set and nothing was found."""
    suggestions: tuple[Link, ...]
    downloads: tuple[Link, ...]
    crumbs: tuple[tuple[str, str | None], ...]


def list_page(found: Found, limit: int | None, count_limit: int) -> ListPage:
    """Put what was found into words and links."""
    filters, page = found.filters, found.page
    terms = search_terms(filters.q)
    kept = (("limit", str(limit)),) if limit else ()
    empty = not page.rows
    return ListPage(
        filters=filters,
        ignored=tuple(_told(name, value) for name, value in found.ignored[:5]),
        lines=tuple(line(row, terms) for row in page.rows),
        groups=() if empty and not filters.narrowed else _groups(found, kept),
        active=tuple(_active(found, kept)),
        carried=(*filters.pairs(), *kept),
        orders=tuple((order.value, t(f"register.order.{order.value}")) for order in Order),
        total=min(page.total, count_limit),
        more=page.total > count_limit,
        begin=page.begin,
        previous=_address(filters, (*kept, ("before", page.before))) if page.before else None,
        following=_address(filters, (*kept, ("after", page.after))) if page.after else None,
        bare=_address(Filters(q=filters.q), kept) if empty and filters != Filters(q=filters.q) else None,
        suggestions=tuple(
            Link(unit.name.pick(language()), url_for("register.territory", kato=unit.kato)) for unit in found.near
        ),
        downloads=_downloads(filters),
        crumbs=_crumbs(found),
    )


def _told(name: str, value: str) -> str:
    said = f"{name}={value}" if value else name
    return said if len(said) <= 60 else said[:59] + "…"


def _address(filters: Filters, more: Sequence[tuple[str, str]] = ()) -> str:
    query = urlencode([*filters.pairs(), *more])
    return url_for("register.projects") + (f"?{query}" if query else "")


def _crumbs(found: Found) -> tuple[tuple[str, str | None], ...]:
    if found.top is None:
        return ((t("nav.projects"), None),)
    top = (found.top.name.pick(language()), url_for("register.territory", kato=found.top.kato))
    return (top, (t("nav.projects"), None))


def _groups(found: Found, kept: Sequence[tuple[str, str]]) -> tuple[Group, ...]:
    groups = (_group(name, found, kept) for name in _GROUPS)
    return tuple(group for group in groups if group.values)


def _group(name: str, found: Found, kept: Sequence[tuple[str, str]]) -> Group:
    counts = found.counts.get(name, {})
    chosen = found.filters.values(name)
    known = {str(value): value for value in chosen} | {code: CHOICES[name](code) for code in counts}
    codes = sorted(known, key=lambda code: _rank(name, code, counts))
    values = tuple(_value(name, code, known[code], counts.get(code, 0), found, kept) for code in codes)
    return Group(t(f"register.facet.{name}"), name in OPEN or bool(chosen), values)


def _rank(name: str, code: str, counts: dict[str, int]) -> tuple[int, str]:
    if name in ("territory", "sector", "source"):
        return -counts.get(code, 0), code
    fixed = _FIXED.get(name, ())
    return (fixed.index(code) if code in fixed else len(fixed)), code


def _value(name: str, code: str, value: object, count: int, found: Found, kept: Sequence[tuple[str, str]]) -> Value:
    tone, icon = _LOOKS.get(code, (None, None)) if name == "delivery" else (None, None)
    return Value(
        label=label(name, code, found),
        count=count,
        href=_address(found.filters.switched(name, value), kept),
        current=value in found.filters.values(name),
        tone=tone,
        icon=icon,
        own=name == "pays_back" and code == "revenue",
    )


def label(name: str, code: str, found: Found) -> str:
    """Say a value of a filter."""
    if name == "territory":
        return words.short(found.units[code].name) if code in found.units else code
    if name == "year":
        return code
    prefix = {"approval": "status.approval", "delivery": "status.delivery", "pays_back": "register.pays_back"}
    return t(f"{prefix.get(name, name)}.{code}")


def _active(found: Found, kept: Sequence[tuple[str, str]]) -> list[Link]:
    links = []
    for name in CHOICES:
        for value in found.filters.values(name):
            href = _address(found.filters.switched(name, value), kept)
            links.append(Link(label(name, str(value), found), href))
    return links


def _downloads(filters: Filters) -> tuple[Link, ...]:
    query = urlencode([pair for pair in filters.pairs() if pair[0] != "order"])
    end = f"?{query}" if query else ""
    return (
        Link("CSV", f"/data/projects.csv{end}"),
        Link("XLSX", f"/data/projects.xlsx{end}"),
        Link("JSON Lines", f"/data/projects.jsonl{end}"),
        Link("Atom", f"/feeds/projects.atom?lang={language()}"),
    )
