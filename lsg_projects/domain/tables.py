"""Tables that were read from files, and the answer of an import: what it made of each row and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.money import Tiyn


class Row(NamedTuple):
    """One row of a table: its *number* as people count it, its values, and where each heading's value stands."""

    number: int
    values: Sequence[str]
    places: Mapping[str, int]
    """Heading in lower case -> place among the values; one mapping for all rows of a table."""

    @classmethod
    def of(cls, number: int, cells: Mapping[str, str]) -> Row:
        """Make a row from its cells by heading."""
        return cls(number, tuple(cells.values()), {name: place for place, name in enumerate(cells)})

    @property
    def cells(self) -> dict[str, str]:
        """Give the cells by heading."""
        return dict(zip(self.places, self.values, strict=True))

    def get(self, *headings: str) -> str:
        """Give the cell under the first of *headings* that the table has, else nothing."""
        for name in headings:
            if name in self.places:
                return self.values[self.places[name]]
        return ""


@dataclass(frozen=True)
class Table:
    """A table with its headings in lower case and its rows."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]

    def has(self, *headings: str) -> bool:
        """Tell whether all of *headings* are there."""
        return set(headings) <= set(self.headings)

    def column(self, *headings: str) -> Sequence[str]:
        """Give the cells under the first of *headings* that the table has, row by row; else empty ones."""
        name = next((name for name in headings if name in self.headings), None)
        if name is None or not self.rows:
            return ("",) * len(self.rows)
        return self._columns[self.rows[0].places[name]]

    @cached_property
    def _columns(self) -> tuple[tuple[str, ...], ...]:
        return tuple(zip(*(row.values for row in self.rows), strict=True))


@dataclass(frozen=True)
class Remark:
    """What is to be said about a row: an error that stops the import, or a warning that does not.

    *key* is the sentence in the catalogue; *printed* and *computed* are the two sums of a contradiction.
    """

    row: int
    code: str
    key: str
    details: Mapping[str, object] = field(default_factory=dict)
    printed: Tiyn | None = None
    computed: Tiyn | None = None
    column: str = ""
    typed: str = ""
    """What stands in the column, where one value is wrong."""


@dataclass(frozen=True)
class ImportAnswer:
    """What an import did, or (before it is confirmed) what it would do. With errors nothing is stored."""

    kind: str
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    warnings: tuple[Remark, ...] = ()
    errors: tuple[Remark, ...] = ()

    @property
    def ok(self) -> bool:
        """Tell whether the file can be stored."""
        return not self.errors


def refused(row: int, refusal: Incomplete) -> Remark:
    """Turn the refusal of a typed value into an error of its row."""
    column = refusal.problems[0].where if refusal.problems else ""
    remark = failed(row, refusal.code, **refusal.details)
    return replace(remark, column=column, typed=str(refusal.details.get("v", "")))


def failed(row: int, code: str, **details: object) -> Remark:
    """Make an error of a row from the code of a refusal."""
    return Remark(row, code.rpartition(".")[2], f"refusal.{code}", details)


def by_row(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Order remarks as the file has them."""
    return tuple(sorted(remarks, key=lambda remark: (remark.row, remark.code)))
