"""One missing thing, and what a year and a territory know that the rules need."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from lsg_projects.domain.money import THOUSAND, Tiyn
from lsg_projects.domain.text import Tri

OFFICIAL = ("kk", "ru")


@dataclass(frozen=True)
class Gap:
    """One thing that is missing or does not agree, at one place of the passport."""

    step: str
    field: str
    """Path of the place: ``title.ru``, ``lines.0.amount``."""
    code: str
    """Key under ``refusal.completeness.``."""
    sending: bool = True
    """Whether it stands in the way of sending for approval."""
    publishing: bool = True
    """Whether it stands in the way of publication."""
    details: Mapping[str, object] = dataclasses.field(default_factory=dict)

    @property
    def name(self) -> str:
        """Give the passport's field that the place belongs to."""
        return self.field.split(".", 1)[0]

    @property
    def row(self) -> int | None:
        """Give the number of the row from nought, where the place lies in a row."""
        parts = self.field.split(".")
        return int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else None


def _known(_code: str, _year: int) -> bool:
    return True


@dataclass(frozen=True)
class Rules:
    """What the rules must be told: codes valid in a year, villages of the territory, limits of the installation."""

    programme_valid: Callable[[str, int], bool] = _known
    receipt_valid: Callable[[str, int], bool] = _known
    """Whether a receipt goes to the 4th-level budget in that year (Budget Code 2025, art. 27)."""
    settlements: frozenset[str] = frozenset()
    """KATO codes of the owner's villages; empty where they are not known."""
    risks_from: Tiyn = 10_000 * THOUSAND
    """From which cost on a project owes at least one risk; a datum of the installation, not of a law."""
    frames_over: frozenset[str] = frozenset()
    """Codes of monitoring frames whose term has ended."""


def blocking(found: Iterable[Gap], *, sending: bool) -> tuple[Gap, ...]:
    """Pick the gaps that stand in the way of sending, or else of publishing."""
    return tuple(gap for gap in found if (gap.sending if sending else gap.publishing))


def missing(step: str, path: str, code: str = "empty", **details: object) -> Gap:
    """Make a gap that stands in the way of both acts."""
    return Gap(step, path, code, details=details)


def text_gaps(step: str, path: str, text: Tri, low: int, high: int) -> Iterator[Gap]:
    """Ask for a text of *low* to *high* letters in both official languages: what is sent may be published."""
    if not text:
        yield missing(step, f"{path}.kk")
        return
    for lang in OFFICIAL:
        if not getattr(text, lang):
            yield missing(step, f"{path}.{lang}", f"translation_{lang}")
    for lang in ("kk", "ru", "en"):
        yield from _length_gap(step, f"{path}.{lang}", getattr(text, lang), low, high)


def _length_gap(step: str, path: str, text: str, low: int, high: int) -> Iterator[Gap]:
    if text and len(text) < low:
        yield missing(step, path, "too_short", n=low)
    elif len(text) > high:
        yield missing(step, path, "too_long", n=high)
