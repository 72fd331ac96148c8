"""The sample district printed, for tests of paper and for measuring."""

from __future__ import annotations

from datetime import UTC, date, datetime

from lsg_projects.domain.figures.facts import DistrictFacts
from lsg_projects.domain.figures.stamp import JournalMark, Stamp
from lsg_projects.domain.text import Tri
from lsg_projects.kit.paper.model import Paper
from lsg_projects.reports.sheets.table import paper
from tests.support.district_sample import facts

STAMP = Stamp(
    number="DP-1546-2025Q4-KK-1",
    edition=1,
    code="WET5US63578N",
    as_known=datetime(2026, 1, 26, 4, tzinfo=UTC),
    issued=date(2026, 1, 26),
    journal=JournalMark(184302, "4f1c9a7e" * 8),
    base_url="https://lsg.example.kz",
    issuer=Tri("Мәртөк ауданының әкімдігі", "Акимат Мартукского района", "Akimat of Martuk district"),
    prepared=Tri("Аудан әкімі", "Аким района", "District akim"),
)


def sample(projects: int = 9, language: str = "kk") -> DistrictFacts:
    """Give the facts of the sample district with so many projects."""
    return facts(projects, language)


def sheet(found: DistrictFacts, stamp: Stamp = STAMP) -> Paper:
    """Give the paper of *found*, ready to be printed."""
    return paper(found, stamp)
