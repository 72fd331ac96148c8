"""Refusals: answers with a reason that a reader can act on. ``web/errors.py`` maps each kind to HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class Refusal(Exception):
    """The system says no, and *code* says why; the words stand at ``refusal.<code>`` in the catalogue."""

    def __init__(self, code: str, **details: object) -> None:
        """Keep the *code* of the reason and the values that its sentence needs."""
        super().__init__(code)
        self.code = code
        self.details = details

    def __str__(self) -> str:
        """Give the code and details, for logs and tests; people read the catalogue's sentence."""
        return f"{self.code} {self.details}" if self.details else self.code


class NotAllowed(Refusal):
    """This actor may not do this (HTTP 403); the attempt is written to the chain of denials."""

    written = False
    """Whether the journal holds it already, so that an attempt stands there once."""


class Missing(Refusal):
    """It does not exist, or the actor may not know that it exists (HTTP 404)."""


class Stale(Refusal):
    """The page or the row was overtaken by somebody else's change (HTTP 409)."""


class WrongState(Refusal):
    """The thing is not in a state that permits this (HTTP 409)."""


class Incomplete(Refusal):
    """What was typed cannot be taken (HTTP 422); *problems* name the fields."""

    def __init__(self, code: str, problems: tuple[Problem, ...] = (), **details: object) -> None:
        """Keep the *problems* beside the code, so that a form can show each at its field."""
        super().__init__(code, **details)
        self.problems = problems


class Unavailable(Refusal):
    """Something that the system needs is not there now: database, disk, queue (HTTP 503)."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong at one place: *where* is a field or a row, *code* a key under ``refusal.``."""

    where: str
    code: str
    details: Mapping[str, object] = field(default_factory=dict)
