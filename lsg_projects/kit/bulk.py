"""Very many rows at once, past the object mapper and past the statement compiler."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from lsg_projects.kit.db import Base

Value = int | str | None


def insert_rows(session: Session, model: type[Base], columns: Sequence[str], rows: Iterable[tuple[Value, ...]]) -> None:
    """Add rows to the table of *model* within the session's transaction.

    PostgreSQL takes them by ``COPY``, SQLite by one prepared statement. Every value is one that the driver stores as it
    is; constraints hold as for any other row.
    """
    session.flush()
    connection = session.connection()
    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote(name) for name in columns)
    place = f"{quote(str(model.__tablename__))} ({names})"
    if connection.dialect.name == "postgresql":
        driver: Any = connection.connection
        with driver.cursor() as cursor, cursor.copy(f"COPY {place} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join("?" * len(columns))
    if found := list(rows):
        connection.exec_driver_sql(f"INSERT INTO {place} VALUES ({marks})", found)  # noqa: S608 - names of our models
