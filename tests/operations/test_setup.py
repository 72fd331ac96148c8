"""The set-up script: does nothing twice, misses no change, and says in one sentence what it cannot do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts import setup


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small checkout with a front end and an environment that is there already."""
    for name, value in {
        "package.json": "{}", "package-lock.json": "{}", "build.mjs": "", "static/css/app.css": "a {}",
        "templates/page.html": "x", "static/dist/app.css": "built", "requirements.txt": "a==1",
        "requirements-dev.txt": "a==1\nb==2", "requirements-bootstrap.txt": "uv==1",
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(value)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(setup, "DIST", tmp_path / "static" / "dist")
    return tmp_path


@pytest.fixture
def installed(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files whose packages were installed."""
    names: list[str] = []
    monkeypatch.setattr(setup, "install_file", names.append)
    return names


@pytest.fixture
def built(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """First words of the programs that were run for the front end."""
    calls: list[str] = []
    (checkout / "node_modules").mkdir()
    monkeypatch.setattr(setup, "find_node", lambda: Path("/opt/node/bin/node"))
    monkeypatch.setattr(setup, "run", lambda command, **_more: calls.append(Path(command[0]).name) or "")
    return calls


def test_packages_are_installed_once_for_each_list(checkout: Path, installed: list[str]) -> None:
    """The same list again costs nothing; a changed one is installed."""
    setup.install_python_packages("requirements.txt")
    setup.install_python_packages("requirements.txt")
    assert installed == ["requirements.txt"]
    (checkout / "requirements.txt").write_text("a==2")
    setup.install_python_packages("requirements.txt")
    assert installed == ["requirements.txt", "requirements.txt"]


def test_the_list_of_the_tests_holds_that_of_the_application(checkout: Path, installed: list[str]) -> None:
    """`make run` after `make test` installs nothing."""
    setup.install_python_packages("requirements-dev.txt")
    setup.install_python_packages("requirements.txt")
    assert installed == ["requirements-dev.txt"]


def test_the_front_end_is_built_when_its_sources_change(checkout: Path, built: list[str]) -> None:
    """First packages and bundle, then nothing, then the bundle alone."""
    setup.build_assets()
    assert built == ["npm", "node"]
    setup.build_assets()
    assert built == ["npm", "node"]
    (checkout / "static" / "css" / "app.css").write_text("b {}")
    setup.build_assets()
    assert built == ["npm", "node", "node"]


def test_what_was_built_is_no_source(checkout: Path) -> None:
    """The bundle does not count among its own inputs; templates do, since they name the icons."""
    names = [path.relative_to(checkout).as_posix() for path in setup.asset_inputs()]
    assert "static/css/app.css" in names
    assert "templates/page.html" in names
    assert not [name for name in names if name.startswith("static/dist")]


def test_an_old_node_is_not_taken(tmp_path: Path) -> None:
    """Node.js before 18, or without npm, is passed over."""
    node = tmp_path / "node"
    node.write_text("#!/bin/sh\necho v16.20.0\n")
    node.chmod(0o755)
    (tmp_path / "npm").write_text("")
    assert not setup.good_node(node)
    node.write_text("#!/bin/sh\necho v20.1.0\n")
    assert setup.good_node(node)
    assert not setup.good_node(tmp_path / "none")


def test_a_failing_program_is_told_with_its_words(checkout: Path) -> None:
    """The person sees what the program said and which one it was."""
    with pytest.raises(setup.Impossible, match=r"(?s)no such package.*This failed: "):
        setup.run([sys.executable, "-c", "raise SystemExit('no such package')"])


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    """Where .venv cannot be made, one sentence says so and the exit code is 1."""
    script = tmp_path / "scripts" / "setup.py"
    script.parent.mkdir()
    script.write_bytes(Path(setup.__file__).read_bytes())
    (tmp_path / ".venv").write_text("in the way")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert ".venv" in done.stderr
