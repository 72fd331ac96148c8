"""Coming in and going out: what an official relies on, and what an attacker tries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lsg_projects.accounts import queries
from lsg_projects.accounts.models import SignInAttempt, WebSession
from lsg_projects.accounts.usecases import entry, people
from lsg_projects.accounts.views.entry import own_path
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.errors import Incomplete, Missing
from lsg_projects.domain.identifiers import check_digit
from lsg_projects.domain.states import BodyKind, Level, Role
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock, db, installation, secrets
from lsg_projects.kit.work import Work, work
from lsg_projects.settings import Settings
from lsg_projects.territories import queries as territories
from lsg_projects.territories.models import AdministrativeUnit, Body
from lsg_projects.web.device import device

PASSWORD = "a long enough phrase"


@contextmanager
def acting(app: Flask) -> Iterator[Work]:
    """Do a piece of work for the installation itself."""
    with app.app_context(), work(SYSTEM) as unit:
        yield unit


@pytest.fixture
def akim(app: Flask) -> int:
    """An akim of Sarzhansai's district, with a password."""
    with acting(app) as unit:
        place = AdministrativeUnit(
            kato="154651000", level=Level.OKRUG, name=Tri("Сарыжар", "Сарыжарский"), path="154651000"
        )
        unit.add(place)
        body = Body(kind=BodyKind.AKIM_OFFICE, unit_id=place.id, name=Tri("Аппарат", "Аппарат"), address=Tri())
        unit.add(body)
        number = people.register_person(unit, people.RegisterPerson("Айгүл Демо", "akim@demo.example"), "key")
        people.appoint(unit, people.Appoint(number, body.id, Role.AKIM, date(2020, 1, 1)))
        entry.set_password(unit, number, PASSWORD)
    return number


def token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


def enter(client: FlaskClient, password: str = PASSWORD, email: str = "akim@demo.example", **more: str) -> int:
    shown = client.get("/office/sign-in").get_data(as_text=True)
    data = {"csrf_token": token(shown), "email": email, "password": password, **more}
    return client.post("/office/sign-in", data=data).status_code


def test_the_right_pair_comes_in_and_leaves(client: FlaskClient, akim: int) -> None:
    before = client.get_cookie("lsg")
    assert enter(client) == 303
    cookie = client.get_cookie("lsg")
    assert cookie is not None
    assert before is None or before.value != cookie.value
    page = client.get("/office/me").get_data(as_text=True)
    assert "Айгүл Демо" in page
    stolen = cookie.value
    assert client.post("/office/sign-out", data={"csrf_token": token(page)}).status_code == 303
    client.set_cookie("lsg", stolen)
    assert client.get("/office/me").status_code == 302  # the old cookie is worth nothing


def test_the_session_id_changes_at_sign_in(client: FlaskClient, akim: int) -> None:
    client.get("/office/sign-in")
    planted = client.get_cookie("lsg")
    assert planted is not None
    enter(client)
    fresh = client.get_cookie("lsg")
    assert fresh is not None
    assert fresh.value != planted.value


def test_wrong_and_unknown_get_the_same_answer(client: FlaskClient, akim: int) -> None:
    shown = client.get("/office/sign-in").get_data(as_text=True)
    answers = []
    for email, password in (("akim@demo.example", "wrong"), ("nobody@demo.example", PASSWORD)):
        data = {"csrf_token": token(shown), "email": email, "password": password}
        answer = client.post("/office/sign-in", data=data)
        answers.append((answer.status_code, re.sub(r'value="[^"]*"', "", answer.get_data(as_text=True))))
    assert answers[0] == answers[1]
    assert answers[0][0] == 422


def test_too_many_tries_ask_for_a_pause_and_the_pause_ends(client: FlaskClient, akim: int, app: Flask) -> None:
    settings: Settings = app.extensions["settings"]
    codes = [enter(client, "wrong") for _ in range(settings.sign_in_tries)]
    assert set(codes) == {422}
    assert enter(client, "wrong") == 429
    assert enter(client) == 429  # the right password waits too
    with clock.standing_at(clock.now() + timedelta(minutes=settings.sign_in_window_minutes + 1)):
        assert enter(client) == 303
        with app.app_context():
            assert db.session().scalar(select(func.count()).select_from(SignInAttempt)) == 0


def test_without_the_token_nobody_comes_in(client: FlaskClient, akim: int) -> None:
    data = {"email": "akim@demo.example", "password": PASSWORD}
    assert client.post("/office/sign-in", data=data).status_code == 400
    shown = client.get("/office/sign-in").get_data(as_text=True)
    other = {"csrf_token": token(shown), **data}
    cross = {"Sec-Fetch-Site": "cross-site"}
    assert client.post("/office/sign-in", data=other, headers=cross).status_code == 400


def test_idle_and_old_sessions_end(client: FlaskClient, akim: int, app: Flask) -> None:
    settings: Settings = app.extensions["settings"]
    enter(client)
    start = clock.now()
    with clock.standing_at(start + timedelta(minutes=settings.session_idle_minutes - 1)):
        assert client.get("/office/me").status_code == 200
    with clock.standing_at(start + timedelta(minutes=2 * settings.session_idle_minutes - 3)):
        assert client.get("/office/me").status_code == 200  # the use before has renewed it
    with clock.standing_at(start + timedelta(hours=settings.session_hours, seconds=1)):
        assert client.get("/office/me").status_code == 302


def test_a_deactivated_person_is_out_at_the_next_click(client: FlaskClient, akim: int, app: Flask) -> None:
    enter(client)
    assert client.get("/office/me").status_code == 200
    with acting(app) as unit:
        people.set_active(unit, akim, active=False)
    assert client.get("/office/me").status_code == 302
    assert enter(client) == 422


def test_rights_end_with_the_appointment(app: Flask, akim: int) -> None:
    with app.app_context():
        actor = queries.actor(db.session(), akim, clock.today())
        (row,) = queries.person(db.session(), akim, clock.today()).appointments
    assert actor is not None
    assert actor.roles == {Role.AKIM}
    with acting(app) as unit:
        people.end_appointment(unit, people.EndAppointment(row.id, clock.today() - timedelta(days=1)))
    with app.app_context():
        later = queries.actor(db.session(), akim, clock.today())
    assert later is not None
    assert later.roles == frozenset()


def test_a_role_has_its_seat_in_a_body_of_its_kind(app: Flask, akim: int) -> None:
    """An akim sits in the akim's office; a department that held one could neither begin nor decide anything."""
    with acting(app) as unit:
        place = territories.unit(unit.session, "154651000")
        department = Body(kind=BodyKind.FINANCE, unit_id=place.id, name=Tri("Бөлім", "Отдел"), address=Tri())
        unit.add(department)
        body = department.id
    with pytest.raises(Incomplete) as refused, acting(app) as unit:
        people.appoint(unit, people.Appoint(akim, body, Role.AKIM, date(2020, 1, 1)))
    assert refused.value.problems[0].code == "accounts.no_seat"
    for role in (Role.FINANCIER, Role.ECONOMIST, Role.MODERATOR):
        with acting(app) as unit:
            people.appoint(unit, people.Appoint(akim, body, role, date(2020, 1, 1)))


def test_a_demonstration_offers_its_sign_ins_and_nothing_else_does(app: Flask, client: FlaskClient, akim: int) -> None:
    """The page names them only where the data are said to be a demonstration."""
    assert "demo-entries" not in client.get("/office/sign-in").text
    with acting(app) as unit:
        installation.state(unit.session, "demonstration", True)
    shown = client.get("/office/sign-in").text
    assert "akim.saryzhar@demo.example" in shown


def test_a_one_time_link_sets_a_password_once(client: FlaskClient, akim: int, app: Flask) -> None:
    with acting(app) as unit:
        secret = entry.give_link(unit, akim, app.extensions["settings"])
    shown = client.get(f"/office/welcome/{secret}")
    data = {"csrf_token": token(shown.get_data(as_text=True)), "password": "another long phrase"}
    assert client.post(f"/office/welcome/{secret}", data={**data, "again": "different"}).status_code == 422
    assert client.post(f"/office/welcome/{secret}", data={**data, "again": data["password"]}).status_code == 303
    assert client.get(f"/office/welcome/{secret}").status_code == 404
    assert enter(client, "another long phrase") == 303


def test_a_link_is_over_after_its_hours_and_when_a_newer_one_was_given(app: Flask, akim: int) -> None:
    settings: Settings = app.extensions["settings"]
    with acting(app) as unit:
        first = entry.give_link(unit, akim, settings)
    with acting(app) as unit:
        second = entry.give_link(unit, akim, settings)
    with pytest.raises(Missing), acting(app) as unit:
        entry.use_link(unit, first, PASSWORD)
    late = clock.now() + timedelta(hours=settings.one_time_link_hours, minutes=1)
    with clock.standing_at(late), pytest.raises(Missing), acting(app) as unit:
        entry.use_link(unit, second, PASSWORD)
    with pytest.raises(Incomplete), acting(app) as unit:
        entry.use_link(unit, second, "short")
    with acting(app) as unit:
        assert entry.use_link(unit, second, PASSWORD) == akim


def test_secrets_are_not_stored_as_they_are(client: FlaskClient, akim: int, app: Flask) -> None:
    enter(client)
    cookie = client.get_cookie("lsg")
    assert cookie is not None
    with app.app_context():
        rows = db.session().scalars(select(WebSession.token_hash)).all()
    assert rows
    assert cookie.value not in rows


@pytest.mark.parametrize(
    "asked",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "/office\\..//evil", "javascript:1", "/kk/projects",
     "/office/\x00", "http:office", ""],
)  # fmt: skip
def test_the_way_back_never_leaves_the_office(asked: str) -> None:
    assert own_path(asked) == "/office/"


def test_the_way_back_keeps_a_page_of_the_office() -> None:
    assert own_path("/office/projects?q=1") == "/office/projects?q=1"


def test_the_same_person_is_not_registered_twice(app: Flask) -> None:
    sound = "880101300015"
    with acting(app) as unit:
        people.register_person(unit, people.RegisterPerson("А Б", "a@demo.example", iin=_iin(sound)), "key")
    with pytest.raises(Incomplete) as twice, acting(app) as unit:
        people.register_person(unit, people.RegisterPerson("А Б", "b@demo.example", iin=_iin(sound)), "key")
    assert twice.value.code == "accounts.iin_taken"
    with pytest.raises(Incomplete) as mail, acting(app) as unit:
        people.register_person(unit, people.RegisterPerson("В Г", "A@demo.example"), "key")
    assert mail.value.code == "accounts.email_taken"
    with pytest.raises(Incomplete) as bad, acting(app) as unit:
        people.register_person(unit, people.RegisterPerson("В Г", "c@demo.example", iin="880101300019"), "key")
    assert bad.value.code == "accounts.bad_iin"


def _iin(start: str) -> str:
    """Give a sound number beginning as *start*: the check digit is computed, no real person is meant."""
    return start[:11] + str(check_digit(start[:11]))


def test_what_was_typed_when_the_session_ended_waits_to_be_sent_again(client: FlaskClient, akim: int) -> None:
    enter(client)
    page = client.get("/office/me").get_data(as_text=True)
    client.delete_cookie("lsg")
    typed = {"csrf_token": token(page), "last_day": "1 қаңтар <b>"}
    answer = client.post("/office/admin/people/1/appointments/1/end", data=typed)
    assert answer.status_code == 303
    assert "next=/office/kept" in answer.headers["Location"]
    enter(client, next="/office/kept")
    kept = client.get("/office/kept").get_data(as_text=True)
    assert "1 қаңтар &lt;b&gt;" in kept
    again = {"csrf_token": token(kept), "last_day": "1 қаңтар <b>"}
    client.post("/office/admin/people/1/appointments/1/end", data=again)
    assert client.post("/office/kept", data={"csrf_token": token(kept)}).status_code == 303
    assert client.get("/office/kept").status_code == 302


def test_somebody_sees_where_they_are_signed_in_and_ends_a_session(app: Flask, client: FlaskClient, akim: int) -> None:
    phone = app.test_client()
    phone.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/150.0 Mobile"
    assert enter(client) == 303
    assert enter(phone) == 303
    page = client.get("/office/me").get_data(as_text=True)
    assert "Chrome, Android" in page
    key = re.search(r'name="key" value="([0-9a-f]{64})"', page)
    assert key is not None
    form = {"csrf_token": token(page), "key": key[1]}
    assert client.post("/office/me/sessions/end", data=form).status_code == 303
    assert phone.get("/office/me").status_code == 302
    assert client.get("/office/me").status_code == 200
    assert client.post("/office/me/sessions/end", data=form).status_code == 404  # it is over already


def test_nobody_ends_a_stranger_s_session(app: Flask, client: FlaskClient, akim: int) -> None:
    with acting(app) as unit:
        number = people.register_person(unit, people.RegisterPerson("Басқа Демо", "other@demo.example"), "key")
        entry.set_password(unit, number, PASSWORD)
    other = app.test_client()
    assert enter(client) == enter(other, email="other@demo.example") == 303
    cookie = other.get_cookie("lsg")
    assert cookie is not None
    page = client.get("/office/me").get_data(as_text=True)
    form = {"csrf_token": token(page), "key": secrets.one_way(cookie.value)}
    assert client.post("/office/me/sessions/end", data=form).status_code == 404
    assert client.post("/office/me/sessions/end-others", data=form).status_code == 303
    assert other.get("/office/me").status_code == 200


def test_a_password_is_changed_by_who_knows_it(app: Flask, client: FlaskClient, akim: int) -> None:
    elsewhere = app.test_client()
    assert enter(client) == enter(elsewhere) == 303
    page = client.get("/office/me").get_data(as_text=True)
    new = "another long enough phrase"

    def change(present: str, password: str, again: str) -> int:
        form = {"csrf_token": token(page), "present": present, "password": password, "again": again}
        return client.post("/office/me/password", data=form).status_code

    assert change("not the present phrase", new, new) == 422
    assert change(PASSWORD, "short", "short") == 422
    assert change(PASSWORD, new, new + "?") == 422
    assert elsewhere.get("/office/me").status_code == 200  # nothing changed so far
    assert change(PASSWORD, new, new) == 303
    assert client.get("/office/me").status_code == 200
    assert elsewhere.get("/office/me").status_code == 302
    fresh = app.test_client()
    assert enter(fresh) == 422
    assert enter(fresh, password=new) == 303


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/150.0 YaBrowser/26.1 Safari/537.36", "Yandex, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/150.0 Safari/537.36 Edg/150.0", "Edge, Windows"),
        ("curl/8", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_browser_is_named_by_browser_and_system(line: str, said: str) -> None:
    assert device(line) == said
