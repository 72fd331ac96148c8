"""The interface for programs: projects and budgets as JSON, the register as files, the feed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flask import Blueprint, Response, abort, jsonify, request, stream_with_context
from flask.typing import ResponseReturnValue

from lsg_projects.budgets import queries as budgets
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.identifiers import valid_kato
from lsg_projects.domain.text import LANGUAGES
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.sheets import write_xlsx
from lsg_projects.kit.words import words
from lsg_projects.register.feeds import atom, openapi, shapes, tables
from lsg_projects.register.queries import card as cards
from lsg_projects.register.queries import filters, lists, search
from lsg_projects.register.queries.filters import KNOWN, Reading
from lsg_projects.settings import current as settings
from lsg_projects.web.doors import open_to_anyone
from lsg_projects.web.render import t

blueprint = Blueprint("api", __name__)
DEFAULT_LIMIT = 50
MOST_IN_SHEET = 20_000
NEWEST = 50
JSON_LINES = "application/x-ndjson"


class BadParameter(ValueError):
    """A value in the address that the interface does not take."""


@blueprint.errorhandler(BadParameter)
def refuse(error: BadParameter) -> Response:
    """Say which parameter is wrong; an answer to another question than the one asked would be worse."""
    name, value = error.args
    response = jsonify({"error": {"code": 422, "message": t("register.api.bad_value", name=name, value=value[:60]),
                                  "parameter": name}})  # fmt: skip
    response.status_code = 422
    return response


@blueprint.get("/api/v1/projects")
@open_to_anyone
def projects() -> ResponseReturnValue:
    """Give a page of published projects."""
    reading = _reading()
    found, ignored = search.rows(session(), reading, reading.limit or DEFAULT_LIMIT, 0)
    _refuse_values(ignored)
    unknown = sorted(name for name, _value in reading.ignored if name not in KNOWN)
    return jsonify(
        {"items": [shapes.project(row) for row in found.rows], "next": found.after, "ignored": unknown}
    )  # fmt: skip


@blueprint.get("/api/v1/projects/<code>")
@open_to_anyone
def project(code: str) -> ResponseReturnValue:
    """Give one published project whole."""
    found = cards.card(session(), code, clock.today())
    if isinstance(found, cards.Withdrawn):
        abort(410)
    return jsonify(shapes.whole(found))


@blueprint.get("/api/v1/territories/<kato>/budgets")
@open_to_anyone
def territory_budgets(kato: str) -> ResponseReturnValue:
    """Give the plans of a territory's settlements and their sum."""
    if not kato.isascii() or not valid_kato(kato):
        raise Missing("territories.unknown_kato", kato=kato[:20])
    typed = request.args.get("year", "")
    if typed and not (typed.isascii() and typed.isdigit() and 2000 <= int(typed[:6]) <= 2100):
        raise BadParameter("year", typed)
    return jsonify(budgets.api_view(session(), kato, int(typed) if typed else None))


@blueprint.get("/api/v1/openapi.json")
@open_to_anyone
def description() -> ResponseReturnValue:
    """Give the description of this interface."""
    return jsonify(openapi.document(settings().base_url))


@blueprint.get("/data/projects.csv")
@open_to_anyone
def as_csv() -> ResponseReturnValue:
    """Stream the register as CSV, under the same filters as its list."""
    return _streamed(tables.csv_lines, "text/csv; charset=utf-8", "projects.csv")


@blueprint.get("/data/projects.jsonl")
@open_to_anyone
def as_json_lines() -> ResponseReturnValue:
    """Stream the register as lines of JSON."""
    return _streamed(tables.json_lines, JSON_LINES, "projects.jsonl")


@blueprint.get("/data/projects.xlsx")
@open_to_anyone
def as_sheet() -> ResponseReturnValue:
    """Give the register as a spreadsheet; one that is too long for it is refused (413)."""
    rows = []
    for row in _every():
        rows.append(row)
        if len(rows) > MOST_IN_SHEET:
            abort(413)
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _named(Response(write_xlsx([("projects", tables.sheet(rows))]), mimetype=media), "projects.xlsx")


@blueprint.get("/feeds/projects.atom")
@open_to_anyone
def as_feed() -> ResponseReturnValue:
    """Give the newest projects as a feed in the language that ``lang`` names."""
    asked = request.args.get("lang", "")
    lang = asked if asked in LANGUAGES else LANGUAGES[0]
    page = lists.page_of(session(), filters.Filters(), (), None, NEWEST, 0)
    title = words(lang)("frame.name")
    return Response(
        atom.feed(page.rows, lang, title, settings().base_url, clock.now()), mimetype="application/atom+xml"
    )


def _reading() -> Reading:
    reading = filters.read(request.args.to_dict(flat=False))
    _refuse_values(reading.ignored)
    return reading


def _refuse_values(ignored: tuple[tuple[str, str], ...]) -> None:
    for name, value in ignored:
        if name in KNOWN:
            raise BadParameter(name, value)


def _every() -> Iterator[lists.Row]:
    reading = _reading()
    return search.every(session(), reading)


def _streamed(write: Callable[[Iterator[lists.Row]], Iterator[str]], media: str, name: str) -> Response:
    return _named(Response(stream_with_context(write(_every())), mimetype=media), name)


def _named(response: Response, name: str) -> Response:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
