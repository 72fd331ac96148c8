"""The calculators' pages as officials use them in a browser without scripts."""

from __future__ import annotations

import html
import re
from decimal import Decimal

import pytest

from lsg_projects.domain.calculators import CALCULATORS
from lsg_projects.domain.completeness import gaps
from lsg_projects.domain.project import Passport
from lsg_projects.domain.states import Role
from tests.projects.conftest import Office

HIDDEN = re.compile(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"')


def shown_values(page: str) -> dict[str, object]:
    """The values that the form for adding carries along."""
    part = page[page.index('id="add"') :]
    return {name: html.unescape(value) for name, value in HIDDEN.findall(part) if name != "csrf_token"}


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_every_calculator_answers_its_worked_example_in_every_language(office: Office, lang: str) -> None:
    akim = office.browser()
    listed = akim.get(f"/office/calculators?lang={lang}")
    assert listed.status_code == 200
    for kind in CALCULATORS:
        assert f"/office/calculators/{kind}" in listed.text
        answer = akim.get(f"/office/calculators/{kind}?lang={lang}")
        assert answer.status_code == 200, kind
        assert 'id="result"' in answer.text
    assert akim.get("/office/calculators/gold").status_code == 404


def test_the_list_puts_traders_first_and_the_self_employed_last(office: Office) -> None:
    text = office.browser().get("/office/calculators?lang=ru").text
    places = [text.index(f"/office/calculators/{kind}") for kind in CALCULATORS]
    assert places == sorted(places)
    assert next(iter(CALCULATORS)) == "trader"
    assert "в бюджет округа не поступит ничего" in text


def test_the_districts_own_rate_is_chosen_beforehand(office: Office) -> None:
    text = office.browser().get("/office/calculators/trader?lang=ru").text
    assert "1\u00a0200\u00a0000\u00a0₸" in text
    assert "Решение Мартукского районного маслихата от 20.11.2025" in text
    country = office.browser().get("/office/calculators/trader?lang=ru&go=1&territory=&count=1&turnover=20000&year=2026"
                                   "&month=1&years=5&without=0&low=80&high=110").text  # fmt: skip
    assert "1\u00a0600\u00a0000\u00a0₸" in country
    assert "Налоговый кодекс, ст. 726" in country


def test_bad_figures_stay_on_the_page_with_their_reason(office: Office) -> None:
    akim = office.browser()
    answer = akim.get("/office/calculators/rent?lang=ru&go=1&property=okrug&rent_area=24О&rent_rate=950&occupancy=190")
    assert answer.status_code == 422
    assert "24О" in answer.text
    assert "190" in answer.text
    assert 'id="result"' not in answer.text
    assert answer.text.count('class="emsg"') >= 3


@pytest.mark.parametrize("typed", ["NaN", "1e9", "-5", "٣٤", "1,123456789012345"])
def test_no_odd_number_is_counted(office: Office, typed: str) -> None:
    akim = office.browser()
    place = {"go": "1", "place": "village", "use": "other", "area": typed, "local_change": "0", "count": "1"}
    common = {"year": "2026", "month": "1", "years": "5", "without": "0", "low": "80", "high": "110"}
    assert akim.get("/office/calculators/land", query_string=place | common).status_code == 422


def test_a_plot_outside_is_refused_with_the_reason(office: Office) -> None:
    akim = office.browser()
    values = {"go": "1", "inside": "no", "price": "500", "count": "1", "year": "2026", "without": "0", "low": "80"}
    answer = akim.get("/office/calculators/lease_right", query_string=values | {"high": "110", "lang": "ru"})
    assert answer.status_code == 422
    assert "идут в бюджет района" in answer.text


def test_a_calculation_goes_into_a_draft_with_its_formula(office: Office) -> None:
    akim = office.browser()
    code = office.begin(akim)
    address = f"/office/calculators/rent?project={code}&lang=ru"
    typed = shown_values(akim.get(address).text) | {"project": code, "month": "7"}
    answer = office.post(akim, "/office/calculators/rent", typed, address)
    assert answer.status_code == 303, answer.text
    assert answer.location.endswith(f"/{code}/passport/revenue")
    passport = office.passport(code).passport
    assert [line.base for line in passport.revenue[:2]] == [123_120_000, 246_240_000]
    assert {line.object_key for line in passport.revenue} == {passport.objects[0].key}
    assert passport.brings_revenue is True
    assert passport.property_owner == "okrug"
    given = {each.key: each.value for each in passport.objects[0].given}
    assert given["rent_area"] == "240"
    for text in passport.revenue[0].reasoning.as_dict().values():
        assert "2 462 400" in text or "2,462,400" in text
        assert 20 <= len(text) <= 500
    assert not [gap for gap in gaps(passport) if gap.step == "revenue"]


def test_two_sources_under_one_receipt_stand_beside_each_other(office: Office) -> None:
    akim = office.browser()
    code = office.begin(akim)
    for kind in ("trader", "farm"):
        typed = shown_values(akim.get(f"/office/calculators/{kind}").text) | {"project": code}
        assert office.post(akim, f"/office/calculators/{kind}", typed, f"/office/calculators/{kind}").status_code == 303
    passport = office.passport(code).passport
    assert {line.code for line in passport.revenue} == {"101202"}
    assert len(passport.objects) == 2
    assert not [gap for gap in gaps(passport) if gap.code == "receipt_twice"]


def test_an_object_goes_with_its_last_line_and_the_form_keeps_what_it_does_not_show(office: Office) -> None:
    akim = office.browser()
    code = office.begin(akim)
    for kind in ("land", "advertising"):
        typed = shown_values(akim.get(f"/office/calculators/{kind}").text) | {"project": code}
        office.post(akim, f"/office/calculators/{kind}", typed, f"/office/calculators/{kind}")
    page = f"/office/projects/{code}/passport/revenue"
    before = office.passport(code)
    stored = _form_values(akim.get(page).text)
    assert office.post(akim, page, stored, page).status_code == 303
    assert office.passport(code).passport == before.passport
    gone = stored | {"revenue-0-gone": "1"}
    assert office.post(akim, page, gone, page).status_code == 303
    after = office.passport(code).passport
    assert [each.kind for each in after.objects] == ["advertising"]
    assert {line.formula for line in after.revenue} == {"advertising"}
    compared = akim.get(f"/office/projects/{code}/passport").text
    assert after.objects[0].name.pick("kk") in html.unescape(compared)


def test_only_those_who_write_add_and_others_may_count(office: Office) -> None:
    akim = office.browser()
    code = office.begin(akim)
    typed = shown_values(akim.get("/office/calculators/rent").text) | {"project": code}
    financier = office.browser(Role.FINANCIER)
    assert financier.get("/office/calculators/rent").status_code == 200
    refused = office.post(financier, "/office/calculators/rent", typed, "/office/calculators/rent")
    assert refused.status_code in (400, 403)
    assert office.passport(code).passport == Passport()
    nothing = office.post(akim, "/office/calculators/self_employed", typed, "/office/calculators/rent")
    assert nothing.status_code == 422
    assert Decimal(0) == sum(line.base for line in office.passport(code).passport.revenue)


def _form_values(page: str) -> dict[str, object]:
    """What a browser would send back of the revenue step, untouched."""
    found: dict[str, object] = {}
    form = re.search(r'<form[^>]*action="[^"]*/passport/revenue">(.*?)</form>', page, re.DOTALL)
    assert form is not None
    for tag in re.findall(r"<input[^>]*>", form[1]):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and name[1] != "csrf_token" and ('type="radio"' not in tag or "checked" in tag):
            found[name[1]] = html.unescape(value[1]) if value else ""
    for name, body in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form[1], re.DOTALL):
        found[name] = html.unescape(body).removeprefix("\r\n").removeprefix("\n")
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form[1], re.DOTALL):
        chosen = re.search(r'<option selected[^>]*value="([^"]*)"', body)
        found[name] = chosen[1] if chosen else ""
    return found
