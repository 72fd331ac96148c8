"""Papers and pictures of the demonstration: drawn, not photographed, and each says that it is a demonstration."""

from __future__ import annotations

import functools
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass

import fontpkg_ibm_plex_sans
from PIL import Image, ImageDraw, ImageFont

from lsg_projects.domain.states import Kind

_FONT = fontpkg_ibm_plex_sans.ROOT / "files" / "IBMPlexSans[wdth,wght].ttf"
_PAGE = (620, 877)  # A4 at 75 dots an inch: enough to read, small enough to keep by the hundred
_PICTURE = (960, 640)
_MARGIN = 54
_LETTERS = 62

Draw = ImageDraw.ImageDraw


@dataclass(frozen=True)
class Scan:
    """What a drawn paper says: its kind in two languages, whose it is, number and date."""

    heading: tuple[str, str]
    lines: tuple[str, ...]
    number: str = ""
    dated: str = ""


@functools.cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONT), size)


def paper(scan: Scan) -> bytes:
    """Draw a paper as a scan on one page and give it as PDF."""
    page = Image.new("L", _PAGE, 255)
    draw = ImageDraw.Draw(page)
    top = 60
    for heading in scan.heading:
        top = _paragraph(draw, heading, top, 22) + 4
    top = _paragraph(draw, _reference(scan), top + 10, 14) + 20
    for line in scan.lines:
        top = _paragraph(draw, line, top, 14) + 12
    _stamp(draw)
    out = io.BytesIO()
    page.save(out, "PDF", resolution=75.0, creationDate=None, modDate=None)
    return out.getvalue()


def _reference(scan: Scan) -> str:
    return " ".join(filter(None, (f"№ {scan.number}" if scan.number else "", scan.dated)))


def _paragraph(draw: Draw, text: str, top: int, size: int) -> int:
    """Write a text in lines of equal length and give where the next one begins."""
    for line in _lines(text, _LETTERS * 14 // size):
        draw.text((_MARGIN, top), line, font=_font(size), fill=20)
        top += size + 6
    return top


def _lines(text: str, letters: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _stamp(draw: Draw) -> None:
    draw.rectangle((_MARGIN, 770, 566, 822), outline=90, width=2)
    draw.text((_MARGIN + 14, 778), "Демонстрациялық құжат: заңдық күші жоқ", font=_font(14), fill=90)
    draw.text((_MARGIN + 14, 798), "Демонстрационный документ: юридической силы не имеет", font=_font(14), fill=90)


def picture(kind: Kind, name: str) -> bytes:
    """Draw a simple scene of what the project is about and give it as PNG; the same *name* gives the same picture."""
    seed = hashlib.sha256(name.encode()).digest()
    scene = Image.new("RGB", _PICTURE, (176 + seed[0] % 30, 206 + seed[1] % 20, 232))
    draw = ImageDraw.Draw(scene)
    draw.rectangle((0, 400, *_PICTURE), fill=(196, 186 + seed[2] % 20, 140))
    for place in range(3):
        _house(draw, 60 + place * 320 + seed[3 + place] % 60, seed[6 + place])
    _SCENES.get(kind, _sign)(draw)
    draw.text((20, 600), "Демонстрация: сурет салынған / рисунок", font=_font(20), fill=(60, 60, 60))
    out = io.BytesIO()
    scene.save(out, "PNG", optimize=False)
    return out.getvalue()


def _house(draw: Draw, left: int, shade: int) -> None:
    wall = (214, 196 + shade % 40, 170 + shade % 30)
    draw.rectangle((left, 300, left + 150, 400), fill=wall)
    draw.polygon(((left - 12, 300), (left + 75, 240), (left + 162, 300)), fill=(140, 72, 60))
    draw.rectangle((left + 56, 330, left + 96, 370), fill=(120, 160, 190))


def _lamps(draw: Draw) -> None:
    for left in range(80, 960, 200):
        draw.rectangle((left, 220, left + 8, 470), fill=(70, 76, 84))
        draw.rectangle((left, 220, left + 60, 228), fill=(70, 76, 84))
        draw.ellipse((left + 42, 222, left + 74, 246), fill=(255, 226, 120))


def _road(draw: Draw) -> None:
    draw.polygon(((380, 400), (560, 400), (880, 640), (80, 640)), fill=(92, 94, 98))
    for top in range(410, 640, 50):
        draw.rectangle((470, top, 480 + top // 60, top + 26), fill=(236, 236, 230))


def _trees(draw: Draw) -> None:
    for left in range(40, 960, 120):
        draw.rectangle((left + 22, 450, left + 30, 540), fill=(112, 84, 56))
        draw.ellipse((left, 370, left + 56, 470), fill=(70, 134, 76))


def _bins(draw: Draw) -> None:
    for left in range(260, 700, 110):
        draw.rectangle((left, 440, left + 84, 540), fill=(52, 118, 92))
        draw.rectangle((left - 6, 428, left + 90, 444), fill=(36, 88, 68))


def _stakes(draw: Draw) -> None:
    for left in range(90, 900, 160):
        draw.rectangle((left, 450, left + 130, 560), outline=(180, 60, 40), width=4)
        draw.rectangle((left, 430, left + 10, 460), fill=(200, 60, 40))


def _doors(draw: Draw) -> None:
    draw.rectangle((300, 250, 700, 480), fill=(226, 222, 210))
    draw.rectangle((300, 230, 700, 256), fill=(40, 96, 104))
    for left in (330, 560):
        draw.rectangle((left, 290, left + 110, 380), fill=(150, 190, 210))
    draw.rectangle((460, 350, 530, 480), fill=(96, 72, 56))


def _sign(draw: Draw) -> None:
    draw.rectangle((470, 420, 482, 560), fill=(80, 80, 84))
    draw.rectangle((380, 330, 580, 430), fill=(40, 96, 104))
    draw.rectangle((396, 346, 564, 414), outline=(236, 236, 230), width=3)


_SCENES: dict[Kind, Callable[[Draw], None]] = {
    Kind.STREET_LIGHTING: _lamps,
    Kind.ROAD_REPAIR: _road,
    Kind.ROAD_UPKEEP: _road,
    Kind.GREENING: _trees,
    Kind.SANITATION: _bins,
    Kind.LAND_SALE: _stakes,
    Kind.PROPERTY_LEASE: _doors,
}
