"""Addresses that machines ask: whether the process lives, whether it can serve, what crawlers may read."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify
from flask.typing import ResponseReturnValue

from lsg_projects.web.doors import open_to_anyone

blueprint = Blueprint("machines", __name__)
READY = "ready"
"""Name under which the assembled application keeps the question whether it can serve."""


@blueprint.get("/healthz")
@open_to_anyone
def alive() -> ResponseReturnValue:
    """Say that the process answers; nothing else is asked."""
    return _fresh(Response("ok\n", mimetype="text/plain"))


@blueprint.get("/readyz")
@open_to_anyone
def ready() -> ResponseReturnValue:
    """Say whether the database answers and has every migration."""
    fine = bool(current_app.extensions[READY]())
    response = jsonify({"ready": fine})
    response.status_code = 200 if fine else 503
    return _fresh(response)


@blueprint.get("/robots.txt")
@open_to_anyone
def robots() -> ResponseReturnValue:
    """Open the register to crawlers, and keep them from filters without end and from the office."""
    rules = ("User-agent: *", "Disallow: /office/", "Disallow: /*?*after=", "Disallow: /*?*before=", "Disallow: /*/ask")
    return Response("\n".join(rules) + "\n", mimetype="text/plain")


def _fresh(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
