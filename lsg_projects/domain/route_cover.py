"""Whether the routes of an installation take every project there may be, each once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lsg_projects.domain.errors import Problem
from lsg_projects.domain.money import TENGE, THOUSAND
from lsg_projects.domain.route import Facts, Route, Way, fits
from lsg_projects.domain.states import LegalKind, Source

_MRP = 4_325 * TENGE
"""An index to try thresholds with: that some route takes every sum does not depend on its value."""


def twice(routes: tuple[Route, ...]) -> list[Problem]:
    """Name the routes whose key stands twice."""
    keys = [route.key for route in routes]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    return [Problem(f"route.{key}", "routes.route_twice", {"name": key}) for key in twice]


def uncovered(routes: tuple[Route, ...]) -> list[Problem]:
    """Name the combinations that no route takes now: such a project could not be sent anywhere."""
    day = max((route.valid_from for route in routes), default=date.min)
    return [
        Problem(
            "route",
            "routes.uncovered",
            {
                "way": asked.way.value,
                "legal": asked.legal_kind.value,
                "source": ", ".join(map(str, asked.sources)),
            },
        )
        for asked in _every_case(day)
        if not any(fits(route, asked) for route in routes)
    ]


def _every_case(day: date) -> Iterable[Facts]:
    for way in Way:
        for legal in LegalKind:
            yield Facts(way, legal, 0, frozenset(), day, _MRP)
            for source in Source:
                yield Facts(way, legal, THOUSAND, frozenset({source}), day, _MRP)
                yield Facts(way, legal, 10**9 * THOUSAND, frozenset({source}), day, _MRP)
