"""What may be chosen for a recommendation: the territory, the half-year, and the projects that it may be about."""

from __future__ import annotations

from lsg_projects.domain import periods
from lsg_projects.domain.access import Action, Subject, may, posts_for
from lsg_projects.domain.periods import Length
from lsg_projects.domain.states import BodyKind, Level
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.projects import queries as projects
from lsg_projects.recommendations.forms import WordsForm
from lsg_projects.recommendations.queries import Facts
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language

_HALVES = 4
_MOST_PROJECTS = 100


def own_places() -> tuple[Unit, ...]:
    """Give the territories for whose assembly the official may record."""
    actor = current_actor()
    found: dict[str, Unit] = {}
    for post in posts_for(Action.RECOMMEND, actor):
        place = territories.unit_by_id(session(), post.unit_id)
        if place.level is Level.OKRUG and post.body_kind is BodyKind.ASSEMBLY:
            found[place.kato] = place
    return tuple(found.values())


def offer(form: WordsForm, found: Facts | None = None) -> None:
    """Offer what fits: everything for a new one, the projects of its territory for one that stands."""
    places = own_places() if found is None else (territories.unit_by_id(session(), found.unit_id),)
    form.territory.offer((place.kato, place.name.pick(language())) for place in places)
    halves = _halves() if found is None else [found.period]
    form.period.offer((period, formats(language()).period(period)) for period in halves)
    offered = []
    for place in places:
        filters = projects.Filters(territory=place.kato, order="code", size=_MOST_PROJECTS)
        offered += [
            (row.code, f"{row.code} · {row.title.pick(language())}")
            for row in projects.visible(session(), current_actor(), filters)
            if may(Action.READ_PROJECT, current_actor(), Subject(place.path))
        ]
    form.project.offer(offered)


def _halves() -> list[str]:
    """Give the half-year that has ended first, then the running one and older ones."""
    running = periods.of(clock.today(), Length.HALF)
    ended = [running.previous]
    while len(ended) < _HALVES - 1:
        ended.append(ended[-1].previous)
    return [str(each) for each in (ended[0], running, *ended[1:])]
