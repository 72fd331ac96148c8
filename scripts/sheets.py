"""Take the pictures of docs/sheets: the first pages of every kind of report, printed from a demonstration.

    make sheets        (or: python -m scripts.sheets [FOLDER] [--instance DEMONSTRATION])

Without ``--instance`` a demonstration is loaded into a temporary folder. Pictures are reduced to a palette.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pypdfium2
from PIL import Image

from scripts.screenshots import ROOT, ordered
from tests.support.serving import command

PAGES: Final = {
    "district-progress": (1, 4, 15), "akim-quarter": (3,), "reform-5": (1, 2), "assembly-monitoring": (4,),
}  # fmt: skip
"""Which pages of a kind are shown; of any other one the first."""
LANGUAGES: Final = {"reform-5": "ru", "approval-audit": "ru", "programme-passport": "ru", "transfer-results": "en"}
WIDTH: Final = 620
COLOURS: Final = 96


def main() -> None:
    """Take all pictures."""
    options = argparse.ArgumentParser(description="Take the pictures of the reports.")
    options.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs" / "sheets")
    options.add_argument("--instance", type=Path, help="the folder of a demonstration that is loaded already")
    chosen = options.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with demonstration(chosen.instance) as place, tempfile.TemporaryDirectory() as papers:
        for kind in ordered(place, "report", "kinds")["kinds"]:
            file = Path(papers) / f"{kind['kind']}.pdf"
            issue(place, kind, file)
            for picture in take(file, kind["kind"], chosen.folder):
                print(f"{picture.name}: {picture.stat().st_size // 1024} KB")


@contextmanager
def demonstration(at: Path | None) -> Iterator[Path]:
    """Give the folder of a demonstration."""
    if at is not None:
        yield at
        return
    with tempfile.TemporaryDirectory() as place:
        ordered(Path(place), "init")
        ordered(Path(place), "demo")
        yield Path(place)


def issue(place: Path, kind: Mapping[str, Any], file: Path) -> None:
    """Print the example of a kind."""
    key = kind["kind"]
    language = LANGUAGES.get(key, kind["languages"][0])
    about = ("--project" if kind["subject"] == "project" else "--territory", kind["example"])
    done = command(
        place, "report", "issue", key, *about, "--period", kind["period"], "--language", language, "--out", str(file)
    )
    if done.returncode:
        raise SystemExit(done.stderr)


def take(file: Path, kind: str, folder: Path) -> Iterator[Path]:
    """Draw the pages that are shown and keep them small."""
    document = pypdfium2.PdfDocument(file)
    for number in PAGES.get(kind, (1,)):
        page = document[number - 1]
        image = page.render(scale=2 * WIDTH / page.get_width()).to_pil().convert("RGB")
        image = image.resize((WIDTH, round(image.height * WIDTH / image.width)), Image.Resampling.LANCZOS)
        to = folder / f"{kind}-{number}.png"
        image.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(to, optimize=True)
        yield to


if __name__ == "__main__":
    main()
