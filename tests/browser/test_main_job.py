"""The main job in a real browser: an akim registers a project, four bodies agree, a citizen finds it.

The whole way is gone three times: with a mouse on a desk screen in Kazakh, with the keyboard alone in Russian, and on a
phone without scripts. Every page met on the way is looked at: no axe violation, no sideways scroll.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.support import demonstrations
from tests.support.chromium import chromium
from tests.support.hands import Hands, Keyboard, Mouse
from tests.support.serving import served

pytestmark = pytest.mark.browser

CONTROLS = "main :is(h2, h3, a, button, input, select, textarea, table)"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}


@dataclass(frozen=True)
class Way:
    """How somebody goes: language, width of the window, by which hands, with scripts or without."""

    lang: str
    width: int
    hands: type[Mouse] | type[Keyboard]
    scripts: bool


WAYS = {
    "mouse-desk-kk": Way("kk", 1280, Mouse, scripts=True),
    "keyboard-desk-ru": Way("ru", 1280, Keyboard, scripts=True),
    "phone-without-scripts-kk": Way("kk", 390, Mouse, scripts=False),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def site(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    instance = demonstrations.copied(demonstration, tmp_path_factory.mktemp("main-job") / "instance")
    # the assembly's decision is recorded from its paper: a notice of ten days does not fit into one test
    with served(instance, "--no-worker", LSG_PAPER_BODIES='["assembly", "commission", "maslikhat"]') as address:
        yield address


@pytest.fixture(scope="module")
def told(demonstration: Path) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads((demonstration / demonstrations.SIGN_INS).read_text("utf-8"))
    return answer


class Person:
    """Somebody at a screen, signed in or not; looks at each page that comes.

    Axe looks once at each kind of page of a way (address without its numbers, count of its controls), and at a step of
    the passport when it is left, with all its rows: *known* holds what it has seen.
    """

    def __init__(self, browser: Browser, site: str, way: Way, known: set[tuple[str, int]]) -> None:
        """Open a browser of one's own."""
        self.site, self.way, self.known = site, way, known
        self.context = browser.new_context(
            viewport={"width": way.width, "height": 900}, java_script_enabled=way.scripts, locale=way.lang
        )
        self.page: Page = self.context.new_page()
        self.hands: Hands = way.hands(self.page)

    def open(self, address: str) -> None:
        """Go to an address of the site."""
        answer = self.page.goto(self.site + address)
        assert answer is not None
        assert answer.status == 200, address
        self.look()

    def press(self, selector: str) -> None:
        """Press, and look at the page that comes."""
        if selector == NEXT:
            self.examine()
        self.hands.press(selector)
        self.look()

    def look(self) -> None:
        """Hold the page against what every page must be."""
        page = self.page
        assert page.locator("h1").count() == 1, page.url
        assert page.locator("html").get_attribute("lang") == self.way.lang, page.url
        if not self.way.scripts:
            return  # axe is a script itself
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
        if "/passport/" not in page.url or page.url.endswith("/review"):
            self.examine()

    def examine(self) -> None:
        """Let axe look at the page, unless it has seen such a one on this way."""
        page = self.page
        kind = (re.sub(r"[0-9-]+", "0", page.url.partition("?")[0]), page.locator(CONTROLS).count())
        if self.way.scripts and kind not in self.known:
            found = Axe().run(page, options=RULES)
            assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
            self.known.add(kind)

    def sign_in(self, email: str, password: str) -> None:
        """Come in by e-mail and password."""
        self.open(f"/office/sign-in?lang={self.way.lang}")
        self.hands.write("email", email)
        self.hands.write("password", password)
        self.press("main form button.btn-primary")
        self.open(f"/office/?lang={self.way.lang}")

    def both(self, name: str, kk: str, ru: str) -> None:
        """Type a text in both official languages."""
        self.hands.write(f"{name}-kk", kk)
        self.hands.write(f"{name}-ru", ru)

    def leave(self) -> None:
        """Close the browser."""
        self.context.close()


NEXT = 'main button[name="then"][value="next"].btn-primary'


def add(row: str) -> str:
    """Give the button that adds a row."""
    return f'main button[name="add"][value="{row}"]'


def register(akim: Person) -> str:
    """Fill the nine steps and send the project; gives its code."""
    akim.open("/office/projects/new")
    akim.press("main form button.btn-primary")
    code = akim.page.url.split("/projects/")[1].split("/")[0]
    what_and_why(akim)
    results_and_milestones(akim)
    cost_and_revenue(akim)
    risks_and_papers(akim, code)
    akim.hands.tick("declared", "y")
    akim.press('main form[action$="/submit"] button.btn-primary')
    assert akim.page.url.endswith(f"/office/projects/{code}/sent")
    return code


def what_and_why(akim: Person) -> None:
    """Fill what it is, where, and what for."""
    hands = akim.hands
    akim.both("title", f"Ақсу ауылындағы он шам {akim.way.width}", f"Десять светильников в Аксу {akim.way.width}")
    akim.both("summary", "Орталық көшеде кешке қараңғы болмайды", "На центральной улице вечером не будет темно")
    hands.choose("kind", "street_lighting")
    hands.choose("sector", "energy")
    hands.tick("legal_kind", "current")
    hands.choose("works", "replacement")
    hands.tick("settlements", "154651100")
    akim.both("place", "Орталық көше, 1-30 үйлер", "Центральная улица, дома 1-30")
    akim.both("plan_item", "Даму жоспары, 3.2-тармақ", "План развития, пункт 3.2")
    hands.write("plan_approved", "12.03.2025")
    akim.press(NEXT)
    akim.both(
        "problem",
        "Орталық көшенің отыз үйі қараңғыда тұр. Балалар мектептен қараңғыда қайтады.",
        "Тридцать домов центральной улицы стоят в темноте. Дети возвращаются из школы затемно.",
    )
    akim.both("goal", "Отыз үйдің көшесін жарықтандыру", "Осветить улицу тридцати домов")
    akim.press(add("beneficiaries"))
    akim.both("beneficiaries-0-group", "Көше тұрғындары", "Жители улицы")
    hands.write("beneficiaries-0-people", "120")
    akim.press(NEXT)


def results_and_milestones(akim: Person) -> None:
    """Fill what will be seen, and what is ready by when."""
    hands = akim.hands
    akim.press(add("results"))
    akim.both("results-0-text", "Он шам орнатылды", "Установлено десять светильников")
    akim.both("results-0-indicator", "Жарық нүктелері", "Световые точки")
    akim.both("results-0-unit", "дана", "штук")
    hands.write("results-0-baseline", "0")
    hands.write("results-0-baseline_year", "2025")
    hands.write("results-0-target_year_1", "2026")
    hands.write("results-0-target_value_1", "10")
    akim.both("results-0-source", "Қабылдау актісі", "Акт приёмки")
    akim.press(NEXT)
    hands.write("start", "02.03.2026")
    akim.press(add("milestones"))
    akim.both("milestones-0-title", "Шарт жасалды", "Договор заключён")
    hands.write("milestones-0-due", "30.04.2026")
    hands.write("milestones-0-weight", "30")
    hands.tick("milestones-0-evidence", "contract")
    akim.press(add("milestones"))
    akim.both("milestones-1-title", "Жұмыс қабылданды", "Работы приняты")
    hands.write("milestones-1-due", "31 тамыз 2026" if akim.way.lang == "kk" else "31 августа 2026")
    hands.write("milestones-1-weight", "70")
    hands.tick("milestones-1-evidence", "acceptanceAct")
    akim.press(NEXT)


def cost_and_revenue(akim: Person) -> None:
    """Fill what it costs, who pays, and what it brings."""
    hands = akim.hands
    hands.tick("cost_basis", "estimate")
    akim.both("cost_note", "Смета бойынша", "По смете")
    hands.tick("vat_included", "yes")
    akim.press(add("lines"))
    hands.choose("lines-0-year", "2026")
    hands.write("lines-0-amount", "1 250,5")
    hands.choose("lines-0-source", "own")
    hands.choose("lines-0-programme", "07.3.124.008")
    hands.write("running_amount", "85")
    akim.both("running_payer", "Округ бюджеті", "Бюджет округа")
    akim.press(NEXT)
    hands.tick("brings_revenue", "no")
    akim.both("no_revenue_reason", "Көше жарығы ақылы қызмет емес", "Освещение улиц не платная услуга")
    akim.press(NEXT)


def risks_and_papers(akim: Person, code: str) -> None:
    """Fill what may go wrong and who answers; attach the estimate."""
    hands = akim.hands
    akim.press(add("risks"))
    akim.both("risks-0-text", "Мердігер қысқа дейін үлгермейді", "Подрядчик не успеет до зимы")
    akim.both("risks-0-response", "Шартқа айыппұл енгізіледі", "В договор вносится неустойка")
    akim.both("risks-0-owner", "Округ әкімі", "Аким округа")
    hands.write("risks-0-due", "30.04.2026")
    akim.both("responsible", "Округ әкімі", "Аким округа")
    hands.tick("interested", "no")
    akim.press(NEXT)
    akim.page.set_input_files(
        'main [name="file"]', [{"name": "смета.pdf", "mimeType": "application/pdf", "buffer": pdf()}]
    )
    hands.choose("type", "estimate")
    akim.both("title", "Смета", "Смета")
    akim.press('main form:has([name="file"]) button')
    akim.open(f"/office/projects/{code}/passport/review")


def pdf() -> bytes:
    """Give a small sound PDF."""
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "PDF")
    return out.getvalue()


def sign(official: Person, code: str) -> None:
    """Sign as the head what the executor prepared."""
    official.open("/office/inbox")
    official.press(f'main li:has-text("{code}") a.btn')
    official.press("aside.decide form button.btn-primary")
    official.press("main form button.btn-primary")


def answer(official: Person, code: str, *, act: bool, minutes: bool, dated: str = "26.01.2026") -> None:
    """Find the project in the inbox, agree, and go on."""
    official.open("/office/inbox")
    official.press(f'main li:has-text("{code}") a.btn')
    official.hands.tick("outcome", "approved")
    if act:
        official.hands.write("number", "7")
        official.hands.write("dated", dated)
    if minutes:
        official.hands.write("votes_for", "7")
        official.hands.write("votes_against", "1")
        official.hands.write("votes_abstained", "0")
    official.hands.write("conclusion", "Құжаттар толық, сома негізделген. Документы полны, сумма обоснована.")
    official.press("aside.decide form button.btn-primary")


def decide(official: Person, code: str, *, act: bool, minutes: bool, dated: str = "26.01.2026") -> None:
    """Answer, and confirm what was answered."""
    answer(official, code, act=act, minutes=minutes, dated=dated)
    if minutes:
        paper = {"name": "хаттама.pdf", "mimeType": "application/pdf", "buffer": pdf()}
        official.page.set_input_files('main [name="minutes"]', [paper])
        official.hands.tick("paper", "public")
    official.press("main form button.btn-primary")


@pytest.mark.parametrize("name", WAYS)
def test_from_registration_to_the_register(browser: Browser, site: str, told: dict[str, Any], name: str) -> None:
    way, known = WAYS[name], set[tuple[str, int]]()

    def somebody(role: str) -> Person:
        person = Person(browser, site, way, known)
        if role:
            email = next(
                each["email"] for each in told["accounts"] if role in (each["role"], each["email"].split("@")[0])
            )
            person.sign_in(email, told["password"])
        return person

    akim = somebody("akim")
    code = register(akim)
    secretary = somebody("assembly_secretary")
    decide(secretary, code, act=True, minutes=True)
    secretary.leave()
    for role in ("economist", "financier"):
        executor = somebody(role)
        answer(executor, code, act=False, minutes=False)
        executor.leave()
        head = somebody(f"{role}.head")
        sign(head, code)
        head.leave()
    akim.open(f"/office/projects/{code}/preview")
    akim.press('main form[action$="/publish"] button.btn-primary')
    akim.leave()
    citizen = somebody("")
    citizen.open(f"/{way.lang}/projects")
    citizen.hands.write("q", "светильников" if way.lang == "kk" else "он шам")
    citizen.press('main form[role="search"] button')
    citizen.press(f'main a[href$="/{way.lang}/projects/{code}"]')
    text = citizen.page.locator("main").inner_text()
    assert "1\u00a0250,5" in text
    assert told["accounts"][0]["email"] not in citizen.page.content()
    citizen.leave()
