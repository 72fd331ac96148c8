"""Sessions on the server: the cookie holds a random secret, the store knows the rest. Public pages have none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin

from lsg_projects.kit import secrets
from lsg_projects.settings import Settings
from lsg_projects.web.language import is_public


class Store(Protocol):
    """Where sessions are kept; implemented by the feature that owns people."""

    def load(self, token: str) -> Mapping[str, Any] | None:
        """Give the data of a session that still lives, and note that it was seen."""

    def save(self, token: str, data: Mapping[str, Any], person_id: int | None) -> None:
        """Keep the data of a session."""

    def end(self, token: str) -> None:
        """Forget a session."""


class ServerSession(dict[str, Any], SessionMixin):
    """The data of one session, and the secret under which they are kept."""

    def __init__(self, token: str | None, data: Mapping[str, Any], *, kept: bool = True) -> None:
        """Begin with what the store gave; *kept* is false on public pages, where nothing is ever stored."""
        super().__init__(data)
        self.token = token
        self.kept = kept
        self._before = dict(data)

    @property
    def changed(self) -> bool:
        """Tell whether anything differs from what the store holds."""
        return dict(self) != self._before


class ServerSessions(SessionInterface):
    """Flask's sessions, kept by a `Store`."""

    def __init__(self, settings: Settings, store: Store) -> None:
        """Name the cookie by the scheme of the canonical address: ``__Host-`` needs https."""
        self.store = store
        self.settings = settings
        self.cookie = "__Host-lsg" if settings.secure else "lsg"

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """Find the session of an office page; a public page has none."""
        if is_public(request.path):
            return ServerSession(None, {}, kept=False)
        token = request.cookies.get(self.cookie)
        data = self.store.load(token) if token and len(token) <= 100 else None
        return ServerSession(token if data is not None else None, data or {})

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep what changed; renew or end the session where sign-in or sign-out asked for it."""
        if not isinstance(session, ServerSession) or not session.kept:
            return
        if session.pop("_end", False):
            self._end(session, response)
            return
        renew = session.pop("_renew", False)
        if not session.changed and not renew:
            return
        if renew and session.token:
            self.store.end(session.token)
            session.token = None
        if session.token is None:
            session.token = secrets.token()
            self._give(response, session.token)
        person = session.get("_user_id")
        self.store.save(session.token, dict(session), int(person) if person else None)

    def _give(self, response: Response, token: str) -> None:
        response.set_cookie(
            self.cookie, token, httponly=True, samesite="Lax", secure=self.settings.secure, path="/",
        )  # fmt: skip

    def _end(self, session: ServerSession, response: Response) -> None:
        if session.token:
            self.store.end(session.token)
        response.delete_cookie(self.cookie, httponly=True, samesite="Lax", secure=self.settings.secure, path="/")
