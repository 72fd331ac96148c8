"""The assembled application: settings, database, doors, features."""

from __future__ import annotations

import functools
import importlib
import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType

from flask import Flask, g
from sqlalchemy.exc import DBAPIError
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from lsg_projects import schema
from lsg_projects.accounts.views.entry import DemoEntry
from lsg_projects.accounts.views.store import SessionRows, actor_of
from lsg_projects.domain.actor import Actor
from lsg_projects.kit import checkpoints, clock, db, installation, secrets
from lsg_projects.operations.demo import PASSWORD, accounts_of_demonstration
from lsg_projects.resources import folder
from lsg_projects.settings import Settings, current
from lsg_projects.territories import queries as territories
from lsg_projects.web import addresses, doors, errors, headers, identity, language, nav, render
from lsg_projects.web.session import ServerSessions

log = logging.getLogger(__name__)


def create_app(settings: Settings | None = None) -> Flask:
    """Assemble the application for *settings*, those of this process where none are given."""
    chosen = settings or current()
    app = Flask("lsg_projects", template_folder=str(folder("templates")), static_folder=None)
    _configure(app, chosen)
    db.db.init_app(app)
    app.session_interface = ServerSessions(chosen, SessionRows(chosen))
    identity.recognise(app, actor_of)
    language.speak(app)
    doors.stand_at(app)
    errors.answer(app)
    headers.protect(app, chosen)
    render.furnish(app, folder("static") / "dist")
    _open_features(app)
    nav.surround(app, _surroundings(chosen))
    app.extensions["ready"] = _ready
    app.extensions["demo_sign_ins"] = functools.partial(_demo_sign_ins, chosen)
    _serve_static(app, chosen)
    _set_clock(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    settings.instance.mkdir(parents=True, exist_ok=True)
    app.config.update(
        SECRET_KEY=secrets.installation_key(settings),
        SQLALCHEMY_DATABASE_URI=settings.database_address,
        SQLALCHEMY_ENGINE_OPTIONS=db.options(settings.database_address),
        MAX_CONTENT_LENGTH=(settings.upload_megabytes + 1) * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=4000,
    )
    app.extensions["settings"] = settings
    addresses.number(app)
    app.url_map.strict_slashes = False
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it


def _serve_static(app: Flask, settings: Settings) -> None:
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # the documented way to wrap an application
        app.wsgi_app,
        root=str(folder("static")),
        prefix="/static/",
        max_age=3600,
        immutable_file_test=lambda _path, url: "/dist/" in url and url.count("-") > 0,
    )
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def _set_clock(app: Flask) -> None:
    """Take the installation's distance in time from its database; an empty database has none yet."""
    with app.app_context():
        try:
            clock.shift(installation.offset(db.session()))
        except DBAPIError:
            log.info("the database has no tables yet")
        finally:
            db.session().close()


def _surroundings(settings: Settings) -> nav.Surroundings:
    return nav.Surroundings(
        demo=lambda: bool(_facts().get("demonstration")),
        demo_today=_demonstration_day,
        territory_name=functools.partial(_territory_name, settings.territory),
        journal_head=_journal_head,
        counters=_counters(),
    )


def _ready() -> bool:
    """Tell whether the database answers and has every migration."""
    try:
        with db.engine().connect() as connection:
            return db.answers(connection) and schema.at_head(connection)
    except DBAPIError:
        return False


def _facts() -> dict[str, object]:
    """Give the installation's facts, read once for each request; none where the database did not answer."""
    if "facts" not in g or g.get("no_database"):
        g.facts = {} if g.get("no_database") else installation.facts(db.session())
    return dict(g.facts)


def _demonstration_day() -> date | None:
    day = _facts().get("demonstration_day")
    return date.fromisoformat(day) if isinstance(day, str) else None


def _demo_sign_ins(settings: Settings) -> tuple[DemoEntry, ...]:
    """Give one sign-in per role where this is a demonstration; an installation at work offers none."""
    if settings.production or not _facts().get("demonstration"):
        return ()
    shown = (each for each in accounts_of_demonstration() if each.shown)
    return tuple(DemoEntry(each.role.value, each.email, PASSWORD) for each in shown)


def _territory_name(kato: str, lang: str) -> str:
    if g.get("no_database"):
        return ""
    return territories.installation_name(db.session(), kato or str(_facts().get("territory", ""))).pick(lang)


def _journal_head() -> str | None:
    if g.get("no_database"):
        return None
    signed = checkpoints.newest(db.session())
    return signed.root if signed else None


def _counters() -> dict[str, Callable[[Actor], int]]:
    """Collect the counts for menu lines from the features that offer them."""
    found: dict[str, Callable[[Actor], int]] = {}
    for module in _views():
        found.update(getattr(module, "COUNTERS", {}))
    return found


def _views() -> list[ModuleType]:
    """Give the views of every feature: a package with a ``views`` has pages."""
    package = Path(__file__).parent
    names = sorted(entry.name for entry in package.iterdir() if entry.is_dir())
    paged = [name for name in names if (package / name / "views.py").is_file() or (package / name / "views").is_dir()]
    return [importlib.import_module(f"lsg_projects.{name}.views") for name in paged]


def _open_features(app: Flask) -> None:
    """Put every feature's pages at their addresses."""
    for module in _views():
        for blueprint in getattr(module, "blueprints", ()):
            app.register_blueprint(blueprint)
