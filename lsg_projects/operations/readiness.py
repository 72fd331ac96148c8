"""Whether this installation's own things are in order: its folder, its database, the built style sheets."""

from __future__ import annotations

import json
import os
import sqlite3
from datetime import date
from typing import Final

from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from lsg_projects import schema
from lsg_projects.approvals.queries import routes
from lsg_projects.domain.errors import Incomplete
from lsg_projects.kit import db
from lsg_projects.kit.words import words
from lsg_projects.kit.workdays import day_off
from lsg_projects.operations.doctor import Finding, examine_folder
from lsg_projects.resources import folder
from lsg_projects.settings import Settings

NEWEST: Final = "every migration is in"
_DEMONSTRATION_ACCOUNTS: Final = text(
    "SELECT count(*) FROM person WHERE email LIKE '%@demo.example' AND password_hash IS NOT NULL"
)


def examine_installation(settings: Settings) -> list[Finding]:
    """Look at the folder, the database and the style sheets of the installation that *settings* describe."""
    return [
        examine_folder("instance folder", settings.instance),
        examine_database(settings.database_address),
        examine_accounts(settings),
        examine_assets(),
        examine_rules(),
    ]


def examine_database(address: str) -> Finding:
    """Tell whether the database answers and has every migration; one that is not made yet is no fault."""
    file = db.sqlite_file(address)
    if file is not None and not file.exists():
        return Finding("database", True, f"{file} is not made yet; `lsg-projects init` makes it")
    engine = create_engine(address, **db.options(address))
    try:
        with engine.connect() as connection:
            newest = schema.at_head(connection)
    except SQLAlchemyError as problem:
        reason = str(getattr(problem, "orig", problem)).splitlines()[0]
        return Finding("database", False, reason, "Check LSG_DATABASE_URL, and that the server runs and lets us in.")
    finally:
        engine.dispose()
    if file is not None and not os.access(file, os.W_OK):
        return Finding(
            "database", False, f"{file} may not be written", f"Change its owner (chown {os.geteuid()} {file})."
        )
    kind = engine.dialect.name + (f" {sqlite3.sqlite_version}" if file is not None else "")
    if not newest:
        return Finding("database", True, f"{kind}, older than the program; `lsg-projects init` upgrades it")
    return Finding("database", True, f"{kind}, {NEWEST}")


def examine_accounts(settings: Settings) -> Finding:
    """Tell whether production holds accounts of the demonstration, whose password everybody knows."""
    if not settings.production:
        return Finding("accounts", True, "not in production")
    engine = create_engine(settings.database_address, **db.options(settings.database_address))
    try:
        with engine.connect() as connection:
            known = connection.execute(_DEMONSTRATION_ACCOUNTS).scalar() or 0
    except SQLAlchemyError:
        known = 0  # no tables yet; what else is wrong with the database is said by its own finding
    finally:
        engine.dispose()
    if known:
        remedy = "Begin with an empty database, or set LSG_PRODUCTION=false to show the demonstration."
        return Finding("accounts", False, f"{known} accounts of the demonstration can sign in", remedy)
    return Finding("accounts", True, "none of the demonstration")


def examine_rules() -> Finding:
    """Tell whether the routes of approval and the list of working days can be used, naming every mistake in them."""
    say = words("en")
    try:
        found = routes()
        day_off(date(2026, 1, 1))
    except Incomplete as refusal:
        mistakes = [say(f"refusal.{each.code}", **each.details) for each in refusal.problems]
        seen = "; ".join(mistakes) or say(f"refusal.{refusal.code}", **refusal.details)
        return Finding("rules", False, seen, "Correct config/routes.toml or config/workdays.toml.")
    return Finding("rules", True, f"{len(found)} routes of approval")


def examine_assets() -> Finding:
    """Tell whether the style sheets and scripts are built."""
    remedy = "Build them: python3 scripts/setup.py"
    try:
        manifest = json.loads((folder("static") / "dist" / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError):
        return Finding("style sheets", False, "not built", remedy)
    return Finding("style sheets", bool(manifest), f"{len(manifest)} files", remedy)
