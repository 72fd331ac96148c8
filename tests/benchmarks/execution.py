"""How fast a month of 100,000 lines comes in, beside the bare least that any import has to do.

The bare import reads the same file with ``csv``, turns amounts into whole tiyn and inserts them with ``executemany`` into
a table of the same columns: no codes checked, no spellings, no subtotals, no versions, no journal. Both run on SQLite
with the same pragmas. Lines are transfers and balances, since receipts of one's own have only some hundred codes.
"""

from __future__ import annotations

import csv
import io
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from lsg_projects import schema
from lsg_projects.budgets.usecases import ImportExecution, import_execution
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.kit.sheets import read_table
from lsg_projects.kit.work import work
from lsg_projects.territories.usecases import import_kato
from tests.support.applications import assembled

TREE = (
    "code,parent,level,type,name_ru,name_kk\n150000000,,region,область,О,О\n"
    "154600000,150000000,district,район,Р,Р\n154651000,154600000,okrug,сельский округ,С,С\n"
)
AIM = 1 / 3
"""Rows a second in comparison with the bare import: what the issue asks for."""


def table(rows: int) -> str:
    """Write a file of *rows* lines with codes of six digits that are all different."""
    lines = ["Код,Наименование,План на год,План на период,Исполнено"]
    for number in range(rows):
        code = 400_000 + number
        lines.append(f"{code},Поступление {code},{number}.5,{number}.25,{number}.125")
    return "\n".join(lines) + "\n"


def bare(text: str, target: Path) -> None:
    """Do the least: read, turn into tiyn, insert."""
    with sqlite3.connect(target, isolation_level=None) as connection:
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA journal_mode=TRUNCATE")
        connection.execute(
            "CREATE TABLE line (month INTEGER, code TEXT, name TEXT, year_plan BIGINT, period_plan BIGINT,"
            " received BIGINT, PRIMARY KEY (month, code))"
        )
        reader = csv.reader(io.StringIO(text))
        next(reader)
        rows = [(1, row[0], row[1], *(int(Decimal(each) * 100_000) for each in row[2:])) for row in reader]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO line VALUES (?, ?, ?, ?, ?, ?)", rows)
        connection.execute("COMMIT")
    connection.close()


def ours(data: bytes) -> None:
    """Import the file as the command does: read, check, store, tell the journal."""
    with work(SYSTEM) as unit:
        answer = import_execution(
            unit, ImportExecution(read_table(data, "e.csv"), "154651000", date(2025, 10, 1), "e.csv")
        )
    assert answer.created == data.count(b"\n") - 1, answer.errors[:3]


def seconds(act: Callable[[], None]) -> float:
    """Give the processor time of one run: other programs on the machine do not count."""
    start = time.process_time()
    act()
    return time.process_time() - start


def main(arguments: Sequence[str]) -> None:
    """Print rows per second of both and their ratio; ``rows`` may be given as the first argument."""
    rows = int(arguments[0]) if arguments else 100_000
    text = table(rows)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        least = seconds(lambda: bare(text, place / "bare.sqlite3"))
        address = f"sqlite:///{place / 'ours.sqlite3'}"
        schema.upgrade(address)
        with assembled(place, address) as app, app.app_context():
            with work(SYSTEM) as unit:
                import_kato(unit, read_table(TREE.encode(), "kato.csv"), "benchmark")
            spent = seconds(lambda: ours(text.encode()))
    print(f"import of {rows} lines of execution: {rows / spent:,.0f} rows/s, {spent:.2f} s of processor time")
    print(f"bare csv + executemany:          {rows / least:,.0f} rows/s, {least:.2f} s of processor time")
    print(f"ratio {least / spent:.2f} (aim {AIM:.2f})")


if __name__ == "__main__":
    main(sys.argv[1:])
