"""An installation of the tests' own, served as in life: the command line, a free port, its own folder."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STARTS_WITHIN = 90


def free_port() -> int:
    """A port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(instance: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command of the program on *instance*."""
    line = [sys.executable, "-m", "lsg_projects", *arguments]
    return subprocess.run(line, env=surroundings(instance, **more), capture_output=True, text=True, check=False)


def surroundings(instance: Path, **more: str) -> dict[str, str]:
    """The environment of a program that works on *instance*, without settings of the person who runs the tests."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("LSG_")}
    return {**clean, "LSG_INSTANCE": str(instance), **more}


@contextmanager
def served(instance: Path, *options: str, program: str = "lsg_projects", **more: str) -> Iterator[str]:
    """Serve *instance* for the length of a block; gives the address, such as ``http://127.0.0.1:41234``.

    *program* is the module that is started: the real one, or one with a planted fault.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryFile("w+") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", program, "serve", "--port", str(port), *options],
            env=surroundings(instance, **more), stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            _wait(server, address)
            yield address
        except TimeoutError as late:
            log.seek(0)
            raise RuntimeError(log.read()) from late
        finally:
            server.terminate()
            server.wait(60)


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    """Return when the server answers; TimeoutError when it ended or did not start in time."""
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise TimeoutError
