"""Pages of the ranking: read, computed, saved, compared, given; who may, and what bad input gets."""

from __future__ import annotations

import re
from html import unescape

import pytest

from lsg_projects.domain.states import Role, Source
from lsg_projects.kit import db, journal
from lsg_projects.portfolio.models import RankingVariant
from tests.support import route_world as rw
from tests.support.office_pages import Browser, Page
from tests.support.queues import Queue

PAGE = "/office/ranking/2026"
LIMIT = f"limit_{rw.DISTRICT}_district_budget_2026"


def typed(page: Page, **changes: str) -> dict[str, str]:
    """What the question's form would send as it stands, with changes; names as the page has them."""
    fields = {}
    for name, options in re.findall(
        r'<select[^>]*name="((?:rule_|group_|measure|moving)[^"]*)"[^>]*>(.*?)</select>', page.text, re.DOTALL
    ):
        chosen = re.search(r'<option selected value="([^"]*)"', options)
        fields[name] = unescape(chosen[1]) if chosen else ""
    for tag in re.findall(r'<input[^>]*name="(?:limit_|floor)[^>]*>', page.text):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        assert name
        fields[name[1]] = unescape(value[1]) if value else ""
    return fields | changes


def compute(browser: Browser, address: str = PAGE, **changes: str) -> Page:
    """Change the question and press the button."""
    page = browser.get(PAGE)
    return browser.post(address, page, **typed(page, **changes))


def said(page: Page) -> str:
    """The page with every space alike: which of them may break is no matter here."""
    return page.text.replace("\u00a0", " ")


def entering(queue: Queue, page: Page) -> list[str]:
    """Short names of the projects that enter, in the order of the page."""
    part = page.text.split("<h2>Входят</h2>")[1].split("<h2>Не входят</h2>")[0]
    return queue.names(re.findall(r' · <span class="nowrap">(\d{6}-\d\d-\d{3})', part))


def test_the_page_proposes_under_the_ceilings_in_force_and_says_why(filled: Queue) -> None:
    """B and C together are worth more than A; A is told the ceiling and the cost that would bring it in."""
    page = filled.browser(Role.COMMISSION_SECRETARY).get(PAGE)
    assert page.status == 200
    assert entering(filled, page) == ["B", "C"]
    assert "Это предложение, не решение" in said(page)
    assert "Оптимальность доказана" in said(page)
    assert "+1 000,0 тыс. ₸ или если просит отсюда не больше 5 000,0 тыс. ₸" in said(page)
    assert "набору он ничего не прибавляет" in said(page)  # D brings no revenue
    assert page.text.count("<svg") > 4  # the ceiling's bar and the curve


def test_another_measure_and_another_ceiling_are_tried_without_storing_anything(filled: Queue) -> None:
    """The measure with a second aim fills the rest by people; 16 million let A, B and C in."""
    browser = filled.browser(Role.FINANCIER)
    before = journal.newest_hash(db.session())
    assert entering(filled, compute(browser, measure="people", **{LIMIT: "5000"})) == ["D"]
    assert entering(filled, compute(browser, measure="npv_fill", **{LIMIT: "11 000"})) == ["A", "B"]
    assert entering(filled, compute(browser, **{LIMIT: ""})) == ["A", "B", "C"]
    assert journal.newest_hash(db.session()) == before
    assert db.session().query(RankingVariant).count() == 0


def test_rules_alternatives_and_floors_are_heard(filled: Queue) -> None:
    """An obligatory project enters, one that is left out does not, of alternatives at most one does."""
    browser, codes = filled.browser(Role.COMMISSION_SECRETARY), filled.codes
    assert entering(filled, compute(browser, **{f"rule_{codes['A']}": "must"})) == ["A"]
    assert entering(filled, compute(browser, **{f"rule_{codes['B']}": "out"})) == ["A"]
    page = compute(browser, **{f"group_{codes['B']}": "A", f"group_{codes['C']}": "A"})
    assert entering(filled, page) == ["A"]
    page = compute(browser, floor="10000")
    assert entering(filled, page) == ["B", "C"]


def test_conditions_that_quarrel_are_named_in_words(filled: Queue) -> None:
    """Two obligatory projects of 11 million under 10: both, the ceiling, and what would be enough."""
    browser, codes = filled.browser(Role.COMMISSION_SECRETARY), filled.codes
    page = compute(browser, **{f"rule_{codes['A']}": "must", f"rule_{codes['B']}": "must"})
    assert page.status == 200
    assert "Эти условия вместе невыполнимы" in said(page)
    assert "Жоба A туралы ұсыныс» обязателен: просит 6 000,0" in said(page)
    assert "Жоба B туралы ұсыныс» обязателен: просит 5 000,0" in said(page)
    assert "При лимите 11 000,0 тыс. ₸ всё выполнилось бы" in said(page)
    page = compute(
        browser, f"{PAGE}/variants", name="x", **{f"rule_{codes['A']}": "must", f"rule_{codes['B']}": "must"}
    )
    assert page.status == 422
    assert "сохранять нечего" in said(page)


def test_what_is_approved_is_taken_off_and_an_okrugs_own_ceiling_binds(queue: Queue) -> None:
    """4 of 9 million are approved; the two that wait take own money too, and only one fits."""
    rw.approved(queue.world)
    queue.add("A", district=1_000, yearly=3_000, own=4_000)
    queue.add("B", district=1_000, yearly=2_000, own=3_000)
    queue.ceiling(9_000, Source.OWN, rw.OKRUG)
    page = queue.browser(Role.DISTRICT_AKIM).get(PAGE)
    assert entering(queue, page) == ["A"]
    assert "утверждено 4 000,0, предлагается 4 000,0" in said(page)
    assert "+2 000,0 тыс. ₸ или если просит отсюда не больше 1 000,0" in said(page)


def save(browser: Browser, name: str, **changes: str) -> Page:
    """Compute and keep a what-if."""
    return compute(browser, f"{PAGE}/variants", name=name, **changes)


def test_a_what_if_is_saved_read_opened_again_and_compared(filled: Queue) -> None:
    """What was saved stays as it was, though the ceiling changes afterwards."""
    browser = filled.browser(Role.COMMISSION_SECRETARY)
    first = save(browser, "Как есть")
    assert first.status == 303
    assert save(browser, "Больше", **{LIMIT: "11000"}).status == 303
    filled.ceiling(1)
    shown = browser.get(first.location)
    assert entering(filled, shown) == ["B", "C"]
    assert "10 000,0" in said(shown)
    page = browser.get(f"{PAGE}/compare")
    assert "Как есть" in said(page)
    assert page.text.count("· различие") == 2  # A and C differ
    assert "11 000,0 / 11 000,0" in said(page)
    number = re.search(r"variants/(\d+)", first.location)
    assert number
    assert entering(filled, browser.get(f"{PAGE}?variant={number[1]}")) == ["B", "C"]
    again = browser.get(f"{PAGE}?variant={number[1]}")
    assert 'value="10 000,0"' in said(again)


def test_a_what_if_is_given_to_the_commission_once(filled: Queue) -> None:
    """The giving stands in the journal; a second press says that it was given."""
    browser = filled.browser(Role.FINANCIER)
    address = save(browser, "Комиссии").location
    shown = browser.get(address)
    assert browser.post(f"{address}/give", shown).status == 303
    assert "передан комиссии 26.01.2026" in said(browser.get(address))
    assert f"{address}/give" not in said(browser.get(address))
    assert browser.post(f"{address}/give", shown).status == 409
    reader = filled.browser(Role.DISTRICT_AKIM)
    assert "передан комиссии 26.01.2026" in said(reader.get(PAGE))


BAD = (
    (LIMIT, "десять"), (LIMIT, "-5"), (LIMIT, "1e9"), (LIMIT, "NaN"), (LIMIT, "0,000001"), ("floor", "٣٤"),
    ("measure", "luck"), ("moving", "nothing"), ("name", "я" * 81),
)  # fmt: skip


def test_bad_input_is_named_and_kept(filled: Queue) -> None:
    """422, the field is marked, and what was typed into a line is still there."""
    browser = filled.browser(Role.COMMISSION_SECRETARY)
    for field, value in (*BAD, (f"rule_{filled.codes['A']}", "bribed")):
        page = compute(browser, **{field: value})
        assert page.status == 422, field
        assert 'aria-invalid="true"' in said(page) or 'href="#' in said(page), field
        assert value in page.text or field.startswith(("measure", "moving", "rule_")), field


def test_a_what_if_needs_a_name_of_its_own(filled: Queue) -> None:
    """No name, or a name that is taken: said at the field, nothing stored, nothing lost."""
    browser = filled.browser(Role.COMMISSION_SECRETARY)
    assert save(browser, "").status == save(browser, "   ").status == 422
    assert save(browser, "Один").status == 303
    page = save(browser, " Один ", **{LIMIT: "7777"})
    assert page.status == 422
    assert "с таким названием уже есть" in said(page)
    assert 'value="7777"' in said(page)
    assert db.session().query(RankingVariant).count() == 1


def test_who_may_read_and_who_may_compute(filled: Queue) -> None:
    """The district's akim and the auditor read; an akim of an okrug does not see the page at all."""
    for role in (Role.DISTRICT_AKIM, Role.AUDITOR):
        browser = filled.browser(role)
        page = browser.get(PAGE)
        assert page.status == 200
        assert 'id="conditions"' not in said(page)
        token = browser.get("/office/").hidden
        assert browser.client.post(PAGE, data=token).status_code == 403
        assert browser.client.post(f"{PAGE}/variants", data=token | {"name": "x"}).status_code == 403
    for role in (Role.AKIM, Role.ECONOMIST, Role.ADMIN, Role.MEMBER):
        assert filled.browser(role).get(PAGE).status == 403
    assert db.session().query(RankingVariant).count() == 0


ABSENT = (
    f"{PAGE}?district={rw.OBLAST}", f"{PAGE}?district=154800000", "/office/ranking/1899", "/office/ranking/99999",
    f"{PAGE}/variants/7", f"{PAGE}/variants/99999999999999999999", f"{PAGE}?variant=7",
)  # fmt: skip


def test_what_is_not_there_or_not_ones_own_is_absent(queue: Queue) -> None:
    """Another district, a year out of range, an unknown what-if: 404."""
    browser = queue.browser(Role.COMMISSION_SECRETARY)
    assert {address: browser.get(address).status for address in ABSENT} == dict.fromkeys(ABSENT, 404)


def test_a_year_without_a_queue_says_so_and_the_start_leads_to_the_next_year_asked(filled: Queue) -> None:
    """Nothing to rank is a sentence; the menu leads to the year that the queue asks for."""
    browser = filled.browser(Role.COMMISSION_SECRETARY)
    assert "Нет проектов, которые ждут решения" in said(browser.get("/office/ranking/2030"))
    assert browser.get("/office/ranking").location.endswith(PAGE)


@pytest.mark.parametrize("lang", ["kk", "en"])
def test_the_pages_speak_every_language(filled: Queue, lang: str) -> None:
    """No word is missing where nothing and something is saved (missing words fail in tests)."""
    browser = filled.browser(Role.COMMISSION_SECRETARY, lang)
    assert browser.get(f"{PAGE}/compare").status == 200
    address = save(browser, "Бір").location
    save(browser, "Екі", measure="people")
    for page in (PAGE, address, f"{PAGE}/compare"):
        assert browser.get(page).status == 200


def test_the_same_question_gives_the_same_set_again(queue: Queue) -> None:
    """Of equals the more people, then the earlier code; ten askings, one answer."""
    for name, people in (("A", 10), ("B", 30), ("C", 30), ("D", 10)):
        queue.add(name, district=5_000, yearly=2_000, people=people)
    queue.ceiling(15_000)
    browser = queue.browser(Role.COMMISSION_SECRETARY)
    answers = {tuple(entering(queue, browser.get(PAGE))) for _ in range(5)}
    assert answers == {("A", "B", "C")}
