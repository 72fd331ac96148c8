"""What an edition of a report says of itself; these facts are part of its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lsg_projects.domain.text import Tri


@dataclass(frozen=True)
class JournalMark:
    """The signed checkpoint of the journal that covers the facts: its entries, and its root over all chains."""

    entries: int
    root: str


@dataclass(frozen=True)
class Stamp:
    """Number, verify code and state of knowledge of one edition."""

    number: str
    edition: int
    code: str
    """Twelve letters and digits with a check letter; the verify page asks for it."""
    as_known: datetime
    issued: date
    journal: JournalMark
    base_url: str
    issuer: Tri
    """The body in whose name the report is issued."""
    prepared: Tri = Tri()
    """The post of the one who ordered it; never a person's name."""
    replaces: str = ""
    contact: str = ""

    @property
    def address(self) -> str:
        """Give the canonical address without the language, short enough to type."""
        return f"{self.base_url.rstrip('/')}/verify/{self.code}"

    def page(self, language: str) -> str:
        """Give the verify page in *language*, as the QR holds it."""
        return f"{self.base_url.rstrip('/')}/{language}/verify/{self.code}"

    @property
    def spelled(self) -> str:
        """Give the code in groups of four, as people read it aloud."""
        return " ".join(self.code[start : start + 4] for start in range(0, len(self.code), 4))
