"""Choosing projects under ceilings: the problem, its exact answer, and the reasons in whole numbers.

Nothing here decides: what comes out is a proposal to a commission. A solver is handed in; whatever it answers is
checked again with whole numbers, so that no sum of money ever rests on a comparison of floating-point numbers.
"""

from lsg_projects.domain.portfolio.choice import Choice, choose
from lsg_projects.domain.portfolio.conflict import Conflict, Quarrel, quarrel
from lsg_projects.domain.portfolio.curve import Curve, Point, curve
from lsg_projects.domain.portfolio.ground import (
    Bound,
    Ceiling,
    Conditions,
    Ground,
    Posed,
    Said,
    SetLimit,
    Waiting,
    pose,
)
from lsg_projects.domain.portfolio.problem import Candidate, Floor, Limit, Problem, Rule
from lsg_projects.domain.portfolio.program import Found, Program, Row, Solver, Status
from lsg_projects.domain.portfolio.reasons import Lift, Reason, Why, reason
from lsg_projects.domain.portfolio.weight import UNIT, Measure, Worth, second, weight, worth

__all__ = [
    "UNIT",
    "Bound",
    "Candidate",
    "Ceiling",
    "Choice",
    "Conditions",
    "Conflict",
    "Curve",
    "Floor",
    "Found",
    "Ground",
    "Lift",
    "Limit",
    "Measure",
    "Point",
    "Posed",
    "Problem",
    "Program",
    "Quarrel",
    "Reason",
    "Row",
    "Rule",
    "Said",
    "SetLimit",
    "Solver",
    "Status",
    "Waiting",
    "Why",
    "Worth",
    "choose",
    "curve",
    "pose",
    "quarrel",
    "reason",
    "second",
    "weight",
    "worth",
]
