"""Headers of every answer: nothing foreign is loaded, nothing frames us, nothing private is kept by caches."""

from __future__ import annotations

from flask import Flask, request
from werkzeug.wrappers import Response

from lsg_projects.settings import Settings
from lsg_projects.web.language import is_public

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)

_FIXED = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


def protect(app: Flask, settings: Settings) -> None:
    """Set the headers on every answer of *app*."""

    @app.after_request
    def _set(response: Response) -> Response:
        for name, value in _FIXED.items():
            response.headers.setdefault(name, value)
        if settings.secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        _caching(response)
        return response


def _caching(response: Response) -> None:
    if not is_public(request.path):
        response.headers["Cache-Control"] = "no-store"
    elif request.method in ("GET", "HEAD") and response.status_code == 200:
        response.headers.setdefault("Cache-Control", "public, max-age=60")
        if not response.is_streamed and not response.direct_passthrough:
            response.add_etag()
            response.make_conditional(request)
