"""Every kind of report from the demonstration: its facts as gathered, and the paper that they make."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from lsg_projects.domain import reporting
from lsg_projects.domain.figures.data import Facts, data_bytes
from lsg_projects.domain.figures.stamp import Stamp
from lsg_projects.domain.reporting import KINDS
from lsg_projects.kit import db
from lsg_projects.kit.paper.printer import print_paper
from lsg_projects.reports.queries.gathering import Asked, gather
from lsg_projects.reports.sheets import table
from tests.support import applications
from tests.support.printing import STAMP

DISTRICT_OF_PERIOD = "2025-Q4"


@dataclass(frozen=True)
class Issued:
    """One printed report with what it was made of."""

    facts: Facts
    stamp: Stamp
    content: bytes
    pages: int

    @property
    def data(self) -> bytes:
        return data_bytes(self.facts, self.stamp)


@contextmanager
def on(instance: Path) -> Iterator[None]:
    """Read the database of an instance that is already there."""
    with (
        applications.assembled(instance, f"sqlite:///{instance / 'lsg.sqlite3'}") as app,
        app.app_context(),
    ):
        yield


def facts_of(kind: str, language: str, subject: str = "", period: str = "") -> Facts:
    """Gather the facts of a kind, of its own example where nothing else is asked for."""
    known = KINDS[kind]
    return gather(db.session(), Asked(known, subject or known.example, period or known.example_period, language))


def issued(facts: Facts) -> Issued:
    """Print facts under a fixed stamp."""
    known = KINDS[facts.kind]
    number = reporting.number_of(known, facts.subject, facts.period, facts.language, 1)
    stamp = replace(STAMP, number=number)
    printed = print_paper(table.paper(facts, stamp))
    return Issued(facts, stamp, printed.content, printed.pages)
