"""The sentences of a ranking: why a project stays out, what would bring it in, which conditions quarrel."""

from __future__ import annotations

from collections.abc import Iterator

from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.portfolio import UNIT, Conflict, Measure, Posed, Quarrel, Reason, Status, Why
from lsg_projects.kit.formats import formats
from lsg_projects.portfolio.forms import ceiling_label
from lsg_projects.portfolio.queries import Answer
from lsg_projects.web.render import language, t


def money(amount: Tiyn) -> str:
    """Write a sum in thousand tenge."""
    return formats(language()).money(amount)


def measured(value: int, measure: Measure) -> str:
    """Write a worth with its unit."""
    return t("unit.people", n=value) if measure is Measure.PEOPLE else t("shell.thousand", x=bare(value, measure))


def bare(value: int, measure: Measure) -> str:
    """Write a worth without its unit; worth in money is thousand tenge."""
    if measure is Measure.PEOPLE:
        return formats(language()).number(value)
    return formats(language()).rounded_money(value * UNIT)


def verdict(answer: Answer) -> str:
    """Say how sure the answer is and how long it took."""
    seconds = formats(language()).number(answer.seconds, 2)
    if answer.choice is None:
        return t("portfolio.no_time", s=seconds) if answer.status is Status.UNFINISHED else ""
    if not answer.choice.proved:
        most = measured(answer.choice.most, answer.posed.conditions.measure)
        return t("portfolio.not_proved", s=seconds, x=most)
    return t("portfolio.proved" if answer.choice.settled else "portfolio.proved_not_settled", s=seconds)


def reasons(answer: Answer) -> dict[str, tuple[str, ...]]:
    """Give the sentences of every project that stays out, by its code."""
    posed = answer.posed
    return {posed.ground.waiting[each.place].code: tuple(_reason(posed, each)) for each in answer.reasons}


def _reason(posed: Posed, found: Reason) -> Iterator[str]:
    measure = posed.conditions.measure
    if found.why is Why.SAID_OUT:
        yield t("portfolio.why.said_out")
    elif found.why is Why.EQUAL:
        yield t("portfolio.why.equal")
    elif found.why is Why.NO_WORTH:
        weight = posed.problem.candidates[found.place].weight
        yield t("portfolio.why.no_worth", x=measured(weight, measure))
    else:
        yield from _short(posed, found)
        yield from _ways_in(posed, found)
        if found.loss:
            yield t("portfolio.why.loss", x=measured(found.loss, measure))
    if found.why is Why.UNFINISHED:
        yield t("portfolio.why.unfinished")


def _short(posed: Posed, found: Reason) -> Iterator[str]:
    candidate = posed.problem.candidates[found.place]
    for limit, over in found.short:
        name = ceiling_label(posed.bounds[limit].ceiling)
        if candidate.needs[limit] > posed.problem.limits[limit].free:
            yield t("portfolio.why.alone", c=name, x=money(candidate.needs[limit]), y=money(posed.bounds[limit].free))
        else:
            yield t("portfolio.why.short", c=name, x=money(over))


def _ways_in(posed: Posed, found: Reason) -> Iterator[str]:
    ways = (*_lifts(posed, found), *_others(posed, found))
    yield from ways
    if not ways and found.why is Why.LIMITS:
        yield t("portfolio.why.no_single_way")


def _lifts(posed: Posed, found: Reason) -> Iterator[str]:
    for lift in found.lifts:
        name = ceiling_label(posed.bounds[lift.limit].ceiling)
        if lift.more is not None and lift.at_most is not None:
            yield t("portfolio.why.raise_or_cheaper", c=name, x=money(lift.more), y=money(lift.at_most))
        elif lift.more is not None:
            yield t("portfolio.why.raise", c=name, x=money(lift.more))
        elif lift.at_most is not None:
            yield t("portfolio.why.cheaper", c=name, y=money(lift.at_most))


def _others(posed: Posed, found: Reason) -> Iterator[str]:
    waiting, measure = posed.ground.waiting, posed.conditions.measure
    if found.rival is not None:
        rival, own = posed.problem.candidates[found.rival], posed.problem.candidates[found.place]
        yield t(
            "portfolio.why.rival", g=own.group, p=waiting[found.rival].title.pick(language()),
            x=measured(rival.weight, measure), y=measured(own.weight, measure),
        )  # fmt: skip
    if found.floors:
        yield t(
            "portfolio.why.floors", o=", ".join(posed.ground.places[each].pick(language()) for each in found.floors)
        )
    if found.obligatory:
        names = ", ".join(f"«{waiting[each].title.pick(language())}»" for each in found.obligatory)
        yield t("portfolio.why.obligatory", p=names)


def quarrel(answer: Answer) -> tuple[str, ...]:
    """Give the quarrelling conditions in words."""
    return tuple(_condition(answer.posed, each) for each in answer.quarrel)


def _condition(posed: Posed, part: Conflict) -> str:
    if part.kind is Quarrel.MUST:
        return t("portfolio.quarrel.must", p=_title(posed, part.subject), x=money(_asks(posed, part.subject)))
    if part.kind is Quarrel.GROUP:
        return t("portfolio.quarrel.group", g=part.subject)
    if part.kind is Quarrel.FLOOR:
        least = next(each.least for each in posed.problem.floors if each.place == part.subject)
        return t("portfolio.quarrel.floor", o=posed.ground.places[part.subject].pick(language()), x=money(least))
    bound = next(each for each in posed.bounds if each.ceiling.key == part.subject)
    said = t("portfolio.quarrel.limit", c=ceiling_label(bound.ceiling), x=money(bound.free))
    if part.enough is None:
        return said
    return f"{said} {t('portfolio.quarrel.enough', x=money(part.enough + bound.ceiling.approved))}"


def _title(posed: Posed, code: str) -> str:
    return next(each.title.pick(language()) for each in posed.ground.waiting if each.code == code)


def _asks(posed: Posed, code: str) -> Tiyn:
    return next(each.money for each in posed.problem.candidates if each.key == code)
