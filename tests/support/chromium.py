"""Debian's Chromium driven by Playwright; Playwright's own browsers are not downloaded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

from lsg_projects.operations.doctor import TEST_PROGRAMS, program


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser; skips where none is installed (make test installs it)."""
    place = program(TEST_PROGRAMS["Chromium"][0])
    if place is None:
        pytest.skip("needs Chromium (make test installs it)")
    with sync_playwright() as playwright:
        # no sandbox: containers and root cannot have one, and only our own pages are opened
        browser = playwright.chromium.launch(executable_path=str(place), args=["--no-sandbox", "--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()
