"""An official's browser without scripts: signed in, reading pages, sending the forms that stand on them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from flask import Flask, g, has_app_context
from flask.testing import FlaskClient

from lsg_projects.accounts.views.store import SessionRows
from lsg_projects.kit import db
from lsg_projects.settings import Settings

_HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
_NAME, _VALUE = re.compile(r'name="([^"]*)"'), re.compile(r'value="([^"]*)"')


@dataclass
class Page:
    """An answer of the server."""

    status: int
    text: str
    location: str

    @property
    def hidden(self) -> dict[str, str]:
        """The hidden fields of the page's forms."""
        found = {}
        for tag in _HIDDEN.findall(self.text):
            name, value = _NAME.search(tag), _VALUE.search(tag)
            if name:
                found[unescape(name[1])] = unescape(value[1]) if value else ""
        return found


@dataclass
class Browser:
    """A client that is signed in as one person."""

    client: FlaskClient

    def get(self, address: str) -> Page:
        """Read a page."""
        _forget()
        return self._page(self.client.get(address))

    def post(self, address: str, page: Page | None = None, **fields: Any) -> Page:
        """Send a form: the hidden fields of *page* with what was typed."""
        data = (page.hidden if page else {}) | fields
        _forget()
        answer = self.client.post(address, data=data, content_type="multipart/form-data")
        return self._page(answer)

    def _page(self, answer: Any) -> Page:
        return Page(answer.status_code, answer.get_data(as_text=True), answer.headers.get("Location", ""))


def _forget() -> None:
    """Let each request begin as if alone, although the test holds an application context open around all of them."""
    if has_app_context():
        vars(g._get_current_object()).clear()
        db.db.session.remove()


def signed_in(app: Flask, person_id: int, lang: str = "kk", again: str = "") -> Browser:
    """Give a browser in which *person_id* has signed in; *again* names a later sign-in of the same person."""
    settings: Settings = app.extensions["settings"]
    token = f"test-{person_id}-{lang}-{again}" + "x" * 20
    with app.test_request_context("/office/"):
        SessionRows(settings).save(token, {"_user_id": str(person_id), "_fresh": True, "lang": lang}, person_id)
    client = app.test_client()
    client.set_cookie("lsg", token)
    return Browser(client)
