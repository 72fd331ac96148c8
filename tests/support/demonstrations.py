"""The Martuk demonstration, loaded once for all tests of a run, whichever process asks first."""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path

from sqlalchemy import Connection, Table, create_engine, func, select

from lsg_projects import schema
from lsg_projects.kit.db import Base
from tests.support.serving import command

SIGN_INS = "sign-ins.json"


def loaded_once(folder: Path, database: str = "") -> Path:
    """Load the demonstration into *folder* unless another test process did; the others wait for it.

    What its command told about sign-ins is kept beside it as ``sign-ins.json``. A *database* of another kind than the
    SQLite file in the folder is given by its address.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / SIGN_INS).exists():
            shutil.rmtree(folder, ignore_errors=True)
            _ordered(folder, "init", database)
            (folder / SIGN_INS).write_text(_ordered(folder, "demo", database), "utf-8")
    return folder


def copied(demonstration: Path, to: Path) -> Path:
    """Give a test a demonstration of its own, which it may change."""
    shutil.copytree(demonstration, to)
    return to


def carried(demonstration: Path, to: Path, address: str) -> Path:
    """Give a copy of a demonstration whose rows lie in the fresh PostgreSQL database at *address*.

    Rows are written by the same types that the application reads with, so both databases hold the same values.
    """
    copied(demonstration, to)
    schema.upgrade(address)
    source, target = create_engine(f"sqlite:///{to}/lsg.sqlite3"), create_engine(address)
    with source.connect() as reading, target.begin() as writing:
        for table in Base.metadata.sorted_tables:
            writing.execute(table.delete())  # what a migration put there is among the rows too
            rows = [dict(row) for row in reading.execute(select(table).order_by(*table.primary_key)).mappings()]
            if rows:
                writing.execute(table.insert(), rows)
            _go_on(writing, table)
    source.dispose()
    target.dispose()
    return to


def _go_on(connection: Connection, table: Table) -> None:
    """Let the numbers that the database gives go on after those that were carried over."""
    for column in table.primary_key:
        numbered = connection.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
        if numbered:
            last = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
            connection.execute(select(func.setval(numbered, last, False)))


def _ordered(folder: Path, name: str, database: str) -> str:
    done = command(folder, name, "--json", LSG_DATABASE_URL=database)
    if done.returncode != 0:
        raise RuntimeError(f"lsg-projects {name}: {done.stdout}{done.stderr}")
    return done.stdout
