"""The routes of this installation, read once and strictly."""

from __future__ import annotations

import functools
import tomllib
from datetime import date
from typing import Any

from lsg_projects.classifiers import queries as classifiers
from lsg_projects.domain import route
from lsg_projects.domain.approval import SpecialWay
from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.money import TENGE, Tiyn
from lsg_projects.domain.project import Passport
from lsg_projects.domain.route import Facts, Route
from lsg_projects.domain.route_file import read, read_special
from lsg_projects.resources import folder


def facts(passport: Passport, day: date) -> Facts:
    """Give what chooses the route of a passport on *day*, the monthly calculation index of that day among it."""
    return route.facts(passport, day, mrp(day))


def mrp(day: date) -> Tiyn:
    """Give the monthly calculation index of *day* in tiyn; nought where none is known."""
    found = classifiers.index_value("mrp", day)
    return int(found.tenge * TENGE) if found else 0


@functools.cache
def routes() -> tuple[Route, ...]:
    """Give the routes of ``config/routes.toml``; refuses (Incomplete) a file with mistakes, naming each."""
    read_special(_file())
    return read(_file())


@functools.cache
def special_ways() -> tuple[SpecialWay, ...]:
    """Give the ways that open when an akim contests an answer."""
    return read_special(_file())


def _file() -> dict[str, Any]:
    path = folder("config") / "routes.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        problem = Problem("routes.toml", "routes.unreadable", {"v": str(error)[:200]})
        raise Incomplete("routes.broken_file", (problem,), n=1) from error
