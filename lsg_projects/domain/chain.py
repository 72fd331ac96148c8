"""The hash chain of the journal: what an entry is, its bytes, and the check of a chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lsg_projects.domain.codec import canonical

START = "0" * 64
FIELDS = ("chain", "number", "at", "actor", "action", "subject", "body", "prev")


@dataclass(frozen=True)
class Entry:
    """One line of the journal; *hash* covers every other field, *prev* being the hash before it in its chain."""

    chain: str
    number: int
    at: str
    actor: str
    action: str
    subject: str
    body: str
    prev: str
    hash: str


def entry_hash(fields: Mapping[str, object]) -> str:
    """Give the SHA-256 of an entry's canonical bytes: the fields of `FIELDS`, the body as its JSON value."""
    return hashlib.sha256(canonical({name: fields[name] for name in FIELDS})).hexdigest()


def sealed(*, chain: str, number: int, at: str, actor: str, action: str, subject: str, body: str, prev: str) -> Entry:
    """Give the entry with its hash; *body* is canonical JSON text."""
    fields = {
        "chain": chain, "number": number, "at": at, "actor": actor, "action": action, "subject": subject,
        "body": json.loads(body), "prev": prev,
    }  # fmt: skip
    return Entry(chain, number, at, actor, action, subject, body, prev, entry_hash(fields))


@dataclass(frozen=True)
class Break:
    """The first place where a chain does not hold, and why."""

    chain: str
    number: int
    reason: str


def check(entries: Iterable[Entry]) -> Break | None:
    """Walk one chain in order and give its first break, or nothing where it holds."""
    prev, expected = START, 1
    for entry in entries:
        if reason := _fault(entry, prev, expected):
            return Break(entry.chain, entry.number, reason)
        prev, expected = entry.hash, expected + 1
    return None


def _fault(entry: Entry, prev: str, expected: int) -> str | None:
    if entry.number != expected:
        return "number"
    if entry.prev != prev:
        return "prev"
    again = sealed(
        chain=entry.chain, number=entry.number, at=entry.at, actor=entry.actor, action=entry.action,
        subject=entry.subject, body=entry.body, prev=entry.prev,
    )  # fmt: skip
    return None if again.hash == entry.hash and canonical(json.loads(entry.body)).decode() == entry.body else "hash"


def root(heads: Iterable[tuple[str, int, str]]) -> str:
    """Give one hash over all chains' heads: a checkpoint that shows a chain cut short or taken away."""
    return hashlib.sha256(canonical([list(head) for head in sorted(heads)])).hexdigest()
