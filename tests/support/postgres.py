"""A PostgreSQL server of the tests' own: in a temporary folder, reached through a socket, gone afterwards."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from lsg_projects.operations.doctor import program

SERVER_ACCOUNT = "postgres"

SHAPE = """
SELECT md5(string_agg(part, E'\n' ORDER BY part COLLATE "C")) FROM (
  SELECT concat_ws(' ', relname, relkind, relnatts, relacl) FROM pg_class WHERE relnamespace = 'public'::regnamespace
  UNION ALL SELECT concat_ws(' ', tgrelid, tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT concat_ws(' ', proname, md5(prosrc)) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  UNION ALL SELECT concat_ws(' ', conrelid, conname) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT version_num FROM alembic_version
  UNION ALL SELECT setconfig::text FROM pg_db_role_setting
) AS shape(part)
"""
"""Names what a test might have changed besides rows: tables, rights, triggers, functions, constraints, settings."""


@dataclass(frozen=True)
class Server:
    """A running server; *socket* is the folder of its Unix socket."""

    socket: Path
    _spare: list[tuple[str, str]] = field(default_factory=list, compare=False)
    """At most one database that is empty again, by its name, with its shape."""

    def address(self, name: str) -> str:
        """The SQLAlchemy address of a database."""
        return f"postgresql+psycopg://{SERVER_ACCOUNT}@/{name}?host={self.socket}"

    def create(self, name: str, template: str = "template1") -> str:
        """Make a database as a copy of *template* and give its address."""
        self._order(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
        return self.address(name)

    def drop(self, name: str) -> None:
        """Remove a database and whoever is still connected to it."""
        self._order(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    @contextmanager
    def lent(self, template: str) -> Iterator[str]:
        """Lend the address of a database that is as *template* is.

        Its rows are taken out afterwards, which is many times quicker than to copy the template for each test; where
        more than rows was changed the database is dropped.
        """
        name, shape = self._spare.pop() if self._spare else self._lendable(template)
        yield self.address(name)
        if self._emptied(name, shape):
            self._spare.append((name, shape))
        else:
            self.drop(name)

    def _lendable(self, template: str) -> tuple[str, str]:
        name = f"lent_{secrets.token_hex(8)}"
        self.create(name, template)
        with self._session(name) as at:
            return name, _shape(at)

    def _emptied(self, name: str, shape: str) -> bool:
        with self._session(name) as at:
            at.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                       "WHERE datname = current_database() AND pid <> pg_backend_pid()")  # fmt: skip
            if _shape(at) != shape:
                return False
            with at.transaction():
                at.execute("SET LOCAL session_replication_role = replica")  # no trigger, no foreign key
                for table in _filled(at):
                    at.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
                at.execute("SELECT setval(quote_ident(sequencename)::regclass, start_value, false) "
                           "FROM pg_sequences WHERE last_value IS NOT NULL")  # fmt: skip
        return True

    def _order(self, statement: sql.Composed) -> None:
        with self._session("postgres") as server:
            server.execute(statement)

    def _session(self, name: str) -> psycopg.Connection:
        return psycopg.connect(f"user={SERVER_ACCOUNT} dbname={name} host={self.socket}", autocommit=True)


def _shape(at: psycopg.Connection) -> str:
    (found,) = at.execute(SHAPE).fetchone() or ("",)
    return str(found)


def _filled(at: psycopg.Connection) -> list[str]:
    """Give the tables that hold rows, but for the one that names the migration."""
    tables = [name for (name,) in at.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    asked = [
        sql.SQL("SELECT {} WHERE EXISTS (SELECT 1 FROM {})").format(sql.Literal(name), sql.Identifier(name))
        for name in tables
        if name != "alembic_version"
    ]
    return [name for (name,) in at.execute(sql.SQL(" UNION ALL ").join(asked))]


@contextmanager
def running(*, durable: bool = False) -> Iterator[Server | None]:
    """Run a server for the length of a block, *durable* for measurements; None where PostgreSQL is not installed."""
    initdb = program(["initdb"])
    if initdb is None:
        yield None
        return
    programs = initdb.resolve().parent
    folder = Path(tempfile.mkdtemp(prefix="lsg-pg-"))
    _hand_over(folder)
    data = folder / "data"
    try:
        _run([str(programs / "initdb"), "-D", str(data), "-U", SERVER_ACCOUNT, "-A", "trust", "-E", "UTF8",
              "--locale", "C.UTF-8", "--no-sync"])  # fmt: skip
        # durability is tested elsewhere; here a lost page of a temporary server costs nothing
        lazy = "" if durable else " -c fsync=off -c full_page_writes=off"
        options = f"-c listen_addresses='' -c unix_socket_directories={folder}{lazy}"
        _run([str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"])
        try:
            yield Server(folder)
        finally:
            _run([str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _hand_over(folder: Path) -> None:
    """Give the folder to the server's account, since the server refuses to run as root."""
    folder.chmod(0o755)
    if os.geteuid() == 0:
        account = pwd.getpwnam(SERVER_ACCOUNT)
        os.chown(folder, account.pw_uid, account.pw_gid)


def _run(command: Sequence[str]) -> None:
    """Run a server program, as the server's account where we are root."""
    lead = ["runuser", "-u", SERVER_ACCOUNT, "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*lead, *command], cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}")
