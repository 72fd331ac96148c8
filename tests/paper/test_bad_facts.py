"""Facts that no door lets in, and a machine that lacks a font: the report is right or says why not, and the next one comes."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date

import pypdf
import pytest

from lsg_projects import settings
from lsg_projects.domain.figures.audit import AuditFacts, AuditRow
from lsg_projects.domain.money import THOUSAND
from lsg_projects.domain.states import BodyKind, Outcome, Role
from lsg_projects.domain.text import Tri
from lsg_projects.kit.paper import check, press
from lsg_projects.kit.paper.model import PrintFailed
from lsg_projects.reports.usecases.printing import Job, by_process
from tests.paper.test_hostile_kinds import transfers
from tests.support.issuing import issued
from tests.support.printing import STAMP, sample

CONTROL = "бас\x00\x07\x1b[31m\x7f\x9b\ufffe\uffff\u202eтерс\u202c\u2066\u200bсоңы"


def audit(count: int) -> AuditFacts:
    """Give so many decisions."""
    place = sample(1).okrugs[0].place
    row = AuditRow(
        1, "154651-25-001", Tri.same("Жоба"), place, 1000 * THOUSAND, 1, "0" * 64, BodyKind.MASLIKHAT,
        Tri.same("Мәслихат"), Role.MASLIKHAT_SECRETARY, Outcome.APPROVED, date(2025, 4, 30), "Д-1", "", 3, 10, (),
    )  # fmt: skip
    rows = tuple(replace(row, number=number, act=f"Д-{number}") for number in range(1, count + 1))
    return AuditFacts("approval-audit", place, "2025", "kk", True, False, rows)


def silent(_stage: str, _done: int, _total: int) -> None:
    """Hear nothing."""


def test_control_and_direction_marks_are_no_fault_of_the_file():
    facts = transfers()
    facts = replace(facts, transfers=(replace(facts.transfers[0], title=Tri.same(CONTROL)),))
    paper = issued(facts)
    assert check.faults(paper.content) == []
    reader = pypdf.PdfReader(io.BytesIO(paper.content))
    ((_name, contents),) = reader.attachments.items()
    assert json.loads(contents[0])["facts"]["transfers"][0]["title"]["kk"] == CONTROL
    assert "соңы" in "".join(page.extract_text() for page in reader.pages)


def test_a_machine_without_the_font_refuses_and_takes_no_other(own_instance, tmp_path, monkeypatch):
    package = tmp_path / "without" / "fontpkg_ibm_plex_sans"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("from pathlib import Path\nROOT = Path(__file__).parent\n")
    monkeypatch.setenv("PYTHONPATH", str(package.parent))
    press.close()  # a room that stands ready has read the font
    with pytest.raises(PrintFailed) as failure:
        by_process(Job(transfers(), STAMP), silent)
    assert failure.value.reason == "broken"
    assert "IBMPlexSans" in failure.value.detail


@pytest.mark.slow
def test_a_word_of_a_hundred_thousand_letters_ends_in_its_limits_and_the_next_report_comes(own_instance, monkeypatch):
    monkeypatch.setenv("LSG_REPORT_SECONDS", "15")
    settings.current.cache_clear()
    facts = sample(1)
    word = Tri.same("ұ" * 100_000)
    endless = replace(facts, projects=(replace(facts.projects[0], title=word, goal=word, done=word),))
    with pytest.raises(PrintFailed) as failure:
        by_process(Job(endless, STAMP), silent)
    assert failure.value.reason in ("too_long", "too_much_memory")
    assert by_process(Job(facts, STAMP), silent).pages > 8


@pytest.mark.slow
def test_two_thousand_rows_are_all_printed_and_ten_thousand_end_in_the_limits(own_instance):
    made = by_process(Job(audit(2_000), STAMP), silent)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made.content)).pages)
    assert all(f"Д-{number}" in text for number in (1, 1_000, 1_999, 2_000))
    with pytest.raises(PrintFailed) as failure:
        by_process(Job(audit(10_000), STAMP), silent)
    assert failure.value.reason in ("too_long", "too_much_memory")
    assert by_process(Job(audit(1), STAMP), silent).pages == 2
