"""How each kind is printed: the facts that it is made of, and the sheet that lays them out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lsg_projects.domain.codec import build
from lsg_projects.domain.figures.assembly import AssemblyFacts
from lsg_projects.domain.figures.audit import AuditFacts
from lsg_projects.domain.figures.board import BoardFacts
from lsg_projects.domain.figures.civil import CivilFacts
from lsg_projects.domain.figures.data import Facts, data_bytes
from lsg_projects.domain.figures.facts import DistrictFacts
from lsg_projects.domain.figures.meeting import MeetingFacts
from lsg_projects.domain.figures.monthly import ExecutionFacts
from lsg_projects.domain.figures.passport import PassportFacts
from lsg_projects.domain.figures.programme import ProgrammeFacts
from lsg_projects.domain.figures.reform import ReformFacts
from lsg_projects.domain.figures.stamp import Stamp
from lsg_projects.domain.figures.transfers import TransferFacts
from lsg_projects.kit.paper.model import Paper
from lsg_projects.reports.sheets import (
    assembly,
    audit,
    board,
    chapters,
    civil,
    meeting,
    monthly,
    passport,
    programme,
    reform,
    transfers,
)


@dataclass(frozen=True)
class Printing:
    """The facts of one kind and its sheet, which takes the facts, the stamp and the bytes to attach."""

    facts: type[Any]
    sheet: Callable[[Any, Stamp, bytes], Paper]


SHEETS: Mapping[str, Printing] = {
    "district-progress": Printing(DistrictFacts, chapters.paper),
    "akim-quarter": Printing(DistrictFacts, chapters.paper),
    "project-passport": Printing(PassportFacts, passport.paper),
    "information-board": Printing(BoardFacts, board.paper),
    "civil-budget": Printing(CivilFacts, civil.paper),
    "budget-execution": Printing(ExecutionFacts, monthly.paper),
    "reform-5": Printing(ReformFacts, reform.paper),
    "assembly-monitoring": Printing(AssemblyFacts, assembly.paper),
    "akim-meeting": Printing(MeetingFacts, meeting.paper),
    "programme-passport": Printing(ProgrammeFacts, programme.paper),
    "transfer-results": Printing(TransferFacts, transfers.paper),
    "approval-audit": Printing(AuditFacts, audit.paper),
}
"""A new kind stands here, in `domain.reporting.KINDS` and in `reports.queries.gathering.GATHERERS`."""


def paper(facts: Facts, stamp: Stamp) -> Paper:
    """Give the paper of *facts*, with their canonical bytes attached."""
    return SHEETS[facts.kind].sheet(facts, stamp, data_bytes(facts, stamp))


def read(told: Mapping[str, Any]) -> Facts:
    """Make facts again of what the canonical form says."""
    found: Facts = build(SHEETS[told["kind"]].facts, told)
    return found
