"""What the calculators stand on in this installation: its rates, the monthly index, the receipts of the 4th level."""

from __future__ import annotations

from sqlalchemy.orm import Session

from lsg_projects.classifiers import queries as classifiers
from lsg_projects.domain.calculators import Calculator, Ground
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.text import Tri
from lsg_projects.territories import queries as territories


def ground(session: Session) -> Ground:
    """Give rates, index and receipts as a calculation asks for them."""
    return Ground(
        rates=classifiers.rates(session),
        mrp=lambda day: classifiers.index_value("mrp", day, session),
        standing=lambda code, year: classifiers.standing(code, year, session),
    )


def own_rates(session: Session, calculator: Calculator) -> tuple[tuple[str, Tri], ...]:
    """Give the districts that decided on a rate of their own for this source, with their names."""
    codes = classifiers.rates(session).territories(calculator.local) if calculator.local else ()
    return tuple((code, _name(session, code)) for code in codes)


def receipt_name(session: Session, code: str, year: int) -> Tri:
    """Give the name of a receipt in the budget of *year*."""
    found = classifiers.receipt(code, year, session)
    return found.name if found else Tri.same(code)


def _name(session: Session, code: str) -> Tri:
    """Give the name of a district; one that this installation did not import goes by its code."""
    try:
        return territories.unit(session, code).name
    except Missing:
        return Tri.same(code)
