"""The check of the whole journal as it stands in the database: entries, heads, checkpoints, and one kept elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from lsg_projects.domain.chain import START, Break, Walk
from lsg_projects.kit import checkpoints, journal, signing
from lsg_projects.kit.checkpoints import Checkpoint


@dataclass(frozen=True)
class Examined:
    """What a check of the whole journal found."""

    entries: int
    chains: int
    checkpoints: int
    broken: Break | None = None


class _Broken(Exception):
    """Ends the walk at the first break."""

    def __init__(self, where: Break) -> None:
        super().__init__(where.reason)
        self.where = where


def verify(session: Session, kept: Mapping[str, object] | None = None) -> Examined:
    """Check every entry, every head and every checkpoint, and a checkpoint that somebody *kept* elsewhere.

    Acts that are accepted meanwhile do no harm: the heads are read first, and nothing above them is looked at.
    """
    signed = checkpoints.every(session)
    examination = _Examination(session, kept)
    broken = None
    try:
        examination.whole(signed)
    except _Broken as found:
        broken = found.where
    return Examined(examination.walk.entries, len(examination.walk.heads), len(signed), broken)


class _Examination:
    """One walk along everything."""

    def __init__(self, session: Session, kept: Mapping[str, object] | None) -> None:
        self.walk = Walk()
        self._session = session
        self._kept = kept
        self._fits = kept is None or self._matches()
        self._heads = {chain: (number, hash_) for chain, number, hash_ in journal.heads(session)}

    def whole(self, signed: tuple[Checkpoint, ...]) -> None:
        for one in signed:
            self._along(checkpoints.covered_by(self._session, one))
            self._against(one)
        self._along(checkpoints.uncovered(self._session), until_heads=True)
        self._ends()
        if not self._fits:
            raise _Broken(Break("checkpoint", int(str((self._kept or {}).get("entries"))), "kept"))

    def _along(self, entries: checkpoints.Entries, *, until_heads: bool = False) -> None:
        # what breaks keeps this frame alive: the reading is closed here, not whenever the frame is forgotten
        with closing(entries):
            for entry in entries:
                if until_heads and entry.number > self._head(entry.chain)[0]:
                    continue
                if broken := self.walk.step(entry):
                    raise _Broken(broken)
                self._fits = self._fits or self._matches()

    def _matches(self) -> bool:
        kept = self._kept or {}
        return self.walk.entries == kept.get("entries") and self.walk.root == kept.get("root")

    def _against(self, one: Checkpoint) -> None:
        if (self.walk.entries, len(self.walk.heads), self.walk.root) != (one.entries, one.heads, one.root):
            raise _Broken(Break("checkpoint", one.place, "checkpoint"))
        if not signing.holds(one.facts):
            raise _Broken(Break("checkpoint", one.place, "signature"))

    def _head(self, chain: str) -> tuple[int, str]:
        return self._heads.get(chain, (0, START))

    def _ends(self) -> None:
        """Hold the ends of the chains against the heads, and look for entries above a head: nobody writes such."""
        for chain in sorted(self._heads.keys() | self.walk.heads.keys()):
            if self._head(chain) != self.walk.heads.get(chain, (0, START)):
                raise _Broken(Break(chain, self._head(chain)[0], "head"))
        beyond = self._session.execute(text(_BEYOND)).first()
        if beyond:
            raise _Broken(Break(beyond.chain, beyond.number, "head"))


_BEYOND = (
    "SELECT e.chain, e.number FROM journal_entry e JOIN journal_head h ON h.chain = e.chain"
    " WHERE e.number > h.number ORDER BY e.chain, e.number LIMIT 1"
)
