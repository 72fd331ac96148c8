"""A calculation in words and numbers of a language: for the page, and for the reasoning of a passport's lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lsg_projects.domain.calculators import CALCULATORS, Amount, Estimate, Rate, Sort, Working
from lsg_projects.domain.money import TENGE, Tiyn
from lsg_projects.domain.text import LANGUAGES, Tri, clean
from lsg_projects.kit.formats import formats
from lsg_projects.kit.words import words

LONGEST = 500
"""What the gate takes as the reasoning of a line."""
_DIGITS = Decimal("0.0001")


@dataclass(frozen=True)
class RateRow:
    """One rate as a table shows it."""

    name: str
    value: str
    law: str
    since: str
    certainty: str


def tenge_text(lang: str, tenge: Fraction) -> str:
    """Write an exact sum of tenge, to the tiyn where it has any."""
    shown = _decimal(tenge).quantize(Decimal("0.01"))
    return words(lang)("calculators.measure.tenge", x=formats(lang).plain_number(shown))


def sum_text(lang: str, amount: Tiyn) -> str:
    """Write tiyn as tenge: the sums of one trader or one plot are small."""
    return tenge_text(lang, Fraction(amount, TENGE))


def amount_text(lang: str, amount: Amount) -> str:
    """Write one number of a formula with its unit."""
    if amount.unit == "tenge":
        return tenge_text(lang, amount.value)
    shown = formats(lang).plain_number(_decimal(amount.value))
    return words(lang)(f"calculators.measure.{amount.unit}", x=shown) if amount.unit else shown


def working_text(lang: str, working: Working) -> str:
    """Write one step: the formula in numbers and what it gives."""
    shown = working.pattern.format(*(amount_text(lang, each) for each in working.amounts))
    result = amount_text(lang, working.result)
    return result if shown == result else f"{shown} = {result}"


def law_text(lang: str, rate: Rate) -> str:
    """Write what sets a rate: the district's decision, else the article of the act."""
    if rate.decision:
        return rate.decision.pick(lang)
    return words(lang)(f"calculators.act.{rate.act}", a=rate.articles)


def rate_rows(lang: str, rates: Iterable[Rate]) -> list[RateRow]:
    """Give the rates of a calculation as rows."""
    say, fmt = words(lang), formats(lang)
    return [
        RateRow(
            name=say(f"calculators.rate.{'.'.join(rate.key.split('.')[:2])}"),
            value=_value(lang, rate),
            law=law_text(lang, rate),
            since=fmt.day(rate.since),
            certainty=say(f"calculators.certainty.{rate.certainty}"),
        )
        for rate in rates
        if rate.key != "share"
    ]


def reasoning(found: Estimate) -> Tri:
    """Give the formula in words and numbers in every language, as the reasoning of lines."""
    return Tri(**{lang: clean(_reasoning(lang, found)) for lang in LANGUAGES})


def object_name(found: Estimate) -> Tri:
    """Give the name of the tax-base object: the source, and the number that tells it from others."""
    return Tri(**{lang: clean(_object_name(lang, found)) for lang in LANGUAGES})


def _object_name(lang: str, found: Estimate) -> str:
    say = words(lang)
    ask = next(each for each in CALCULATORS[found.kind].asks if each.sort in (Sort.MONEY, Sort.NUMBER))
    if ask.sort is Sort.MONEY:
        size = sum_text(lang, found.answers.tiyn(ask.key))
    else:
        size = amount_text(lang, Amount(found.answers.number(ask.key), "sqm" if ask.unit == "sqm" else ""))
    return say("calculators.object_name", title=say(f"calculators.title_of.{found.kind}"), x=size)


def _reasoning(lang: str, found: Estimate) -> str:
    say = words(lang)
    main = next(rate for rate in (*found.rates, found.share) if rate.key.startswith(found.kind) or rate is found.share)
    steps = [working_text(lang, each) for each in found.workings]
    while True:
        text = say(
            "calculators.reasoning",
            title=say(f"calculators.title_of.{found.kind}"),
            formula="; ".join(steps),
            law=law_text(lang, main),
            when=say(f"calculators.arrives.{found.kind}"),
        )
        if len(text) <= LONGEST or len(steps) == 1:
            return text[:LONGEST]
        steps = steps[1:]


def _value(lang: str, rate: Rate) -> str:
    if rate.value is None:
        if len(rate.bands) == 1:
            return amount_text(lang, Amount(Fraction(rate.bands[0].value), rate.unit))
        return words(lang)("calculators.scale")
    return amount_text(lang, Amount(rate.number, rate.unit))


def _decimal(value: Fraction) -> Decimal:
    """Give a number as people read it: four decimals at most."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(_DIGITS)
