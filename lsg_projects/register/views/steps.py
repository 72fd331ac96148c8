"""The way from the plan's own revenue to the sum with the approved projects, and to the target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from lsg_projects.budgets.queries import Plan, TargetFacts
from lsg_projects.domain.money import Tiyn
from lsg_projects.kit.formats import MINUS
from lsg_projects.register.queries.portfolio import Gain
from lsg_projects.register.queries.territory import Okrug
from lsg_projects.register.views import words
from lsg_projects.web.render import t

MOST_STEPS = 5
"""Projects that stand in the drawing by themselves; the rest are one step."""


def steps(plan: Plan, gains: tuple[Gain, ...], target: TargetFacts | None) -> tuple[Mapping[str, Any], ...]:
    """Lead from the plan's own revenue to the sum with the approved projects, and to the target where one is set."""
    own = plan.own_revenue or 0
    if not own or not (gains or target):
        return ()
    shown, rest = gains[:MOST_STEPS], gains[MOST_STEPS:]
    steps = [_step(t("register.okrug.plan_now"), own, "fact")]
    steps += [_step(t(f"register.kind_short.{gain.kind.value}"), gain.yearly, "forecast") for gain in shown]
    if rest:
        more = sum(gain.yearly for gain in rest)
        steps.append(_step(t("register.okrug.more", n=len(rest)), more, "forecast"))
    expected = sum(gain.yearly for gain in gains)
    if gains:
        steps.append(_step(t("register.okrug.together"), own + expected, "sum"))
    return (*steps, *(_to_target(plan, target, expected) if target else ()))


def _to_target(plan: Plan, target: TargetFacts, expected: Tiyn) -> Iterable[Mapping[str, Any]]:
    """Give what is missing, if anything is, and the sum that makes the share of the target."""
    gap, wanted = target.gap(plan, expected), target.sum_of(plan)
    if gap is not None and gap > 0:
        yield _step(t("register.okrug.missing"), gap, "gap")
    if wanted is not None:
        yield _step(t("register.okrug.target_short"), wanted, "target")


def _step(label: str, value: Tiyn, kind: str) -> Mapping[str, Any]:
    fmt = words.fmt()
    sign = {"forecast": "+", "gap": MINUS}.get(kind, "")
    text, short = sign + fmt.rounded_money(value), sign + fmt.number(Decimal(value) / 10**8, 1)
    return {"label": label, "value": value, "kind": kind, "text": text, "sub": None, "short": short}


def steps_sentence(found: Okrug) -> str:
    """Say the way in one sentence, for readers and for screen readers."""
    fmt, own = words.fmt(), found.standing.figures.own_revenue if found.standing else None
    return t("register.okrug.steps", a=fmt.money(own), b=fmt.money(found.projects.expected))
