"""What may not get into the repository: addresses of package registries, paths of somebody's machine, locks, junk."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator

import pytest

from tests.architecture.source import ROOT

# written in pieces, so that this file does not find itself
HOSTS = re.compile(
    r"(py" + r"pi\.(org|python)|python" + r"hosted\.|registry\.(npm" + r"js|yarn" + r"pkg)\.|(deb|security)\.debian\.)",
    re.IGNORECASE,
)
MACHINE = re.compile(
    r"(?<![\w.~-])/(wo" + r"rk|fa" + r"rm)(/|\b)|(?<![\w.])/ho" + r"me/\w|/ro" + r"ot/|/tm" + r"p/[a-z_]+/"
)
FORBIDDEN_FILES = re.compile(r"(^|/)(uv\.lock|node_modules|_bundled|__pycache__|\.venv)(/|$)|\.(sqlite3|pyc|env)$")
LARGEST = 1_500_000


def tracked() -> list[str]:
    """Names of all files under version control; without git there is nothing to look at."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip("this is not a git checkout")
    return [name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def faults_in(name: str, text: str) -> Iterator[str]:
    """Name the lines that carry a registry's address or a machine's path."""
    for number, line in enumerate(text.split("\n"), 1):
        if HOSTS.search(line):
            yield f"{name}:{number} names a package registry"
        if MACHINE.search(line):
            yield f"{name}:{number} has a path of one machine"


def test_tracked_files_name_no_registry_and_no_machine() -> None:
    """The repository stays true wherever it is cloned."""
    faults: list[str] = []
    for name in tracked():
        data = (ROOT / name).read_bytes()
        if b"\0" not in data[:8000]:
            faults += faults_in(name, data.decode("utf-8", "replace"))
    assert not faults, "\n".join(faults)


def test_planted_addresses_are_found() -> None:
    """Both kinds are seen, and an ordinary address is not."""
    assert list(faults_in("x", "https://py" + "pi.org/simple"))
    assert list(faults_in("x", "cd /ho" + "me/asel/project"))
    assert list(faults_in("x", "see https://example.kz/work and docs/work.md")) == []


def test_only_sources_are_tracked() -> None:
    """No lock with addresses, no built or installed file, nothing huge."""
    names = tracked()
    assert [name for name in names if FORBIDDEN_FILES.search(name)] == []
    assert [name for name in names if (ROOT / name).stat().st_size > LARGEST] == []
