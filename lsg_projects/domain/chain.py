"""The hash chain of the journal: what an entry is, its bytes, the check of chains, and the tree over their heads.

The bytes of an entry are one line of JSON: sorted names, no spaces, UTF-8; the body stands in it as it is stored.
Every digest begins with the name of what it covers, so that one can never pass for another.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lsg_projects.domain.codec import canonical

START = "0" * 64
ENTRY = b"lsg-journal-entry-v1\n"
HEAD = b"\x00lsg-journal-head-v1\n"
PAIR = b"\x01"
"""As in RFC 6962, leaves and inner nodes of the tree begin with different bytes."""

_quoted = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
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

    @property
    def facts(self) -> dict[str, str | int]:
        """Give the fields by name, as they are stored."""
        return {
            "chain": self.chain, "number": self.number, "at": self.at, "actor": self.actor, "action": self.action,
            "subject": self.subject, "body": self.body, "prev": self.prev, "hash": self.hash,
        }  # fmt: skip

    @property
    def line(self) -> str:
        """Give the entry as a line of an export; without its hash these are the bytes that the hash covers."""
        return self._spelled(f'"hash":{_quoted(self.hash)},')

    @property
    def covered(self) -> bytes:
        """Give the bytes that the hash covers."""
        return ENTRY + self._spelled("").encode()

    def _spelled(self, own: str) -> str:
        return (
            f'{{"action":{_quoted(self.action)},"actor":{_quoted(self.actor)},"at":{_quoted(self.at)},'
            f'"body":{self.body},"chain":{_quoted(self.chain)},{own}"number":{self.number},'
            f'"prev":{_quoted(self.prev)},"subject":{_quoted(self.subject)}}}'
        )


def entry_hash(entry: Entry) -> str:
    """Give the SHA-256 that *entry* must carry."""
    return hashlib.sha256(entry.covered).hexdigest()


def sealed(*, chain: str, number: int, at: str, actor: str, action: str, subject: str, body: str, prev: str) -> Entry:
    """Give the entry with its hash; *body* is canonical JSON text."""
    bare = Entry(chain, number, at, actor, action, subject, body, prev, "")
    return Entry(chain, number, at, actor, action, subject, body, prev, entry_hash(bare))


@dataclass(frozen=True)
class Break:
    """The first place where something does not hold, and why."""

    chain: str
    number: int
    reason: str


@dataclass
class Walk:
    """A walk along many chains, entry by entry; knows where each stands and stops at the first break."""

    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    entries: int = 0

    def step(self, entry: Entry) -> Break | None:
        """Take the next entry of its chain, or say why it does not follow."""
        number, prev = self.heads.get(entry.chain, (0, START))
        if reason := _fault(entry, prev, number + 1):
            return Break(entry.chain, entry.number, reason)
        self.heads[entry.chain] = (entry.number, entry.hash)
        self.entries += 1
        return None

    @property
    def root(self) -> str:
        """Give the root over the heads as they stand now."""
        return root((chain, number, hash_) for chain, (number, hash_) in self.heads.items())


def check(entries: Iterable[Entry], prev: str = START, number: int = 1) -> Break | None:
    """Walk one chain in order and give its first break, or nothing where it holds.

    A walk may begin later than the chain: *number* is then that of the first entry, *prev* the hash before it.
    """
    expected, name = number, None
    for entry in entries:
        name = entry.chain if name is None else name
        reason = "chain" if entry.chain != name else _fault(entry, prev, expected)
        if reason:
            return Break(entry.chain, entry.number, reason)
        prev, expected = entry.hash, expected + 1
    return None


def _fault(entry: Entry, prev: str, expected: int) -> str | None:
    if entry.number != expected:
        return "number"
    if entry.prev != prev:
        return "prev"
    return None if entry_hash(entry) == entry.hash else "hash"


def root(heads: Iterable[tuple[str, int, str]]) -> str:
    """Give the root of the Merkle tree (as in RFC 6962) over all heads, sorted by chain.

    One chain cut short, rewritten or taken away gives another root. No chains at all give the digest of nothing.
    """
    level: Sequence[bytes] = [_leaf(head) for head in sorted(heads)]
    while len(level) > 1:
        pairs = [hashlib.sha256(PAIR + level[at] + level[at + 1]).digest() for at in range(0, len(level) - 1, 2)]
        level = [*pairs, level[-1]] if len(level) % 2 else pairs
    return level[0].hex() if level else hashlib.sha256(b"").hexdigest()


def _leaf(head: tuple[str, int, str]) -> bytes:
    return hashlib.sha256(HEAD + canonical(list(head))).digest()
