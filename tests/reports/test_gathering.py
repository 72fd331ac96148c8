"""The facts of every kind: of a bare territory and an early period on both databases, and to the tiyn on full data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from lsg_projects.budgets.models import ExecutionLine, ExecutionMonth, PlanVersion
from lsg_projects.delivery.models import Payment
from lsg_projects.domain import codec
from lsg_projects.domain.errors import Incomplete, Missing
from lsg_projects.domain.periods import Length
from lsg_projects.domain.project import Passport
from lsg_projects.domain.reporting import KINDS, SubjectKind
from lsg_projects.domain.states import TRANSFERS, Level
from lsg_projects.kit import db
from lsg_projects.projects.models import Project, ProjectVersion
from lsg_projects.reports.sheets import table
from lsg_projects.reports.usecases import Order, claim, order, perform
from lsg_projects.territories.models import AdministrativeUnit
from tests.reports.conftest import TwoLines
from tests.reports.test_issue import LEASE
from tests.support.issuing import facts_of, on
from tests.support.printing import STAMP

OF_TERRITORIES = [kind for kind in KINDS.values() if kind.subject is SubjectKind.TERRITORY]
WHERE = {Level.OBLAST: "150000000", Level.DISTRICT: "154600000", Level.OKRUG: "154651000"}
EARLY = {Length.MONTH: "2019-02", Length.QUARTER: "2019-Q1", Length.HALF: "2019-H1", Length.YEAR: "2019"}
CASES = [
    pytest.param(kind.key, level, id=f"{kind.key}-{level.value}") for kind in OF_TERRITORIES for level in kind.levels
]


def written(facts) -> str:
    """Give all pages of a paper as HTML, not laid out: every template is filled."""
    paper = table.paper(facts, STAMP)
    contents = paper.contents({}) if paper.contents else ""
    return paper.front() + contents + "".join(chapter() for chapter in paper.chapters)


@pytest.mark.parametrize(("key", "level"), CASES)
def test_a_territory_without_projects_has_a_report_in_every_language(district, key, level):
    for language in KINDS[key].languages:
        facts = facts_of(key, language, WHERE[level])
        assert facts.size == 0
        assert STAMP.number in written(facts)
        assert table.read(codec.plain(facts)) == facts


@pytest.mark.parametrize(("key", "level"), CASES)
def test_a_period_before_any_data_is_said_to_have_none(district, key, level):
    facts = facts_of(key, "ru", WHERE[level], EARLY[KINDS[key].lengths[0]])
    text = written(facts)
    assert any(
        said in text
        for said in ("не представлено", "Не представлено", "не внесён", "не внесено", "нет", "не было", "Утверждённых")
    )


@pytest.mark.parametrize("key", [kind.key for kind in OF_TERRITORIES])
def test_a_run_of_it_ends_with_an_edition_that_comes_again(work, district, key):
    kind = KINDS[key]
    wish = Order(key, WHERE[kind.levels[-1]], str(kind.example_period), kind.languages[0])
    made = []
    for _ in range(2):
        with work() as unit:
            run_id = order(unit, wish)
            held = claim(unit, "test", LEASE, run_id)
        printer = TwoLines()
        perform(held, printer)
        made.append(len(printer.jobs))
    assert made == [1, 0], "unchanged facts are the same edition"


def test_a_level_that_a_kind_does_not_speak_of_is_refused(district):
    for kind in OF_TERRITORIES:
        for level in set(WHERE) - set(kind.levels):
            with pytest.raises(Incomplete):
                facts_of(kind.key, "kk", WHERE[level])
        with pytest.raises(Missing):
            facts_of(kind.key, "kk", "999999999")


@pytest.fixture(scope="module")
def full(demonstration: Path) -> Iterator[None]:
    with on(demonstration):
        yield


def paid_by_lines(until: date, path: str, only_transfers_of: int | None = None) -> tuple[int, int]:
    """Add up, from the rows themselves, plan and payments of published approved projects under a territory."""
    planned = paid = 0
    rows = db.session().execute(
        select(Project.id, ProjectVersion.content)
        .join(ProjectVersion, ProjectVersion.project_id == Project.id)
        .where(
            ProjectVersion.number == Project.published_version, Project.publication == "published",
            Project.approval == "approved", Project.unit_path.startswith(path),
        )
    )  # fmt: skip
    for project_id, content in rows:
        lines = codec.build(Passport, content).lines
        if only_transfers_of:
            lines = tuple(row for row in lines if row.year == only_transfers_of and row.source in TRANSFERS)
        planned += sum(line.amount for line in lines)
        paid += db.session().scalar(
            select(func.coalesce(func.sum(Payment.amount), 0)).where(
                Payment.project_id == project_id, Payment.paid_on <= until,
                Payment.line_key.in_([line.key for line in lines]),
            )
        )  # fmt: skip
    return planned, paid


def path_of(kato: str) -> str:
    return db.session().scalar(select(AdministrativeUnit.path).where(AdministrativeUnit.kato == kato))


def test_transfers_are_those_of_the_lines_to_the_tiyn(full):
    facts = facts_of("transfer-results", "kk", "154600000")
    planned, paid = paid_by_lines(date(2025, 12, 31), path_of("154600000"), only_transfers_of=2025)
    assert planned > 0
    assert (sum(row.planned for row in facts.transfers), sum(row.paid for row in facts.transfers)) == (planned, paid)
    assert sum(row.rest for row in facts.transfers) == planned - paid


def test_the_reforms_parts_add_up_to_the_plans_and_payments(full):
    facts = facts_of("reform-5", "kk", "154600000")
    plans = db.session().scalar(
        select(func.sum(PlanVersion.tax + PlanVersion.non_tax + PlanVersion.capital_sale)).where(
            PlanVersion.year == 2025
        )
    )
    assert sum(okrug.now.own for okrug in facts.okrugs if okrug.now) == plans
    planned, paid = paid_by_lines(date(2025, 12, 31), path_of("154600000"))
    assert (sum(p.amount for p in facts.projects), sum(p.paid(date(2025, 12, 31)) for p in facts.projects)) == (
        planned, paid,
    )  # fmt: skip
    assert {frame.key for frame in facts.frames} == {
        "national-plan-2025", "national-plan-2029", "regional-concept-2030",
    }  # fmt: skip


def test_an_oblast_is_the_sum_of_its_districts(full):
    oblast, one = facts_of("reform-5", "kk", "150000000"), facts_of("reform-5", "kk", "154600000")
    assert oblast.projects == one.projects
    assert [area.place.kato for area in oblast.areas] == ["154600000"]
    assert set(oblast.areas[0].okrugs) == {area.place.kato for area in one.areas}


def test_a_months_execution_is_what_was_brought_in(full):
    facts = facts_of("budget-execution", "kk")
    assert facts.known
    month = db.session().scalar(
        select(ExecutionMonth.id)
        .join(AdministrativeUnit, AdministrativeUnit.id == ExecutionMonth.unit_id)
        .where(AdministrativeUnit.kato == "154651000", ExecutionMonth.month == date(2025, 11, 1))
        .order_by(ExecutionMonth.number.desc())
    )
    rows = dict(
        db.session().execute(
            select(ExecutionLine.code, ExecutionLine.received).where(ExecutionLine.month_id == month)
        ).all()
    )  # fmt: skip
    assert {line.code: line.amounts.received for line in facts.lines} == {
        code: rows[code] for code in rows if not any(other != code and other.startswith(code) for other in rows)
    }
    assert facts.own.received == sum(line.amounts.received or 0 for line in facts.lines if line.own)
    assert sum(each.received or 0 for each in facts.months) == facts.own.received


def test_the_programmes_hold_every_line_of_the_years(full):
    facts = facts_of("programme-passport", "kk")
    assert facts.years == (2024, 2025, 2026, 2027, 2028)
    rows = db.session().scalars(
        select(ProjectVersion.content)
        .join(Project, Project.id == ProjectVersion.project_id)
        .where(
            ProjectVersion.number == Project.published_version, Project.publication == "published",
            Project.approval.in_(("approved", "in_review")), Project.unit_path == path_of("154651000"),
        )
    )  # fmt: skip
    lines = [line for content in rows for line in codec.build(Passport, content).lines if line.programme]
    for year in facts.years:
        assert sum(programme.total(year) for programme in facts.programmes) == sum(
            line.amount for line in lines if line.year == year
        )


def test_the_civil_budget_shares_a_thousand_tenge(full):
    text = written(facts_of("civil-budget", "ru"))
    assert "115" in text
    facts = facts_of("civil-budget", "ru")
    assert {project.code for project in facts.projects} == {
        project.code
        for project in facts_of("reform-5", "ru", "154600000").projects
        if project.okrug == "154651000" and any(line.year == 2025 for line in project.funding)
    }


def test_the_meetings_page_counts_questions_of_the_year(full):
    facts = facts_of("akim-meeting", "kk")
    assert facts.questions.asked == facts.questions.answered + facts.questions.waiting
    assert facts.questions.asked > 0
