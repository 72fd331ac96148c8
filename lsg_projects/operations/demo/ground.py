"""The ground of the demonstration: territories, bodies, people, the plans of the budgets and the ceilings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lsg_projects.accounts.usecases import entry, people
from lsg_projects.budgets.usecases import RecordPlan, SetCeiling, record_plan, set_ceiling
from lsg_projects.domain.budget import Figures, PrintedLine
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.money import Tiyn, from_thousand
from lsg_projects.domain.states import BodyKind, Role, Source
from lsg_projects.domain.tables import Row, Table
from lsg_projects.domain.text import Tri
from lsg_projects.kit import secrets
from lsg_projects.kit.work import Work
from lsg_projects.operations.demo.stories import table
from lsg_projects.settings import Settings
from lsg_projects.territories import usecases as territories

PASSWORD = "Martuk-demo-2026"  # noqa: S105 - known on purpose: it opens invented accounts of a demonstration only

_UNIT_COLUMNS = ("code", "level", "type", "name_kk", "name_ru", "name_en")
_FIGURES = {
    "income_total": "income",
    "tax": "tax",
    "non_tax": "non_tax",
    "capital_sale": "capital_sale",
    "transfers_total": "transfers",
    "subvention_from_district": "subvention",
    "targeted_transfers_district": "district_targeted",
    "transfers_republican": "from_republic",
    "transfers_oblast": "from_oblast",
    "expenditure_total": "expenditure",
    "deficit": "deficit",
}


@dataclass(frozen=True)
class Account:
    """An invented person: how they sign in, what they do, and for whom."""

    name: str
    email: str
    role: Role
    body: str
    """Key of the body: ``finance``, ``saryzhar``, ``assembly.saryzhar``."""
    language: str
    shown: bool = False
    """Whether the address is printed when the demonstration is loaded."""

    @property
    def local(self) -> str:
        """Give the address before the @, by which the script calls a person."""
        return self.email.partition("@")[0]


def accounts_of_demonstration() -> tuple[Account, ...]:
    """Give every account of the demonstration, in the order of the file."""
    data = table("people")
    return tuple(
        Account(name, f"{local}@{data['host']}", Role(role), body, language, local in data["shown"])
        for name, local, role, body, language in data["people"]
    )


def load_territories(unit: Work) -> None:
    """Import the district with its villages, and the other names of its rural districts."""
    data = table("territories")
    rows = tuple(Row.of(number, _cells(row)) for number, row in enumerate(data["units"], 2))
    answer = territories.import_kato(unit, Table((*_UNIT_COLUMNS, "parent"), rows), data["source"])
    if not answer.ok:
        raise Incomplete("demo.broken_data", name="territories.toml", row=answer.errors[0].row)
    for kato, alias, source in data["aliases"]:
        territories.add_alias(unit, territories.AddAlias(kato, alias, source))


def _cells(row: list[str]) -> Mapping[str, str]:
    return {**dict(zip(_UNIT_COLUMNS, row, strict=True)), "parent": ""}


def load_bodies(unit: Work) -> dict[str, int]:
    """Register every body and give their numbers by key."""
    data = table("bodies")
    return {key: territories.save_body(unit, command) for key, command in _bodies(data)}


def _bodies(data: Mapping[str, Any]) -> Iterator[tuple[str, territories.SaveBody]]:
    since = data["valid_from"]
    for row in data["body"]:
        yield row["key"], territories.SaveBody(
            BodyKind(row["kind"]), row["kato"], Tri.of(row["name"]), row.get("bin", ""), valid_from=since,
        )  # fmt: skip
    host = table("people")["host"]
    for row in data["okrug"]:
        names = {kind: _named(data["pattern"][kind.value], row) for kind in (BodyKind.AKIM_OFFICE, BodyKind.ASSEMBLY)}
        yield row["key"], territories.SaveBody(
            BodyKind.AKIM_OFFICE, row["kato"], names[BodyKind.AKIM_OFFICE], row["bin"], row["phone"],
            f"office.{row['key']}@{host}", valid_from=since,
        )  # fmt: skip
        yield (
            f"assembly.{row['key']}",
            territories.SaveBody(BodyKind.ASSEMBLY, row["kato"], names[BodyKind.ASSEMBLY], valid_from=since),
        )


def _named(pattern: Mapping[str, str], row: Mapping[str, str]) -> Tri:
    return Tri(*(pattern[lang].format(**{lang: row[lang]}) for lang in ("kk", "ru", "en")))


def load_people(unit: Work, bodies: Mapping[str, int], settings: Settings) -> dict[str, int]:
    """Register and appoint every person, with the known password; give their numbers by the address before the @."""
    data = table("people")
    key = secrets.installation_key(settings)
    found = {}
    for each in accounts_of_demonstration():
        person = people.register_person(unit, people.RegisterPerson(each.name, each.email, each.language), key)
        people.appoint(
            unit,
            people.Appoint(
                person, bodies[each.body], each.role, data["appointed"], None, data["order"], data["appointed"]
            ),
        )
        found[each.local] = person
    for local, role, body in data["also"]:
        people.appoint(unit, people.Appoint(found[local], bodies[body], Role(role), data["appointed"]))
    entry.set_passwords(unit, found.values(), PASSWORD)
    return found


def plan_days() -> tuple[date, ...]:
    """Give the days on which the plans were recorded: those of the acts."""
    return tuple(plan["dated"] for plan in table("plans")["plan"])


def load_plans(unit: Work, dated: date) -> None:
    """Record the plans of the act of *dated* as it prints them."""
    data = table("plans")
    for plan in data["plan"]:
        if plan["dated"] == dated:
            for row in plan["rows"]:
                record_plan(unit, _plan(plan, dict(zip(data["columns"], row, strict=True))))


def _plan(plan: Mapping[str, Any], cells: Mapping[str, Any]) -> RecordPlan:
    kato = cells["kato"]
    printed = {name: _tiyn(cells[column]) for column, name in _FIGURES.items()}
    more: Mapping[str, Any] = next((each for each in plan.get("more", ()) if each["kato"] == kato), {})
    printed |= {name: _tiyn(value) for name, value in more.items() if name != "kato"}
    return RecordPlan(
        kato, plan["year"], plan["decision"], Figures(**printed), plan["dated"], plan["kind"], plan["source"],
        tuple(_lines(plan, kato)),
    )  # fmt: skip


def _lines(plan: Mapping[str, Any], kato: str) -> Iterator[PrintedLine]:
    """Give the lines of the act by classification, where the file has them."""
    for each in plan.get("lines", ()):
        for section in ("receipts", "expenditure") if each["kato"] == kato else ():
            for code, amount in each[section]:
                yield PrintedLine(section, code, from_thousand(amount))


def _tiyn(cell: Any) -> Tiyn | None:
    """Give an amount of the file in tiyn; an empty cell is a figure that the act does not print."""
    return None if cell == "" else from_thousand(cell)


def load_ceilings(unit: Work) -> None:
    """Set the invented ceilings: own money of the rural districts, and what the district's draft budget provides."""
    for kato, *amounts in table("ceilings")["own"]:
        for year, amount in zip((2025, 2026), amounts, strict=True):
            set_ceiling(unit, SetCeiling(kato, year, Source.OWN, from_thousand(amount), decision_no=f"Д-{year}"))
    for kato, year, source, amount in table("ceilings")["shared"]:
        set_ceiling(unit, SetCeiling(kato, year, Source(source), from_thousand(amount), decision_no=f"Д-{year}"))
