"""Hostile words in every kind of report: markup, styles, directions and one endless word are printed as words."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pytest

from lsg_projects.domain.figures.assembly import AssemblyFacts, Recommendation
from lsg_projects.domain.figures.board import BoardFacts, Builder
from lsg_projects.domain.figures.civil import CivilFacts, Spending
from lsg_projects.domain.figures.facts import DistrictFacts
from lsg_projects.domain.figures.meeting import MeetingFacts, PlanItem
from lsg_projects.domain.figures.programme import Measure, Programme, ProgrammeFacts, YearSum
from lsg_projects.domain.figures.reform import Area, ReformFacts
from lsg_projects.domain.figures.transfers import Transfer, TransferFacts
from lsg_projects.domain.states import Delivery, Source
from lsg_projects.domain.text import Tri
from lsg_projects.kit.paper import check
from lsg_projects.reports.queries.reform import as_fields
from tests.paper.test_report import HOSTILE
from tests.support.issuing import Issued, issued
from tests.support.printing import sample

LONG = Tri.same("ұ" * 3000)
BAD = tuple(Tri.same(text) for text in HOSTILE)


def hurt(kind: str) -> DistrictFacts:
    """Give a settlement whose projects say the worst."""
    facts = sample(13)
    place = facts.okrugs[0].place
    projects = tuple(
        replace(facts.projects[0], code=f"{place.kato[:6]}-25-{n:03d}", okrug=place.kato, title=text, summary=text,
                goal=text, place=text, done=text, problems=text)
        for n, text in enumerate(BAD)
    )  # fmt: skip
    spoiled = replace(place, name=BAD[0])
    return replace(
        facts, kind=kind, district=spoiled, projects=projects, okrugs=(replace(facts.okrugs[0], place=spoiled),),
    )  # fmt: skip


def board() -> BoardFacts:
    facts = hurt("information-board")
    project = replace(facts.projects[0], title=LONG, goal=LONG)
    builder = Builder(HOSTILE[0], HOSTILE[2], facts.projects[0].approved, 100, HOSTILE[1])
    return BoardFacts(
        "information-board", "2025-Q4", "kk+ru", True, project, facts.district, None, BAD[2], HOSTILE[0], (BAD[1],),
        builder,
    )  # fmt: skip


def civil() -> CivilFacts:
    facts = hurt("civil-budget")
    return CivilFacts(
        "civil-budget", facts.district, None, "2025", "kk", True, 2025, facts.okrugs[0].now, None,
        (Spending("07", BAD[0], 100, BAD[2]), Spending("12", LONG, 50)), facts.projects, HOSTILE[2],
    )  # fmt: skip


def assembly() -> AssemblyFacts:
    facts = replace(hurt("assembly-monitoring"), period="2025-H2")
    day = facts.projects[0].approved
    said = tuple(
        Recommendation("2025-H2", n, day, text.kk, text, text.kk, day, "partly", text, text, day, day, text, day)
        for n, text in enumerate((*BAD, LONG), 1)
    )
    return AssemblyFacts(**as_fields(facts), recommendations=said, earlier=said[:2])


def meeting() -> MeetingFacts:
    facts = replace(hurt("akim-meeting"), period="2025")
    return MeetingFacts(**as_fields(facts), items=tuple(PlanItem(text, ("1",)) for text in (*BAD, LONG)))


def reform() -> ReformFacts:
    facts = hurt("reform-5")
    place = facts.okrugs[0].place
    return ReformFacts(**as_fields(facts), areas=(Area(place, (place.kato,)), Area(replace(place, kato="x"), ("x",))))


def programmes() -> ProgrammeFacts:
    sums = tuple(YearSum(year, 10, 5 if year < 2026 else None) for year in range(2024, 2029))
    measures = tuple(Measure(str(n), text, text, text, text, sums) for n, text in enumerate((*BAD, LONG)))
    place = hurt("programme-passport").district
    return ProgrammeFacts(
        "programme-passport", place, None, "2025", "kk", True, 2025, BAD[0],
        (Programme(HOSTILE[1], BAD[2], BAD[0], False, HOSTILE[0], measures),),
    )  # fmt: skip


def transfers() -> TransferFacts:
    place = hurt("transfer-results").district
    rows = tuple(
        Transfer(str(n), text, place, Source.DISTRICT_TRANSFER, HOSTILE[2], text, text, 100, 40, Delivery.LATE, 10,
                 None, None, (), text)
        for n, text in enumerate((*BAD, LONG))
    )  # fmt: skip
    return TransferFacts("transfer-results", place, None, "2025", "kk", True, 2025, False, rows)


MADE = {"board": board, "civil": civil, "assembly": assembly, "meeting": meeting, "reform": reform,
        "programmes": programmes, "transfers": transfers}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_hostile_words_are_printed_as_words(name):
    paper: Issued = issued(MADE[name]())
    assert check.faults(paper.content) == []
    reader = pypdf.PdfReader(io.BytesIO(paper.content))
    assert len(reader.attachments) == 1
    text = "".join(page.extract_text() for page in reader.pages)
    assert "root:" not in text
    assert not any(annotation.get_object().get("/A", {}).get("/S") == "/JavaScript"
                   for page in reader.pages for annotation in page.get("/Annots", ()))  # fmt: skip
    if name == "board":
        assert paper.pages == 2, "a board is one sheet of each size, whatever its words"
