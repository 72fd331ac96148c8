"""Prepare the checkout: environment, hashed dependencies, front-end assets. Repeating it costs a second.

    python3 scripts/setup.py [--tests]

Uses the standard library alone, because it runs before anything is installed. What was done is remembered by content
(in .venv and static/dist), so nothing is fetched twice and a changed requirement is never missed.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
VENV: Final = ROOT / ".venv"
DIST: Final = ROOT / "static" / "dist"
OLDEST_NODE: Final = 18
ASSET_INPUTS: Final = ("package.json", "package-lock.json", "build.mjs", "static", "templates")
LAUNCHER: Final = """#!{python}
import sys

from lsg_projects.cli.main import main

sys.exit(main())
"""


class Impossible(Exception):
    """Something this script cannot do for the person; the text says what to do."""


def main() -> int:
    """Prepare everything and say in one sentence what stands in the way, if anything does."""
    options = argparse.ArgumentParser(description="Prepare the environment of lsg_projects.")
    options.add_argument("--tests", action="store_true", help="also what tests and checks need")
    wanted = "requirements-dev.txt" if options.parse_args().tests else "requirements.txt"
    try:
        make_environment()
        install_python_packages(wanted)
        put_project_on_path()
        build_assets()
    except Impossible as reason:
        print(reason, file=sys.stderr)
    except OSError as problem:
        print(
            f"{problem.filename or ROOT}: {problem.strerror}. Use a folder that you may write to.",
            file=sys.stderr,
        )
    except KeyboardInterrupt:
        print("\nStopped; the next run goes on from here.", file=sys.stderr)
        return 130
    else:
        return 0
    return 1


def make_environment() -> None:
    """Make .venv with this Python unless it stands already."""
    if (VENV / "bin" / "python").exists() and (VENV / "bin" / "pip").exists():  # pip comes last
        return
    if sys.version_info < (3, 11):
        raise Impossible(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    if importlib.util.find_spec("ensurepip") is None:
        raise Impossible("Python's venv is incomplete. On Debian: sudo apt-get install python3-venv")
    say("Making .venv")
    run([sys.executable, "-m", "venv", str(VENV)])


def install_python_packages(wanted: str) -> None:
    """Install the exact, hashed packages of *wanted*; the tests' list contains that of the application."""
    stamp = VENV / ".installed"
    done = stamp.read_text().splitlines() if stamp.exists() else []
    mark = f"{wanted} {digest([ROOT / wanted])}"
    dev_mark = f"requirements-dev.txt {digest([ROOT / 'requirements-dev.txt'])}"
    if mark in done or dev_mark in done:
        return
    say(f"Installing the packages of {wanted}")
    install_file(wanted)
    stamp.write_text("\n".join([mark]) + "\n")


def install_file(name: str) -> None:
    """Install a requirements file by uv, which is fast, or by pip where uv cannot be had or fails."""
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "-q", "install"]
    hashed = ["--require-hashes", "-r"]
    uv = VENV / "bin" / "uv"
    if uv.exists() or succeeded([*pip, *hashed, str(ROOT / "requirements-bootstrap.txt")]):
        command = [str(uv), "pip", "install", "-q", "--python", str(VENV / "bin" / "python"), *hashed]
        if succeeded([*command, str(ROOT / name)]):
            return
        say("uv did not manage; trying pip, which takes longer")
    if not succeeded([*pip, *hashed, str(ROOT / name)]):
        raise Impossible(f"The packages of {name} could not be installed; the lines above say why.")


def put_project_on_path() -> None:
    """Let .venv find the checkout, and give it the command lsg-projects."""
    python = VENV / "bin" / "python"
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    inside = Path(sys.prefix) == VENV
    library = sysconfig.get_path("purelib") if inside else run([str(python), "-c", ask]).strip()
    write(Path(library) / "lsg_projects_checkout.pth", f"{ROOT}\n")
    launcher = VENV / "bin" / "lsg-projects"
    write(launcher, LAUNCHER.format(python=python))
    launcher.chmod(0o755)


def build_assets() -> None:
    """Bundle the front end into static/dist, unless what is there was made from the same inputs."""
    if not (ROOT / "build.mjs").exists():
        return
    stamp = DIST / ".inputs"
    inputs = digest(asset_inputs())
    if stamp.exists() and stamp.read_text() == inputs:
        return
    node = find_node()
    path = os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])
    modules, lock = ROOT / "node_modules" / ".installed", digest([ROOT / "package-lock.json"])
    if not (modules.exists() and modules.read_text() == lock):
        say("Fetching the front-end packages")
        run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], PATH=path)
        modules.write_text(lock)
    say("Building the front end")
    run([str(node), "build.mjs"], PATH=path)
    stamp.write_text(inputs)


def asset_inputs() -> list[Path]:
    """List the files that the front end is built from."""
    files: list[Path] = []
    for name in ASSET_INPUTS:
        place = ROOT / name
        files += [place] if place.is_file() else [each for each in place.rglob("*") if each.is_file()]
    return sorted(each for each in files if DIST not in each.parents)


def find_node() -> Path:
    """Give a Node.js of at least version 18 with npm beside it: the machine's, else one installed into .venv."""
    for place in (shutil.which("node"), VENV / "bin" / "node"):
        if place and good_node(Path(place)):
            return Path(place)
    say("Fetching Node.js, which this machine lacks, into .venv")
    install_file("requirements-assets.txt")
    node = VENV / "bin" / "node"
    if not good_node(node):
        raise Impossible("Node.js 18 or newer with npm is needed for the style sheets. Install it and try again.")
    return node


def good_node(node: Path) -> bool:
    """Tell whether *node* is new enough and has npm."""
    if not node.exists() or not ((node.parent / "npm").exists() or shutil.which("npm")):
        return False
    answer = subprocess.run([str(node), "--version"], capture_output=True, text=True, check=False)
    major = answer.stdout.strip().removeprefix("v").partition(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def digest(files: Iterable[Path]) -> str:
    """Give one SHA-256 over names and contents."""
    total = hashlib.sha256()
    for each in files:
        total.update(str(each.relative_to(ROOT)).encode() + b"\0")
        total.update(hashlib.sha256(each.read_bytes()).digest())
    return total.hexdigest()


def write(place: Path, text: str) -> None:
    """Write *text* unless it stands there already, so that a second run changes nothing."""
    if not place.exists() or place.read_text() != text:
        place.write_text(text)


def run(command: Sequence[str], **environment: str) -> str:
    """Run a program and give its output; where it fails, show what it said and stop."""
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise Impossible(f"{done.stdout}{done.stderr}\nThis failed: {' '.join(command)}")
    return done.stdout


def succeeded(command: Sequence[str]) -> bool:
    """Run a program, its words going to the person; tell whether it succeeded."""
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def say(text: str) -> None:
    """Tell the person what is going on, with the seconds since the start."""
    print(f"[{time.perf_counter() - STARTED:5.1f} s] {text}", flush=True)


STARTED: Final = time.perf_counter()

if __name__ == "__main__":
    sys.exit(main())
