"""The payback page as an official reads it: the answer, other terms, bad terms, projects without figures."""

from __future__ import annotations

import pytest

from lsg_projects.kit import db
from lsg_projects.projects import queries
from tests.projects.conftest import Office
from tests.support import route_world


@pytest.fixture
def code(office: Office) -> str:
    """A whole project of the small district."""
    with office.app.app_context():
        return route_world.project(office.world)


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_page_answers_in_every_language(office: Office, code: str, lang: str) -> None:
    answer = office.browser().get(f"/office/projects/{code}/payback?lang={lang}")
    assert answer.status_code == 200
    assert answer.text.count("<svg") > 4
    assert 'role="img"' in answer.text
    assert "style=" not in answer.text


def test_other_terms_give_another_answer_and_stay_in_the_form(office: Office, code: str) -> None:
    akim = office.browser()
    usual = akim.get(f"/office/projects/{code}/payback?lang=ru").text
    other = akim.get(f"/office/projects/{code}/payback?lang=ru&horizon=3&rate=12,5").text
    assert 'value="10"' in usual
    assert 'value="12,5"' in other
    assert "3 лет, 12,5 % в год" in other.replace("\u00a0", " ")
    figure = '<dd class="fig">'
    assert other.split(figure)[1][:30] != usual.split(figure)[1][:30]


@pytest.mark.parametrize("terms", ["horizon=0&rate=10", "horizon=31&rate=10", "horizon=10&rate=51", "horizon=2,5&rate=1",
                                   "horizon=10&rate=NaN", "horizon=10", "rate=1e1&horizon=5"])  # fmt: skip
def test_bad_terms_are_refused_and_stay_on_the_page(office: Office, code: str, terms: str) -> None:
    answer = office.browser().get(f"/office/projects/{code}/payback?{terms}")
    assert answer.status_code == 422
    assert 'class="emsg"' in answer.text
    assert '<dd class="fig">' not in answer.text


def test_a_project_without_figures_says_what_is_missing(office: Office) -> None:
    akim = office.browser()
    code = office.begin(akim)
    text = akim.get(f"/office/projects/{code}/payback?lang=ru").text
    assert "В проекте не указан доход бюджету округа" in text
    assert f"/office/calculators?project={code}" in text


def test_a_project_that_does_not_pay_back_is_judged_by_its_goal(office: Office, code: str) -> None:
    akim = office.browser()
    with office.app.app_context():
        draft = queries.draft(db.session(), code)
    page = f"/office/projects/{code}/passport/cost"
    rows = {"lines-0-year": "2026", "lines-0-source": "own", "lines-0-amount": "900 000", "running_amount": "800 000"}
    typed = {"revision": str(draft.revision), "lines-0-administrator": "124", **rows}
    assert office.post(akim, page, typed, page).status_code == 303
    text = akim.get(f"/office/projects/{code}/payback?lang=ru").text
    assert "Собственным доходом не окупается" in text
    assert "по показателям цели" in text


def test_the_step_and_the_project_lead_to_both_pages(office: Office, code: str) -> None:
    akim = office.browser()
    assert f"/office/projects/{code}/payback" in akim.get(f"/office/projects/{code}").text
    assert f"/office/calculators?project={code}" in akim.get(f"/office/projects/{code}/passport/revenue").text
