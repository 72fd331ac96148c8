"""What this machine lacks and the remedy for each: libraries, fonts, time zones, folders."""

from __future__ import annotations

import ctypes
import datetime
import os
import shutil
import subprocess
import sys
import zoneinfo
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

# what WeasyPrint opens at run time -> the Debian package that brings it
LIBRARIES: Final[Mapping[str, str]] = {
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "libfontconfig1",
}
# what the tests start -> the names it goes by, and its Debian package
TEST_PROGRAMS: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "Chromium": (("chromium", "chromium-browser", "google-chrome"), "chromium"),
    "PostgreSQL": (("initdb",), "postgresql"),
}
FONT_FOLDERS: Final = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
ALMATY: Final = "Asia/Almaty"
FREE_BYTES_NEEDED: Final = 200_000_000


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is well, what was seen, the remedy, and the Debian package that brings it."""

    name: str
    ok: bool
    seen: str
    remedy: str = ""
    package: str = ""


def examine_machine(for_tests: bool = False) -> list[Finding]:
    """Look at what must be on the machine before anything of ours can start."""
    found = [_python(), *_libraries(), _fallback_font(), _time_zone()]
    if for_tests:
        found += _test_programs()
    return found


def missing_packages(findings: Iterable[Finding]) -> list[str]:
    """Name the Debian packages that would mend *findings*, each once and in order."""
    return sorted({each.package for each in findings if not each.ok and each.package})


def install_command(packages: Iterable[str]) -> str:
    """Write the exact command that a person may copy to install *packages*."""
    sudo = "" if os.geteuid() == 0 else "sudo "
    names = " ".join(packages)
    return f"{sudo}apt-get update && {sudo}apt-get install -y --no-install-recommends {names}"


def may_install() -> bool:
    """Tell whether this process can install packages itself: root on a system with apt-get."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: Iterable[str]) -> bool:
    """Install *packages* with apt-get, its output on standard error; give whether it succeeded."""
    apt = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ([*apt, "update"], [*apt, "install", "-y", "--no-install-recommends", *packages]):
        if subprocess.run(command, env=quiet, stdout=sys.stderr, check=False).returncode != 0:
            return False
    return True


def program(names: Iterable[str]) -> Path | None:
    """Find the first of *names* on the path or among Debian's PostgreSQL programs."""
    for name in names:
        place = shutil.which(name)
        if place is not None:
            return Path(place)
    beside = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    return next((folder / name for folder in reversed(beside) for name in names if (folder / name).exists()), None)


def examine_folder(name: str, folder: Path) -> Finding:
    """Tell whether *folder* can be written and has room, making it where it is not there yet."""
    remedy = f"Change its owner (chown {os.geteuid()} {folder}) or set LSG_INSTANCE to a folder of your own."
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".doctor-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as problem:
        return Finding(name, False, f"{folder} cannot be written: {problem.strerror}", remedy)
    free = shutil.disk_usage(folder).free
    if free < FREE_BYTES_NEEDED:
        return Finding(name, False, f"{folder} has {free // 1_000_000} MB left", "Free at least 200 MB on that disk.")
    return Finding(name, True, f"{folder} can be written")


def _python() -> Finding:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Finding("Python", sys.version_info >= (3, 11), version, "Install Python 3.11 or newer.", "python3")


def _libraries() -> Iterator[Finding]:
    for library, package in LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            remedy = f"Install the system library {library} (Debian: {package}): without it no PDF can be made."
            yield Finding(library, False, "not found", remedy, package)
        else:
            yield Finding(library, True, "found")


def _fallback_font() -> Finding:
    """Look for DejaVu Sans: it has the signs (such as a ticked box) that the main typeface lacks."""
    for folder in FONT_FOLDERS:
        place = next(Path(folder).expanduser().rglob("DejaVuSans.ttf"), None)
        if place is not None:
            return Finding("DejaVu Sans", True, str(place))
    remedy = "Install the font DejaVu Sans (Debian: fonts-dejavu-core)."
    return Finding("DejaVu Sans", False, "not found", remedy, "fonts-dejavu-core")


def _time_zone() -> Finding:
    """Look whether the time zones know that Almaty is at UTC+5 since 1 March 2024."""
    noon = datetime.datetime(2025, 6, 1, 12, tzinfo=datetime.UTC)
    try:
        offset = noon.astimezone(zoneinfo.ZoneInfo(ALMATY)).utcoffset()
    except zoneinfo.ZoneInfoNotFoundError:
        offset = None
    right = offset == datetime.timedelta(hours=5)
    return Finding("time zones", right, f"{ALMATY} is at {offset}", "Install current time zones (tzdata).", "tzdata")


def _test_programs() -> Iterator[Finding]:
    for name, (names, package) in TEST_PROGRAMS.items():
        place = program(names)
        remedy = f"Install {name} (Debian: {package}): the tests need it."
        yield Finding(name, place is not None, str(place or "not found"), remedy, package)
