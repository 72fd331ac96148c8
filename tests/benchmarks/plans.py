"""How fast 100,000 lines of plans come in, beside the bare least that any import has to do.

The file holds plans of 13 rural districts over many years, each with some hundred classified lines and their subtotals,
as the decisions print them. The bare import reads it with ``csv``, turns amounts into whole tiyn and inserts them with
``executemany``: no names found, no codes checked, no subtotals compared, no versions, no journal.
"""

from __future__ import annotations

import csv
import io
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from lsg_projects import schema
from lsg_projects.budgets.usecases import ImportPlan, import_plan
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.kit.sheets import read_table
from lsg_projects.kit.work import work
from lsg_projects.territories.usecases import import_kato
from tests.benchmarks.execution import AIM, seconds
from tests.support.applications import assembled

OKRUGS = 13
LINES = 200
"""Lines of one plan."""


def tree() -> str:
    """Write a district with its rural districts."""
    head = "code,parent,level,type,name_ru,name_kk\n150000000,,region,область,О,О\n154600000,150000000,district,район,Р,Р\n"
    okrugs = (
        f"1546{30 + n}000,154600000,okrug,сельский округ,Село {n} сельский округ,Ауыл {n}\n" for n in range(OKRUGS)
    )
    return head + "".join(okrugs)


def plans(rows: int) -> Iterator[str]:
    """Write *rows* lines: one category with its parts, so that subtotals stand among the lines."""
    yield "doc,kato,okrug,year,section,code,name_ru,amount_thousand_tenge\n"
    for number in range(rows):
        plan, line = divmod(number, LINES)
        year, place = divmod(plan, OKRUGS)
        code = "7" if line == 0 else f"7{line:05}"  # loans: any of their codes may stand in a plan of the 4th level
        amount = sum(range(1, LINES)) if line == 0 else line
        yield f"{year},1546{30 + place}000,Село {place},{2001 + year},receipts,{code},Заём {line},{amount}.5\n"


def bare(text: str, target: Path) -> None:
    """Do the least: read, turn into tiyn, insert."""
    with sqlite3.connect(target, isolation_level=None) as connection:
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA journal_mode=TRUNCATE")
        connection.execute(
            "CREATE TABLE line (plan TEXT, section TEXT, code TEXT, name TEXT, amount BIGINT,"
            " PRIMARY KEY (plan, section, code))"
        )
        reader = csv.reader(io.StringIO(text))
        next(reader)
        rows = [(f"{row[1]}-{row[3]}", *row[4:7], int(Decimal(row[7]) * 100_000)) for row in reader]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO line VALUES (?, ?, ?, ?, ?)", rows)
        connection.execute("COMMIT")
    connection.close()


def ours(data: bytes) -> None:
    """Import the file as the command does: names, codes, subtotals, versions, journal."""
    with work(SYSTEM) as unit:
        answer = import_plan(unit, ImportPlan(read_table(data, "p.csv"), "154600000", source="p.csv"))
    assert answer.ok, answer.errors[:3]


def main(arguments: Sequence[str]) -> None:
    """Print rows per second of both and their ratio; ``rows`` may be given as the first argument."""
    rows = int(arguments[0]) if arguments else 100_000
    text = "".join(plans(rows))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        least = seconds(lambda: bare(text, place / "bare.sqlite3"))
        address = f"sqlite:///{place / 'ours.sqlite3'}"
        schema.upgrade(address)
        with assembled(place, address) as app, app.app_context():
            with work(SYSTEM) as unit:
                import_kato(unit, read_table(tree().encode(), "kato.csv"), "benchmark")
            spent = seconds(lambda: ours(text.encode()))
    print(f"import of {rows} lines of plans: {rows / spent:,.0f} rows/s, {spent:.2f} s of processor time")
    print(f"bare csv + executemany:      {rows / least:,.0f} rows/s, {least:.2f} s of processor time")
    print(f"ratio {least / spent:.2f} (aim {AIM:.2f})")


if __name__ == "__main__":
    main(sys.argv[1:])
