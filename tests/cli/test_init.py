"""``lsg-projects init``: makes the database once, changes nothing the second time, says what stands in the way."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import create_engine, inspect


def run(instance: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a program of its own, on an instance of its own."""
    environment = {**os.environ, "LSG_INSTANCE": str(instance), **more}
    command = [sys.executable, "-m", "lsg_projects", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_it_makes_the_database_and_repeats_without_change(tmp_path: Path) -> None:
    """The second run changes not one byte."""
    first = run(tmp_path / "new", "init", "--json")
    assert (first.returncode, json.loads(first.stdout)["changed"]) == (0, True), first.stderr
    file = tmp_path / "new" / "lsg.sqlite3"
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    second = run(tmp_path / "new", "init", "--json")
    assert (second.returncode, json.loads(second.stdout)["changed"]) == (0, False)
    assert hashlib.sha256(file.read_bytes()).hexdigest() == before


def test_it_upgrades_postgresql(tmp_path: Path, postgres_server) -> None:  # type: ignore[no-untyped-def]
    """An empty database of a server gets all tables."""
    address = postgres_server.create("init_by_command")
    done = run(tmp_path, "init", LSG_DATABASE_URL=address)
    assert done.returncode == 0, done.stderr
    engine = create_engine(address)
    assert len(inspect(engine).get_table_names()) > 10
    engine.dispose()


def test_what_stands_in_the_way_is_one_sentence(tmp_path: Path) -> None:
    """A closed folder, a file that is no database, a server that is not there: said with the remedy, exit 1."""
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "lsg.sqlite3").write_bytes(b"no database at all, but long enough" * 40)
    cases = [
        run(Path("/proc/lsg"), "init"),
        run(tmp_path / "broken", "init"),
        run(tmp_path, "init", LSG_DATABASE_URL=f"postgresql://nobody@/none?host={tmp_path}"),
    ]
    for done in cases:
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.count("\n") == 1, done.stderr
        assert "Traceback" not in done.stderr
