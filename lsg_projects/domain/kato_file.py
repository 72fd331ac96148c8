"""Files of territories: the statistics office's columns, a table with parents, or official names for known units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.identifiers import kato_ancestors, kato_level, valid_kato
from lsg_projects.domain.states import Level
from lsg_projects.domain.tables import Remark, Row, Table, failed
from lsg_projects.domain.text import Tri

_LEVELS = {
    "region": Level.OBLAST, "oblast": Level.OBLAST, "district": Level.DISTRICT,
    "okrug": Level.OKRUG, "settlement": Level.SETTLEMENT,
}  # fmt: skip
ORDER = tuple(Level)
"""Levels from the top down."""


class Shape(StrEnum):
    """Which of the three kinds of file it is, by its headings."""

    OFFICIAL = "official"
    TREE = "tree"
    NAMES = "names"


@dataclass(frozen=True)
class UnitRecord:
    """What one row says of a unit; an empty parent means that the code itself tells it."""

    row: int
    kato: str
    level: Level
    name: Tri
    kind: str = ""
    parent: str = ""
    aliases: tuple[str, ...] = ()
    provisional: bool = False
    """The name was derived from another place, so it never replaces a name that is known."""


def shape_of(table: Table) -> Shape:
    """Tell what kind of file it is; refuses (Incomplete) headings that fit none."""
    if table.has("te", "name_kaz", "name_rus"):
        return Shape.OFFICIAL
    if table.has("code", "parent", "level", "name_ru"):
        return Shape.TREE
    if table.has("kato", "name_kk", "name_ru"):
        return Shape.NAMES
    raise Incomplete("territories.unknown_shape", headings=", ".join(table.headings[:12]))


@dataclass
class Reading:
    """The records of a file, with what stops the import and what is only worth knowing."""

    records: list[UnitRecord] = field(default_factory=list)
    errors: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)


def read(table: Table) -> Reading:
    """Read every row into a record; rows that cannot be read become errors."""
    reader = {Shape.OFFICIAL: _official, Shape.TREE: _tree, Shape.NAMES: _names}[shape_of(table)]
    reading = Reading()
    first: dict[str, UnitRecord] = {}
    for row in table.rows:
        found = reader(row)
        if isinstance(found, Remark):
            reading.errors.append(found)
        elif found.kato in first:
            _repeated(reading, found, first[found.kato])
        else:
            first[found.kato] = found
            reading.records.append(found)
    return reading


def _repeated(reading: Reading, found: UnitRecord, before: UnitRecord) -> None:
    """Take a code that stands twice once, where both rows say the same; a different name or parent is an error.

    The state's own files repeat rows, so a mere repetition is a warning.
    """
    details = {"kato": found.kato, "first": before.row}
    if (found.name, found.parent, found.level) == (before.name, before.parent, before.level):
        reading.warnings.append(Remark(found.row, "duplicate", "territories.warning.duplicate", details))
    else:
        reading.errors.append(failed(found.row, "territories.duplicate", **details))


def _official(row: Row) -> UnitRecord | Remark:
    code = row.get("te")
    if problem := _bad_code(row, code):
        return problem
    parts = "".join(row.get(name).rjust(size, "0") for name, size in (("ab", 2), ("cd", 2), ("ef", 2), ("hij", 3)))
    if row.get("ab") and parts != code:
        return failed(row.number, "territories.parts", kato=code, parts=parts)
    name = Tri(kk=row.get("name_kaz"), ru=row.get("name_rus"))
    return _named(row, UnitRecord(row.number, code, kato_level(code), name))


def _tree(row: Row) -> UnitRecord | Remark:
    code = row.get("code")
    if problem := _bad_code(row, code):
        return problem
    typed = row.get("level").lower()
    if typed and typed not in _LEVELS:
        return failed(row.number, "territories.bad_level", v=typed)
    level = _LEVELS[typed] if typed else kato_level(code)
    status = row.get("name_status").lower()
    record = UnitRecord(
        row.number, code, level, _name(row), row.get("type"), row.get("parent"),
        provisional=status.startswith(("derived", "составлено")),
    )  # fmt: skip
    return _named(row, record)


def _names(row: Row) -> UnitRecord | Remark:
    code = row.get("kato")
    if problem := _bad_code(row, code):
        return problem
    aliases = tuple(alias for each in row.get("aliases", "alias").split(";") if (alias := each.strip()))
    return _named(row, UnitRecord(row.number, code, kato_level(code), _name(row), aliases=aliases))


def _name(row: Row) -> Tri:
    return Tri(row.get("name_kk"), row.get("name_ru"), row.get("name_en"))


def _bad_code(row: Row, code: str) -> Remark | None:
    return None if valid_kato(code) else failed(row.number, "territories.bad_kato", v=code[:40])


def _named(row: Row, record: UnitRecord) -> UnitRecord | Remark:
    return record if record.name else failed(row.number, "territories.no_name", kato=record.kato)


def place(record: UnitRecord, levels: Mapping[str, Level]) -> str | Remark:
    """Find the code of the unit above, among those known by *levels*; "" for an oblast, a remark where there is none.

    Districts of a big city stand one step off, so their nearest known ancestor is taken; a village without its
    rural district is an error.
    """
    if record.level is Level.OBLAST:
        return ""
    above = record.parent or _by_code(record, levels)
    if above not in levels:
        return failed(record.row, "territories.unknown_parent", kato=record.kato, parent=above)
    if ORDER.index(levels[above]) >= ORDER.index(record.level) or not _inside(record.kato, above, levels[above]):
        return failed(record.row, "territories.wrong_parent", kato=record.kato, parent=above)
    return above


def _by_code(record: UnitRecord, levels: Mapping[str, Level]) -> str:
    ancestors = kato_ancestors(record.kato)
    if record.level is Level.OKRUG:
        return next((code for code in ancestors if code in levels), ancestors[0])
    return ancestors[0] if ancestors else "?"


def _inside(code: str, above: str, level: Level) -> bool:
    """Tell whether a code begins with the digits of the unit above it."""
    kept = {Level.OBLAST: 2, Level.DISTRICT: 4, Level.OKRUG: 6, Level.SETTLEMENT: 9}[level]
    return code[:kept] == above[:kept]
