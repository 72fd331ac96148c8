"""How migrations run: on a connection of their own, under a lock, SQLite's foreign keys off during rebuilds."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection, create_engine, pool, text

from lsg_projects.kit.db import WRITING, options
from lsg_projects.schema import metadata

LOCK = 4_154_600_000  # any fixed number: PostgreSQL's advisory lock of this program's migrations


def run(address: str) -> None:
    """Bring the database at *address* to the newest revision; two programs that start together take turns."""
    engine = create_engine(address, poolclass=pool.NullPool, connect_args=options(address)["connect_args"])
    with engine.connect().execution_options(**{WRITING: True}) as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:  # before any transaction begins: inside of one the statement would do nothing
            connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            if not sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            _migrate(connection)
            if sqlite:
                _sound(connection)


def _migrate(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, transactional_ddl=False)
    context.run_migrations()


def _sound(connection: Connection) -> None:
    """Refuse to store a rebuild that left rows without their parents."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"foreign keys do not hold after the migration: {broken[:3]}")


run(context.config.attributes["address"])
