"""A file between its preview and its confirmation: kept aside, under a signed address that only its owner opens."""

from __future__ import annotations

from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

from lsg_projects.domain.errors import Missing
from lsg_projects.kit import uploads
from lsg_projects.web.identity import current_actor

DAY_SECONDS = 24 * 60 * 60


def keep(purpose: str, data: bytes, name: str, **facts: Any) -> str:
    """Keep *data* for a day and give the token of its preview; *facts* travel with it."""
    kept = {"key": uploads.save(data), "name": name, "by": current_actor().person_id, **facts}
    return _signer(purpose).dumps(kept)


def facts_of(purpose: str, token: str) -> dict[str, Any]:
    """Read what a token carries; refuses (Missing) one that is old, changed or somebody else's."""
    try:
        facts: dict[str, Any] = _signer(purpose).loads(token, max_age=DAY_SECONDS)
    except BadSignature as error:
        raise Missing("shared.absent") from error
    if facts["by"] != current_actor().person_id:
        raise Missing("shared.absent")
    return facts


def read(facts: dict[str, Any]) -> bytes:
    """Give the file; refuses (Missing) one that is gone."""
    return uploads.read(facts["key"])


def forget(facts: dict[str, Any]) -> None:
    """Let the file go that was confirmed."""
    uploads.forget(facts["key"])


def _signer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=purpose)
