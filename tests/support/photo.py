"""A small photograph for tests of evidence."""

from __future__ import annotations

import io

from PIL import Image


def png() -> bytes:
    """Give the bytes of a real PNG picture."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), (10, 90, 120)).save(out, "PNG")
    return out.getvalue()
