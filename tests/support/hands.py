"""Two ways of using a page: with a mouse, and with the keyboard alone. Both know controls by their names only."""

from __future__ import annotations

from typing import Protocol

from playwright.sync_api import Page

FARTHEST = 400
"""How many presses of Tab may be needed to come to a control."""


class Hands(Protocol):
    """What a person does on a page."""

    page: Page

    def write(self, name: str, text: str) -> None:
        """Type into a field."""

    def choose(self, name: str, value: str) -> None:
        """Pick one of a list."""

    def tick(self, name: str, value: str) -> None:
        """Mark one of several boxes or circles."""

    def press(self, selector: str) -> None:
        """Press a button or follow a link, and wait for the page that comes."""


def _named(name: str, value: str = "") -> str:
    return f'main [name="{name}"]' + (f'[value="{value}"]' if value else "")


class Mouse:
    """A person with a mouse."""

    def __init__(self, page: Page) -> None:
        """Sit down before a page."""
        self.page = page

    def write(self, name: str, text: str) -> None:
        """Type into a field."""
        self._unfold(_named(name))
        self.page.fill(_named(name), text)

    def choose(self, name: str, value: str) -> None:
        """Pick one of a list."""
        self.page.select_option(_named(name), value)

    def tick(self, name: str, value: str) -> None:
        """Mark one of several boxes or circles by its label, as people do."""
        control = self.page.locator(_named(name, value))
        self.page.locator(f'label[for="{control.get_attribute("id")}"]').click()

    def press(self, selector: str) -> None:
        """Click, and wait for the page that comes."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def _unfold(self, selector: str) -> None:
        """Open the fold in which a field stands, if it stands in one."""
        fold = self.page.locator(f"details:not([open]):has({selector}) > summary")
        if fold.count():
            fold.first.click()


class Keyboard:
    """A person without a mouse: Tab, Space, Enter, arrows and letters."""

    def __init__(self, page: Page) -> None:
        """Sit down before a page."""
        self.page = page

    def write(self, name: str, text: str) -> None:
        """Come to a field and type."""
        if self.page.locator(f"details:not([open]):has({_named(name)})").count():
            self._reach(f"details:not([open]):has({_named(name)}) > summary")
            self.page.keyboard.press("Enter")
        self._reach(_named(name))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, name: str, value: str) -> None:
        """Come to a list and go down to the entry."""
        self._reach(_named(name))
        self.page.keyboard.press("Home")
        for _ in range(FARTHEST):
            if self.page.locator(_named(name)).input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} is not in the list {name}")

    def tick(self, name: str, value: str) -> None:
        """Come to a box, or to the first circle of its group, and mark the wanted one."""
        kind = self.page.locator(_named(name, value)).get_attribute("type")
        if kind == "radio":
            self._reach(_named(name))
            self.page.keyboard.press("Space")
            for _ in range(FARTHEST):
                if self.page.locator(_named(name, value)).is_checked():
                    return
                self.page.keyboard.press("ArrowDown")
            raise AssertionError(f"{value} is not among {name}")
        self._reach(_named(name, value))
        self.page.keyboard.press("Space")

    def press(self, selector: str) -> None:
        """Come to a button or link and press Enter."""
        self._reach(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _reach(self, selector: str) -> None:
        """Go on with Tab until the focus stands on one of the controls that *selector* names."""
        wanted = self.page.locator(selector)
        for _ in range(FARTHEST):
            if wanted.evaluate_all("all => all.includes(document.activeElement)"):
                assert self.page.evaluate(
                    "() => { const b = document.activeElement.getBoundingClientRect(); return b.width > 0 && b.height > 0 }"
                ), f"{selector} has the focus and cannot be seen"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} cannot be reached by keyboard")
