"""The pages of reports: an order in the office, its progress, the second person, the public list, and every verdict."""

from __future__ import annotations

import hashlib
import io
import json
import re

import pytest

from lsg_projects.domain import periods
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.periods import Length
from lsg_projects.domain.states import BodyKind, Role
from lsg_projects.domain.verification import code_of
from lsg_projects.kit import clock
from lsg_projects.kit.files import store as files
from lsg_projects.kit.work import work
from lsg_projects.reports.usecases import SetSchedule, claim, perform, set_schedule, wish_for_due
from lsg_projects.reports.usecases.printing import Made
from lsg_projects.territories.queries import unit as units
from tests.reports.conftest import plan
from tests.reports.test_issue import LEASE
from tests.support.officials import district, official, token

PAPER = b"%%PDF-1.7\n%s\ntrailer\n/ID [(%s) (00)]\n%%%%EOF\n"


@pytest.fixture
def place(app, own_instance):
    district(app)
    return app


@pytest.fixture
def analyst(place):
    return official(place, Role.ANALYST, BodyKind.OBLAST_OFFICE, "150000000")


@pytest.fixture
def chief(place):
    return official(place, Role.DISTRICT_AKIM, BodyKind.AKIMAT, "154600000")


def printer(job, progress):
    """Give a file that claims its code, as the real one does."""
    progress("pages", 1, 1)
    content = PAPER % (job.stamp.number.encode(), job.stamp.code.encode())
    return Made(content, 12, "Есеп атауы", "Бір сөйлем")


def ordered(client, period=None) -> str:
    text = client.get("/office/reports/new?kind=district-progress").text
    chosen = period or re.search(r'<option[^>]*value="(\d{4}-Q\d)"', text)[1]
    form = {
        "csrf_token": token(text),
        "kind": "district-progress",
        "subject": "154600000",
        "period": chosen,
        "language": "kk",
    }
    answer = client.post("/office/reports/new", data=form)
    assert answer.status_code == 303, answer.text
    return answer.location


def make(app):
    with app.app_context():
        with work(SYSTEM) as unit:
            held = claim(unit, "test", LEASE)
        perform(held, printer)


@pytest.fixture
def number(place, analyst) -> str:
    where = ordered(analyst)
    make(place)
    return re.search(r"/office/reports/(DP-[\w-]+)", analyst.get(where).text)[1]


def test_an_order_shows_its_progress_until_it_is_done(place, analyst):
    asked = analyst.get("/office/reports/new?kind=district-progress").text
    assert "Отчёт о ходе проектов района" in asked
    assert "reports." not in re.sub(r'"[^"]*"', "", asked), "a label is a key"
    where = ordered(analyst)
    waiting = analyst.get(where).text
    assert 'http-equiv="refresh"' in waiting
    assert "<progress" in waiting
    make(place)
    done = analyst.get(where).text
    assert 'http-equiv="refresh"' not in done
    assert "/office/reports/DP-1546-" in done


def test_a_cancelled_order_can_be_put_back(place, analyst):
    where = ordered(analyst)
    page = analyst.get(where).text
    assert analyst.post(f"{where}/cancel", data={"csrf_token": token(page)}).status_code == 303
    page = analyst.get(where).text
    assert "Заказ отменён" in page
    assert analyst.post(f"{where}/retry", data={"csrf_token": token(page)}).status_code == 303
    make(place)
    assert "/office/reports/DP-1546-" in analyst.get(where).text


def test_what_is_not_offered_is_refused_and_the_choice_is_kept(analyst):
    text = analyst.get("/office/reports/new").text
    form = {
        "csrf_token": token(text),
        "kind": "district-progress",
        "subject": "154651000",
        "period": "1999",
        "language": "ru",
    }
    answer = analyst.post("/office/reports/new", data=form)
    assert answer.status_code == 422
    assert "Такого значения в списке нет" in answer.text


def test_a_district_elsewhere_neither_offers_nor_shows_it(place, number):
    stranger = official(place, Role.DISTRICT_AKIM, BodyKind.AKIMAT, "154800000")
    assert "154600000" not in stranger.get("/office/reports/new").text
    assert number not in stranger.get("/office/reports").text
    assert stranger.get(f"/office/reports/{number}").status_code == 404
    assert stranger.get("/office/reports/runs/1").status_code == 404


def test_only_the_second_person_certifies(analyst, chief, number):
    own = analyst.get(f"/office/reports/{number}").text
    assert "Заказавший отчёт не может его заверить" in own
    page = chief.get(f"/office/reports/{number}").text
    sha = re.search(r'name="sha256" value="(\w{64})"', page)[1]
    send = {"csrf_token": token(page), "sha256": sha}
    refused = analyst.post(f"/office/reports/{number}/certify", data={"csrf_token": token(own), "sha256": sha})
    assert refused.status_code == 403
    stale = chief.post(f"/office/reports/{number}/certify", data={**send, "sha256": "0" * 64})
    assert stale.status_code == 409
    assert chief.post(f"/office/reports/{number}/certify", data=send).status_code == 303
    assert "Заверен" in chief.get(f"/office/reports/{number}").text


def verdict(client, code, lang="ru"):
    answer = client.get(f"/{lang}/verify/{code}")
    return answer.status_code, re.search(r"<h1>([^<]+)", answer.text)[1].strip()


def code_on(client, number):
    text = client.get(f"/kk/reports/{number}").text
    return re.search(r"/kk/verify/(\w{12})", text)[1]


def test_the_public_pages_list_show_and_give_the_files(client, number):
    assert number in client.get("/ru/reports").text
    assert client.get("/ru/reports?kind=district-progress&territory=154600000").text.count(number) > 0
    assert number not in client.get("/ru/reports?period=2001").text
    page = client.get(f"/en/reports/{number}")
    assert page.status_code == 200
    assert "Set-Cookie" not in page.headers
    paper = client.get(f"/kk/reports/{number}/report.pdf")
    assert (paper.mimetype, paper.data[:5]) == ("application/pdf", b"%PDF-")
    assert paper.headers["ETag"].strip('"') == hashlib.sha256(paper.data).hexdigest()
    again = client.get(f"/kk/reports/{number}/report.pdf", headers={"If-None-Match": paper.headers["ETag"]})
    assert again.status_code == 304
    data = json.loads(client.get(f"/kk/reports/{number}/data.json").data)
    assert (data["unit"], data["report"]["number"]) == ("tiyn", number)
    assert client.get("/kk/reports/DP-0-0-KK-1").status_code == 404


def test_a_code_is_read_as_people_type_it(client, number):
    code = code_on(client, number)
    spelled = f"{code[:4].lower()} {code[4:8]}-{code[8:]}"
    assert client.get("/ru/verify", query_string={"code": spelled}).location.endswith(f"/ru/verify/{code}")
    assert client.get(f"/verify/{code}", headers={"Accept-Language": "en"}).location.endswith(f"/en/verify/{code}")
    wrong = client.get("/ru/verify?code=ABC")
    assert (wrong.status_code, "Код состоит из 12 знаков" in wrong.text) == (422, True)


def test_every_verdict_has_its_word(place, client, analyst, chief, number):
    code = code_on(client, number)
    assert verdict(client, code) == (200, "Подлинный, ещё не заверен")
    page = chief.get(f"/office/reports/{number}").text
    sha = re.search(r'name="sha256" value="(\w{64})"', page)[1]
    chief.post(f"/office/reports/{number}/certify", data={"csrf_token": token(page), "sha256": sha})
    assert verdict(client, code) == (200, "Подлинный, действует")
    blank = chief.post(f"/office/reports/{number}/annul", data={"csrf_token": token(page), "reason": " "})
    assert blank.status_code == 422
    chief.post(f"/office/reports/{number}/annul", data={"csrf_token": token(page), "reason": "Ошибка в сумме"})
    assert verdict(client, code) == (200, "Аннулирован")
    assert "Ошибка в сумме" in client.get(f"/kk/verify/{code}").text
    ordered(analyst)
    make(place)
    second = number.removesuffix("1") + "2"
    assert verdict(client, code_on(client, second)) == (200, "Подлинный, ещё не заверен")
    assert verdict(client, code_of("another key", number)) == (404, "Такого документа у нас нет")
    kept = files().path(hashlib.sha256(client.get(f"/kk/reports/{second}/report.pdf").data).hexdigest())
    kept.write_bytes(kept.read_bytes() + b"x")
    assert verdict(client, code_on(client, second)) == (200, "Изменён")
    assert client.get(f"/kk/reports/{second}/report.pdf").status_code == 404


def compared(client, content):
    answer = client.post("/ru/verify", data={"file": (io.BytesIO(content), "a.pdf")})
    return re.search(r"<h1>([^<]+)", answer.text)[1].strip()


def test_a_file_is_compared_to_the_byte(client, number):
    paper = client.get(f"/kk/reports/{number}/report.pdf").data
    assert compared(client, paper) == "Подлинный, ещё не заверен"
    verdicts = set()
    for place in range(0, len(paper), 7):
        changed = bytearray(paper)
        changed[place] ^= 1
        verdicts.add(compared(client, bytes(changed)))
    assert verdicts <= {"Изменён", "Такого документа у нас нет"}
    assert "Изменён" in verdicts
    assert compared(client, paper + b"appended") == "Изменён"
    assert compared(client, b"something else") == "Такого документа у нас нет"
    assert client.post("/ru/verify", data={}).status_code == 422


def test_a_digest_alone_is_enough(client, number):
    paper = client.get(f"/kk/reports/{number}/report.pdf").data
    found = client.get("/ru/verify", query_string={"sha256": hashlib.sha256(paper).hexdigest()})
    assert "Подлинный" in found.text
    code = code_on(client, number)
    other = client.get("/ru/verify", query_string={"sha256": "0" * 64, "claimed": code})
    assert "Изменён" in other.text
    assert client.get("/ru/verify?sha256=zzz").status_code == 404


def test_a_schedule_is_set_with_its_recipients_and_says_what_it_catches_up(place, chief, analyst):
    kinds = chief.get("/office/reports/schedules/new").text
    assert "/office/reports/schedules/new?kind=district-progress" in kinds
    address = "/office/reports/schedules/new?kind=district-progress"
    text = chief.get(address).text
    past = re.findall(r'<option[^>]*value="(\d{4}-Q\d)"', text)[-1]
    form = {
        "csrf_token": token(text), "kind": "district-progress", "subject": "154600000", "first_period": past,
        "languages": ["kk", "ru"],
    }  # fmt: skip
    assert chief.post(address, data=form | {"languages": []}).status_code == 422
    warned = chief.post(address, data=form)
    assert warned.status_code == 200
    assert "сразу выйдут отчёты за прошедшие периоды" in warned.text
    saved = chief.post(address, data=form | {"sure": "y"})
    assert saved.status_code == 303
    where = saved.location
    recipient = {"csrf_token": token(text), "name": "Маслихат", "email": "m@demo.example", "language": "ru"}
    bad = chief.post(f"{where}/recipients", data=recipient | {"email": "m@"})
    assert (bad.status_code, 'value="m@"' in bad.text, "Маслихат" in bad.text) == (422, True, True)
    assert chief.post(f"{where}/recipients", data=recipient).status_code == 303
    shown = chief.get(where).text
    assert "m@demo.example" in shown
    assert "reports." not in re.sub(r'"[^"]*"', "", shown), "a label is a key"
    assert "m@demo.example" not in chief.get("/office/reports/schedules").text
    removal = re.search(r'action="([^"]*/remove)"', shown)[1]
    assert chief.post(removal, data={"csrf_token": token(shown)}).status_code == 303
    assert "m@demo.example" not in chief.get(where).text
    assert analyst.get(where).status_code == 200
    assert chief.get("/office/reports/schedules/99").status_code == 404
    assert chief.post("/office/reports/letters/99/again", data={"csrf_token": token(shown)}).status_code == 404


def test_recipients_are_for_those_who_schedule(place, chief):
    reader = official(place, Role.FINANCIER, BodyKind.FINANCE, "154600000")
    assert reader.get("/office/reports/schedules").status_code == 200
    assert reader.get("/office/reports/schedules/1").status_code == 403
    assert reader.get("/office/reports/schedules/new").status_code == 403


def test_a_report_that_is_due_and_missing_is_in_sight_until_it_is_there(place, chief):
    with place.app_context(), work(SYSTEM) as unit:
        first = str(periods.of(unit.today, Length.QUARTER).previous)
        set_schedule(unit, SetSchedule("district-progress", "154600000", first, ("kk",)))
    client = place.test_client()
    assert "Отчёты, срок которых наступил" in client.get("/ru/reports").text
    assert "Отчёты, срок которых наступил" not in client.get("/ru/reports?kind=reform-5").text
    assert "Отчёты, срок которых наступил" not in client.get("/ru/reports?after=xyz").text
    with place.app_context(), work(SYSTEM) as unit:
        wish_for_due(unit)
    make(place)
    assert "Отчёты, срок которых наступил" not in client.get("/ru/reports").text


def test_before_an_order_it_is_shown_what_the_report_would_contain(place, analyst, number):
    form = {"csrf_token": token(analyst.get("/office/reports/new?kind=district-progress").text), "look": "1",
            "kind": "district-progress", "subject": "154600000", "language": "kk",
            "period": re.sub(r".*(\d{4})Q(\d).*", r"\1-Q\2", number)}  # fmt: skip
    same = analyst.post("/office/reports/new", data=form)
    assert same.status_code == 200
    assert f"После выпуска {number} ничего не изменилось" in same.text
    assert "Аким не написал о периоде" in same.text
    first = analyst.post("/office/reports/new", data={**form, "language": "ru"}).text
    assert "это будет первый выпуск" in first
    assert "около 12 страниц" in same.text
    assert "reports." not in re.sub(r'"[^"]*"', "", same.text), "a label is a key"
    with place.app_context(), work(SYSTEM) as unit:
        plan(unit, units(unit.session, "154651000").id, clock.today().year, 2, 250000, 30000)
    changed = analyst.post("/office/reports/new", data=form).text
    assert f"Что изменилось после выпуска {number}" in changed
    assert "Помимо проектов: показатели мониторинга, бюджеты и пояснения округов" in changed
    assert (
        analyst.post("/office/reports/new", data={**form, "kind": "civil-budget", "period": "2030"}).status_code == 422
    )
