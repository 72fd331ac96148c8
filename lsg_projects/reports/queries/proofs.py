"""The proofs behind an issued report: its stored bytes, its seal, its entry in the journal, a file that is offered."""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects import settings
from lsg_projects.domain import chain as chains
from lsg_projects.domain import verification
from lsg_projects.domain.chain import Entry, entry_hash
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.events import INSTALLATION
from lsg_projects.domain.verification import Difference, State
from lsg_projects.kit import journal
from lsg_projects.kit.files import store
from lsg_projects.kit.journal import JournalEntry
from lsg_projects.kit.paper import seals
from lsg_projects.kit.paper.seals import Fault
from lsg_projects.reports.queries.documents import Document, by_code, by_digest


@dataclass(frozen=True)
class Proof:
    """One of the checks that were made; *code* has words, *detail* says more where it failed."""

    code: str
    holds: bool | None
    """Nothing where it could not be checked here."""
    detail: str = ""


@dataclass(frozen=True)
class Verdict:
    """What a check says: one word, the document, and each proof apart."""

    state: State
    document: Document | None
    proofs: tuple[Proof, ...] = ()
    difference: Difference | None = None


def of_document(session: Session, document: Document | None, offered: Proof | None = None) -> Verdict:
    """Examine a known document: register, seal, stored bytes and journal, all together."""
    if document is None:
        return Verdict(State.UNKNOWN, None)
    found = [Proof("register", True)]
    if document.sealed_sha256:
        fault = seal_fault(document)
        found.append(Proof("seal", None if fault is Fault.UNCHECKED else fault is None, fault or ""))
    found += [Proof("file", intact(document)), Proof("journal", in_journal(session, document))]
    if offered is not None:
        found.append(offered)
    state = document.state if all(proof.holds is not False for proof in found) else State.ALTERED
    return Verdict(state, document, tuple(found))


def of_digest(session: Session, digest: str, claim: str) -> Verdict:
    """Examine a file by its digest: issued by us, altered (it claims our code and is another file), or unknown."""
    found = by_digest(session, digest)
    if found is not None:
        code = "yours" if digest == found.file_sha256 else "yours_unsealed"
        return of_document(session, found, Proof(code, True))
    claimed = verification.read_code(claim)
    return of_document(session, by_code(session, claimed) if claimed else None, Proof("yours", False))


def of_file(session: Session, content: bytes) -> Verdict:
    """Examine a file itself; where it is altered, say from which byte on and what its seal says."""
    found = of_digest(session, hashlib.sha256(content).hexdigest(), verification.claimed(content) or "")
    if found.document is None or all(proof.holds for proof in found.proofs if proof.code == "yours"):
        return found
    try:
        original = store().read(found.document.file_sha256)
    except Missing:
        return found
    return Verdict(found.state, found.document, found.proofs, verification.difference(original, content))


def intact(document: Document) -> bool:
    """Tell whether the kept files and data still have the digests that were stored with them."""
    files = store()
    keys = [document.sha256, document.data_digest, *([document.sealed_sha256] if document.sealed_sha256 else [])]
    try:
        return all(files.intact(key) for key in keys)
    except Missing:
        return False


def seal_fault(document: Document) -> Fault | None:
    """Say what is wrong with the seal on the kept file, or nothing where it is whole and ours."""
    key = seals.key_of(settings.current())
    if key is None or not seals.installed():
        return Fault.UNCHECKED
    try:
        content = store().read(document.file_sha256)
    except Missing:
        return Fault.ABSENT
    actual = hashlib.sha256(content).hexdigest()
    return _fault(actual, key, document.seal_certificate or "") if actual == document.sealed_sha256 else Fault.ALTERED


@functools.lru_cache(maxsize=256)
def _fault(digest: str, key: seals.SealKey, certificate: str) -> Fault | None:
    """Check a seal once for each file: the same bytes have the same seal."""
    return seals.fault(store().read(digest), key, certificate)


def in_journal(session: Session, document: Document) -> bool:
    """Tell whether the journal holds issue and seal of exactly these files, in a chain that is whole up to its head."""
    told = [journal.as_entry(row) for row in session.scalars(_entries(document))]
    issued = [entry for entry in told if entry.action == "report.issued" and _issued(entry, document)]
    if not issued or not _certified(told, document):
        return False
    return _leads_to_head(session, issued[0])


def _entries(document: Document):  # type: ignore[no-untyped-def]  # the statement's type is SQLAlchemy's affair
    return (
        select(JournalEntry)
        .where(
            JournalEntry.chain == INSTALLATION, JournalEntry.subject == document.number,
            JournalEntry.action.in_(("report.issued", "report.certified")),
        )
        .execution_options(populate_existing=True)
    )  # fmt: skip


def _issued(entry: Entry, document: Document) -> bool:
    body = _body(entry)
    return (body.get("sha256"), body.get("data")) == (document.sha256, document.data_digest)


def _certified(told: list[Entry], document: Document) -> bool:
    """Tell whether the certification that the register shows stands in the journal, with its seal."""
    if document.certified_at is None:
        return document.sealed_sha256 is None
    bodies = [_body(entry) for entry in told if entry.action == "report.certified"]
    wanted = (document.sha256, document.sealed_sha256 or "")
    return any((body.get("sha256"), body.get("sealed", "")) == wanted for body in bodies)


def _body(entry: Entry) -> dict[str, str]:
    """Give what an entry says, if its hash still fits its words."""
    body: dict[str, str] = json.loads(entry.body)
    return body if entry_hash(entry) == entry.hash else {}


def _leads_to_head(session: Session, entry: Entry) -> bool:
    """Follow the chain from *entry* to its end, which must be the head that checkpoints and papers name."""
    found = list(journal.entries(session, INSTALLATION, after=entry.number - 1))
    if chains.check(found, entry.prev, entry.number):
        return False
    head = next((each for each in journal.heads(session) if each[0] == INSTALLATION), None)
    return head is not None and (found[-1].number, found[-1].hash) == head[1:]
