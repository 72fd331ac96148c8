"""Whatever a browser sends to the form: an answer in the reader's language, never a fault, nothing half-stored."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lsg_projects.domain.project import STEPS
from tests.projects.conftest import TOKEN, Office
from tests.support.route_world import VILLAGE

FORMS = [step for step in STEPS if step not in ("documents", "review")]
NAMES = {
    "what": ["title-kk", "title-ru", "kind", "sector", "legal_kind", "works", "settlements", "latitude", "plan_approved",
             "earlier_project"],
    "why": ["problem-kk", "beneficiaries-0-people", "beneficiaries-0-group-kk", "goals-0-target", "beneficiaries-x-people"],
    "results": ["results-0-text-kk", "results-0-baseline", "results-0-target_year_1", "results-0-target_value_1",
                "results-99999999-text-kk"],
    "milestones": ["start", "milestones-0-due", "milestones-0-weight", "milestones-0-evidence", "milestones-0-key",
                   "milestones-0-gone"],
    "cost": ["cost_basis", "vat_included", "lines-0-amount", "lines-0-year", "lines-0-source", "lines-0-programme",
             "running_amount", "lines-0-administrator"],
    "revenue": ["brings_revenue", "property_owner", "revenue-0-code", "revenue-0-years-0-base", "revenue-0-years-0-year",
                "revenue-0-years-9-low"],
    "risks": ["risks-0-text-kk", "risks-0-probability", "risks-0-due", "interested", "responsible-ru"],
}  # fmt: skip
ODD = st.one_of(
    st.text(max_size=60),
    st.sampled_from([
        "1 681,7", "1681.7", "9О", "-5", "1e999", "NaN", "∞", "0x10", "99999999999999999999999", "٣٤", "1.2.3", "31.02.2026",
        "30 ақпан 2026", "2026-13-01", "00.00.0000", "other", "own", "yes", VILLAGE, "154653100", "\x00", "\ud800", "a" * 6000,
        "<script>", "../..", "{{7*7}}", "%s%n", "\u202eabc", "201510", "07.3.124.008",
    ]),
)  # fmt: skip
BUTTONS = st.sampled_from(
    [{}, {"then": "leave"}, {"add": "lines"}, {"add": "nonsense"}, {"remove": "lines-0"}, {"remove": "x-99999-y"},
     {"restore": "milestones-0"}, {"add": "revenue"}, {"add": "\x00"}]
)  # fmt: skip


@pytest.fixture
def begun(office: Office) -> tuple[Office, FlaskClient, str, str]:
    akim = office.browser()
    code = office.begin(akim)
    found = TOKEN.search(akim.get("/office/projects/new").text)
    assert found is not None
    return office, akim, code, found[1]


@pytest.mark.parametrize("step", FORMS)
def test_nothing_typed_makes_a_step_fail(begun: tuple[Office, FlaskClient, str, str], step: str) -> None:
    office, akim, code, token = begun
    address = f"/office/projects/{code}/passport/{step}"

    @given(st.dictionaries(st.sampled_from(NAMES[step]), ODD, max_size=6), BUTTONS, ODD)
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    def tried(typed: dict[str, str], button: dict[str, str], revision: str) -> None:
        form: dict[str, Any] = {"csrf_token": token, "revision": revision, **typed, **button}
        clean = {name: value.encode("utf-8", "replace").decode() for name, value in form.items()}
        answer = akim.post(address, data=clean)
        assert answer.status_code in (200, 303, 409, 422), answer.text[:500]

    tried()
    assert akim.get(address).status_code == 200
    assert office.passport(code).revision < 30


def test_choices_are_only_those_that_are_offered(begun: tuple[Office, FlaskClient, str, str]) -> None:
    office, akim, code, token = begun
    address = f"/office/projects/{code}/passport/what"
    for name, value in (("kind", "castle"), ("settlements", "154653100"), ("legal_kind", "gift")):
        answer = akim.post(address, data={"csrf_token": token, "revision": "1", name: value})
        assert answer.status_code == 422, name
    assert office.passport(code).revision == 1


@pytest.mark.parametrize(
    ("step", "typed"),
    [
        ("cost", {"lines-0-amount": "1 681,7"}),
        ("cost", {"lines-0-amount": "1 681,7", "lines-0-year": "", "lines-0-source": ""}),
        ("revenue", {"revenue-0-code": "201510", "revenue-0-years-0-base": "5"}),
        ("results", {"results-0-text-kk": "Нәтиже", "results-0-target_year_1": "2026"}),
    ],
)
def test_a_row_that_says_no_year_is_refused_not_suffered(
    begun: tuple[Office, FlaskClient, str, str], step: str, typed: dict[str, str]
) -> None:
    office, akim, code, token = begun
    answer = akim.post(f"/office/projects/{code}/passport/{step}", data={"csrf_token": token, "revision": "1", **typed})
    assert answer.status_code == 422
    assert office.passport(code).revision == 1


def test_a_form_without_its_token_is_refused(begun: tuple[Office, FlaskClient, str, str]) -> None:
    office, akim, code, _token = begun
    assert akim.post(f"/office/projects/{code}/passport/why", data={"goal-kk": "x"}).status_code == 400
    assert office.passport(code).revision == 1


def test_keys_of_rows_stay_unique_whatever_is_sent(begun: tuple[Office, FlaskClient, str, str]) -> None:
    office, akim, code, token = begun
    rows = {f"risks-{n}-{part}": value for n in range(3) for part, value in (("key", "same"), ("text-kk", "Тәуекел"))}
    answer = akim.post(f"/office/projects/{code}/passport/risks", data={"csrf_token": token, "revision": "1", **rows})
    assert answer.status_code == 303
    keys = [risk.key for risk in office.passport(code).passport.risks]
    assert len(set(keys)) == 3
    assert keys[0] == "same"


def test_too_many_rows_are_refused_and_kept_on_the_page(begun: tuple[Office, FlaskClient, str, str]) -> None:
    office, akim, code, token = begun
    rows = {f"risks-{n}-text-kk": f"Тәуекел {n}" for n in range(12)}
    answer = akim.post(f"/office/projects/{code}/passport/risks", data={"csrf_token": token, "revision": "1", **rows})
    assert answer.status_code == 422
    assert "Тәуекел 11" in answer.text
    assert office.passport(code).revision == 1
