"""The whole schema: every table of every feature, its migrations, and the triggers that make history append-only."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData

import lsg_projects
from lsg_projects.domain.errors import Incomplete
from lsg_projects.kit import checkpoints, installation, journal
from lsg_projects.kit.db import Base
from lsg_projects.kit.triggers import append_only, never_emptied, one_step
from lsg_projects.resources import folder

APPEND_ONLY = (
    "journal_entry", "project_version", "decision", "payment", "attribution", "ballot", "meeting_correction",
    "journal_checkpoint", "journal_checkpoint_head",
)  # fmt: skip
"""Tables whose rows the database itself refuses to change or delete."""

HEADS = "journal_head"
_KIT = (checkpoints, installation, journal)


def _load_models() -> None:
    """Import every feature's models, so that the metadata are complete whoever asks."""
    house = Path(lsg_projects.__file__ or "").parent
    for found in pkgutil.iter_modules([str(house)]):
        if found.ispkg and any((house / found.name / name).exists() for name in ("models.py", "models")):
            importlib.import_module(f"lsg_projects.{found.name}.models")


_load_models()
metadata: MetaData = Base.metadata


def _config(address: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder("migrations")))
    config.attributes["address"] = address
    return config


def upgrade(address: str, revision: str = "head") -> None:
    """Create or upgrade the database at *address*."""
    command.upgrade(_config(address), revision)


def downgrade(address: str, revision: str) -> None:
    """Take the database back to *revision* (tests and rehearsals; never in service)."""
    command.downgrade(_config(address), revision)


def at_head(connection: Connection) -> bool:
    """Tell whether the database has every migration."""
    script = ScriptDirectory.from_config(_config(""))
    return MigrationContext.configure(connection).get_current_revision() == script.get_current_head()


def create_everything(engine: Engine) -> None:
    """Create all tables at once, as the migrations leave them (a test holds the two against each other)."""
    metadata.create_all(engine)
    with engine.begin() as connection:
        for table in APPEND_ONLY:
            if table in metadata.tables:
                for statement in _kept(table, connection.dialect.name):
                    connection.exec_driver_sql(statement)
        for statement in one_step(HEADS, connection.dialect.name):
            connection.exec_driver_sql(statement)


def _kept(table: str, dialect: str) -> Iterator[str]:
    yield from append_only(table, dialect)
    yield from never_emptied(table, dialect)


def grants(role: str) -> Iterator[str]:
    """Give the statements that let *role* serve on PostgreSQL: it reads and appends to history, and changes the rest.

    The tables belong to another role, which runs the migrations: only an owner can take the triggers away.
    """
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", role):
        raise Incomplete("shared.bad_name", v=role[:63])
    yield f'GRANT USAGE ON SCHEMA public TO "{role}"'
    yield f'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "{role}"'
    yield f'GRANT SELECT ON alembic_version TO "{role}"'
    for table in sorted(metadata.tables):
        rights = "SELECT, INSERT" if table in APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE"
        rights = "SELECT, INSERT, UPDATE" if table == HEADS else rights
        yield f'REVOKE ALL ON "{table}" FROM "{role}"'
        yield f'GRANT {rights} ON "{table}" TO "{role}"'
