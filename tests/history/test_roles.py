"""On PostgreSQL the service works as a role that may read and append to history, and nothing more."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import DatabaseError

from lsg_projects import schema
from lsg_projects.domain.errors import Incomplete
from lsg_projects.kit import clock, db
from tests.support import postgres
from tests.support import route_world as rw
from tests.support.applications import assembled

FORBIDDEN = (
    "UPDATE journal_entry SET actor = 'x'", "DELETE FROM journal_entry", "TRUNCATE journal_entry",
    "DELETE FROM decision", "UPDATE decision SET reason = 'x'", "UPDATE journal_checkpoint SET entries = 0",
    "DELETE FROM journal_head", "ALTER TABLE journal_entry DISABLE TRIGGER ALL", "DROP TABLE decision",
    "DROP TRIGGER journal_entry_append_only ON journal_entry", "SET session_replication_role = replica",
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger AS 'BEGIN RETURN NEW; END' LANGUAGE plpgsql",
)  # fmt: skip


@pytest.mark.postgres
def test_the_role_of_the_service_approves_a_project_and_cannot_touch_history(
    postgres_server: postgres.Server, postgres_database: str, tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    owner = create_engine(postgres_database, isolation_level="AUTOCOMMIT")
    with owner.connect() as connection:
        connection.exec_driver_sql("DROP ROLE IF EXISTS lsg_app")
        connection.exec_driver_sql("CREATE ROLE lsg_app LOGIN")
        for statement in schema.grants("lsg_app"):
            connection.exec_driver_sql(statement)
    service = make_url(postgres_database).set(username="lsg_app").render_as_string(hide_password=False)
    place = tmp_path_factory.mktemp("instance")
    with rw.instance(place, monkeypatch), assembled(place, service) as app, app.app_context():
        with clock.standing_at(rw.NOW):
            rw.approved(rw.build())
        db.session().rollback()
        for statement in FORBIDDEN:
            with pytest.raises(DatabaseError), db.engine().begin() as connection:
                connection.execute(text(statement))
    with owner.connect() as connection:
        for table in schema.APPEND_ONLY[:5]:
            with pytest.raises(DatabaseError):  # the triggers hold even for the owner
                connection.exec_driver_sql(f"TRUNCATE {table} CASCADE")
        connection.exec_driver_sql("DROP OWNED BY lsg_app")
        connection.exec_driver_sql("DROP ROLE lsg_app")
    owner.dispose()


def test_a_name_that_is_no_role_is_refused() -> None:
    with pytest.raises(Incomplete):
        list(schema.grants('x"; DROP TABLE decision; --'))
