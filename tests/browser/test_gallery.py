"""The components as a browser shows them: accessible, nothing cut off, nothing blocked by the content policy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.gallery import OFFICE, PUBLIC, chromium, served

pytestmark = pytest.mark.browser

PAGES = [*PUBLIC, *OFFICE]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
SMALLEST_TEXT = """() => Math.min(...[...document.querySelectorAll("body *")].filter(
  (one) => one.checkVisibility() && [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim())
).map((one) => parseFloat(getComputedStyle(one).fontSize) * (one.ownerSVGElement ? one.getScreenCTM().a : 1)))"""
WIDER_THAN_THE_WINDOW = "() => document.documentElement.scrollWidth - window.innerWidth"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as at:
        yield at


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(params=[(1280, "light"), (390, "dark")], ids=lambda one: f"{one[0]}-{one[1]}")
def view(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, theme = request.param
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    yield page
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_whole_and_clean(view: Page, address: str, name: str) -> None:
    said: list[str] = []
    view.on("console", lambda message: said.append(message.text))
    view.on("pageerror", lambda error: said.append(str(error)))
    view.goto(f"{address}/{name}", wait_until="load")
    assert said == []
    assert view.evaluate(WIDER_THAN_THE_WINDOW) <= 0, "the page scrolls sideways"
    assert view.evaluate(SMALLEST_TEXT) >= 11.9
    found = Axe().run(view, options=RULES)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", PAGES)
def test_page_is_whole_without_scripts(browser: Browser, address: str, name: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/{name}")
    assert page.locator("h1").count() == 1
    assert page.locator("main").is_visible()
    assert not page.locator("[data-theme-switch]").first.is_visible()
    context.close()


def test_error_summary_takes_the_focus(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/passport")
    assert page.evaluate("document.activeElement.id") == "errors"
    assert page.title().startswith("Қате:")
    page.get_by_role("alert").get_by_role("link").click()
    assert page.evaluate("document.activeElement.id") == "share"
    page.close()


def test_the_reader_chooses_the_theme_and_it_stays(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(f"{address}/list")
    page.locator("[data-theme-switch]").click()
    page.goto(f"{address}/card")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 23, 31)"
    assert context.cookies() == []
    context.close()
