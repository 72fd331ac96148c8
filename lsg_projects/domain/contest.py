"""What the akim contests, in which words: every step of a special way carries it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Contest:
    """Why a step of a special way stands on a route: what the akim contests, and in which words."""

    way: str
    """Key of the special way."""
    of: str
    """The step whose answer is contested."""
    decision: int
    """Number of the contested decision."""
    reason: str
    language: str
    at: datetime
