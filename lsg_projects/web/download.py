"""Files that people uploaded go out as a download in a sandbox, never as a page of ours."""

from __future__ import annotations

import io

from flask import Response, send_file


def sent(data: bytes, media_type: str, name: str) -> Response:
    """Give a stored file to a browser, which saves it and runs nothing of it."""
    response = send_file(io.BytesIO(data), mimetype=media_type, as_attachment=True, download_name=name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
