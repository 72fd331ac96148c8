"""Calculators of what a project brings to the settlement's own budget; every rate is data with its article and day."""

from lsg_projects.domain.calculators.asks import Answers, Ask, Sort
from lsg_projects.domain.calculators.bench import Amount, Ground, Note, Working
from lsg_projects.domain.calculators.catalogue import CALCULATORS, Calculator
from lsg_projects.domain.calculators.estimate import Estimate, YearSum, estimate, example
from lsg_projects.domain.calculators.rates import Rate, RateBook, read_rates

__all__ = [
    "CALCULATORS",
    "Amount",
    "Answers",
    "Ask",
    "Calculator",
    "Estimate",
    "Ground",
    "Note",
    "Rate",
    "RateBook",
    "Sort",
    "Working",
    "YearSum",
    "estimate",
    "example",
    "read_rates",
]
