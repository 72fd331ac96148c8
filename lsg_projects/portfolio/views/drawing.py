"""What is drawn of a ranking: each ceiling with what stands under it, and the steps of value against one ceiling."""

from __future__ import annotations

from dataclasses import dataclass

from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.portfolio import UNIT, Measure
from lsg_projects.kit.formats import formats
from lsg_projects.portfolio.forms import ceiling_label
from lsg_projects.portfolio.queries import Answer
from lsg_projects.portfolio.views import wording
from lsg_projects.web.render import language, t


@dataclass(frozen=True)
class Bar:
    """One ceiling: what is approved, what the proposal takes, the limit; in words too."""

    label: str
    sentence: str
    parts: tuple[tuple[str, Tiyn], ...]
    limit: Tiyn
    limit_text: str
    left_text: str
    right_text: str
    first: bool
    """It is shared by a district, or something does not fit under it: to be seen at once."""


@dataclass(frozen=True)
class Steps:
    """The steps of value against one ceiling; the ceiling is the whole one, what is approved included."""

    label: str
    sentence: str
    points: tuple[tuple[Tiyn, int], ...]
    """Ceiling in tiyn, value in tiyn or people."""
    now: Tiyn
    unit: str
    rows: tuple[tuple[Tiyn, str, bool], ...]
    """Ceiling, value in words, whether the present ceiling stands on this step."""
    joined: str
    whole: bool


def bars(answer: Answer) -> tuple[Bar, ...]:
    """Draw every ceiling that binds."""
    if answer.choice is None:
        return ()
    posed, found = answer.posed, []
    tight = {limit for each in answer.reasons for limit, _over in each.short}
    for bound in posed.bounds:
        taken = posed.problem.used(bound.place, answer.choice.chosen)
        approved, rest = bound.ceiling.approved, bound.amount - bound.ceiling.approved - taken
        words = {"limit": wording.money(bound.amount), "a": wording.money(approved), "x": wording.money(taken)}
        found.append(
            Bar(
                label=ceiling_label(bound.ceiling),
                sentence=t("portfolio.bar", **words),
                parts=(("transfer", approved), ("primary", taken)),
                limit=bound.amount,
                limit_text=t("portfolio.limit", x=words["limit"]),
                left_text=t("portfolio.bar_left", a=words["a"], x=words["x"]),
                right_text=t("portfolio.rest" if rest >= 0 else "portfolio.over", x=wording.money(abs(rest))),
                first=bound.ceiling.district or bound.place in tight,
            )
        )
    return tuple(found)


def steps(answer: Answer) -> Steps | None:
    """Draw how the value moves with one ceiling."""
    if answer.curve is None or answer.moving is None:
        return None
    bound, measure = answer.posed.bounds[answer.moving], answer.posed.conditions.measure
    scale = 1 if measure is Measure.PEOPLE else UNIT
    ceiling = bound.ceiling
    points = tuple((each.free + ceiling.approved, each.value) for each in answer.curve.points)
    below = [place for place, (free, _value) in enumerate(points) if free <= bound.free + ceiling.approved]
    here = below[-1] if below else None
    return Steps(
        label=ceiling_label(ceiling),
        sentence=_sentence(answer, points[-1][0], points[-1][1], bound.amount),
        points=tuple((free, value * scale) for free, value in points),
        now=bound.amount,
        unit="" if measure is Measure.PEOPLE else "money",
        rows=tuple(
            (free, wording.measured(value, measure), place == here) for place, (free, value) in enumerate(points)
        ),
        joined=wording.measured(answer.curve.joined, measure) if answer.curve.joined > 1 else "",
        whole=answer.curve.whole,
    )


def _sentence(answer: Answer, far: Tiyn, most: int, now: Tiyn) -> str:
    measure = answer.posed.conditions.measure
    value = answer.choice.value if answer.choice else 0
    words = {"n": formats(language()).money(now), "v": wording.measured(value, measure)}
    if most <= value:
        return t("portfolio.curve_flat", **words)
    return t("portfolio.curve_rises", **words, f=wording.money(far), m=wording.measured(most, measure))
