"""The pages of a project as its akim uses them in a browser without scripts."""

from __future__ import annotations

import io
import re

import pytest
from werkzeug.test import TestResponse

from lsg_projects.domain.project import STEPS
from lsg_projects.domain.states import Role, Source
from lsg_projects.kit import db
from tests.projects.conftest import Office
from tests.support import route_world
from tests.support.route_world import PDF, VILLAGE, tri

REVISION = re.compile(r'name="revision"[^>]*value="(\d+)"')


def revision(page: str) -> str:
    found = REVISION.search(page)
    assert found is not None
    return found[1]


def test_a_new_project_opens_its_first_step_and_every_page_answers(office: Office) -> None:
    akim = office.browser()
    code = office.begin(akim)
    assert code == "154651-26-001"
    for step in STEPS:
        assert akim.get(f"/office/projects/{code}/passport/{step}").status_code == 200, step
    for place in ("", "/passport", "/completeness", "/preview", "/preview/card", "/versions"):
        assert akim.get(f"/office/projects/{code}{place}").status_code == 200, place
    listed = akim.get("/office/projects").text
    assert code in listed


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_a_whole_passport_is_readable_in_every_language(office: Office, lang: str) -> None:
    with office.app.app_context():
        code = route_world.project(office.world)
    akim = office.browser()
    for place in ("", "/passport", "/completeness", "/preview", "/versions", *(f"/passport/{step}" for step in STEPS)):
        answer = akim.get(f"/office/projects/{code}{place}?lang={lang}")
        assert answer.status_code == 200, place
        assert f'<html lang="{lang}"' in answer.text


def test_a_step_keeps_half_an_answer_and_goes_on(office: Office) -> None:
    akim = office.browser()
    code = office.begin(akim)
    page = f"/office/projects/{code}/passport/what"
    form = {"revision": revision(akim.get(page).text), "title-kk": "  Көше   жарығы ", "settlements": VILLAGE}
    answer = office.post(akim, page, form, page)
    assert answer.status_code == 303
    assert answer.location.endswith("/passport/why")
    draft = office.passport(code)
    assert draft.passport.title.kk == "Көше жарығы"
    assert draft.passport.settlements == (VILLAGE,)
    assert draft.revision == 2


def test_money_is_typed_as_people_type_it_and_read_back(office: Office) -> None:
    akim = office.browser()
    code = office.begin(akim)
    page = f"/office/projects/{code}/passport/cost"
    rows = {
        "lines-0-year": "2026", "lines-0-source": "own", "lines-0-amount": "1 681,7", "lines-0-administrator": "124",
        "lines-1-year": "2026", "lines-1-source": "sponsor", "lines-1-amount": "1 681 700 ₸",
    }  # fmt: skip
    assert office.post(akim, page, {"revision": "1", **rows}, page).status_code == 303
    lines = office.passport(code).passport.lines
    assert [(line.source, line.amount) for line in lines] == [(Source.OWN, 168_170_000), (Source.SPONSOR, 168_170_000)]
    assert "1\u00a0681,7" in akim.get(page).text


def test_what_cannot_be_read_stays_on_the_page_with_its_reason(office: Office) -> None:
    akim = office.browser()
    code = office.begin(akim)
    page = f"/office/projects/{code}/passport/cost"
    form = {"revision": "1", "lines-0-year": "2026", "lines-0-source": "own", "lines-0-amount": "9О"}
    answer = office.post(akim, page, form, page)
    assert answer.status_code == 422
    assert 'value="9О"' in answer.text
    assert 'href="#lines-0-amount"' in answer.text
    assert "Қате:" in answer.text
    assert office.passport(code).revision == 1


def test_rows_are_added_taken_away_and_brought_back_without_scripts(office: Office) -> None:
    akim = office.browser()
    code = office.begin(akim)
    page = f"/office/projects/{code}/passport/milestones"
    typed = {"revision": "1", "start": "02.02.2026", "milestones-0-title-kk": "Шарт жасалды", "milestones-0-key": ""}
    added = office.post(akim, page, {**typed, "add": "milestones"}, page)
    assert added.status_code == 200
    assert "Шарт жасалды" in added.text
    assert "milestones-1-title-kk" in added.text
    gone = office.post(akim, page, {**typed, "remove": "milestones-0"}, page)
    assert 'name="restore" value="milestones-0"' in gone.text
    back = office.post(akim, page, {**typed, "milestones-0-gone": "1", "restore": "milestones-0"}, page)
    assert 'name="restore"' not in back.text
    assert "Шарт жасалды" in back.text
    office.post(akim, page, {**typed, "milestones-0-gone": "1"}, page)
    assert office.passport(code).passport.milestones == ()


def test_usual_milestones_are_offered_and_weights_made_equal(office: Office) -> None:
    akim = office.browser()
    code = office.begin(akim)
    page = f"/office/projects/{code}/passport/milestones"
    offered = office.post(akim, page, {"revision": "1", "milestones-0-title-kk": "Өз нүктем", "usual": "1"}, page).text
    assert "Өз нүктем" in offered
    assert offered.count('name="remove"') == 4
    typed = {f"milestones-{n}-key": "" for n in range(3)}
    even = office.post(akim, page, {"revision": "1", **typed, "even": "1"}, page).text
    assert [re.search(rf'name="milestones-{n}-weight"[^>]*value="(\d+)"', even)[1] for n in range(3)] == [
        "34",
        "33",
        "33",
    ]
    assert office.passport(code).revision == 1


def test_revenue_is_typed_by_receipt_and_year(office: Office) -> None:
    akim = office.browser()
    code = office.begin(akim)
    page = f"/office/projects/{code}/passport/revenue"
    added = office.post(akim, page, {"revision": "1", "add": "revenue"}, page).text
    assert 'name="revenue-0-years-0-year" value="2026"' in added
    form = {
        "revision": "1", "brings_revenue": "yes", "revenue-0-key": "", "revenue-0-code": "201510",
        "revenue-0-reasoning-kk": "180 м² × 700 ₸ × 12 ай", "revenue-0-years-0-year": "2026",
        "revenue-0-years-0-base": "1020,6", "revenue-0-years-1-year": "2027", "revenue-0-years-1-base": "1360,8",
        "revenue-0-years-1-without": "100",
    }  # fmt: skip
    assert office.post(akim, page, form, page).status_code == 303
    passport = office.passport(code).passport
    assert [(line.code, line.year, line.gain) for line in passport.revenue] == [
        ("201510", 2026, 102_060_000),
        ("201510", 2027, 126_080_000),
    ]
    assert passport.brings_revenue is True


def test_two_browsers_on_one_step_meet_at_the_comparison(office: Office) -> None:
    first, second = office.browser(), office.browser(Role.SPECIALIST)
    code = office.begin(first)
    page = f"/office/projects/{code}/passport/why"
    office.post(first, page, {"revision": "1", "goal-kk": "Бірінші мақсат"}, page)
    answer = office.post(second, page, {"revision": "1", "goal-kk": "Екінші мақсат"}, page)
    assert answer.status_code == 409
    assert "Бірінші мақсат" in answer.text  # theirs
    assert "Екінші мақсат" in answer.text  # yours, still in the form
    assert revision(answer.text) == "2"
    assert office.passport(code).passport.goal.kk == "Бірінші мақсат"
    again = office.post(second, page, {"revision": "2", "goal-kk": "Екінші мақсат"}, page)
    assert again.status_code == 303
    assert office.passport(code).passport.goal.kk == "Екінші мақсат"


def test_a_paper_is_attached_and_withdrawn(office: Office) -> None:
    akim = office.browser()
    code = office.begin(akim)
    page = f"/office/projects/{code}/passport/documents"
    form = {"file": (io.BytesIO(PDF), "smeta.pdf"), "type": "estimate", "title-kk": "Смета"}
    assert office.post(akim, f"/office/projects/{code}/documents", form, page).status_code == 303
    shown = akim.get(page).text
    key = re.search(r"/office/files/([0-9a-f]{32})/smeta.pdf", shown)
    assert key is not None
    sent = akim.get(key[0])
    assert sent.data == PDF
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    refused = office.post(akim, f"/office/projects/{code}/documents/withdraw", {"key": key[1], "reason": ""}, page)
    assert refused.status_code == 422
    gone = office.post(akim, f"/office/projects/{code}/documents/withdraw", {"key": key[1], "reason": "қате"}, page)
    assert gone.status_code == 303
    assert key[1] not in akim.get(page).text


def test_a_paper_that_names_a_person_is_kept_only_unpublished(office: Office) -> None:
    akim = office.browser()
    code = office.begin(akim)
    page = f"/office/projects/{code}/passport/documents"

    def sent(name: str, **more: str) -> TestResponse:
        form = {"file": (io.BytesIO(PDF), name), "type": "estimate", "title-kk": "Смета", **more}
        return office.post(akim, f"/office/projects/{code}/documents", form, page)

    for refused in (sent("87011234567.pdf"), sent("smeta.pdf", **{"title-kk": "Асан, 8 701 123 45 67"})):
        assert refused.status_code == 422
        assert "ұялы телефон" in refused.text
    assert sent("87011234567.pdf", withheld_reason="personal").status_code == 303


def test_what_blocks_publication_is_counted_over_the_previewed_card(office: Office) -> None:
    with office.app.app_context():
        code = route_world.project(office.world)
        db.db.session.remove()
    akim = office.browser()
    page = f"/office/projects/{code}/preview/card?lang=kk"
    assert "Жариялау үшін" not in akim.get(page).text
    goal = {"revision": str(office.passport(code).revision), "goal-kk": "Сұрақ болса: 8 701 123 45 67"}
    assert office.post(akim, f"/office/projects/{code}/passport/why", goal).status_code == 303
    shown = akim.get(page).text
    assert "Жариялау үшін" in shown
    assert "123 45 67" not in shown


def test_a_hostile_file_is_refused_with_the_reason(office: Office) -> None:
    akim = office.browser()
    code = office.begin(akim)
    page = f"/office/projects/{code}/passport/documents"
    form = {"file": (io.BytesIO(b"<svg onload=alert(1)>"), "plan.pdf"), "type": "estimate", "title-kk": "Жоспар"}
    answer = office.post(akim, f"/office/projects/{code}/documents", form, page)
    assert answer.status_code == 422
    assert "plan.pdf" in answer.text
    assert 'value="Жоспар"' in answer.text


def test_others_read_and_strangers_see_nothing(office: Office) -> None:
    with office.app.app_context():
        code = route_world.project(office.world)
    reader = office.browser(Role.ECONOMIST)
    assert reader.get(f"/office/projects/{code}/passport").status_code == 200
    assert reader.get(f"/office/projects/{code}/passport/what").status_code == 303  # to the passport to read
    assert reader.post(f"/office/projects/{code}/passport/what").status_code in (400, 403)
    stranger = office.browser(person=office.world.stranger)
    assert stranger.get(f"/office/projects/{code}").status_code == 404
    assert code not in stranger.get("/office/projects").text
    assert office.browser(Role.ADMIN).get(f"/office/projects/{code}").status_code == 403


def test_publication_waits_for_the_first_sending_and_is_taken_back_with_a_reason(office: Office) -> None:
    with office.app.app_context():
        code = route_world.project(office.world)
        db.db.session.remove()
    akim = office.browser()
    page = f"/office/projects/{code}/preview"
    assert office.post(akim, f"/office/projects/{code}/publish", {}).status_code == 409
    with office.app.app_context():
        route_world.submit(office.world, code)
        db.db.session.remove()
    assert office.post(akim, f"/office/projects/{code}/publish", {}).status_code == 303
    assert akim.get(page).status_code == 200
    assert office.post(akim, f"/office/projects/{code}/unpublish", {"reason": ""}, page).status_code == 422
    assert office.post(akim, f"/office/projects/{code}/unpublish", {"reason": "Қате"}, page).status_code == 303


def main_words(page: str) -> list[str]:
    main = page.partition('<div class="pghead">')[2].partition('id="check-h"')[0]
    return re.sub(r"<[^>]+>", " ", main).split()


def test_the_previewed_card_is_the_card_that_citizens_get(office: Office) -> None:
    with office.app.app_context():
        code = route_world.project(office.world)
        route_world.submit(office.world, code)
        db.db.session.remove()
    akim, citizen = office.browser(), office.app.test_client()
    page = f"/office/projects/{code}/preview/card?lang=kk"
    before = akim.get(page)
    assert citizen.get(f"/kk/projects/{code}").status_code == 404
    assert citizen.get(page).status_code in (302, 303)
    assert office.browser(person=office.world.stranger).get(page).status_code == 404
    assert f"/kk/projects/{code}" not in before.text  # nothing leads to what is not public yet
    assert office.post(akim, f"/office/projects/{code}/publish", {}).status_code == 303
    shown = main_words(citizen.get(f"/kk/projects/{code}").text)
    previewed = main_words(before.text)
    assert len(previewed) > 100
    assert [word for word in previewed if word not in shown] == []


def test_a_project_in_review_is_not_written(office: Office) -> None:
    with office.app.app_context():
        code = route_world.project(office.world)
        route_world.submit(office.world, code)
        db.db.session.remove()
    akim = office.browser()
    answer = office.post(akim, f"/office/projects/{code}/passport/why", {"revision": "1", "goal-kk": "Басқа"})
    assert answer.status_code == 409
    assert office.passport(code).passport.goal == route_world.PASSPORT.goal
    assert akim.get(f"/office/projects/{code}/versions?before=1&after=draft").status_code == 200
    short = akim.get(f"/office/projects/{code}/history/compare?a=1&b=draft")
    assert short.location == f"/office/projects/{code}/versions?before=1&after=draft"


def test_wrong_addresses_are_answered_not_suffered(office: Office) -> None:
    akim = office.browser()
    code = office.begin(akim)
    for place, status in {
        f"/office/projects/{code}/passport/nonsense": 404,
        "/office/projects/154651-26-999": 404,
        f"/office/projects/{'x' * 300}": 404,
        f"/office/projects/{code}/versions?before=0&after=%D9%A1": 200,
        "/office/projects?approval=nonsense": 422,
        "/office/projects?year=20x6": 422,
        "/office/projects?after=%00garbage": 200,
        "/office/projects?q=%D0%B6%D0%B0%D1%80%D1%8B%D2%9B&order=amount": 200,
        "/office/files/0/x.pdf": 404,
    }.items():
        assert akim.get(place).status_code == status, place


def test_a_similar_project_takes_words_and_leaves_sums(office: Office) -> None:
    with office.app.app_context():
        code = route_world.project(office.world)
        db.db.session.remove()
    akim = office.browser()
    body = str(next(iter(office.world.bodies.values())))
    answer = office.post(akim, "/office/projects/new", {"body": body, "like": code})
    copy = office.passport(answer.location.split("/")[-3]).passport
    assert copy.title == tri("Көше жарығын орнату жұмыстары")
    assert copy.amount == 0
    assert copy.start is None
    assert copy.earlier_project == code
