"""The page of a rural district in words: share, way of growth, neighbours, budget on one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from flask import url_for

from lsg_projects.budgets.queries import Plan, TargetFacts
from lsg_projects.domain.budget import Figures
from lsg_projects.domain.money import Tiyn, share
from lsg_projects.kit import clock
from lsg_projects.recommendations.queries import Facts as Recommendation
from lsg_projects.register.queries.portfolio import Standing
from lsg_projects.register.queries.territory import Okrug
from lsg_projects.register.views import words
from lsg_projects.register.views.issued import Issued, issued
from lsg_projects.register.views.lines import Line, line
from lsg_projects.register.views.steps import steps, steps_sentence
from lsg_projects.web.render import language, t

_RECEIPTS = (("tax", True), ("non_tax", True), ("capital_sale", True), ("transfers", False))
_BALANCE = (
    "income", "expenditure", "net_lending", "asset_balance", "deficit", "loans", "loan_repayment", "used_balances",
)  # fmt: skip


@dataclass(frozen=True)
class Headline:
    """Own revenue as a sum, with its share in words and for its drawing."""

    figure: str
    share: str
    sentence: str
    kinds: str
    """What comes every year and what comes once, apart."""
    value: float
    maximum: float
    extension: float | None
    base: float | None
    target: float | None
    labels: Mapping[str, str]
    growth: str | None
    unlike: bool


@dataclass(frozen=True)
class Receipt:
    """A row of the receipts: own kinds carry the sign of own revenue."""

    name: str
    own: bool
    before: Tiyn | None
    now: Tiyn | None
    share: Decimal | None


@dataclass(frozen=True)
class OkrugPage:
    """The page of a rural district."""

    okrug: Okrug
    crumbs: tuple[tuple[str, str | None], ...]
    lead: str
    versions: tuple[tuple[int, str], ...]
    headline: Headline | None
    steps: tuple[Mapping[str, Any], ...]
    steps_sentence: str
    transfers: str
    neighbours: tuple[Mapping[str, Any], ...]
    neighbours_sentence: str
    receipts: tuple[Receipt, ...]
    balance: tuple[tuple[str, Tiyn | None], ...]
    contradictions: tuple[str, ...]
    lines: tuple[Line, ...]
    all_projects: str
    until: int
    """The last year that is over."""
    issued: tuple[Issued, ...]
    recommendations: tuple[Recommendation, ...]


def okrug_page(found: Okrug) -> OkrugPage:
    """Put a rural district into words."""
    plan, base = found.plan, found.base
    return OkrugPage(
        okrug=found,
        crumbs=_crumbs(found),
        lead=_lead(found),
        versions=tuple((each.id, version_words(each)) for each in found.versions),
        headline=_headline(found) if plan else None,
        steps=steps(plan, found.projects.gains, found.target) if plan and found.newest else (),
        steps_sentence=steps_sentence(found),
        transfers=_transfers(found),
        neighbours=_neighbours(found),
        neighbours_sentence=t("register.okrug.neighbours", y=plan.year if plan else ""),
        receipts=tuple(_receipts(plan, base)) if plan else (),
        balance=_balance(plan) if plan else (),
        contradictions=tuple(_contradictions(each for each in (plan, base) if each)),
        lines=tuple(line(row) for row in found.projects.rows),
        all_projects=url_for("register.projects", territory=found.unit.kato),
        until=clock.today().year - 1,
        issued=issued(found.unit.kato),
        recommendations=found.recommendations,
    )


def _crumbs(found: Okrug) -> tuple[tuple[str, str | None], ...]:
    above = ((unit.name.pick(language()), url_for("register.territory", kato=unit.kato)) for unit in found.above)
    return (*above, (found.unit.name.pick(language()), None))


def _lead(found: Okrug) -> str:
    villages = ", ".join(words.short(unit.name) for unit in found.villages)
    return f"{villages}. {t('register.okrug.lead', n=found.projects.total)}".removeprefix(". ")


def version_words(plan: Plan) -> str:
    """Name a version of a plan by its kind and the day of its act."""
    kind = t(f"register.plan.{plan.kind}")
    return f"{kind}, {words.fmt().day(plan.decision_date)}" if plan.decision_date else kind


def _headline(found: Okrug) -> Headline | None:
    standing, plan = found.standing, found.plan
    if standing is None or plan is None or standing.share is None:
        return None
    unlike = bool(found.base and found.base.kind != plan.kind)
    said = headline(standing, found.base, plan.year, found.base.year if found.base else None, unlike=unlike)
    return _aimed(said, found.target) if found.target and found.newest else said


def _aimed(said: Headline, target: TargetFacts) -> Headline:
    """Add the tick of the target, with the year by which it should be reached."""
    short = words.fmt().percent(target.share)
    labels = {**said.labels, "target": t("register.okrug.target", p=short, y=target.year), "target_short": short}
    maximum = max(said.maximum, float(target.share))
    return replace(said, target=float(target.share), maximum=maximum, labels=labels)


def headline(standing: Standing, base: Figures | None, year: int, base_year: int | None, *, unlike: bool) -> Headline:
    """Say own revenue and its share, now and with the approved projects, beside the earlier year."""
    fmt, now = words.fmt(), standing.share or Decimal(0)
    extended = standing.share_with_projects if standing.expected else None
    before = base.own_share if base else None
    labels = {"value": t("register.okrug.now", p=fmt.percent(now)), "value_short": fmt.percent(now)}
    if extended is not None:
        labels["extension"] = t("register.okrug.extended", p=fmt.percent(extended))
    if before is not None and base_year:
        labels["base"] = t("register.okrug.before", y=base_year, p=fmt.percent(before))
    return Headline(
        figure=fmt.money(standing.figures.own_revenue), share=fmt.percent(now),
        sentence=t("register.okrug.of_income", y=year, a=fmt.money(standing.figures.income), p=fmt.percent(now)),
        kinds=t(
            "register.okrug.kinds", a=fmt.money(standing.figures.regular_revenue),
            b=fmt.money(standing.figures.capital_sale),
        ),
        value=float(now), maximum=float(max(Decimal(20), now, extended or 0, before or 0)),
        extension=None if extended is None else float(extended),
        base=None if before is None else float(before), target=None, labels=labels,
        growth=_growth(base, standing.figures, base_year) if base and base_year else None, unlike=unlike,
    )  # fmt: skip


def _growth(base: Figures, now: Figures, base_year: int) -> str | None:
    fmt, before, after = words.fmt(), base.own_revenue, now.own_revenue
    if not before or not after or after <= before:
        return None
    times = fmt.number(Decimal(after) / before, 1)
    return t("register.okrug.growth", y=base_year, a=fmt.money(before), b=fmt.money(after), k=times)


def _transfers(found: Okrug) -> str:
    """Say the effect on the next subvention: not within the year, and at most by what projects bring."""
    fmt, expected = words.fmt(), found.projects.expected
    subvention = found.plan.subvention if found.plan and found.newest else 0
    if not subvention or expected <= 0:
        return ""
    said = (fmt.money(each) for each in (expected, subvention, max(subvention - expected, 0)))
    return t("register.okrug.transfers", **dict(zip("xsr", said, strict=True)))


def _neighbours(found: Okrug) -> tuple[Mapping[str, Any], ...]:
    fmt, known = words.fmt(), [plan for plan in found.neighbours if plan.own_share is not None]
    return tuple(
        {
            "label": words.short(plan.unit.name),
            "value": float(plan.own_share or 0),
            "text": fmt.percent(plan.own_share),
            "extra": fmt.number(Decimal(plan.own_revenue or 0) / 10**5),
            "current": plan.unit.kato == found.unit.kato,
            "href": url_for("register.territory", kato=plan.unit.kato),
        }
        for plan in sorted(known, key=lambda plan: -(plan.own_share or 0))
    )


def _receipts(plan: Plan, base: Plan | None) -> Iterable[Receipt]:
    for name, own in _RECEIPTS:
        now = getattr(plan, name)
        part = share(now, plan.income) if now is not None and plan.income else None
        yield Receipt(t(f"register.figure.{name}"), own, getattr(base, name) if base else None, now, part)


def _balance(plan: Plan) -> tuple[tuple[str, Tiyn | None], ...]:
    always = ("income", "expenditure", "deficit")
    shown = [name for name in _BALANCE if name in always or getattr(plan, name) is not None]
    return tuple((t(f"register.figure.{name}"), getattr(plan, name)) for name in shown)


def _contradictions(plans: Iterable[Plan]) -> Iterable[str]:
    fmt = words.fmt()
    for plan in plans:
        for found in plan.contradictions:
            what = t(f"register.contradiction.{found.code}")
            yield t("register.contradiction.said", y=plan.year, w=what, a=fmt.money(found.printed),
                    b=fmt.money(found.computed))  # fmt: skip
