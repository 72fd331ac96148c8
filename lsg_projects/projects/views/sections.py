"""A passport as it is read: every step with its terms and values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from lsg_projects.domain.project import STEPS, Passport, RunningCost
from lsg_projects.domain.text import Tri
from lsg_projects.kit.formats import formats
from lsg_projects.projects.views.frame import step_url
from lsg_projects.projects.views.wording import field_text, name_of, row_text
from lsg_projects.web.render import language, t, tri

_EMPTY = (None, "", (), Tri(), RunningCost())


@dataclass(frozen=True)
class Term:
    """One question with its answer; *href* leads to where it is changed."""

    term: str
    value: Markup
    href: str | None = None


@dataclass(frozen=True)
class Section:
    """One step with its questions."""

    key: str
    title: str
    terms: tuple[Term, ...]
    href: str | None = None


def sections_of(passport: Passport, names: dict[str, str], code: str | None = None) -> tuple[Section, ...]:
    """Give all steps that hold fields; *names* are the villages' names by code, *code* makes links to change them.

    Who writes sees the empty questions too; who reads sees the answers.
    """
    return tuple(
        Section(
            key=step,
            title=t(f"projects.step.{step}.short"),
            terms=tuple(
                _term(step, name, getattr(passport, name), names, code)
                for name in fields
                if code or getattr(passport, name) not in _EMPTY
            ),
            href=step_url(code, step) if code else None,
        )
        for step, fields in STEPS.items()
        if fields
    )


def _term(step: str, name: str, value: Any, names: dict[str, str], code: str | None) -> Term:
    href = f"{step_url(code, step)}#{name}" if code else None
    return Term(name_of(name), _value(name, value, names), href)


def _value(name: str, value: Any, names: dict[str, str]) -> Markup:
    if name == "settlements":
        return _listed(names.get(code, code) for code in value)
    if name == "running":
        return _running(value)
    if name in _ROWS:
        return _listed(_ROWS[name](row) for row in value)
    if isinstance(value, Tri):
        return tri(value) if value else Markup("–")
    return escape(field_text(name, value))


def _listed(texts: Iterable[str]) -> Markup:
    items = Markup("").join(Markup("<li>{}</li>").format(text) for text in texts)
    return Markup('<ul class="tight">{}</ul>').format(items) if items else Markup("–")


def _running(value: Any) -> Markup:
    if value.amount is None:
        return Markup("–")
    money = t("projects.thousand", sum=formats(language()).money(value.amount))
    words = [money, value.payer.pick(language()), value.reason.pick(language())]
    return escape(", ".join(word for word in words if word))


def _result(row: Any) -> str:
    lang = language()
    targets = ", ".join(f"{_when(target)}: {_plain(target.value)}" for target in row.targets)
    base = (
        f"{_plain(row.baseline)} ({row.baseline_year})" if row.baseline is not None else row.baseline_unknown.pick(lang)
    )
    indicator = f"{row.indicator.pick(lang)}, {row.unit.pick(lang)}: {base} → {targets}"
    return " · ".join((f"{row.text.pick(lang)}. {indicator}", *_measured(row)))


def _when(target: Any) -> str:
    return f"{target.year}-Q{target.quarter}" if target.quarter else str(target.year)


def _measured(row: Any) -> Iterable[str]:
    """Say how an indicator is measured, where it differs from the habit: once a year, more is better, told whole."""
    if row.falls:
        yield t("projects.field.results.falls")
    if row.cumulative:
        yield t("projects.field.results.cumulative")
    for name in ("every", "breakdown", "feeds"):
        if value := getattr(row, name):
            yield field_text(name, value)


def _milestone(row: Any) -> str:
    papers = ", ".join(t(f"doctype.{each.value}") for each in row.evidence)
    return f"{formats(language()).day(row.due)} · {row.title.pick(language())} · {row.weight} % · {papers}"


def _line(row: Any) -> str:
    basis = row.transfer_basis.pick(language())
    return f"{row_text('lines', row)} · {row.programme}" + (f" · {basis}" if basis else "")


def _revenue(row: Any) -> str:
    return f"{row_text('revenue', row)} · {row.reasoning.pick(language())}"


def _risk(row: Any) -> str:
    degree = f"{t(f'projects.degree.{row.probability}')} / {t(f'projects.degree.{row.effect}')}"
    return f"{row.text.pick(language())} ({degree}): {row.response.pick(language())}"


def _goal(row: Any) -> str:
    return f"{row_text('goals', row)}: {row.contribution.pick(language())}"


def _plain(value: Any) -> str:
    return formats(language()).plain_number(value)


_ROWS: dict[str, Callable[[Any], str]] = {
    "results": _result,
    "milestones": _milestone,
    "lines": _line,
    "revenue": _revenue,
    "risks": _risk,
    "goals": _goal,
    "objects": lambda row: row_text("objects", row),
    "beneficiaries": lambda row: row_text("beneficiaries", row),
}
