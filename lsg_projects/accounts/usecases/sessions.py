"""Sessions on the server: kept, seen, ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select, update

from lsg_projects.accounts.models import WebSession
from lsg_projects.domain.errors import Missing
from lsg_projects.kit import secrets
from lsg_projects.kit.work import Work
from lsg_projects.settings import Settings


def end_sessions_of(unit: Work, person_id: int) -> None:
    """End every session of a person, in this same transaction."""
    unit.flush()
    unit.session.execute(delete(WebSession).where(WebSession.person_id == person_id))


def end_own(unit: Work, key: str) -> None:
    """End one session of the person who acts; refuses (Missing) one that is over, or somebody else's."""
    own = (WebSession.token_hash == key, WebSession.person_id == unit.actor.person_id)
    if unit.actor.person_id is None or not unit.session.scalar(select(WebSession.token_hash).where(*own)):
        raise Missing("accounts.no_session")
    unit.session.execute(delete(WebSession).where(*own))


def end_others(unit: Work, token: str) -> None:
    """End every session of the person who acts but the one with this secret."""
    person = unit.actor.person_id
    if person is not None:
        others = (WebSession.person_id == person, WebSession.token_hash != secrets.one_way(token))
        unit.session.execute(delete(WebSession).where(*others))


def keep_session(unit: Work, token: str, data: Mapping[str, Any], person_id: int | None, settings: Settings) -> None:
    """Store the data of a browser's session; its absolute end stands from its beginning."""
    token_hash = secrets.one_way(token)
    row = unit.session.get(WebSession, token_hash)
    if row is None:
        ends = unit.now + timedelta(hours=settings.session_hours)
        row = WebSession(token_hash=token_hash, created_at=unit.now, expires_at=ends)
        unit.session.add(row)
    row.data, row.person_id, row.seen_at = dict(data), person_id, unit.now


def touch_session(unit: Work, token_hash: str, data: Mapping[str, Any]) -> None:
    """Note that a session was used, and keep what the pause before it says of who sits there."""
    used = update(WebSession).where(WebSession.token_hash == token_hash)
    unit.session.execute(used.values(seen_at=unit.now, data=dict(data)))


def end_session(unit: Work, token: str) -> None:
    """Forget a session, and with it those that came to their end."""
    unit.session.execute(delete(WebSession).where(WebSession.token_hash == secrets.one_way(token)))
    unit.session.execute(delete(WebSession).where(WebSession.expires_at <= unit.now))
