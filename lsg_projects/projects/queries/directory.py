"""What the rules must be told about a project's territory and years, and the names behind its codes."""

from __future__ import annotations

from sqlalchemy.orm import Session

from lsg_projects.classifiers import queries as classifiers
from lsg_projects.documents import queries as documents
from lsg_projects.domain.classification import Standing
from lsg_projects.domain.completeness import Gap, Rules, gaps
from lsg_projects.domain.project import GoalLink, Passport
from lsg_projects.domain.states import Level
from lsg_projects.domain.text import LANGUAGES
from lsg_projects.kit import clock, strategies
from lsg_projects.kit.words import words
from lsg_projects.projects.queries.heads import ProjectHead
from lsg_projects.territories import queries as territories

RECEIVED = frozenset({Standing.BELONGS, Standing.UNUSUAL})
"""Receipts that a 4th-level budget may have; an unusual one is the approver's question, not a refusal."""


def known_rules(session: Session, head: ProjectHead) -> Rules:
    """Give the rules of a project: codes valid in a year, the villages of its territory."""
    villages = territories.units_under(session, head.unit_path, Level.SETTLEMENT)
    return Rules(
        programme_valid=lambda code, year: classifiers.programme(code, year, session) is not None,
        receipt_valid=lambda code, year: classifiers.standing(code, year, session) in RECEIVED,
        settlements=frozenset(unit.kato for unit in villages),
        frames_over=frozenset(frame.key for frame in strategies.frames() if frame.ended(clock.today())),
    )


def checked(session: Session, head: ProjectHead, passport: Passport) -> tuple[Gap, ...]:
    """List what a passport of this project owes, its attached documents counted."""
    return gaps(passport, documents.types_held(session, head.id), known_rules(session, head))


def directory(session: Session, head: ProjectHead, passport: Passport) -> dict[str, object]:
    """Give the names that are shown beside a passport's codes: what was read is what is decided on."""
    body = territories.body(session, head.body_id)
    villages = {unit.kato: unit.name for unit in territories.units_under(session, head.unit_path)}
    return {
        "code": head.code,
        "unit": {"kato": head.kato, "name": head.unit_name.as_dict()},
        "body": {"bin": body.bin or "", "name": body.name.as_dict()},
        "settlements": {code: villages[code].as_dict() for code in passport.settlements if code in villages},
        "programmes": _programmes(session, passport),
        "receipts": _receipts(session, passport),
        "goals": {f"{link.frame}/{link.goal}": _goal(link) for link in passport.goals},
        "sources": {line.source.value: _said(f"source.{line.source.value}") for line in passport.lines},
    }


def _goal(link: GoalLink) -> dict[str, str]:
    found = strategies.frame(link.frame)
    return found.title_of(link.goal).as_dict() if found else {}


def _programmes(session: Session, passport: Passport) -> dict[str, object]:
    known = {(line.programme, line.year) for line in passport.lines if line.programme}
    found = {f"{code}/{year}": classifiers.programme(code, year, session) for code, year in sorted(known)}
    return {key: programme.name.as_dict() for key, programme in found.items() if programme}


def _receipts(session: Session, passport: Passport) -> dict[str, object]:
    known = {(line.code, line.year) for line in passport.revenue if line.code}
    found = {f"{code}/{year}": classifiers.receipt(code, year, session) for code, year in sorted(known)}
    return {key: receipt.name.as_dict() for key, receipt in found.items() if receipt}


def _said(key: str) -> dict[str, str]:
    return {lang: words(lang)(key) for lang in LANGUAGES}
