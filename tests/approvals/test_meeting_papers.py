"""Notice and minutes of a meeting on paper: assembled from the record, one file for archive and for access."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lsg_projects.accounts.usecases.delegations import Delegate, delegate
from lsg_projects.approvals import sheets
from lsg_projects.approvals.usecases import meetings as acts
from lsg_projects.domain.delegation import OrderKind, Scope
from lsg_projects.domain.meeting import Choice
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock
from lsg_projects.kit.paper import check
from lsg_projects.kit.work import work
from tests.support import assembly as at
from tests.support import route_world as rw
from tests.support.route_world import World


@pytest.fixture
def database(sqlite_database: str) -> str:
    """One kind of database: what is printed does not depend on it."""
    return sqlite_database


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_notice_and_minutes_are_printed(world: World, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    hall = at.gather(world, monkeypatch)
    number = at.opened(hall, rw.submit(world, rw.project(world)), absent=1)
    motion = at.put(hall, number)
    meeting = at.facts(number)
    at.vote(hall, motion, at.spread(meeting.item(1), meeting, against=1))
    with at.keeping(hall) as unit:
        acts.close_motion(unit, acts.CloseMotion(motion))
        acts.write_speeches(unit, acts.WriteSpeeches(number, Tri(), {1: Tri("Қолдаймын", "Поддерживаю")}))
    meeting = at.facts(number)
    minutes = sheets.minutes(meeting, lang, at.HELD, "")
    assert len(minutes.people) == at.SIZE
    section = minutes.sections[0]
    assert section.paragraphs == ("Қолдаймын" if lang == "kk" else "Поддерживаю",)
    assert ("Келісілді" if lang == "kk" else "Согласовано") in section.decision
    assert "1/1" in section.decision
    against = next(
        one.name for one in meeting.seats if meeting.item(1).motions[0].ballots.get(one.person_id) is Choice.AGAINST
    )
    assert any(text == against for _label, text in section.pairs)
    for sheet in (minutes, sheets.notice(meeting, lang, at.HELD, "")):
        assert check.faults(sheets.print_sheet(sheet)) == []


def test_who_keeps_a_meeting_by_order_signs_as_acting(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    hall = at.gather(world, monkeypatch)
    secretary, deputy = hall.secretary, hall.members[2]
    with clock.standing_at(at.CALLED), work(secretary) as unit:
        day, last = unit.today, at.DAY
        post = secretary.posts[0].appointment_id
        delegate(unit, Delegate(post, deputy, OrderKind.ORDER, "7-к", day, day, last, frozenset({Scope.DECIDE})))
    with clock.standing_at(at.CALLED), work(hall.member(2)) as unit:
        number = acts.call(unit, acts.CallMeeting(hall.body, at.when()))
    for lang, said in (("kk", "м.а."), ("ru", "и.о.")):
        for sheet in (sheets.minutes, sheets.notice):
            label, name = sheet(at.facts(number), lang, at.HELD, "").signatures[-1]
            assert (said in label, "7-к" in label, name) == (True, True, "Демобеков Мүше-3")
    with at.keeping(hall, at.CALLED) as unit:
        own = acts.call(unit, acts.CallMeeting(hall.body, at.when(at.DAY + timedelta(days=14))))
    assert at.facts(own).acting is None
