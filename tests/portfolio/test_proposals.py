"""What a ranking leads to: a what-if lies before the commission's next meeting; projects shorten the way to a target."""

from __future__ import annotations

import re
from datetime import date

from lsg_projects.accounts.models import Appointment, Person
from lsg_projects.approvals.usecases import meetings as acts
from lsg_projects.budgets.usecases import RecordPlan, record_plan
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.budget import Figures
from lsg_projects.domain.states import BodyKind, Role
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.territories import queries as territories
from tests.portfolio.test_pages import said, save
from tests.support import assembly as at
from tests.support import route_world as rw
from tests.support.office_pages import Page
from tests.support.queues import Queue


def commission() -> int:
    """The budget commission, with one member."""
    district = territories.unit(session(), rw.DISTRICT)
    (body,) = territories.bodies_of(session(), district.id, BodyKind.COMMISSION)
    with work(SYSTEM) as unit:
        person = Person(name="Мүше", email="member@example.kz", created_at=unit.now)
        unit.add(person)
        unit.add(Appointment(person_id=person.id, body_id=body.id, role=Role.MEMBER, valid_from=date(2024, 1, 1)))
    return body.id


def meeting(queue: Queue, body: int, day: date) -> int:
    """Call a meeting of the budget commission."""
    with work(queue.world.actor(Role.COMMISSION_SECRETARY)) as unit:
        return acts.call(unit, acts.CallMeeting(body, at.when(day)))


def test_a_what_if_lies_before_the_next_meeting_and_no_other(filled: Queue) -> None:
    """It is shown with the projects that enter and stay out, named a proposal; a later meeting has it no more."""
    body = commission()
    number, later = meeting(filled, body, date(2026, 2, 6)), meeting(filled, body, date(2026, 3, 6))
    browser = filled.browser(Role.COMMISSION_SECRETARY)
    address = save(browser, "Комиссии").location
    assert "Предложение по очерёдности" not in said(browser.get(f"/office/meetings/{number}"))
    assert browser.post(f"{address}/give", browser.get(address)).status == 303
    shown = said(browser.get(f"/office/meetings/{number}"))
    assert "Предложение по очерёдности" in shown
    assert "не решение" in shown
    assert address.partition("?")[0] in shown
    entering = shown.split("Входят проекты: 2")[1].split("</ul>")[0]
    assert filled.names(re.findall(r"\d{6}-\d\d-\d{3}", entering)) == ["B", "C"]
    assert "Предложение по очерёдности" not in said(browser.get(f"/office/meetings/{later}"))
    with work(filled.world.actor(Role.COMMISSION_SECRETARY)) as unit:
        acts.cancel(unit, acts.CancelMeeting(number, "Кворум жиналмайды"))
    assert "Предложение по очерёдности" in said(browser.get(f"/office/meetings/{later}"))


def rows(page: Page) -> list[list[str]]:
    """The cells of the ways to the target, row by row."""
    part = page.text.split('id="ways-h"')[1].split("</section>")[0]
    found = re.findall(r'<tr><th scope="row">.*?</tr>', part, re.DOTALL)
    return [
        [re.sub(r"<[^>]+>|\s+", " ", cell).replace("\u00a0", " ").strip() for cell in re.findall(r"<td.*?</td>", row)]
        for row in found
    ]


def test_the_way_to_a_target_counts_projects_that_wait_apart(filled: Queue) -> None:
    """Three projects wait and bring 7,700.0 a year; the rows of the plan and of approved projects know nothing of it."""
    kato = filled.codes["A"][:6] + "000"
    figures = Figures(income=100_000 * rw.THOUSAND, tax=10_000 * rw.THOUSAND, transfers=90_000 * rw.THOUSAND)
    with work(filled.world.actor(Role.FINANCIER)) as unit:
        record_plan(unit, RecordPlan(kato, 2026, "1", figures, date(2025, 12, 25)))
    akim = filled.browser(Role.AKIM)
    address = f"/office/budgets/{kato}/2026/target"
    form = akim.get(address)
    assert akim.post(address, form, share="20", year="2028").status == 303
    now, approved, considered = rows(akim.get(address))
    assert now == ["–", "–", "10 000,0", "10,0 %", "12 500,0"]
    assert approved == ["0", "0,0", "10 000,0", "10,0 %", "12 500,0"]
    assert considered == ["3", "7 700,0", "17 700,0", "16,4 %", "4 800,0"]
