"""The monitoring frames of this installation, read once from ``config/strategies``."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from lsg_projects.domain.strategy import Direction, Frame, Goal, Indicator
from lsg_projects.domain.text import Tri
from lsg_projects.resources import folder


@functools.cache
def frames() -> tuple[Frame, ...]:
    """Give every frame, the oldest first."""
    found = [read(file) for file in sorted((folder("config") / "strategies").glob("*.toml"))]
    return tuple(sorted(found, key=lambda frame: (frame.starts, frame.key)))


def frame(key: str) -> Frame | None:
    """Give the frame *key*, or nothing where this installation has none of that name."""
    return next((found for found in frames() if found.key == key), None)


def read(file: Path) -> Frame:
    """Read one frame; a missing name or date is a KeyError that names it."""
    data = tomllib.loads(file.read_text("utf-8"))
    return Frame(
        key=data["key"], title=Tri.of(data["title"]), act=Tri.of(data["act"]), certainty=data["certainty"],
        starts=data["starts"], ends=data["ends"],
        directions=tuple(_direction(part) for part in data.get("direction", ())),
        address=data.get("address", ""), followed_by=data.get("followed_by", ""),
    )  # fmt: skip


def _direction(data: Mapping[str, Any]) -> Direction:
    goals = tuple(
        Goal(part["key"], Tri.of(part["title"]), part["certainty"],
             tuple(_indicator(row) for row in part.get("indicator", ())), part.get("source", ""))
        for part in data.get("goal", ())
    )  # fmt: skip
    return Direction(data["key"], Tri.of(data["title"]), data["certainty"], goals, data.get("source", ""))


def _indicator(data: Mapping[str, Any]) -> Indicator:
    target = data.get("target")
    return Indicator(
        data["key"], Tri.of(data["title"]), Tri.of(data["unit"]), data["rule"], data["certainty"],
        data.get("computed", ""), None if target is None else Decimal(str(target)), data.get("source", ""),
    )  # fmt: skip
