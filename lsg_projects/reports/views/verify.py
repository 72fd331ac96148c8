"""Checking a paper: by its code, by its file, by the file's digest alone."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain import verification
from lsg_projects.domain.verification import Difference, State
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.reports import queries
from lsg_projects.reports.queries import Document, Proof, Verdict
from lsg_projects.reports.views.frame import LOOKS, blueprint, file_of
from lsg_projects.web.doors import open_to_anyone
from lsg_projects.web.render import language, page, t


@dataclass(frozen=True)
class AskPage:
    """The form that asks for a code or a file, with what was typed and what was wrong."""

    code: str = ""
    code_problem: str | None = None
    file_problem: str | None = None


@dataclass(frozen=True)
class Check:
    """One of the checks that were made, with its answer."""

    words: str
    passed: bool | None


@dataclass(frozen=True)
class VerdictPage:
    """The answer: one word, the document's facts, the checks."""

    state: State
    tone: str
    icon: str
    document: Document | None
    checks: tuple[Check, ...]
    file: str | None
    href: str | None
    successor: Document | None = None
    successor_href: str | None = None
    difference: str | None = None
    of_file: bool = False
    """Whether a file was offered, not a code."""


@blueprint.get("/<lang>/verify")
@open_to_anyone
def verify(lang: str) -> ResponseReturnValue:  # noqa: ARG001  # the door before reads the language
    """Ask for a code or a file; answer at once where the address carries a code or a digest."""
    if digest := request.args.get("sha256", "").strip().lower()[:64]:
        return _answer(queries.of_digest(session(), digest, request.args.get("claimed", "")[:12]), of_file=True)
    typed = request.args.get("code", "").strip()[:40]
    if not typed:
        return page("reports/verify.html", AskPage())
    code = verification.read_code(typed)
    if code is None:
        return page("reports/verify.html", AskPage(typed, code_problem=t("refusal.reports.not_a_code")), 422)
    return redirect(url_for("reports.verify_code", code=code))


@blueprint.get("/<lang>/verify/<code>")
@open_to_anyone
def verify_code(lang: str, code: str) -> ResponseReturnValue:  # noqa: ARG001  # the door before reads the language
    """Answer for the code on a paper, as its QR asks."""
    known = verification.read_code(code)
    document = queries.by_code(session(), known) if known else None
    return _answer(queries.of_document(session(), document))


@blueprint.get("/verify/<code>")
@open_to_anyone
def verify_short(code: str) -> ResponseReturnValue:
    """Lead the short address on the back page to the reader's language."""
    return redirect(url_for("reports.verify_code", code=code[:40]))


@blueprint.post("/<lang>/verify")
@open_to_anyone
def verify_file(lang: str) -> ResponseReturnValue:  # noqa: ARG001  # the door before reads the language
    """Compare an uploaded file with what was issued; the file is read once and not kept."""
    upload = request.files.get("file")
    content = upload.stream.read() if upload and upload.filename else b""
    if not content:
        return page("reports/verify.html", AskPage(file_problem=t("refusal.reports.no_file")), 422)
    return _answer(queries.of_file(session(), content), of_file=True)


def _answer(found: Verdict, *, of_file: bool = False) -> ResponseReturnValue:
    """Show the verdict: one large word, the document's facts, each proof with its own yes or no."""
    tone, icon = LOOKS[found.state]
    document = found.document
    if document is None:
        unknown = VerdictPage(State.UNKNOWN, tone, icon, None, (), None, None, of_file=of_file)
        return page("reports/verdict.html", unknown, 404)
    after = queries.successor(session(), document)
    shown = VerdictPage(
        found.state, tone, icon, document, tuple(_check(proof) for proof in found.proofs), file_of(document),
        url_for("reports.public", number=document.number), after,
        url_for("reports.public", number=after.number) if after else None, _difference(found.difference),
    )  # fmt: skip
    return page("reports/verdict.html", shown)


def _check(proof: Proof) -> Check:
    words = t(f"reports.verify.check_{proof.code}")
    return Check(f"{words}: {t(f'reports.verify.seal_{proof.detail}')}" if proof.detail else words, proof.holds)


def _difference(found: Difference | None) -> str | None:
    if found is None:
        return None
    number = formats(language()).number
    return t(f"reports.verify.diff_{found.change.value}", at=number(found.at + 1, 0), n=found.count)
