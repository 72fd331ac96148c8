"""The wheel carries all that the program needs: away from any checkout it makes a database and serves pages."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

SERVE_ONE_PAGE = """
import pathlib
import lsg_projects
from lsg_projects.app import create_app
place = pathlib.Path(lsg_projects.__file__)
assert "site-packages" in place.parts, place
client = create_app().test_client()
print(client.get("/healthz").status_code, client.get("/kk/projects").status_code)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment with the wheel in it; the libraries are borrowed, the checkout is not."""
    place = tmp_path_factory.mktemp("clean")
    venv.create(place, with_pip=False)
    library = Path(sysconfig.get_path("purelib", vars={"base": str(place), "platbase": str(place)}))
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(library)
    # a path named in a .pth file is searched, but the .pth files in it (that of the checkout) are not read
    (library / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return place / "bin" / "python"


def run(command: Sequence[str], folder: Path, **more: str) -> str:
    """Run a program in *folder* and give its output; a failure shows what it said."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LSG_")} | more
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_carries_its_folders_and_nothing_else(wheel: Path) -> None:
    """Templates, built assets, migrations and configuration are inside; tests, caches and scripts are not."""
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "templates/layouts/public.html",
        "static/dist/manifest.json",
        "migrations/env.py",
        "config/default.toml",
    ):
        assert f"lsg_projects/_bundled/{wanted}" in names
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert [name for name in names if "__pycache__" in name or name.split("/")[0] in {"tests", "scripts"}] == []


def test_an_installed_wheel_serves_pages(python: Path, tmp_path: Path) -> None:
    """Without any checkout around it makes its database and answers."""
    instance = {"LSG_INSTANCE": str(tmp_path / "instance")}
    assert "every migration" in run([str(python), "-m", "lsg_projects", "init"], tmp_path, **instance)
    assert run([str(python), "-c", SERVE_ONE_PAGE], tmp_path, **instance).split() == ["200", "200"]
