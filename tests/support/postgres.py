"""A PostgreSQL server of the tests' own: in a temporary folder, reached through a socket, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from lsg_projects.operations.doctor import program

SERVER_ACCOUNT = "postgres"


@dataclass(frozen=True)
class Server:
    """A running server; *socket* is the folder of its Unix socket."""

    socket: Path

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

    def _order(self, statement: sql.Composed) -> None:
        with psycopg.connect(f"user={SERVER_ACCOUNT} dbname=postgres host={self.socket}", autocommit=True) as server:
            server.execute(statement)


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
