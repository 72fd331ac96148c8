"""The data that travel inside a report's file: its facts and its stamp, as one canonical JSON."""

from __future__ import annotations

import hashlib
from typing import Protocol

from lsg_projects.domain.codec import canonical
from lsg_projects.domain.figures.stamp import Stamp


class Facts(Protocol):
    """What the facts of every kind of report say of themselves; each kind is a frozen dataclass of its own."""

    @property
    def kind(self) -> str:
        """Give the key of the kind."""

    @property
    def period(self) -> str:
        """Give the period as commands write it."""

    @property
    def language(self) -> str:
        """Give the language of the paper, or both official ones as ``kk+ru``."""

    @property
    def demonstration(self) -> bool:
        """Tell whether the installation shows invented data."""

    @property
    def subject(self) -> str:
        """Give what the report is about, as commands name it: a KATO code or the code of a project."""

    @property
    def size(self) -> int:
        """Give how many projects it speaks of: time and memory of printing grow with them."""


def facts_digest(facts: Facts) -> str:
    """Give the digest of the facts alone: unchanged facts are the same edition, whenever they are gathered."""
    return digest_of(canonical(facts))


def data_bytes(facts: Facts, stamp: Stamp) -> bytes:
    """Give the bytes that are attached; amounts in them are tiyn (a hundredth of a tenge)."""
    return canonical({"format": "lsg_projects/report/1", "unit": "tiyn", "report": stamp, "facts": facts})


def digest_of(content: bytes) -> str:
    """Give the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def data_name(facts: Facts) -> str:
    """Give the name under which the data lie in the file."""
    return f"{facts.kind}-{facts.subject}-{facts.period}-{facts.language.replace('+', '-')}.json"
