"""What the chain of the journal costs: decisions a second with and without it, and entries a second when it is checked.

A decision here is what performance measures everywhere: read the open question, close it by comparing and setting, insert the
decision, insert the journal's entry. Without the chain the last is one insert; with it the program's own ``journal.append``
runs. Rounds with and without alternate, and the median of their ratios counts, since the machine is shared. On
SQLite the clients are threads of one process, as in ``lsg-projects serve``; on PostgreSQL processes, and the server syncs.

    python -m tests.benchmarks.journal [decisions of a client in a round, 150]
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import secrets
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from lsg_projects import schema
from lsg_projects.domain import chain as chains
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.events import Event, project_chain
from lsg_projects.history.verify_journal import ENTRY, checked, compact
from lsg_projects.kit import db, signing
from lsg_projects.kit.work import Work, work
from lsg_projects.settings import read
from tests.support import applications, postgres

ENTRIES, CHAINS = 100_000, 500
PROJECTS = 2_000
ROUNDS = 5
GOALS = {"sqlite": 0.9, "postgresql": 0.8}
BODY = {"task": 1, "version": 1, "digest": "0" * 64, "shown": "0" * 64, "step": "finance", "outcome": "approved",
        "number": "12", "dated": "2026-01-26", "votes": None, "minutes": ""}  # fmt: skip


def decide(unit: Work, place: int, chained: bool) -> None:
    """Decide on one question, as the use case does, and tell the journal."""
    code = f"{place % PROJECTS}"
    row = unit.session.execute(
        text("SELECT version FROM bench_question WHERE id = :id AND closed = 0"), {"id": place}
    ).one()
    closed = text("UPDATE bench_question SET closed = 1 WHERE id = :id AND closed = 0 AND version = :version")
    db.moved(unit.session.execute(closed, {"id": place, "version": row.version}))
    unit.session.execute(text("INSERT INTO bench_answer (question, body) VALUES (:id, 'approved')"), {"id": place})
    if chained:
        unit.tell(Event(project_chain(code), "step.decided", code, BODY))
        return
    values = {"chain": project_chain(code), "number": place + 1, "at": unit.now.isoformat(), "actor": "person:1",
              "action": "step.decided", "subject": code, "body": compact(BODY).decode(), "prev": "0" * 64,
              "hash": secrets.token_hex(32)}  # fmt: skip
    unit.session.execute(_PLAIN, values)


_PLAIN = text(
    "INSERT INTO bench_entry (chain, number, at, actor, action, subject, body, prev, hash)"
    " VALUES (:chain, :number, :at, :actor, :action, :subject, :body, :prev, :hash)"
)


@contextlib.contextmanager
def opened(address: str) -> Iterator[Flask]:
    """Open the database below the edge."""
    bare = Flask("benchmark")
    bare.config.update(SQLALCHEMY_DATABASE_URI=address, SQLALCHEMY_ENGINE_OPTIONS=db.options(address))
    db.db.init_app(bare)
    with tempfile.TemporaryDirectory() as folder, applications.settled(Path(folder), address), bare.app_context():
        yield bare
        db.db.session.remove()
        db.engine().dispose()


def prepare(address: str, questions: int) -> None:
    """Make the tables, the questions, and a head for each chain."""
    schema.upgrade(address)
    with opened(address), db.engine().begin() as connection:
        connection.execute(
            text("CREATE TABLE bench_question (id INTEGER PRIMARY KEY, version INTEGER, closed INTEGER)")
        )
        connection.execute(text("CREATE TABLE bench_answer (question INTEGER PRIMARY KEY, body TEXT)"))
        connection.execute(
            text(
                "CREATE TABLE bench_entry (id INTEGER PRIMARY KEY, chain TEXT REFERENCES journal_head (chain), number INTEGER,"
                " at TEXT, actor TEXT, action TEXT, subject TEXT, body TEXT, prev TEXT, hash TEXT UNIQUE,"
                " UNIQUE (chain, number))".replace("id INTEGER PRIMARY KEY", _identity(connection.dialect.name))
            )
        )
        connection.execute(text("CREATE INDEX bench_action ON bench_entry (action)"))
        connection.execute(
            text("INSERT INTO bench_question VALUES (:id, 1, 0)"), [{"id": place} for place in range(questions)]
        )
        connection.execute(
            text("INSERT INTO journal_head VALUES (:chain, 0, :hash)"),
            [{"chain": project_chain(str(place)), "hash": chains.START} for place in range(PROJECTS)],
        )


def _identity(dialect: str) -> str:
    return "id SERIAL PRIMARY KEY" if dialect == "postgresql" else "id INTEGER PRIMARY KEY"


def client(first: int, count: int, chained: bool) -> list[float]:
    """Decide *count* questions one after another; give the seconds of each."""
    took = []
    for place in range(first, first + count):
        start = time.perf_counter()
        with work(SYSTEM) as unit:
            decide(unit, place, chained)
        took.append(time.perf_counter() - start)
    return took


@dataclass
class Round:
    """One round of all clients: decisions a second, and the longest that one of them took."""

    rate: float
    longest: float


def by_threads(app: Flask, first: int, count: int, clients: int, chained: bool) -> Round:
    """Let the clients be threads of this process."""
    longest: list[float] = []
    barrier = threading.Barrier(clients + 1)

    def run(number: int) -> None:
        with app.app_context():
            barrier.wait()
            longest.append(max(client(first + number * count, count, chained)))
            db.db.session.remove()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    barrier.wait()
    start = time.perf_counter()
    for thread in threads:
        thread.join()
    return Round(clients * count / (time.perf_counter() - start), max(longest))


def by_processes(address: str, first: int, count: int, clients: int, chained: bool) -> Round:
    """Let the clients be processes; they begin when the last of them is ready."""
    order = [sys.executable, "-m", "tests.benchmarks.journal", "client", address]
    made = [
        subprocess.Popen([*order, str(first + number * count), str(count), str(int(chained))],
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for number in range(clients)
    ]  # fmt: skip
    pipes = [(each.stdin or io.StringIO(), each.stdout or io.StringIO()) for each in made]
    for _, answer in pipes:
        answer.readline()
    start = time.perf_counter()
    for go, _ in pipes:
        go.write("go\n")
        go.flush()
    longest = [float(answer.readline()) for _, answer in pipes]
    spent = time.perf_counter() - start
    for each in made:
        each.communicate()
    return Round(clients * count / spent, max(longest))


def one_process(address: str, first: int, count: int, chained: bool) -> None:
    """Be one client of `by_processes`."""
    with opened(address):
        db.session().execute(text("SELECT 1"))
        db.session().rollback()
        print("ready", flush=True)
        sys.stdin.readline()
        print(max(client(first, count, chained)), flush=True)


def throughput(name: str, address: str, count: int) -> None:
    """Print decisions a second with and without the chain, 1 and 8 clients."""
    prepare(address, 2 * ROUNDS * count * (1 + 8) + 64)
    place = 0
    for clients in (1, 8):
        ratios, rounds = [], []
        for _ in range(ROUNDS):
            pair = []
            for chained in (False, True):
                pair.append(_round(name, address, place, count, clients, chained))
                place += count * clients
            ratios.append(pair[1].rate / pair[0].rate)
            rounds.append(pair)
        plain, chained_ = (statistics.median(pair[which].rate for pair in rounds) for which in (0, 1))
        longest = max(pair[1].longest for pair in rounds)
        print(
            f"{name}, {clients} client(s): {chained_:,.0f} decisions/s with the chain, {plain:,.0f} without; ratio"
            f" {statistics.median(ratios):.2f} (aim {GOALS[name]}); longest with the chain {longest:.3f} s",
            flush=True,
        )


def _round(name: str, address: str, first: int, count: int, clients: int, chained: bool) -> Round:
    if name == "sqlite":
        with opened(address) as app:
            return by_threads(app, first, count, clients, chained)
    return by_processes(address, first, count, clients, chained)


def export(entries: int, over: int) -> bytes:
    """Write an export of that many entries over so many chains."""
    heads: dict[str, tuple[int, str]] = {}
    lines = []
    for place in range(entries):
        name = project_chain(f"154651-25-{place % over:03}")
        number, prev = heads.get(name, (0, chains.START))
        sealed = chains.sealed(
            chain=name, number=number + 1, at="2026-01-26T09:00:00.000000+00:00", actor="person:12",
            action="step.decided", subject="154651-25-001", body=compact(BODY).decode(), prev=prev,
        )  # fmt: skip
        heads[name] = (sealed.number, sealed.hash)
        lines.append(sealed.line.encode())
    facts = {"at": "2026-01-26", "entries": entries, "heads": len(heads),
             "root": chains.root((name, *head) for name, head in heads.items())}  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        lines.append(compact(signing.signed(facts, read(instance=Path(folder)))))
    return b"\n".join(lines) + b"\n"


def verification(entries: int = ENTRIES) -> None:
    """Print how fast the stand-alone check is, beside bare SHA-256 of the same bytes."""
    data = export(entries, CHAINS)
    start = time.process_time()
    found = checked(io.BytesIO(data))
    spent = time.process_time() - start
    start = time.process_time()
    for line in data.split(b"\n"):
        hashlib.sha256(ENTRY + line).hexdigest()
    bare = time.process_time() - start
    print(f"check of {found.entries} entries in {len(found.heads)} chains ({len(data) / 1e6:.0f} MB):"
          f" {entries / spent:,.0f} entries/s, {spent:.2f} s of processor time")  # fmt: skip
    print(f"bare SHA-256 of the same lines:  {entries / bare:,.0f} entries/s, {bare:.2f} s; ratio {bare / spent:.2f}")


def main(arguments: Sequence[str]) -> None:
    """Print everything; or be a client."""
    if arguments and arguments[0] == "client":
        one_process(arguments[1], int(arguments[2]), int(arguments[3]), bool(int(arguments[4])))
        return
    count = int(arguments[0]) if arguments else 150
    verification()
    with tempfile.TemporaryDirectory() as folder:
        throughput("sqlite", f"sqlite:///{Path(folder) / 'bench.sqlite3'}", count)
    with postgres.running(durable=True) as server:
        if server:
            throughput("postgresql", server.create("bench"), count)


if __name__ == "__main__":
    main(sys.argv[1:])
