"""The style sheets as data: every pair of ink and ground can be read, both themes name the same colours, nothing foreign is loaded."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CSS = ROOT / "static" / "css"
DIST = ROOT / "static" / "dist"
COLOUR = re.compile(r"--([\w-]+):\s*#([0-9a-f]{3}|[0-9a-f]{6});")
INKS = [
    *((ink, ground) for ink in ("ink", "muted", "primary", "own-ink", "bad") for ground in ("card", "bg")),
    *((tone, f"{tone}-t") for tone in ("ok", "warn", "bad", "neu")),
    *(("ink", ground) for ground in ("own-tint", "tint", "warn-t", "bad-t", "ok-t", "neu-t", "mark", "demo")),
    ("primary", "tint"), ("on-primary", "primary"), ("own-ink", "own-tint"), ("muted", "own-tint"),
]  # fmt: skip
SHAPES = [("line-strong", "card"), ("own", "card"), ("primary", "card"), ("budget", "card"), ("transfer", "card")]


def colours(text: str) -> dict[str, str]:
    return {name: "".join(2 * one for one in code) if len(code) == 3 else code for name, code in COLOUR.findall(text)}


LIGHT = colours((CSS / "tokens.css").read_text("utf-8"))
DARK = {**LIGHT, **colours((CSS / "dark.scss").read_text("utf-8"))}


def luminance(code: str) -> float:
    parts = [int(code[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), INKS, ids=str)
def test_words_can_be_read(theme: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(theme[ink], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES, ids=str)
def test_shapes_can_be_seen(theme: dict[str, str], shape: str, ground: str) -> None:
    assert contrast(theme[shape], theme[ground]) >= 3


def test_rail_can_be_read() -> None:
    assert contrast(LIGHT["rail-text"], LIGHT["rail"]) >= 7
    assert contrast(LIGHT["rail-quiet"], LIGHT["rail"]) >= 4.5
    assert contrast("ffffff", LIGHT["rail-active"]) >= 7


def test_dark_names_nothing_that_light_does_not_know() -> None:
    dark = set(COLOUR.findall((CSS / "dark.scss").read_text("utf-8")))
    assert dark
    assert {name for name, _ in dark} <= set(LIGHT)


def test_style_sheets_and_scripts_are_small_and_load_nothing_foreign() -> None:
    built = json.loads((DIST / "manifest.json").read_text("utf-8"))
    for name, bound in {
        "app.css": 14_000,
        "office.css": 5_000,
        "app.js": 4_000,
        "theme.js": 600,
        "icons.svg": 9_000,
    }.items():
        content = (DIST / built[name]).read_bytes()
        assert len(gzip.compress(content)) < bound, name
        foreign = re.findall(rb"(?:https?:)?//[\w.-]+\.\w+", content.replace(b"http://www.w3.org/", b""))
        assert foreign == [], name


def test_lock_names_no_download_address() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert len(packages) > 5
    assert [name for name, about in packages.items() if "resolved" in about] == []
    pins = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in pins.values())
