"""The supervisor: starts together, stops together, leaves nobody behind, also when it is killed itself."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lsg_projects.operations import supervisor
from lsg_projects.operations.supervisor import Ended, Program, Supervisor

SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)",
]
ENDS = [sys.executable, "-c", "raise SystemExit(3)"]


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    """Give the test run its own signal handlers back."""
    before = {each: signal.getsignal(each) for each in supervisor.STOPPING}
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


def group(*programs: Program) -> Supervisor:
    return Supervisor(list(programs), os.environ)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_all_stop_together() -> None:
    """After a stop none of the programs runs."""
    both = group(Program("one", SLEEPS), Program("two", SLEEPS))
    both.start()
    assert all(each.process and each.process.poll() is None for each in both.programs)
    both.stop()
    assert all(each.process and each.process.returncode == -signal.SIGTERM for each in both.programs)


def test_what_does_not_listen_is_ended_by_force(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that ignores the request is killed when the grace is over."""
    monkeypatch.setattr(supervisor, "GRACE_SECONDS", 0.3)
    one = group(Program("deaf", STUBBORN))
    one.start()
    time.sleep(0.5)
    one.stop()
    process = one.programs[0].process
    assert process is not None
    assert process.returncode == -signal.SIGKILL


def test_ctrl_c_ends_the_watch() -> None:
    """The request to stop is taken from the terminal, once, for all."""
    one = group(Program("one", SLEEPS))
    one.start()
    os.kill(os.getpid(), signal.SIGINT)
    one.watch()
    one.stop()
    assert one.asked_to_stop


def test_a_program_that_ends_at_the_start_is_named() -> None:
    """The one that could not start is told by name and code."""
    one = group(Program("the web server", ENDS))
    one.start()
    with pytest.raises(Ended, match="the web server ended with code 3"):
        one.wait_until_ready("http://127.0.0.1:9/", seconds=20)
    one.stop()


def test_readiness_is_waited_for(tmp_path: Path) -> None:
    """It returns once the address answers, and gives up when it never does."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(tmp_path)]
    one = group(Program("pages", command))
    one.start()
    try:
        assert one.wait_until_ready(f"http://127.0.0.1:{port}/", seconds=20)
        assert not one.wait_until_ready(f"http://127.0.0.1:{port}/none", seconds=0.3)
    finally:
        one.stop()


def test_a_spare_program_comes_back_and_a_hopeless_one_is_given_up() -> None:
    """The worker is started again when it ends, but not for ever; the web server is not."""
    hopeless = group(Program("the worker", ENDS, spare=True))
    hopeless.start()
    with pytest.raises(Ended):
        hopeless.watch()
    assert len(hopeless.programs[0].starts) == supervisor.RESTARTS + 1
    web = group(Program("the web server", ENDS))
    web.start()
    with pytest.raises(Ended):
        web.watch()
    assert len(web.programs[0].starts) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_nobody_is_left_behind_when_the_supervisor_is_killed() -> None:
    """kill -9 of the supervisor ends its programs as well, so that the port is free for the next start."""
    code = (
        "import os, sys, time\n"
        "from lsg_projects.operations.supervisor import Program, Supervisor\n"
        f"one = Supervisor([Program('one', {SLEEPS!r})], os.environ)\n"
        "one.start()\n"
        "print(one.programs[0].process.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert alive(child)
        parent.kill()
        parent.wait()
    deadline = time.monotonic() + 10
    while alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(child)
