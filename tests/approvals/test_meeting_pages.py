"""The pages of a meeting as people use them: secretary, agenda, attendance, votes, minutes, and the project moves on."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from lsg_projects.approvals import queries as approvals
from lsg_projects.documents import usecases as papers
from lsg_projects.domain.meeting import ItemState
from lsg_projects.domain.states import DocumentType, Role
from lsg_projects.kit import clock, db
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from tests.support import assembly as at
from tests.support import route_world as rw
from tests.support.assembly import Hall
from tests.support.office_pages import Browser, Page, signed_in


@pytest.fixture
def hall(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    """An assembly of nine behind the whole application."""
    with rw.instance(tmp_path / "instance", monkeypatch), app.app_context():
        with clock.standing_at(rw.NOW):
            gathered = at.gather(rw.build(), monkeypatch)
        yield gathered
        db.db.session.remove()


def secretary(app: Flask, hall: Hall, lang: str = "kk", again: str = "") -> Browser:
    return signed_in(app, hall.world.people[Role.ASSEMBLY_SECRETARY], lang, again)


WHEN = {"kind": "regular", "means": "hall", "hour": "11:00", "place-kk": "Мәдениет үйі", "place-ru": "Дом культуры"}


def called(keeper: Browser, hall: Hall, task: int) -> str:
    """Call a meeting by its pages, put the task on its agenda, send notice and materials; gives its address."""
    form = keeper.get("/office/meetings/new")
    early = keeper.post("/office/meetings/new", form, body=str(hall.body), day="04.02.2026", **WHEN)
    assert early.status == 422
    assert "05.02.2026" in early.text
    assert "Мәдениет үйі" in early.text
    address = keeper.post("/office/meetings/new", form, body=str(hall.body), day="06.02.2026", **WHEN).location
    shown = keeper.get(address)
    assert keeper.post(f"{address}/items", shown).status == 422
    assert keeper.post(f"{address}/items", shown, tasks=str(task), rapporteur="Округ әкімі").status == 303
    assert keeper.post(f"{address}/notice", shown).status == 303
    assert keeper.post(f"{address}/notice", shown).status == 409
    assert keeper.post(f"{address}/materials", shown).status == 303
    return address


def seated(keeper: Browser, hall: Hall, address: str) -> Page:
    shown = keeper.get(f"{address}/attendance")
    marks = {f"seat-{person}": "present" for person in hall.members[:8]}
    missing = keeper.post(f"{address}/attendance", shown, chair=str(hall.members[0]), **marks)
    assert missing.status == 422
    marks |= {f"seat-{hall.members[8]}": "absent", f"reason-{hall.members[8]}": "іссапарда"}
    return keeper.post(f"{address}/attendance", shown, chair=str(hall.members[0]), **marks)


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_from_the_agenda_to_the_minutes(app: Flask, hall: Hall, lang: str) -> None:
    with clock.standing_at(rw.NOW):
        code = rw.project(hall.world)
        task = rw.submit(hall.world, code)
        keeper = secretary(app, hall, lang)
        address = called(keeper, hall, task)
        page_of_task = keeper.get(f"/office/inbox/{task}")
        assert f"{address}/items/1/vote" in page_of_task.text
        assert "/confirm" not in page_of_task.text
        assert code in keeper.get(f"{address}/notice").text
        member = signed_in(app, hall.members[3], lang)
        assert address in member.get("/office/").text
    with clock.standing_at(at.HELD):
        keeper = secretary(app, hall, lang, "held")
        assert seated(keeper, hall, address).status == 303
        ballot = f"{address}/items/1/vote"
        shown = keeper.get(ballot)
        assert keeper.post(f"{address}/items/1/motion", shown).status == 422
        assert keeper.post(f"{address}/items/1/motion", shown, outcome="approved").status == 303
        member = signed_in(app, hall.members[3], lang, "held")
        own = member.get(ballot)
        assert f"vote-{hall.members[3]}" in own.text
        assert f"vote-{hall.members[4]}" not in own.text
        assert member.post(ballot, own, **{f"vote-{hall.members[3]}": "against"}).status == 303
        assert member.post(ballot, own, **{f"vote-{hall.members[3]}": "for"}).status == 409
        shown = keeper.get(ballot)
        assert keeper.post(ballot, shown, all_for="1").status == 303
        assert keeper.post(f"{address}/items/1/count", keeper.get(ballot)).status == 303
        db.session().rollback()
        standing = approvals.standing(db.session(), projects.find(db.session(), code).id)
        assert standing is not None
        assert standing.asked is not None
        assert standing.asked.step.key == "economy"
        minutes = f"{address}/minutes"
        assert (
            keeper.post(
                f"{minutes}/speeches", keeper.get(minutes), **{"item-1-kk": "Қолдаймын", "item-1-ru": "Поддерживаю"}
            ).status
            == 303
        )
        assert keeper.post(f"{address}/close", keeper.get(minutes)).status == 303
        text = keeper.get(minutes).text
        assert ("Қолдаймын" if lang == "kk" else "Поддерживаю") in text
        assert ("Жақтады 7, қарсы 1" if lang == "kk" else "За 7, против 1") in text
        assert "іссапарда" in text
        paper = (io.BytesIO(rw.PDF), "hattama.pdf")
        assert keeper.post(f"{minutes}/sign", keeper.get(minutes), paper="public").status == 422
        assert keeper.post(f"{minutes}/sign", keeper.get(minutes), paper="public", signed=paper).status == 303


def test_a_changed_project_answers_409_and_is_struck(app: Flask, hall: Hall) -> None:
    with clock.standing_at(rw.NOW):
        code = rw.project(hall.world)
        number = at.called(hall, rw.submit(hall.world, code))
    with clock.standing_at(at.HELD):
        at.seat(hall, number)
        keeper = secretary(app, hall)
        shown = keeper.get(f"/office/meetings/{number}/items/1/vote")
        with work(hall.world.actor(Role.AKIM)) as unit:
            head = projects.find(unit.session, code)
            papers.attach(unit, papers.Attach(head.id, code, DocumentType.OTHER, rw.tri("Қосымша"), "x.pdf", rw.PDF))
        answer = keeper.post(f"/office/meetings/{number}/items/1/motion", shown, outcome="approved")
        assert answer.status == 409
        assert at.facts(number).item(1).state is ItemState.STRUCK


def test_strangers_and_bad_addresses_are_answered(app: Flask, hall: Hall) -> None:
    with clock.standing_at(rw.NOW):
        number = at.called(hall, rw.submit(hall.world, rw.project(hall.world)))
        assert signed_in(app, hall.world.stranger).get(f"/office/meetings/{number}").status == 404
        assert signed_in(app, hall.world.people[Role.ADMIN]).get("/office/meetings").status == 403
        keeper = secretary(app, hall)
        for address in ("/office/meetings/99", f"/office/meetings/{10**12}", f"/office/meetings/{number}/items/9/vote"):
            assert keeper.get(address).status == 404
        member = signed_in(app, hall.members[1])
        shown = member.get(f"/office/meetings/{number}/items/1/vote")
        assert member.post(f"/office/meetings/{number}/close", shown).status == 403
        shown = keeper.get(f"/office/meetings/{number}")
        for typed in ({"tasks": "x"}, {"tasks": "99999999999"}, {"tasks": "-1"}):
            assert keeper.post(f"/office/meetings/{number}/items", shown, **typed).status == 422
        assert keeper.post(f"/office/meetings/{number}/items", shown, tasks="987654").status == 404
