"""Risks and problems: watched, come, brought before the district, closed; public only where the office says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from lsg_projects.delivery import queries, usecases
from lsg_projects.delivery.usecases import Change, Escalate, Occur, Raise, Said, Settle
from lsg_projects.desk import concerns as desk
from lsg_projects.domain.delivery.concerns import Concern, ordered
from lsg_projects.domain.errors import Incomplete, Missing, NotAllowed, Stale, WrongState
from lsg_projects.domain.project import Risk
from lsg_projects.domain.states import Role
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock, db
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from lsg_projects.projects import usecases as passports
from tests.support import route_world as rw
from tests.support.office_pages import signed_in
from tests.support.route_world import World

SPRING, SUMMER = datetime(2026, 4, 20, 6, tzinfo=UTC), datetime(2026, 7, 20, 6, tzinfo=UTC)
SAID = Said(rw.tri("Құбыр кешігеді"), rw.tri("Басқа жеткізуші іздейміз"), "Бас маман", date(2026, 5, 29))
RISKY = rw.PASSPORT.with_changes(risks=(Risk("k1", rw.tri("Баға өседі"), response=rw.tri("Шартта бекітеміз")),))


def rows(code: str) -> tuple[Concern, ...]:
    db.session().rollback()
    return queries.concerns(db.session(), projects.find(db.session(), code).id, clock.today())


def test_a_risk_comes_is_brought_before_the_district_and_ends(world: World) -> None:
    code = rw.approved(world, RISKY)
    akim = world.actor(Role.AKIM)
    with clock.standing_at(SPRING):
        with work(akim) as unit:
            number = usecases.raise_concern(unit, Raise(code, SAID, risk_key="k1"))
        with pytest.raises(WrongState), work(akim) as unit:
            usecases.raise_concern(unit, Raise(code, SAID, risk_key="k1"))
        with pytest.raises(WrongState), work(akim) as unit:
            usecases.escalate(unit, Escalate(code, number, 1, "Көмек керек"))  # only a problem is brought
        with work(akim) as unit:
            usecases.change_concern(unit, Change(code, number, 1, replace(SAID, owner="Әкім")))
        with pytest.raises(Stale), work(akim) as unit:
            usecases.change_concern(unit, Change(code, number, 1, SAID))
        with work(akim) as unit:
            usecases.occur(unit, Occur(code, number, 2, date(2026, 6, 30)))
        assert not list(desk.waiting(db.session(), world.actor(Role.DISTRICT_AKIM), clock.today()))
    with clock.standing_at(SUMMER):
        late = [one.kind for one in desk.waiting(db.session(), world.actor(Role.DISTRICT_AKIM), clock.today())]
        assert late == ["problem_overdue"]
        with work(akim) as unit:
            usecases.escalate(unit, Escalate(code, number, 3, "Су тасығыш керек"))
        brought = [one.kind for one in desk.waiting(db.session(), world.actor(Role.DISTRICT_AKIM), clock.today())]
        assert brought == ["problem_escalated"]
        assert [one.kind for one in desk.waiting(db.session(), akim, clock.today())] == ["problem"]
        with work(akim) as unit:
            usecases.settle(unit, Settle(code, number, 4, rw.tri("Құбыр келді")))
        assert not list(desk.waiting(db.session(), world.actor(Role.DISTRICT_AKIM), clock.today()))
        with pytest.raises(WrongState), work(akim) as unit:
            usecases.settle(unit, Settle(code, number, 5, rw.tri("Тағы")))
        assert rows(code)[0].outcome.kk == "Құбыр келді"


def test_bad_words_and_strangers_store_nothing(world: World) -> None:
    code = rw.approved(world)
    for wrong in (
        {"text": Tri()}, {"response": Tri()}, {"owner": ""}, {"due": None}, {"due": date(2020, 1, 1)},
        {"probability": "huge"}, {"owner": "ЖСН 900101300017"},
    ):  # fmt: skip
        with pytest.raises(Incomplete), work(world.actor(Role.AKIM)) as unit:
            usecases.raise_concern(unit, Raise(code, replace(SAID, **wrong)))
    with pytest.raises(Missing), work(world.actor(Role.AKIM)) as unit:
        usecases.raise_concern(unit, Raise(code, SAID, risk_key="zz"))
    with pytest.raises(NotAllowed), work(world.actor(Role.ECONOMIST)) as unit:
        usecases.raise_concern(unit, Raise(code, SAID))
    with pytest.raises(Missing), work(world.person(world.stranger)) as unit:
        usecases.raise_concern(unit, Raise(code, SAID))
    assert rows(code) == ()


def test_overdue_ones_stand_first_and_closed_ones_last() -> None:
    day = date(2026, 7, 20)
    base = Concern(1, False, Tri(), Tri(), "x", "low", "low", date(2026, 9, 1), False, date(2026, 1, 1))
    grave = replace(base, id=2, effect="high", probability="high")
    problem = replace(base, id=3, problem=True, became_on=date(2026, 2, 1))
    late = replace(base, id=4, due=date(2026, 7, 1))
    closed = replace(late, id=5, closed_on=date(2026, 7, 2))
    assert [one.id for one in ordered((base, grave, problem, late, closed), day)] == [4, 3, 2, 1, 5]
    assert (grave.weight, problem.weight) == (9, 3)


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_pages_of_risks(app: Flask, world: World, lang: str) -> None:
    code = rw.approved(world, RISKY)
    with work(world.actor(Role.AKIM)) as unit:
        passports.publish(unit, code)
    place = f"/office/projects/{code}/risks"
    akim = signed_in(app, world.people[Role.AKIM], lang)
    page = akim.get(f"{place}?risk=k1")
    assert "Баға өседі" in page.text
    said = {
        "text-kk": "Құбыр кешікті", "response-kk": "Іздеп жатырмыз", "owner": "Бас маман", "due": "29.05.2026",
        "probability": "high", "effect": "high", "problem": "y",
    }  # fmt: skip
    wrong = akim.post(place, page, **(said | {"due": "31.02.2026"}))
    assert wrong.status == 422
    assert "Құбыр кешікті" in wrong.text
    assert akim.post(place, page, **said).status == 303
    one = f"{place}/1"
    assert "Құбыр кешікті" not in akim.get(f"/{lang}/projects/{code}").text
    shown = akim.get(one)
    assert akim.post(one, shown, **(said | {"public": "y", "version": "1"})).status == 303
    assert "Құбыр кешікті" in akim.get(f"/{lang}/projects/{code}").text
    assert akim.post(f"{one}/escalate", akim.get(one), version="2").status == 422
    assert akim.post(f"{one}/escalate", akim.get(one), version="2", request="Көмек").status == 303
    assert "Көмек" in signed_in(app, world.people[Role.DISTRICT_AKIM], lang).get("/office/").text
    assert akim.post(f"{one}/settle", akim.get(one), version="2", **{"outcome-kk": "Келді"}).status == 409
    assert akim.post(f"{one}/settle", akim.get(one), version="3", **{"outcome-kk": "Келді"}).status == 303
    assert akim.post(f"{one}/vanish", akim.get(place), version="4").status == 404
    assert akim.get(f"{place}/99").status == 404
    assert signed_in(app, world.stranger).get(place).status == 404
    reader = signed_in(app, world.people[Role.AUDITOR], lang).get(place)
    assert reader.status == 200
    assert f'action="{place}"' not in reader.text
