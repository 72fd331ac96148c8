"""The citizen's side in a real browser: found, read and asked by mouse, by keyboard and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.support import demonstrations
from tests.support.chromium import chromium
from tests.support.serving import served

pytestmark = pytest.mark.browser

CARD = "projects/154630-24-002"
PAGES = (
    "", "projects", "projects?q=%D0%B6%D0%B0%D1%80%D1%8B%D0%BA&delivery=finished", "projects?q=zzzz", CARD,
    "projects/154651-25-003", f"{CARD}/ask", "territories/154651000", "territories/154600000", "data", "about",
    "about/law", "about/accessibility", "about/help", "nothing",
)  # fmt: skip
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
WIDER_THAN_THE_WINDOW = "() => document.documentElement.scrollWidth - window.innerWidth"
FOCUSED = "() => (document.activeElement.textContent || document.activeElement.name || '').trim()"


@pytest.fixture(scope="module")
def site(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration, served as in life."""
    instance = demonstrations.copied(demonstration, tmp_path_factory.mktemp("served") / "instance")
    with served(instance, "--no-worker") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with chromium() as one:
        yield one


@pytest.mark.parametrize(("width", "theme", "lang"), [(1280, "light", "kk"), (390, "dark", "ru"), (390, "light", "kk")])
def test_pages_are_accessible_whole_and_quiet(browser: Browser, site: str, width: int, theme: str, lang: str) -> None:
    """No violation that axe finds, no sideways scroll, nothing refused by the content policy, no cookie."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)  # type: ignore[arg-type]
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in PAGES:
        page.goto(f"{site}/{lang}/{path}", wait_until="load")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        assert page.evaluate(WIDER_THAN_THE_WINDOW) <= 0, f"{path} scrolls sideways"
    assert [line for line in said if "404" not in line] == []
    assert page.context.cookies() == []
    page.close()


def test_a_citizen_finds_a_project_and_asks_about_it(browser: Browser, site: str) -> None:
    """From the first page by search and filter to the card, to the form and its receipt."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{site}/ru/")
    page.get_by_label("Найти").fill("баня Мартук")
    page.get_by_role("button", name="Найти").click()
    expect(page.locator(".rows > li")).to_have_count(1)
    expect(page.locator(".rows mark").first).to_be_visible()
    page.locator(".rows h2 a").click()
    expect(page.locator("h1")).to_contain_text("бан")
    page.get_by_text("Как это посчитано").click()
    expect(page.get_by_text("Бюджетный кодекс (2025)").first).to_be_visible()
    page.locator("main").get_by_role("link", name="Задать вопрос аппарату акима").first.click()
    _ask(page)
    expect(page.locator("h1")).to_contain_text("Вопрос принят")
    page.get_by_role("link", name="Вернуться на страницу проекта").last.click()
    expect(page.locator("#questions")).to_contain_text("Ждёт ответа")
    page.close()


def _ask(page: Page) -> None:
    page.get_by_role("button", name="Отправить вопрос").click()
    expect(page.locator("#errors")).to_be_visible()
    page.get_by_label("Ваш вопрос").fill("Когда откроется баня?")
    page.get_by_label("Ваше имя").fill("Айгуль")
    page.get_by_label("Ваша электронная почта").fill("aigul@example.kz")
    page.get_by_label("Согласен").check()
    page.get_by_role("button", name="Отправить вопрос").click()


def test_the_same_by_keyboard_alone(browser: Browser, site: str) -> None:
    """Skip link first, then menu and search; Enter follows the first project."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{site}/kk/projects")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Мазмұнға өту"
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == "q":
            break
    page.keyboard.type("монша Мәртөк")
    page.keyboard.press("Enter")
    expect(page.locator(".rows > li")).to_have_count(1)
    page.locator("#order").focus()
    for _ in range(4):
        page.keyboard.press("Tab")
        if "монша" in page.evaluate(FOCUSED):
            break
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("монша")
    page.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_everything_works_without_scripts(browser: Browser, site: str, width: int) -> None:
    """Search, filters, folding, order, pages, language, sending."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{site}/kk/projects")
    page.locator(".facet a", has_text="Аяқталды").click()
    expect(page.locator(".filters a")).to_have_count(1)
    page.locator("#order").select_option("amount")
    page.get_by_role("button", name="Көрсету").click()
    expect(page).to_have_url(f"{site}/kk/projects?delivery=finished&order=amount")
    page.locator(".filters a").click()
    page.locator("a[rel=next]").click()
    expect(page.locator("a[rel=prev]")).to_be_visible()
    page.get_by_role("link", name="Рус").click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator("a[rel=prev]")).to_be_visible()
    page.goto(f"{site}/ru/{CARD}/ask")
    page.get_by_label("Ваш вопрос").fill("Сколько стоит вход?")
    page.get_by_label("Ваше имя").fill("Ержан")
    page.get_by_label("Ваша электронная почта").fill("erzhan@example.kz")
    page.get_by_label("Согласен").check()
    page.get_by_role("button", name="Отправить вопрос").click()
    expect(page.locator("h1")).to_contain_text("Вопрос принят")
    context.close()


def test_photographs_and_papers_open(browser: Browser, site: str) -> None:
    """A photograph of evidence is drawn; a paper comes as a file."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{site}/kk/{CARD}")
    picture = page.locator(".photo img").first
    picture.scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('.photo img').naturalWidth > 0")
    with page.expect_download() as coming:
        page.locator(".docs a").first.click()
    assert coming.value.suggested_filename
    page.close()


def test_a_page_prints_on_paper(browser: Browser, site: str) -> None:
    """Without menu, filters and buttons."""
    page = browser.new_page()
    page.goto(f"{site}/kk/{CARD}")
    page.emulate_media(media="print")
    expect(page.locator(".menu")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    page.close()
