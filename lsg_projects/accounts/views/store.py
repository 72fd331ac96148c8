"""The store behind the browser's sessions: rows of the database, never the cookie."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from lsg_projects.accounts import queries
from lsg_projects.accounts.usecases import sessions
from lsg_projects.domain.actor import CITIZEN, Actor
from lsg_projects.kit import clock, secrets
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.settings import Settings
from lsg_projects.web import identity

SEEN_EVERY = timedelta(minutes=1)
"""How exactly the last use is kept; finer would write at every click."""


class SessionRows:
    """Sessions kept in the table ``web_session``."""

    def __init__(self, settings: Settings) -> None:
        """Take the lengths of a session from the settings."""
        self.settings = settings

    def load(self, token: str) -> Mapping[str, Any] | None:
        """Give the data of a session that is neither idle for too long nor at its end."""
        now = clock.now()
        token_hash = secrets.one_way(token)
        row = queries.live_session(session(), token_hash, now)
        if row is None or row.seen_at + timedelta(minutes=self.settings.session_idle_minutes) < now:
            return None
        data = dict(row.data)
        if row.seen_at + timedelta(minutes=self.settings.password_idle_minutes) < now:
            data[identity.UNPROVED] = True
        if row.seen_at + SEEN_EVERY < now:
            with work(CITIZEN) as unit:
                sessions.touch_session(unit, token_hash, data)
        return data

    def save(self, token: str, data: Mapping[str, Any], person_id: int | None) -> None:
        """Keep the data of a session."""
        with work(CITIZEN) as unit:
            sessions.keep_session(unit, token, data, person_id, self.settings)

    def end(self, token: str) -> None:
        """Forget a session."""
        with work(CITIZEN) as unit:
            sessions.end_session(unit, token)


def actor_of(person_id: int) -> Actor | None:
    """Give the actor of a person with the posts in force today."""
    return queries.actor(session(), person_id, clock.today())
