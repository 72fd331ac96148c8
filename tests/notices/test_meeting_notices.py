"""Members hear of their meeting in the product; its letters go out with the notice itself and are not doubled."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from lsg_projects import settings
from lsg_projects.approvals.usecases import meetings as acts
from lsg_projects.documents import usecases as papers
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.kit import clock, db
from lsg_projects.kit.work import work
from lsg_projects.notices import letters, usecases
from lsg_projects.notices.models import Notice
from tests.support import assembly
from tests.support import route_world as rw
from tests.support.route_world import World


def test_each_member_is_told_of_the_meeting_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    hall = assembly.gather(world, monkeypatch, size=4)
    number = assembly.called(hall, rw.submit(world, rw.project(world)))
    with clock.standing_at(assembly.CALLED):
        with work(SYSTEM) as unit:
            while usecases.follow(unit):
                pass
        told = db.session().scalars(select(Notice).where(Notice.person_id.in_(hall.members))).all()
        assert sorted(row.person_id for row in told) == sorted(hall.members)
        assert {(row.kind, row.href, row.letter) for row in told} == {
            ("members.meeting_notice_sent", f"/office/meetings/{number}", "none")
        }
        assert "06.02.2026" in letters.sentence(told[0].kind, told[0].facts, "ru")
        assert usecases.send_due(settings.current()) == 1  # the secretary's own task alone
    assert assembly.seat(hall, number)
    assembly.decided(hall, number)
    with assembly.keeping(hall) as unit:
        acts.close(unit, number)
        acts.sign(unit, acts.SignMinutes(number, papers.inspected("hattama.pdf", rw.PDF), public=True))
    with clock.standing_at(assembly.HELD), work(SYSTEM) as unit:
        while usecases.follow(unit):
            pass
    signed = select(Notice.person_id).where(Notice.kind == "members.meeting_signed")
    assert sorted(db.session().scalars(signed)) == sorted(hall.members)
