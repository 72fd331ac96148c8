"""The whole schema: every table of every feature, its migrations, and the triggers that make history append-only."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData

import lsg_projects
from lsg_projects.kit import installation, journal
from lsg_projects.kit.db import Base
from lsg_projects.kit.triggers import append_only
from lsg_projects.resources import folder

APPEND_ONLY = ("journal_entry", "project_version", "decision", "payment", "attribution")
"""Tables whose rows the database itself refuses to change or delete."""

_KIT = (installation, journal)


def _load_models() -> None:
    """Import every feature's models, so that the metadata are complete whoever asks."""
    for found in pkgutil.iter_modules([str(Path(lsg_projects.__file__ or "").parent)]):
        if found.ispkg and (Path(lsg_projects.__file__ or "").parent / found.name / "models.py").is_file():
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
                for statement in append_only(table, connection.dialect.name):
                    connection.exec_driver_sql(statement)
