"""What a project is worth: several measures, each a whole number as it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from lsg_projects.domain.cashflow import Terms, appraise
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.project import Passport
from lsg_projects.domain.revenue import returns

UNIT: Tiyn = 10_000
"""Worth in money is counted in whole tenths of a thousand tenge, as it is printed."""


class Measure(StrEnum):
    """By what the worth is counted."""

    NPV = "npv"
    """Net present value in own revenue, all the project's money spent."""
    NPV_FILL = "npv_fill"
    """The same, but what does not pay back counts nought, so that the people served decide on the rest."""
    NPV_OWN = "npv_own"
    """Net present value in own revenue, only the rural district's own money spent."""
    YEARLY = "yearly"
    """Own revenue of a full year after upkeep."""
    PEOPLE = "people"
    """People who gain."""


@dataclass(frozen=True)
class Worth:
    """The figures of one project that measures choose from: tenths of a thousand tenge, and people."""

    npv: int
    npv_own: int
    yearly: int
    people: int


def worth(passport: Passport, terms: Terms) -> Worth:
    """Work out every figure of a passport."""
    return Worth(
        npv=_units(appraise(passport, terms).npv),
        npv_own=_units(appraise(passport, terms, own=True).npv),
        yearly=_units(Fraction(returns(passport).net_yearly)),
        people=sum(group.people for group in passport.beneficiaries),
    )


def weight(found: Worth, measure: Measure) -> int:
    """Give the worth by one measure."""
    return {
        Measure.NPV: found.npv,
        Measure.NPV_FILL: max(0, found.npv),
        Measure.NPV_OWN: found.npv_own,
        Measure.YEARLY: found.yearly,
        Measure.PEOPLE: found.people,
    }[measure]


def second(found: Worth, measure: Measure) -> int:
    """Give what decides between sets of equal worth: people, or where these are the measure, the value in money."""
    return found.npv if measure is Measure.PEOPLE else found.people


def _units(amount: Fraction) -> int:
    """Round a fraction of tiyn to whole units, half up."""
    scaled = amount / UNIT
    return (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
