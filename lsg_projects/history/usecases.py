"""What is done with the journal: signed checkpoints in time, and the check of everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from lsg_projects.domain.access import Action, require
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.history.queries import whole
from lsg_projects.history.queries.whole import CHECKED, WANTED, LastCheck
from lsg_projects.kit import checkpoints, clock, db, installation
from lsg_projects.kit.checkpoints import Checkpoint
from lsg_projects.kit.examination import Examined, verify
from lsg_projects.kit.work import Work, work
from lsg_projects.settings import Settings


def sign(unit: Work, settings: Settings) -> Checkpoint:
    """Sign a checkpoint over every entry there is; the newest one where it covers them all."""
    return checkpoints.make(unit.session, unit.now, settings)


def sign_first(unit: Work, settings: Settings) -> Checkpoint:
    """Make the key and the first checkpoint of an installation; where there is one already, nothing changes."""
    return checkpoints.newest(unit.session) or sign(unit, settings)


def sign_if_due(unit: Work, settings: Settings) -> Checkpoint | None:
    """Sign the first checkpoint of a local day, and one whenever enough entries wait for it."""
    last = checkpoints.newest(unit.session)
    fresh = last is not None and clock.local_day(last.moment) == unit.today
    if fresh and checkpoints.waiting(unit.session) < settings.checkpoint_entries:
        return None
    made = sign(unit, settings)
    return made if last is None or made.place != last.place else None


def sign_on_request(unit: Work, settings: Settings) -> Checkpoint:
    """Sign a checkpoint because a reader of the journal wants to carry it away. Refuses (NotAllowed) anybody else."""
    require(Action.READ_JOURNAL, unit.actor)
    return sign(unit, settings)


def want_check(unit: Work) -> None:
    """Ask the worker to check everything. Refuses (NotAllowed) whoever may not read the journal."""
    require(Action.READ_JOURNAL, unit.actor)
    installation.state(unit.session, WANTED, True)


def check_if_due(last_day: datetime) -> LastCheck | None:
    """Check everything where somebody asked for it or the last check is of another local day than *last_day*."""
    session = db.session()
    done = whole.last_check(session)
    wanted = whole.check_wanted(session)
    session.rollback()
    if not wanted and done is not None and clock.local_day(done.at) == clock.local_day(last_day):
        return None
    return check()


def check(kept: Mapping[str, object] | None = None) -> LastCheck:
    """Check every entry, head and checkpoint, and keep the answer for the pages that show it."""
    session = db.session()
    session.rollback()
    found = verify(session, kept)
    session.rollback()
    told = _told(found, clock.now())
    if kept is None:
        with work(SYSTEM) as unit:
            installation.state(unit.session, CHECKED, {**asdict(told), "at": told.at.isoformat()})
            installation.state(unit.session, WANTED, False)
    return told


def _told(found: Examined, now: datetime) -> LastCheck:
    broken = found.broken
    where = (broken.chain, broken.number, broken.reason) if broken else (None, None, None)
    return LastCheck(now, found.entries, found.chains, found.checkpoints, *where)
