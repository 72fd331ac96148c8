"""Loading the demonstration: scene by scene through the use cases, each at its own moment; what broke off goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.accounts import queries as accounts
from lsg_projects.accounts.models import Person
from lsg_projects.delivery import usecases as delivery
from lsg_projects.domain.actor import CITIZEN as RESIDENT
from lsg_projects.domain.actor import SYSTEM as INSTALLATION
from lsg_projects.domain.actor import Actor
from lsg_projects.domain.errors import Missing, NotAllowed, WrongState
from lsg_projects.kit import clock, installation
from lsg_projects.kit.clock import ALMATY
from lsg_projects.kit.db import session as current_session
from lsg_projects.kit.paper import sealkeys
from lsg_projects.kit.work import Work, work
from lsg_projects.notices import usecases as notices
from lsg_projects.operations.demo.acts import Cast
from lsg_projects.operations.demo.script import CITIZEN, SYSTEM, Scene, script
from lsg_projects.projects.models import Project
from lsg_projects.settings import Settings
from lsg_projects.territories.models import Body

TODAY = date(2026, 1, 26)
"""The day that the demonstration calls today when it is loaded; afterwards its days pass like real ones."""
TERRITORY = "154600000"
_PROGRESS = "demonstration_progress"

Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Loaded:
    """What loading did."""

    fresh: bool
    """False where the demonstration was there already and nothing changed."""
    scenes: int = 0
    projects: int = 0


ORGANISATION = "Demonstration of lsg_projects"
"""Whose seal the demonstration's reports bear; an office uses the key of its own."""


def load(settings: Settings, tell: Tell) -> Loaded:
    """Load the demonstration into an empty database; *tell* hears how many scenes of how many are played.

    Refuses (NotAllowed) in production and (WrongState) a database with other data. One that is loaded stays as it is,
    and a loading that was interrupted goes on where it stopped.
    """
    if settings.production:
        raise NotAllowed("demo.production")
    session = current_session()
    if installation.is_demonstration(session):
        return Loaded(False, projects=len(_begun(session)[1].codes))
    played, cast = _begun(session)
    if not played and _foreign(session):
        raise WrongState("demo.foreign_data")
    scenes = script(settings)
    for number, scene in enumerate(scenes[played:], played + 1):
        _play(scene, cast, number)
        tell(number, len(scenes))
    _finish(settings)
    sealkeys.make(settings.instance, ORGANISATION)
    return Loaded(True, len(scenes), len(cast.codes))


def _begun(session: Session) -> tuple[int, Cast]:
    """Give how many scenes an earlier loading played, and what it made."""
    kept: Any = installation.fact(session, _PROGRESS)
    return (kept["scenes"], Cast(**kept["cast"])) if kept else (0, Cast())


def _foreign(session: Session) -> bool:
    """Tell whether somebody works in this database: territories alone do no harm."""
    return any(session.scalar(select(table.id).limit(1)) is not None for table in (Person, Body, Project))


def _play(scene: Scene, cast: Cast, number: int) -> None:
    with clock.standing_at(scene.at), work(_actor(scene, cast)) as unit:
        scene.play(unit, cast)
        installation.state(unit.session, _PROGRESS, {"scenes": number, "cast": asdict(cast)})


def _actor(scene: Scene, cast: Cast) -> Actor:
    if scene.who in (SYSTEM, CITIZEN):
        return INSTALLATION if scene.who == SYSTEM else RESIDENT
    found = accounts.actor(current_session(), cast.people[scene.who], clock.local_day(scene.at))
    if found is None:
        raise Missing("shared.absent")
    return found


def _finish(settings: Settings) -> None:
    """Say that this is a demonstration and which day it is, and count every project anew as of that day."""
    distance = TODAY - clock.today()
    with clock.standing_at(datetime.combine(TODAY, time(6), ALMATY)), work(INSTALLATION) as unit:
        delivery.refresh_all(unit)
        _state(unit, distance)
        while notices.follow(unit):
            pass
        notices.remind(unit, settings.remind_working_days)
    clock.shift(distance)


def _state(unit: Work, distance: timedelta) -> None:
    installation.state(unit.session, "demonstration", True)
    installation.state(unit.session, "demonstration_day", TODAY.isoformat())
    installation.state(unit.session, "clock_offset_days", distance.days)
    installation.state(unit.session, "territory", TERRITORY)
