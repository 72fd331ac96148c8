"""Loading the demonstration: once, whole, through the use cases, and never over somebody's data."""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, func, select, text

from lsg_projects import settings
from lsg_projects.accounts.models import Person
from lsg_projects.accounts.usecases.people import RegisterPerson, register_person
from lsg_projects.domain.errors import NotAllowed, WrongState
from lsg_projects.domain.states import Approval, Delivery, Role, Stage
from lsg_projects.kit import clock, db, installation
from lsg_projects.kit.work import Work
from lsg_projects.operations.demo import TODAY, load, loading
from lsg_projects.operations.demo.script import script
from lsg_projects.operations.demo.stories import stories
from lsg_projects.settings import Settings
from tests.support import demonstrations, postgres
from tests.support.serving import command

Begin = Callable[..., AbstractContextManager[Work]]


def asked(folder: Path, question: str) -> list[tuple[Any, ...]]:
    """Ask the demonstration's database."""
    with closing(sqlite3.connect(f"file:{folder / 'lsg.sqlite3'}?mode=ro", uri=True)) as connection:
        return connection.execute(question).fetchall()


@pytest.fixture
def chosen(tmp_path: Path) -> Iterator[Settings]:
    """Settings of an installation of the test's own; the clock stands as it stood afterwards."""
    yield settings.read(instance=tmp_path / "instance")
    clock.shift(timedelta(0))


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> int:
    """A script that ends after territories, bodies and people."""
    monkeypatch.setattr(loading, "script", lambda chosen: script(chosen)[:3])
    return 3


def test_every_state_occurs_and_every_project_is_there(demonstration: Path) -> None:
    """All projects are loaded, in every state of approval, stage and delivery."""
    rows = asked(demonstration, "SELECT approval, stage, delivery FROM project")
    assert len(rows) == len(stories())
    approvals, stages, deliveries = ({row[place] for row in rows} for place in range(3))
    assert approvals == {each.value for each in Approval}
    assert stages == {each.value for each in Stage}
    assert deliveries == {each.value for each in Delivery}


def test_everything_happened_at_its_own_moment(demonstration: Path) -> None:
    """Decisions, payments and journal entries carry the days of their acts, none after the demonstration's today."""
    assert asked(demonstration, "SELECT count(*) FROM decision WHERE decided_at > '2026-01-26'") == [(0,)]
    first, last = asked(demonstration, "SELECT min(paid_on), max(paid_on) FROM payment")[0]
    assert (first[:4], last[:4]) == ("2024", "2025")
    moments = asked(demonstration, "SELECT chain, number, at FROM journal_entry ORDER BY chain, number")
    assert all(a[2] <= b[2] for a, b in itertools.pairwise(moments) if a[0] == b[0])
    assert min(row[2] for row in moments).startswith("2019-12-02")


def test_nobody_was_refused_while_loading(demonstration: Path) -> None:
    """Every act was done by somebody who may do it: the chain of denials does not exist."""
    assert asked(demonstration, "SELECT count(*) FROM journal_entry WHERE action = 'denied'") == [(0,)]


def test_the_journal_of_the_demonstration_is_whole(demonstration: Path, tmp_path: Path) -> None:
    """The chains verify like those of a real installation; the check signs a checkpoint, so it gets a copy."""
    told = command(demonstrations.copied(demonstration, tmp_path / "own"), "journal", "verify", "--json")
    assert told.returncode == 0, told.stdout + told.stderr


def test_each_role_can_sign_in(demonstration: Path) -> None:
    """The command told one address for each role, and the password."""
    told = json.loads((demonstration / demonstrations.SIGN_INS).read_text("utf-8"))
    assert {each["role"] for each in told["accounts"]} == {role.value for role in Role}
    assert told["today"] == TODAY.isoformat()
    known = {email for (email,) in asked(demonstration, "SELECT email FROM person WHERE password_hash IS NOT NULL")}
    assert {each["email"] for each in told["accounts"]} <= known


def test_loading_again_changes_nothing(demonstration: Path, tmp_path: Path) -> None:
    """A second run says that the demonstration is there and leaves every row as it is."""
    own = demonstrations.copied(demonstration, tmp_path / "own")
    before = (own / "lsg.sqlite3").read_bytes()
    told = command(own, "demo", "--json")
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)["changed"] is False
    assert (own / "lsg.sqlite3").read_bytes() == before


def test_loading_is_refused_where_somebody_works(work: Begin, chosen: Settings) -> None:
    """A database with a person of its own stays as it is."""
    with work() as unit:
        register_person(unit, RegisterPerson("Somebody", "somebody@example.kz"), "key")
    with pytest.raises(WrongState, match=r"demo\.foreign_data"):
        load(chosen, lambda _played, _of: None)
    assert db.session().scalar(select(func.count(Person.id))) == 1


def test_loading_is_refused_in_production(store: None, tmp_path: Path) -> None:
    """Accounts with a known password never get into an installation in production."""
    strict = settings.read(instance=tmp_path, production=True)
    with pytest.raises(NotAllowed, match=r"demo\.production"):
        load(strict, lambda _played, _of: None)


def test_production_does_not_serve_the_demonstration(demonstration: Path) -> None:
    """Accounts whose password everybody knows keep a server in production from starting."""
    told = command(demonstration, "serve", "--no-worker", LSG_PRODUCTION="true")
    assert told.returncode == 1
    assert "accounts of the demonstration" in told.stderr


def test_an_interrupted_loading_goes_on(store: None, chosen: Settings, few: int) -> None:
    """What was loaded before the interruption is not loaded twice, and the end is reached."""

    def interrupted(played: int, _of: int) -> None:
        if played == few - 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(chosen, interrupted)
    assert not installation.is_demonstration(db.session())
    heard: list[int] = []
    assert load(chosen, lambda played, _of: heard.append(played)).fresh
    assert heard == [few]
    assert not load(chosen, lambda _played, _of: None).fresh


def test_the_demonstration_states_its_today(store: None, chosen: Settings, few: int) -> None:
    """After loading the installation's clock says the demonstration's day, and keeps the distance."""
    real = clock.today()
    load(chosen, lambda _played, _of: None)
    assert clock.today() == TODAY
    assert installation.offset(db.session()) == TODAY - real
    assert installation.demonstration_day(db.session()) == date(2026, 1, 26)
    assert installation.fact(db.session(), "territory") == "154600000"


@pytest.mark.slow
@pytest.mark.postgres
def test_it_is_loaded_into_postgresql_as_into_sqlite(
    demonstration: Path, postgres_server: postgres.Server, tmp_path: Path
) -> None:
    """The whole script by the same use cases in PostgreSQL; projects stand where they stand in SQLite, chains are whole."""
    address = postgres_server.create("loaded")
    own = demonstrations.loaded_once(tmp_path / "own", address)
    assert json.loads((own / demonstrations.SIGN_INS).read_text("utf-8"))["projects"] == len(stories())
    told = command(own, "journal", "verify", "--json", LSG_DATABASE_URL=address)
    assert told.returncode == 0, told.stdout + told.stderr
    states = "SELECT code, approval, stage, delivery, amount, paid, received FROM project ORDER BY code"
    engine = create_engine(address)
    with engine.connect() as connection:
        assert [tuple(row) for row in connection.execute(text(states))] == asked(demonstration, states)
    engine.dispose()
