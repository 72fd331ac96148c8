"""Reports as everybody sees them: the list, one edition, its file and its data."""

from __future__ import annotations

import io
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, request, send_file, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.errors import Missing
from lsg_projects.domain.reporting import KINDS
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.files import store
from lsg_projects.reports import queries
from lsg_projects.reports.queries import Absent, Document, Filters
from lsg_projects.reports.views.frame import Chip, Line, blueprint, chip, file_of, line
from lsg_projects.web.doors import open_to_anyone
from lsg_projects.web.render import page, t

_FOREVER = 31_536_000  # seconds: an issued file never changes under its number


@dataclass(frozen=True)
class ListPage:
    """A page of reports and the way to older ones."""

    lines: tuple[Line, ...]
    older: str | None
    filters: Filters
    kinds: tuple[tuple[str, str], ...]
    absent: tuple[Absent, ...] = ()
    """What is due by schedule and not there; on the first page alone."""


@dataclass(frozen=True)
class EditionPage:
    """One edition with its neighbours."""

    document: Document
    chip: Chip
    file: str
    data: str
    check: str
    others: tuple[tuple[str, str], ...]
    successor: Document | None
    successor_href: str | None


@blueprint.get("/<lang>/reports")
@open_to_anyone
def public_list(lang: str) -> ResponseReturnValue:  # noqa: ARG001  # the door before reads the language
    """List issued reports, the newest first."""
    asked = Filters(
        request.args.get("kind", "")[:40], request.args.get("territory", "")[:9], request.args.get("period", "")[:7],
        request.args.get("after", "")[:300],
    )  # fmt: skip
    found = queries.page_of(session(), asked)
    older = _older(asked, found.after) if found.after else None
    kinds = tuple((key, t(f"reports.kind.{key}")) for key in KINDS)
    lines = tuple(line(document, "reports.public") for document in found.rows)
    absent = () if asked.after else queries.absent(session(), asked, clock.today())
    return page("reports/list.html", ListPage(lines, older, asked, kinds, absent))


def _older(asked: Filters, after: str) -> str:
    """Give the address of the next page under the same filters."""
    kept = {"kind": asked.kind, "territory": asked.territory, "period": asked.period, "after": after}
    query = urlencode({name: value for name, value in kept.items() if value})
    return f"{url_for('reports.public_list')}?{query}"


@blueprint.get("/<lang>/reports/<number>")
@open_to_anyone
def public(lang: str, number: str) -> ResponseReturnValue:  # noqa: ARG001  # the door before reads the language
    """Show one edition: what it is, its files, how to check it."""
    document = queries.by_number(session(), number)
    after = queries.successor(session(), document)
    others = tuple(
        (t("reports.download_in", language=t(f"reports.language_name.{other.language}")), file_of(other))
        for other in queries.languages(session(), document)
        if other.id != document.id
    )
    shown = EditionPage(
        document, chip(document.state), file_of(document),
        url_for("reports.data", lang=document.speech, number=document.number),
        url_for("reports.verify_code", code=document.code), others, after,
        url_for("reports.public", number=after.number) if after else None,
    )  # fmt: skip
    return page("reports/edition.html", shown)


@blueprint.get("/<lang>/reports/<number>/report.pdf")
@open_to_anyone
def file(lang: str, number: str) -> Response:  # noqa: ARG001  # the door before reads the language
    """Give the paper itself, byte for byte as issued."""
    document = queries.by_number(session(), number)
    return _bytes(document.file_sha256, "application/pdf", f"{document.number}.pdf")


@blueprint.get("/<lang>/reports/<number>/data.json")
@open_to_anyone
def data(lang: str, number: str) -> Response:  # noqa: ARG001  # the door before reads the language
    """Give the data that are attached to the paper."""
    document = queries.by_number(session(), number)
    return _bytes(document.data_digest, "application/json", document.data_name)


def _bytes(key: str, media: str, name: str) -> Response:
    """Give a kept file with its digest as its tag; a file that does not match its digest is not given out."""
    if not store().intact(key):
        raise Missing("shared.file")
    response = send_file(
        io.BytesIO(store().read(key)), mimetype=media, download_name=name, etag=key, max_age=_FOREVER, conditional=True
    )
    response.cache_control.public = True
    return response
