"""The budget classification in force: codes of a year, index values and rates by day, with source and certainty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from lsg_projects.budgets import queries
from lsg_projects.classifiers import queries as classifiers
from lsg_projects.classifiers.built_in import Values
from lsg_projects.domain import classification
from lsg_projects.domain.access import Action, may
from lsg_projects.domain.calculators import Rate
from lsg_projects.domain.classification import IndexValue, Programme, Receipt, Span, Standing
from lsg_projects.domain.plan_file import FIRST_YEAR, LAST_YEAR
from lsg_projects.domain.text import LANGUAGES, Tri, fold
from lsg_projects.domain.value_file import INDEX, RATE
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.territories import queries as territories
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page, t

PARTS = ("receipts", "programmes", "values", "rates")
_KNOWN_CERTAINTY = ("confirmed", "inferred", "knowledge")


@dataclass(frozen=True)
class CodeRow:
    """A code as the page shows it; one that an import overlaid is still shown."""

    code: str
    depth: int
    name: Tri
    valid: Span
    standing: Standing | None
    law: str
    source: str
    certainty: str
    overlaid: bool
    uses: int


@dataclass(frozen=True)
class ValueRow:
    """A value with its days; *now* where it is the one in force today."""

    name: str
    value: str
    since: date
    until: date | None
    law: str
    territory: str
    source: str
    certainty: str
    imported: bool
    now: bool


@dataclass(frozen=True)
class ClassificationPage:
    """One part of the classification in one year."""

    part: str
    parts: tuple[str, ...]
    year: int
    query: str
    may_import: bool
    codes: tuple[CodeRow, ...] = ()
    groups: tuple[tuple[str, tuple[ValueRow, ...]], ...] = field(default=())


def register(blueprint: Blueprint) -> None:
    """Put this page at its address."""
    blueprint.get("/admin/classification", endpoint="classification")(shown)


@open_to(Action.READ_OFFICE)
def shown() -> ResponseReturnValue:
    """Show a part: ``?part=``, ``?year=`` for codes, ``?q=`` looks in code and names."""
    part = request.args.get("part", "")
    asked = request.args.get("year", type=int)
    year = asked if asked and FIRST_YEAR <= asked <= LAST_YEAR else clock.today().year
    query = request.args.get("q", "").strip()[:60]
    part = part if part in PARTS else PARTS[0]
    may_import = bool(may(Action.IMPORT_DIRECTORY, current_actor()))
    codes = tuple(_codes(part, year, query)) if part in PARTS[:2] else ()
    groups = _values(query) if part == "values" else _rates(query) if part == "rates" else ()
    return page("budgets/classification.html", ClassificationPage(part, PARTS, year, query, may_import, codes, groups))


def _codes(part: str, year: int, query: str) -> Iterable[CodeRow]:
    known, uses = classifiers.known(session()), queries.code_uses(session())
    entries: tuple[Receipt, ...] | tuple[Programme, ...] = known.receipts if part == "receipts" else known.programmes
    section = "receipts" if part == "receipts" else "expenditure"
    first: set[str] = set()
    rows = []
    for each in entries:
        if each.valid.covers(year) and _met(query, each.code, classification.printed(each.code), each.name):
            rows.append(_code(each, year, each.code in first, uses[section, each.code]))
        first |= {each.code} if each.valid.covers(year) else set()
    return sorted(rows, key=lambda row: (row.code.replace(".", ""), row.overlaid))


def _met(query: str, *where: object) -> bool:
    texts = (text for each in where for text in (_texts(each) if isinstance(each, Tri) else (str(each),)))
    return not query or any(fold(query) in fold(text) for text in texts)


def _texts(name: Tri) -> tuple[str, ...]:
    return tuple(getattr(name, lang) for lang in LANGUAGES)


def _code(each: Receipt | Programme, year: int, overlaid: bool, uses: int) -> CodeRow:
    is_receipt = isinstance(each, Receipt)
    code = classification.printed(each.code) if is_receipt else each.code
    specific = isinstance(each, Receipt) and len(each.code) == 6
    standing = each.standing(year) if isinstance(each, Receipt) and specific else None
    return CodeRow(
        code, code.count("."), each.name, each.valid, standing, each.law, each.source, _certainty(each.certainty),
        overlaid, uses,
    )  # fmt: skip


def _certainty(said: str) -> str:
    return t(f"calculators.certainty.{said}") if said in _KNOWN_CERTAINTY else said


def _values(query: str) -> tuple[tuple[str, tuple[ValueRow, ...]], ...]:
    known, today = classifiers.values(session()), clock.today()
    found = []
    for key in dict.fromkeys(each.key for each in known.indices):
        name = t(f"classifiers.index.{key}")
        rows = sorted((each for each in known.indices if each.key == key), key=lambda each: each.since, reverse=True)
        if _met(query, key, name):
            found.append((name, tuple(_index(each, rows, known, today) for each in rows)))
    return tuple(found)


def _index(each: IndexValue, rows: list[IndexValue], known: Values, today: date) -> ValueRow:
    now = next((row for row in rows if row.since <= today), None)
    return ValueRow(
        each.key, t("calculators.measure.tenge", x=formats(language()).plain_number(each.tenge)), each.since, None, "",
        "", each.source, _certainty(each.certainty), (INDEX, each.key, each.since, "") in known.imported, each is now,
    )  # fmt: skip


def _rates(query: str) -> tuple[tuple[str, tuple[ValueRow, ...]], ...]:
    known, today = classifiers.values(session()), clock.today()
    groups: dict[str, list[ValueRow]] = {}
    ordered = sorted(known.rates.rates, key=lambda rate: (rate.key, rate.territory, -rate.since.toordinal()))
    for rate in ordered:
        name = t(f"calculators.rate.{'.'.join(rate.key.split('.')[:2])}") if rate.key != "share" else ""
        name = name or t("calculators.stays")
        if _met(query, rate.key, name):
            groups.setdefault(name, []).append(_rate(rate, known, today))
    return tuple((name, tuple(rows)) for name, rows in groups.items())


def _rate(rate: Rate, known: Values, today: date) -> ValueRow:
    law = rate.decision.pick(language()) or t(f"calculators.act.{rate.act}", a=rate.articles)
    place = (RATE, rate.key, rate.since, rate.territory)
    in_force = known.rates.look(rate.key, today, rate.territory)
    return ValueRow(
        rate.key, _number(rate), rate.since, rate.until, law, _place(rate.territory), rate.source,
        _certainty(rate.certainty), place in known.imported, in_force is rate,
    )  # fmt: skip


def _number(rate: Rate) -> str:
    if rate.value is None:
        return t("classifiers.scale", n=len(rate.bands))
    return t(f"calculators.measure.{rate.unit}", x=formats(language()).plain_number(rate.value))


def _place(kato: str) -> str:
    return territories.installation_name(session(), kato).pick(language()) or kato if kato else ""
