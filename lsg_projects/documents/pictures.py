"""Pictures are drawn anew: what comes out holds pixels only, no place, device, owner or hidden tail."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from lsg_projects.documents.unfit import Unfit

PIXELS = 40_000_000
LONGEST_SIDE = 2560
QUALITY = 85


def clean_picture(data: bytes) -> bytes:
    """Give the picture re-encoded in its own format; raises Unfit."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the bound below is stricter than the library's own warning
            return _drawn(data)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, MemoryError, OverflowError) as error:
        raise Unfit("damaged") from error


def _drawn(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as opened:
        kind = opened.format
        if opened.width * opened.height > PIXELS:
            raise Unfit("pixels")
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        out = io.BytesIO()
        if kind == "PNG":
            _bare(upright, ("1", "L", "LA", "P", "RGB", "RGBA"), "RGBA").save(out, "PNG", optimize=False)
        else:
            _bare(upright, ("L", "RGB"), "RGB").save(out, "JPEG", quality=QUALITY, optimize=True)
        return out.getvalue()


def _bare(picture: Image.Image, modes: tuple[str, ...], otherwise: str) -> Image.Image:
    """Copy the pixels alone: everything that travelled beside them is left behind."""
    shaped = picture if picture.mode in modes else picture.convert(otherwise)
    bare = Image.new(shaped.mode, shaped.size)
    bare.paste(shaped)
    if shaped.mode == "P" and (palette := shaped.getpalette()):
        bare.putpalette(palette)
    return bare
