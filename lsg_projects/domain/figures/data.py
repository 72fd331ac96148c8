"""The data that travel inside a report's file: its facts and its stamp, as one canonical JSON."""

from __future__ import annotations

import hashlib

from lsg_projects.domain.codec import canonical
from lsg_projects.domain.figures.facts import DistrictFacts
from lsg_projects.domain.figures.passport import PassportFacts
from lsg_projects.domain.figures.stamp import Stamp

Facts = DistrictFacts | PassportFacts
"""What any report is made of."""


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
    return f"{facts.kind}-{facts.subject}-{facts.period}-{facts.language}.json"
