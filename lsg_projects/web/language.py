"""Which language the reader gets: the address on public pages, the person's choice in the office."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Flask, current_app, g, request, session
from werkzeug.exceptions import NotFound

from lsg_projects.domain.text import LANGUAGES
from lsg_projects.web.identity import current_actor

OFFICE = "/office"
_IN_ADDRESS = f"/<any({','.join(LANGUAGES)}):lang>"


def is_public(path: str) -> bool:
    """Tell whether a path belongs to the public side, where no cookie is set or read."""
    return not (path == OFFICE or path.startswith(OFFICE + "/"))


def public_pages(name: str, module: str) -> Blueprint:
    """Give a blueprint of public pages: the language stands first in their addresses, and views ask `language()`."""
    blueprint = Blueprint(name, module, url_prefix=_IN_ADDRESS)

    @blueprint.url_value_preprocessor
    def _take(_endpoint: str | None, values: dict[str, object] | None) -> None:
        if values:
            values.pop("lang", None)

    return blueprint


def speak(app: Flask) -> None:
    """Choose the language before every request, and carry it into public addresses."""
    app.before_request(_choose)
    app.url_defaults(_into_address)


def _choose() -> None:
    if is_public(request.path):
        g.lang = _of_address()
        return
    asked = request.args.get("lang")
    if asked in LANGUAGES:
        session["lang"] = asked
    g.lang = session.get("lang") or current_actor().language or accepted()


def _of_address() -> str:
    values = request.view_args or {}
    if "lang" in values and values["lang"] not in LANGUAGES:
        g.lang = accepted()
        raise NotFound
    first = request.path.strip("/").split("/", 1)[0]
    return first if first in LANGUAGES else accepted()


def speak_as(lang: str) -> None:
    """Answer this request in the language of somebody who is known otherwise than by a session."""
    g.lang = lang


def accepted() -> str:
    """Give the best of our languages for the browser's wishes, Kazakh where it has none."""
    return request.accept_languages.best_match(LANGUAGES, default="kk") or "kk"


def _into_address(endpoint: str, values: dict[str, object]) -> None:
    if "lang" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values["lang"] = g.get("lang", "kk")


def here_in(lang: str) -> str:
    """Give the address of the present page in another language."""
    path = request.path
    if is_public(path):
        parts = path.split("/")
        if len(parts) > 1 and parts[1] in LANGUAGES:
            parts[1] = lang
            query = request.query_string.decode("utf-8", "replace")
            return "/".join(parts) + (f"?{query}" if query else "")
        return f"/{lang}/"
    kept = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    return f"{path}?{urlencode([*kept, ('lang', lang)])}"
