"""The database: one declarative base, one session, and the settings without which SQLite would lose or block."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import CursorResult, Engine, MetaData, Result, event, make_url, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Session

from lsg_projects.domain.errors import Stale, Unavailable
from lsg_projects.kit.turns import Turns

WRITING = "lsg_writing"
"""Execution option of a transaction that is going to write: it takes SQLite's write lock at once."""

PATIENCE_SECONDS = 15
"""How long a writer waits for its turn before the answer is that the database is busy."""

WAL_SINCE = (3, 51, 3)
"""Older SQLite libraries can corrupt a write-ahead log that two processes reset at once."""


class Base(DeclarativeBase):
    """The base of all tables; names of constraints are fixed so that migrations read the same everywhere."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(metadata=Base.metadata, session_options={"autoflush": False})


def session() -> Session:
    """Give the session of this request or command."""
    return db.session()


def at_hand() -> bool:
    """Tell whether this runs inside an application with a database; rules are also asked outside of one."""
    try:
        return bool(db.engines)
    except RuntimeError:
        return False


def engine() -> Engine:
    """Give the engine of this application."""
    return db.engine


_turns: WeakKeyDictionary[Engine, Turns] = WeakKeyDictionary()


@contextmanager
def turn() -> Iterator[None]:
    """Wait, on SQLite, until it is this writer's turn; refuses (Unavailable) where it does not come in time."""
    if engine().dialect.name != "sqlite":
        yield
        return
    with _turns.setdefault(engine(), Turns()).turn(PATIENCE_SECONDS) as came:
        if not came:
            raise Unavailable("shared.database")
        yield


def options(address: str) -> dict[str, Any]:
    """Give the engine options that fit the kind of database behind *address*."""
    if make_url(address).get_backend_name() == "sqlite":
        return {"connect_args": {"timeout": PATIENCE_SECONDS, "isolation_level": None}}
    return {"pool_pre_ping": True, "pool_size": 8, "max_overflow": 4, "connect_args": {"connect_timeout": 5}}


def moved(result: Result[Any], rows: int = 1) -> None:
    """Refuse (Stale) when a compare-and-set found a row in another state than the one that was shown."""
    if not isinstance(result, CursorResult) or result.rowcount != rows:
        raise Stale("shared.outdated")


@event.listens_for(Engine, "connect")
def _prepare(connection: Any, _record: object) -> None:
    """Ask of every SQLite connection what PostgreSQL does by itself: keys that hold, syncs that happen."""
    if not isinstance(connection, sqlite3.Connection):
        return
    mode = "WAL" if sqlite3.sqlite_version_info >= WAL_SINCE else "TRUNCATE"
    for pragma in (
        "foreign_keys=ON", "synchronous=FULL", "busy_timeout=15000", "trusted_schema=OFF", f"journal_mode={mode}",
    ):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}").close()


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """Begin SQLite's transactions in words: the driver's own habit would let two writers read the same state."""
    if connection.dialect.name == "sqlite":
        writing = connection.get_execution_options().get(WRITING)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def answers(connection: Connection) -> bool:
    """Tell whether the database answers at all."""
    return connection.execute(text("SELECT 1")).scalar() == 1


def sqlite_file(address: str) -> Path | None:
    """Give the file behind a SQLite address, or nothing for another database."""
    url = make_url(address)
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
