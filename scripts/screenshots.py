"""Take the pictures of docs/screenshots from a demonstration made for the purpose.

    make screenshots        (or: python -m scripts.screenshots [FOLDER] [--at ADDRESS])

Without ``--at`` a demonstration is loaded into a temporary folder and served on a free port. Pictures are reduced to a
palette, so that they stay small in the repository.
"""

from __future__ import annotations

import argparse
import io
import json
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.support.chromium import chromium
from tests.support.serving import command, served

ROOT: Final = Path(__file__).resolve().parent.parent
DESKTOP: Final = (1280, 860)
PHONE: Final = (390, 844)
COLOURS: Final = 128


@dataclass(frozen=True)
class Shot:
    """One picture: where to look, as whom (a role of the demonstration, or nobody), and how."""

    name: str
    path: str
    role: str = ""
    size: tuple[int, int] = DESKTOP
    dark: bool = False
    follow: str = ""
    """A link on that page to go on by."""


SHOTS: Final = (
    Shot("register", "/kk/projects"),
    Shot("card", "/ru/projects/{project}"),
    Shot("settlement", "/kk/territories/{okrug}"),
    Shot("district-dark", "/en/territories/{district}", dark=True),
    Shot("desk", "/office/?lang=kk", "financier"),
    Shot("passport", "/office/projects/{project}/passport?lang=ru", "akim"),
    Shot("decision", "/office/inbox?lang=kk", "financier", follow=".waiting a, main li a.btn"),
    Shot("register-phone", "/kk/projects", size=PHONE),
    Shot("card-phone", "/ru/projects/{project}", size=PHONE),
    Shot("desk-phone", "/office/?lang=kk", "akim", size=PHONE),
)


def main() -> None:
    """Take all pictures."""
    options = argparse.ArgumentParser(description="Take the pictures of the documentation.")
    options.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs" / "screenshots")
    options.add_argument("--at", help="address of a running demonstration")
    chosen = options.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with demonstration(chosen.at) as (address, accounts), chromium() as browser:
        places = find_places(address)
        for shot in SHOTS:
            picture = chosen.folder / f"{shot.name}.png"
            take(browser, address, shot, places, accounts, picture)
            print(f"{picture.name}: {picture.stat().st_size // 1024} KB")


@contextmanager
def demonstration(at: str | None) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give the address of a demonstration and what its command told about sign-ins."""
    with tempfile.TemporaryDirectory() as place:
        ordered(Path(place), "init")
        accounts = ordered(Path(place), "demo")
        if at:
            yield at.rstrip("/"), accounts
        else:
            with served(Path(place)) as address:
                yield address, accounts


def ordered(instance: Path, *words: str) -> dict[str, Any]:
    """Run a command on the installation and give what it told; its words where it failed."""
    done = command(instance, *words, "--json")
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def find_places(address: str) -> dict[str, str]:
    """Find what to show: a late project that brings revenue, its rural district, and the district above it."""
    query = "approval=approved&delivery=late&pays_back=revenue&limit=1"
    with urllib.request.urlopen(f"{address}/api/v1/projects?{query}", timeout=30) as reply:  # noqa: S310
        item = json.load(reply)["items"][0]
    okrug = item["territory"]["kato"]
    return {"project": item["code"], "okrug": okrug, "district": f"{okrug[:4]}00000"}


def take(
    browser: Browser, address: str, shot: Shot, places: Mapping[str, str], accounts: Mapping[str, Any], to: Path
) -> None:
    """Take one picture of the first screenful and more, and keep it small."""
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if shot.dark else "light", locale="kk-KZ"
    )
    page = context.new_page()
    if shot.role:
        sign_in(page, address, shot.role, accounts)
    page.goto(address + shot.path.format(**places))
    if shot.follow:
        page.goto(address + str(page.locator(shot.follow).first.get_attribute("href")))
    page.wait_for_load_state("networkidle")
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(to, optimize=True)
    context.close()


def sign_in(page: Page, address: str, role: str, accounts: Mapping[str, Any]) -> None:
    """Sign in as the first person of *role*."""
    email = next(each["email"] for each in accounts["accounts"] if each["role"] == role)
    page.goto(f"{address}/office/sign-in")
    page.fill("input[type=email], input[name=email]", email)
    page.fill("input[type=password]", accounts["password"])
    page.click("main button[type=submit]")
    page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    main()
