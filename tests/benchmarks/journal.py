"""What the chain of the journal costs: decisions a second with and without it, and entries a second when it is checked.

A decision here is what performance measures everywhere: read the open question, close it by comparing and setting, insert the
decision, insert the journal's entry. Without the chain the last is one insert; with it the program's own ``journal.append``
runs. Short rounds with and without alternate, and the median of their ratios counts, since the machine is shared. On
SQLite the clients are threads of one process, as in ``lsg-projects serve``; on PostgreSQL processes, and the server syncs.

    python -m tests.benchmarks.journal [seconds for each of the four comparisons, 8]
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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from flask import Flask
from sqlalchemy import text

from lsg_projects import schema
from lsg_projects.domain import chain as chains
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.codec import canonical
from lsg_projects.domain.events import Event, project_chain
from lsg_projects.history.verify_journal import ENTRY, checked, compact
from lsg_projects.kit import db, signing
from lsg_projects.kit.work import Work, work
from lsg_projects.settings import read
from tests.support import applications, postgres

ENTRIES, CHAINS = 100_000, 500
PROJECTS = 2_000
ROUND, MOST = 64, 8
"""Decisions of a round, and the clients that share them at most."""
QUESTIONS = 60_000
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
              "action": "step.decided", "subject": code, "body": canonical(BODY).decode(), "prev": "0" * 64,
              "hash": secrets.token_hex(32)}  # fmt: skip
    unit.session.connection().execute(_PLAIN, values)


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


Clients = Callable[[int, int, int, bool], Round]
"""Let so many clients decide so many questions each, from a first one on, with the chain or without."""


@contextlib.contextmanager
def threads(address: str) -> Iterator[Clients]:
    """Give clients that are threads of this process."""
    with opened(address) as app:
        yield lambda clients, count, first, chained: _by_threads(app, clients, count, first, chained)


def _by_threads(app: Flask, clients: int, count: int, first: int, chained: bool) -> Round:
    longest: list[float] = []
    barrier = threading.Barrier(clients + 1)

    def run(number: int) -> None:
        with app.app_context():
            barrier.wait()
            longest.append(max(client(first + number * count, count, chained)))
            db.db.session.remove()

    started = [threading.Thread(target=run, args=(number,)) for number in range(clients)]
    for thread in started:
        thread.start()
    barrier.wait()
    start = time.perf_counter()
    for thread in started:
        thread.join()
    return Round(clients * count / (time.perf_counter() - start), max(longest))


@contextlib.contextmanager
def processes(address: str) -> Iterator[Clients]:
    """Give clients that are processes; they are started once, since that takes longer than a round."""
    order = [sys.executable, "-m", "tests.benchmarks.journal", "client", address]
    with contextlib.ExitStack() as held:
        started = [
            held.enter_context(subprocess.Popen(order, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
            for _ in range(MOST)
        ]
        pipes = [(each.stdin or io.StringIO(), each.stdout or io.StringIO()) for each in started]
        for _, answers in pipes:
            answers.readline()
        yield lambda clients, count, first, chained: _by_processes(pipes[:clients], count, first, chained)
        for orders, _ in pipes:
            orders.close()


def _by_processes(pipes: Sequence[tuple[IO[str], IO[str]]], count: int, first: int, chained: bool) -> Round:
    start = time.perf_counter()
    for number, (orders, _) in enumerate(pipes):
        orders.write(f"{first + number * count} {count} {int(chained)}\n")
        orders.flush()
    longest = [float(answers.readline()) for _, answers in pipes]
    return Round(len(pipes) * count / (time.perf_counter() - start), max(longest))


def one_process(address: str) -> None:
    """Be one client of `processes`: take orders until there are no more."""
    with opened(address):
        db.session().execute(text("SELECT 1"))
        db.session().rollback()
        print("ready", flush=True)
        for line in sys.stdin:
            first, count, chained = map(int, line.split())
            print(max(client(first, count, bool(chained))), flush=True)


def throughput(name: str, address: str, seconds: float) -> None:
    """Print decisions a second with and without the chain, 1 and 8 clients, each measured for so many seconds."""
    prepare(address, QUESTIONS)
    first = 0
    with (threads if name == "sqlite" else processes)(address) as clients:
        for many in (1, MOST):
            first = _measured(name, clients, many, first, seconds)


def _measured(name: str, clients: Clients, many: int, first: int, seconds: float) -> int:
    """Print one comparison, and give the question after those that it took."""
    each = ROUND // many
    pairs: list[dict[bool, Round]] = []
    clients(many, each, first, True)  # the first round warms up and does not count
    first, end = first + ROUND, time.perf_counter() + seconds
    while time.perf_counter() < end and first + 2 * ROUND <= QUESTIONS:
        pair: dict[bool, Round] = {}
        for chained in (len(pairs) % 2 == 0, len(pairs) % 2 == 1):  # whoever comes first alternates too
            pair[chained] = clients(many, each, first, chained)
            first += ROUND
        pairs.append(pair)
    low, ratio, high = statistics.quantiles([pair[True].rate / pair[False].rate for pair in pairs], n=4)
    plain, chained_ = (statistics.median(pair[which].rate for pair in pairs) for which in (False, True))
    print(
        f"{name}, {many} client(s): {chained_:,.0f} decisions/s with the chain, {plain:,.0f} without; ratio {ratio:.2f}"
        f" (aim {GOALS[name]}; half of {len(pairs)} pairs between {low:.2f} and {high:.2f}); longest with the chain"
        f" {max(pair[True].longest for pair in pairs):.3f} s, without {max(pair[False].longest for pair in pairs):.3f} s",
        flush=True,
    )
    return first


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
        one_process(arguments[1])
        return
    seconds = float(arguments[0]) if arguments else 8
    verification()
    with tempfile.TemporaryDirectory() as folder:
        throughput("sqlite", f"sqlite:///{Path(folder) / 'bench.sqlite3'}", seconds)
    with postgres.running(durable=True) as server:
        if server:
            throughput("postgresql", server.create("bench"), seconds)


if __name__ == "__main__":
    main(sys.argv[1:])
