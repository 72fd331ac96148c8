"""The digest of everything that a decision page shows, so that a decision lands on nothing else.

It is made of parts: the version, each paper, the names beside the codes, the ceilings and the plans. A page carries
the parts that it showed, so that whoever comes with an older page reads which of them changed. The sums of other
projects under a ceiling are no part: they move with every decision and bind nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from lsg_projects.approvals.queries import changes, processes, tasks
from lsg_projects.approvals.queries.limits import Money, money
from lsg_projects.documents import queries as documents
from lsg_projects.domain.codec import digest
from lsg_projects.projects import queries as projects
from lsg_projects.projects.queries import ProjectHead, Version

_SHORT = 12
"""Letters of a part's digest: enough to tell two states apart; the decision itself is bound by the whole digest."""

Parts = Mapping[str, str]


class PartKind(StrEnum):
    """What a part of a decision page is."""

    VERSION = "version"
    PAPER = "paper"
    NAMES = "names"
    CEILING = "ceiling"
    PLAN = "plan"


@dataclass(frozen=True)
class Moved:
    """A part that is not as it was shown: it came, went or changed."""

    kind: PartKind
    key: str
    how: str
    """came, went or changed."""


@dataclass(frozen=True)
class Shown:
    """What a decision on a task has to name: the version, and the digest of all that the page shows."""

    version: int
    digest: str
    parts: Parts


def parts(session: Session, head: ProjectHead, version: Version) -> dict[str, str]:
    """Give every part of what is shown of a version now, each with a digest of its own."""
    found = {f"{PartKind.VERSION}:{version.number}": version.digest[:_SHORT]}
    found |= {f"{PartKind.PAPER}:{key}": sha256[:_SHORT] for key, _kind, sha256 in documents.digests(session, head.id)}
    names = projects.directory(session, head, version.passport)
    found |= {f"{PartKind.NAMES}:{name}": digest(value)[:_SHORT] for name, value in names.items()}
    return found | _sums(money(session, head, version.passport))


def _sums(known: Money) -> dict[str, str]:
    found = {}
    for limit in known.limits:
        key = f"{PartKind.CEILING}:{limit.source.value}/{limit.year}/{limit.programme}/{limit.place.kk}"
        found[key] = digest([limit.ceiling, limit.decision_no])[:_SHORT]
    for plan in known.plans:
        found[f"{PartKind.PLAN}:{plan.year}"] = digest([plan.id, plan.decision_no])[:_SHORT]
    return found


def seal(session: Session, head: ProjectHead, version: Version) -> str:
    """Give the digest over every part of what is shown of a version now, and over the whole version."""
    return digest({"version": version.digest, "parts": parts(session, head, version)})


def shown(session: Session, task_id: int) -> Shown:
    """Give what the page of a task shows now; refuses (Missing) an unknown task."""
    asked = tasks.task(session, task_id)
    head = projects.by_id(session, asked.project_id)
    version = changes.version_asked(session, asked, processes.by_id(session, asked.process_id))
    return Shown(asked.version, seal(session, head, version), parts(session, head, version))


def moved(seen: Parts, now: Parts) -> tuple[Moved, ...]:
    """Tell which parts are not as they were seen, in the order of the page."""
    found = []
    for name in sorted(set(seen) | set(now)):
        kind, _colon, key = name.partition(":")
        if kind in {each.value for each in PartKind} and seen.get(name) != now.get(name):
            how = "came" if name not in seen else ("went" if name not in now else "changed")
            found.append(Moved(PartKind(kind), key, how))
    order = list(PartKind)
    return tuple(sorted(found, key=lambda each: order.index(each.kind)))
