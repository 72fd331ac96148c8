"""What all tests share: fresh migrated databases of both kinds, and the application on top of them."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from lsg_projects import schema
from lsg_projects.accounts.usecases import entry
from lsg_projects.domain.actor import SYSTEM, Actor
from lsg_projects.kit import db
from lsg_projects.kit import work as kit_work
from lsg_projects.kit.words import Words
from tests.support import applications, demonstrations, postgres

SHARED = Path(__file__).resolve().parents[2] / "shared"

Words.strict = True  # a missing word fails a test instead of showing its key
# a hash is slow on purpose; nothing that is tested depends on how slow
entry.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
# settings of the person who runs the tests must not colour them
for name in [name for name in os.environ if name.startswith("LSG_")]:
    del os.environ[name]
# nothing that forgets to say where may write into the checkout
os.environ["LSG_INSTANCE"] = tempfile.mkdtemp(prefix="lsg-tests-")
atexit.register(shutil.rmtree, os.environ["LSG_INSTANCE"], ignore_errors=True)


FIRST = ("domain", "kit", "browser", "pages", "reports", "paper", "operations", "cli")
"""Folders by turn: the quick rules, then what takes longest, so that no worker is left alone with it at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in the order of `FIRST`; within a folder they stay as they are written."""
    tests = Path(__file__).parent

    def turn(item: pytest.Item) -> int:
        folder = item.path.relative_to(tests).parts[0]
        return FIRST.index(folder) if folder in FIRST else len(FIRST)

    items.sort(key=turn)


def pytest_collection_finish() -> None:
    """Let the collector of rubbish pass over what stays until the end anyway: libraries, the application, the tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the official figures beside the checkout; a clone of the repository alone lacks it."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared (official figures and tools), which stands beside the checkout")
    return SHARED


@pytest.fixture(scope="session")
def validated(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], None]:
    """Ask the real validator whether a file is an archive copy and accessible at once."""

    def ask(content: bytes) -> None:
        file = tmp_path_factory.mktemp("validated") / "report.pdf"
        file.write_bytes(content)
        command = [str(shared / "tools" / "verapdf" / "verapdf"), "3a,ua1", str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 2:
            pytest.skip(f"the validator cannot run here: {done.stderr.strip()[-200:]}")
        assert done.returncode == 0, done.stdout
        assert done.stdout.count("compliant=true") == 2

    return ask


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database file with all migrations, to be copied."""
    place = tmp_path_factory.mktemp("template") / "empty.sqlite3"
    schema.upgrade(f"sqlite:///{place}")
    return place


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """A PostgreSQL server that lives as long as the tests."""
    with postgres.running() as server:
        if server is None:
            pytest.skip("needs PostgreSQL (make test installs it)")
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres_server: postgres.Server) -> str:
    """The name of an empty PostgreSQL database with all migrations, to be copied."""
    schema.upgrade(postgres_server.create("empty"))
    return "empty"


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh SQLite database."""
    place = tmp_path / "lsg.sqlite3"
    shutil.copyfile(sqlite_template, place)
    return f"sqlite:///{place}"


@pytest.fixture
def postgres_database(postgres_server: postgres.Server, postgres_template: str) -> Iterator[str]:
    """The address of a PostgreSQL database as the migrations leave it."""
    with postgres_server.lent(postgres_template) as address:
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> str:
    """The address of a fresh database; a test that asks for it runs on both kinds."""
    return str(request.getfixturevalue(f"{request.param}_database"))


@pytest.fixture
def store(database: str, tmp_path: Path) -> Iterator[None]:
    """A context in which use cases and queries work, without any page: for tests below the edge."""
    bare = Flask("tests")
    bare.config.update(SQLALCHEMY_DATABASE_URI=database, SQLALCHEMY_ENGINE_OPTIONS=db.options(database))
    db.db.init_app(bare)
    with applications.settled(tmp_path / "instance", database), bare.app_context():
        applications.speak_alike(db.engine())
        yield
        db.db.session.remove()
        db.engine().dispose()


@pytest.fixture
def app(database: str, tmp_path: Path) -> Iterator[Flask]:
    """The whole application on a fresh database; pages are asked for through ``client``."""
    with applications.assembled(tmp_path / "instance", database) as assembled:
        yield assembled


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The instance folder of a loaded demonstration (SQLite), to be read or copied, never changed."""
    base = tmp_path_factory.getbasetemp()
    shared_by_workers = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return demonstrations.loaded_once(shared_by_workers / "demonstration")


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A citizen's browser without scripts."""
    return app.test_client()


@pytest.fixture
def work(store: None) -> Callable[..., AbstractContextManager[kit_work.Work]]:
    """``with work() as unit:`` is a piece of work of the installation itself; ``work(actor)`` of somebody."""

    def begin(actor: Actor = SYSTEM) -> AbstractContextManager[kit_work.Work]:
        return kit_work.work(actor)

    return begin
