"""The Martuk demonstration, loaded once for all tests of a run, whichever process asks first."""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path

from tests.support.serving import command

SIGN_INS = "sign-ins.json"


def loaded_once(folder: Path, database: str = "") -> Path:
    """Load the demonstration into *folder* unless another test process did; the others wait for it.

    What its command told about sign-ins is kept beside it as ``sign-ins.json``. A *database* of another kind than the
    SQLite file in the folder is given by its address.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / SIGN_INS).exists():
            shutil.rmtree(folder, ignore_errors=True)
            _ordered(folder, "init", database)
            (folder / SIGN_INS).write_text(_ordered(folder, "demo", database), "utf-8")
    return folder


def copied(demonstration: Path, to: Path) -> Path:
    """Give a test a demonstration of its own, which it may change."""
    shutil.copytree(demonstration, to)
    return to


def _ordered(folder: Path, name: str, database: str) -> str:
    done = command(folder, name, "--json", LSG_DATABASE_URL=database)
    if done.returncode != 0:
        raise RuntimeError(f"lsg-projects {name}: {done.stdout}{done.stderr}")
    return done.stdout
