"""The longest way of a project in a real browser: assembly, economy, finance, commission, akimat, maslikhat.

On it lie a meeting that first finds no quorum, a vote from a member's own screen, a return by the finance department, a
deputy who answers for the akim of the district by an order, and a change of what was approved. It is gone in Kazakh on a
desk screen and in Russian on a phone, by people who know nothing but what stands on their pages.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from lsg_projects.accounts.views.store import SessionRows
from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals.usecases import meetings as sittings
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.states import Approval, BodyKind, Outcome, Role
from lsg_projects.kit import clock, db, installation
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from tests.browser.test_main_job import NEXT, Person, Way, answer, decide, pdf, sign
from tests.support import applications
from tests.support import assembly as at
from tests.support import route_world as rw
from tests.support.assembly import Hall
from tests.support.chromium import chromium
from tests.support.hands import Mouse
from tests.support.serving import served
from tests.support.walking import meeting_here

pytestmark = pytest.mark.browser

WAYS = {"kk": Way("kk", 1280, Mouse, scripts=True), "ru": Way("ru", 390, Mouse, scripts=True)}
ELSEWHERE = {"ru"}
"""Languages in which a screen is met once: economy answers on the screens of finance, the commission on the maslikhat's."""
TODAY = "06.02.2026"
REMARK = "Трансферттің негізін нақтылаңыз. Уточните основание трансферта."
MEMBERS = 3


@dataclass
class Town:
    """A district with its server, and for each language a project that lies before a meeting of today."""

    app: Flask
    hall: Hall
    address: str
    projects: dict[str, tuple[str, int]]
    """By language: the code of the project, and the meeting on whose agenda it stands."""


@pytest.fixture(scope="module")
def town(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Call the meetings ten days ago, and serve the day on which they are held."""
    folder = tmp_path_factory.mktemp("long-way")
    shutil.copyfile(sqlite_template, folder / "lsg.sqlite3")
    database, to_come = f"sqlite:///{folder / 'lsg.sqlite3'}", at.DAY - datetime.now(clock.ALMATY).date()
    with (
        meeting_here(),
        pytest.MonkeyPatch.context() as patch,
        applications.assembled(folder / "instance", database) as app,
        app.app_context(),
    ):
        with clock.standing_at(rw.NOW):
            hall = at.gather(rw.build(), patch, MEMBERS)
            known = {lang: _before_a_meeting(hall, 10 + place) for place, lang in enumerate(WAYS)}
        with work(SYSTEM) as unit:
            installation.state(unit.session, "clock_offset_days", to_come.days)
        clock.shift(timedelta(days=to_come.days))
        paper = '["commission", "maslikhat"]'
        with served(folder / "instance", "--no-worker", LSG_DATABASE_URL=database, LSG_PAPER_BODIES=paper) as address:
            yield Town(app, hall, address, known)
        db.db.session.remove()


def _before_a_meeting(hall: Hall, hour: int) -> tuple[str, int]:
    code = rw.project(hall.world)
    task = rw.submit(hall.world, code)
    with at.keeping(hall, at.CALLED) as unit:
        number = sittings.call(unit, sittings.CallMeeting(hall.body, at.when(hour=time(hour))))
        sittings.add_items(unit, sittings.AddItems(number, (task,), "Округ әкімі"))
        sittings.send_notice(unit, number)
        sittings.send_materials(unit, number)
    return code, number


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


OWN_PAGES = re.compile(r"/office/(meetings|delegations|changes|projects/[^/]+/(approval|changes))")
"""What only this way comes to; axe looks at the others on the main one."""


class Walker(Person):
    """Somebody on this way. All share one window, as in an office with one computer, and sign in by turns.

    Axe looks at the pages of this way's own, once, on the desk screen.
    """

    def __init__(self, cast: Cast, token: str) -> None:
        """Sit down before the window."""
        self.site, self.way, self.known = cast.town.address, cast.way, cast.seen
        self.context, self.page = cast.window.context, cast.window
        self.hands = Mouse(self.page)
        self.token = token

    def open(self, address: str) -> None:
        """Sign in instead of whoever sat here before, and go to an address."""
        self.context.add_cookies([{"name": "lsg", "value": self.token, "url": self.site}])
        super().open(address)

    def press(self, selector: str) -> None:
        """Press; what comes is never a fault or a refusal."""
        super().press(selector)
        assert self.page.locator("#errors").count() == 0, self.page.locator("#errors").inner_text()

    def examine(self) -> None:
        """Let axe look at what it does not see elsewhere."""
        if self.way.width > 1000 and OWN_PAGES.search(self.page.url):
            super().examine()


@dataclass
class Cast:
    """Everybody of a district, in one language."""

    town: Town
    window: Page
    way: Way
    seen: set[tuple[str, int]] = field(default_factory=set)

    def person(self, number: int) -> Walker:
        """Sit somebody down, signed in."""
        token = f"long-{number}-{self.way.lang}-" + "x" * 30
        data = {"_user_id": str(number), "_fresh": True, "lang": self.way.lang}
        SessionRows(self.town.app.extensions["settings"]).save(token, data, number)
        return Walker(self, token)

    def role(self, role: Role) -> Walker:
        """Sit the holder of a role down."""
        return self.person(self.town.hall.world.people[role])

    def signed(self, role: Role, kind: BodyKind, code: str) -> None:
        """Let an executor agree and the head of the department sign it."""
        executor, head = self.role(role), self.person(self.town.hall.world.heads[kind])
        answer(executor, code, act=False, minutes=False)
        sign(head, code)

    def minuted(self, role: Role, code: str) -> None:
        """Let a secretary record the decision of a body from its signed minutes."""
        decide(self.role(role), code, act=True, minutes=True, dated=TODAY)

    def agreed(self, step: str, code: str, by_screen: Callable[[], None]) -> None:
        """Let a body agree by its screens, or without them where the same ones come again on this way."""
        if self.way.lang not in ELSEWHERE:
            by_screen()
            return
        task = approvals.open_task_of(db.session(), projects.find(db.session(), code).id)
        assert task is not None
        assert approvals.task(db.session(), task).step == step
        rw.decide(self.town.hall.world, task)
        db.session().rollback()


def held(cast: Cast, number: int) -> None:
    """Hold the meeting: one of three is no quorum, two are; a member votes at home, hands are counted, it is closed."""
    members, place = cast.town.hall.members, f"/office/meetings/{number}"
    secretary = cast.role(Role.ASSEMBLY_SECRETARY)
    secretary.open("/office/meetings")
    secretary.press(f'main a[href="{place}"]')
    for there in (1, 2):
        secretary.open(f"{place}/attendance")
        for position, person in enumerate(members):
            secretary.hands.tick(f"seat-{person}", "present" if position < there else "absent")
            secretary.hands.write(f"reason-{person}", "" if position < there else "іссапарда, в командировке")
        secretary.hands.choose("chair", str(members[0]))
        secretary.press('main form[action$="/attendance"] button.btn-primary')
        assert secretary.page.url.endswith("/attendance") == (there == 1)
        if there == 1:
            assert secretary.page.locator('form[action$="/failed"] button').count() == 1
            secretary.open(f"{place}/items/1/vote")
            assert secretary.page.locator('form[action$="/motion"]').count() == 0
    secretary.open(f"{place}/items/1/vote")
    secretary.hands.tick("outcome", "approved")
    secretary.press('main form[action$="/motion"] button.btn-primary')
    member = cast.person(members[1])
    member.open(f"{place}/items/1/vote")
    member.hands.tick(f"vote-{members[1]}", "for")
    member.press("#votes button.btn-primary")
    secretary.open(f"{place}/items/1/vote")
    secretary.hands.tick("all_for", "1")
    secretary.press("#votes button.btn-primary")
    secretary.press('main form[action$="/count"] button.btn-primary')
    secretary.open(f"{place}/minutes")
    secretary.press(f'main form[action="{place}/close"] button')
    secretary.page.set_input_files(
        'main [name="signed"]', [{"name": "хаттама.pdf", "mimeType": "application/pdf", "buffer": pdf()}]
    )
    secretary.hands.tick("paper", "public")
    secretary.press('main form[action$="/minutes/sign"] button.btn-primary')


def returned(cast: Cast, code: str) -> None:
    """Let finance return the project; the akim reads why, mends it and sends it again."""
    executor, head = cast.role(Role.FINANCIER), cast.person(cast.town.hall.world.heads[BodyKind.FINANCE])
    executor.open("/office/inbox")
    executor.press(f'main li:has-text("{code}") a.btn')
    executor.hands.tick("outcome", "returned")
    executor.page.locator("#remarks > summary").click()
    executor.hands.choose("remark_step_1", "cost")
    executor.hands.write("remark_text_1", REMARK)
    executor.hands.write("until", "20.02.2026")
    executor.press("aside.decide form button.btn-primary")
    sign(head, code)
    akim = cast.role(Role.AKIM)
    akim.open(f"/office/projects/{code}/approval")
    assert REMARK in akim.page.locator("main").inner_text()
    akim.open(f"/office/projects/{code}/passport/risks")
    akim.both("responsible", "Әкім аппаратының бас маманы Б.", "Главный специалист аппарата Б.")
    akim.press(NEXT)
    akim.open(f"/office/projects/{code}/passport/review")
    akim.hands.tick("declared", "y")
    akim.press('main form[action$="/submit"] button.btn-primary')


def replaced(cast: Cast, code: str) -> None:
    """Let the akim of the district name a deputy by an order, and the deputy bring the project in."""
    world = cast.town.hall.world
    deputy = world.people[Role.ECONOMIST]
    absent = cast.role(Role.DISTRICT_AKIM)
    absent.open("/office/delegations")
    post = next(post.appointment_id for post in world.actor(Role.DISTRICT_AKIM).posts)
    db.session().rollback()  # a reading left open would keep the server from writing
    absent.hands.choose("post", str(post))
    absent.hands.choose("deputy", str(deputy))
    absent.hands.tick("kind", "disposition")
    for name, text in (("order_number", "12-ө"), ("order_date", TODAY), ("valid_from", TODAY), ("valid_until", TODAY)):
        absent.hands.write(name, text)
    absent.hands.tick("scope", "decide")
    absent.press('main form[action="/office/delegations"] button.btn-primary')
    assert absent.page.locator("#errors").count() == 0, absent.page.locator("#errors").inner_text()
    acting = cast.person(deputy)
    acting.open("/office/delegations")
    assert "12-ө" in acting.page.locator("main").inner_text()
    decide(acting, code, act=True, minutes=False, dated=TODAY)
    acting.open(f"/office/projects/{code}/approval")
    assert "12-ө" in acting.page.locator("main").inner_text()
    absent.open("/office/delegations")
    absent.press('main form[action$="/revoke"] button')


def changed(cast: Cast, code: str) -> None:
    """Let the akim ask for less revenue than was promised: economy alone is asked, and the change comes into force."""
    akim = cast.role(Role.AKIM)
    akim.open(f"/office/projects/{code}/changes/new")
    akim.press('main form[action$="/changes"] button.btn-primary')
    akim.open(f"/office/projects/{code}/passport/revenue")
    akim.page.locator('main tr:has(input[value="2026"]) input[name^="revenue-0"][name$="-base"]').fill("400")
    akim.press(NEXT)
    akim.open(f"/office/projects/{code}/changes/new")
    akim.both("reason", "Жалға алушылар күткеннен аз болды", "Арендаторов оказалось меньше, чем ждали")
    akim.press('main form[action$="/send"] button.btn-primary')
    assert "/office/changes/" in akim.page.url
    change = akim.page.url.partition(akim.site)[2]
    cast.signed(Role.ECONOMIST, BodyKind.ECONOMY, code)
    akim.open(change)


@pytest.mark.parametrize("lang", WAYS)
def test_assembly_economy_finance_commission_akimat_maslikhat(browser: Browser, town: Town, lang: str) -> None:
    way = WAYS[lang]
    context = browser.new_context(viewport={"width": way.width, "height": 900}, locale=lang)
    cast = Cast(town, context.new_page(), way)
    code, meeting = town.projects[lang]
    held(cast, meeting)
    cast.agreed("economy", code, lambda: cast.signed(Role.ECONOMIST, BodyKind.ECONOMY, code))
    returned(cast, code)
    cast.signed(Role.FINANCIER, BodyKind.FINANCE, code)
    cast.agreed("commission", code, lambda: cast.minuted(Role.COMMISSION_SECRETARY, code))
    replaced(cast, code)
    cast.minuted(Role.MASLIKHAT_SECRETARY, code)
    db.session().rollback()
    assert projects.find(db.session(), code).approval is Approval.APPROVED
    changed(cast, code)
    context.close()
    _came_so(code)


def _came_so(code: str) -> None:
    """What is stored is what was pressed: every body once, finance twice, and the change in force."""
    db.session().rollback()
    head = projects.find(db.session(), code)
    decided = [(one.step, one.outcome) for one in approvals.decisions(db.session(), head.id)]
    yes = Outcome.APPROVED
    assert decided == [
        ("assembly", yes), ("economy", yes), ("finance", Outcome.RETURNED), ("finance", yes), ("commission", yes),
        ("akimat", yes), ("maslikhat", yes), ("economy", yes),
    ]  # fmt: skip
    assert approvals.decisions(db.session(), head.id)[5].order is not None
    assert approvals.open_change(db.session(), head.id) is None
    assert projects.version(db.session(), head.id, head.version).passport.revenue[0].base == 400 * rw.THOUSAND
