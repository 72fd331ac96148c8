"""``lsg-projects serve``: ready before it says so, one sentence when it cannot, nobody left after Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from lsg_projects import settings
from lsg_projects.cli.serve import environment, web_command
from tests.support.serving import command, free_port, surroundings


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with an empty, migrated database."""
    folder = tmp_path_factory.mktemp("instance")
    done = command(folder, "init")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def server(instance: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server in a process group of its own, as a terminal would start it, and its port."""
    port = free_port()
    line = [sys.executable, "-m", "lsg_projects", "serve", "--port", str(port)]
    process = subprocess.Popen(
        line, env=surroundings(instance), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    )  # fmt: skip
    yield process, port
    process.kill()
    process.communicate()


def said_until(process: subprocess.Popen[str], word: str) -> str:
    """Read what a program says until *word* comes, or until it ends."""
    said = ""
    assert process.stdout is not None
    for line in process.stdout:
        said += line
        if word in line:
            return said
    raise AssertionError(said)


def children(pid: int) -> list[int]:
    """Every living process that descends from *pid*."""
    tree: dict[int, list[int]] = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if fields[0] != "Z":
            tree.setdefault(int(fields[1]), []).append(int(place.parent.name))
    found, left = [], [pid]
    while left:
        born = tree.get(left.pop(), [])
        found += born
        left += born
    return found


def test_it_serves_and_stops_on_ctrl_c(server: tuple[subprocess.Popen[str], int]) -> None:
    """The address answers as soon as it is printed; one Ctrl-C to the whole group stops web server and worker."""
    process, port = server
    said = said_until(process, "Ctrl-C")
    assert f"http://127.0.0.1:{port}/kk/projects" in said
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10) as reply:
        assert reply.status == 200
    helpers = children(process.pid)
    assert len(helpers) >= 3  # the web server, its process, the worker
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(40) == 0
    assert process.stdout is not None
    rest = process.stdout.read()
    assert "Stopped." in rest
    assert "Traceback" not in rest
    assert [pid for pid in helpers if Path(f"/proc/{pid}").exists()] == []


def test_a_stop_while_starting_is_heard(server: tuple[subprocess.Popen[str], int]) -> None:
    """Whoever changes their mind in the first second is not kept waiting, and gets no traceback."""
    process, _ = server
    while len(children(process.pid)) < 2 and process.poll() is None:
        pass
    process.send_signal(signal.SIGTERM)
    assert process.wait(40) == 0
    assert process.stdout is not None
    assert "Traceback" not in process.stdout.read()


def test_a_busy_port_is_one_sentence(instance: Path) -> None:
    """Another program on the port is named with the way around it, exit 1."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = command(instance, "serve", "--port", str(port))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Port {port} on 127.0.0.1 is in use by another program.")
    assert "make run PORT=" in done.stderr
    assert done.stderr.count("\n") == 1


def test_wrong_ports_are_wrong_usage(instance: Path) -> None:
    """A port that does not exist is the caller's mistake."""
    assert command(instance, "serve", "--port", "70000").returncode == 2
    assert command(instance, "serve", "--port", "http").returncode == 2


def test_a_database_that_was_not_made_is_said(tmp_path: Path) -> None:
    """Serving before `init` ends with the sentence that names it."""
    done = command(tmp_path / "new", "serve", "--port", str(free_port()))
    assert done.returncode == 1
    assert "lsg-projects init" in done.stderr


def test_processes_follow_the_kind_of_database() -> None:
    """SQLite gets one process with threads, PostgreSQL two; what is asked for wins."""
    sqlite = web_command(settings.read(database_url=""), "127.0.0.1", 8000, None, None)
    assert sqlite[sqlite.index("--workers") + 1 : sqlite.index("--workers") + 4 : 2] == ["1", "8"]
    server = settings.read(database_url="postgresql://lsg@/lsg")
    chosen = web_command(server, "127.0.0.1", 8000, None, None)
    assert chosen[chosen.index("--workers") + 1 : chosen.index("--workers") + 4 : 2] == ["2", "4"]
    asked = web_command(server, "127.0.0.1", 8000, 5, 6)
    assert asked[asked.index("--workers") + 1 : asked.index("--workers") + 4 : 2] == ["5", "6"]


def test_another_port_changes_the_default_address_and_no_other() -> None:
    """Printed addresses are those that answer; a base address that somebody chose stays."""
    usual = settings.read()
    assert environment(usual, "127.0.0.1", 8000).get("LSG_BASE_URL") is None
    assert environment(usual, "127.0.0.1", 8010)["LSG_BASE_URL"] == "http://127.0.0.1:8010"
    own = settings.read(base_url="https://projects.example.kz")
    assert environment(own, "127.0.0.1", 8010).get("LSG_BASE_URL") is None
