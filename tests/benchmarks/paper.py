"""The report beside the frozen naive baseline: the same facts, one printing at a time in processes of its own, in turns.

Prints for each way pages, wall time, pages a second, processor time, the peak memory of its largest process, and size:
the naive way, ours with one process and with as many as there are processors, a new edition in which a twentieth of the
projects changed, and the same content by Typst and ReportLab where they are installed. `python -m tests.benchmarks.paper
40 200` chooses the numbers of projects, `--akims 200` prints so many reports of akims by one worker and by two, and again
after one project changed.
"""

from __future__ import annotations

import functools
import json
import re
import sys
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from lsg_projects.domain.codec import plain
from lsg_projects.domain.figures.data import data_bytes, facts_digest
from lsg_projects.domain.figures.facts import DistrictFacts
from lsg_projects.domain.figures.stamp import Stamp
from lsg_projects.domain.text import Tri
from lsg_projects.kit.paper import press
from lsg_projects.kit.paper.assets import FACES
from lsg_projects.kit.paper.model import Paper
from lsg_projects.kit.paper.pages import css_string
from lsg_projects.reports.sheets import chapters
from tests.benchmarks import others
from tests.support.printing import STAMP, sample
from tests.support.watching import Watched, watched

_OURS = ("one", "all", "again")
_WIDE = press.Limits(3_600, 2_000)
NAIVE = Path(__file__).parent / "naive"
ROUNDS = 2
_BODY = re.compile(r"<body>(.*)</body>", re.DOTALL)
NEXT = replace(STAMP, number="DP-1546-2025Q4-KK-2", edition=2, code="7HWQ2M9RT4KX", replaces=STAMP.number)


def ours(facts: DistrictFacts, processes: int | None, kept: Path | None) -> dict[str, Any]:
    """Print and check as the product does, in a press room that stands ready as a worker's does."""
    stamp = NEXT if kept and any(kept.iterdir()) else STAMP
    pressed(sample(1), STAMP, 1, None)
    return pressed(facts, stamp, processes, kept)


def pressed(facts: DistrictFacts, stamp: Stamp, processes: int | None, kept: Path | None) -> dict[str, Any]:
    """Print by a press room and say how long the printing took, and the check of the finished file after it."""
    ends: dict[str, float] = {}
    told: dict[str, Any] = {}

    def hear(line: press.Line) -> None:
        ends.setdefault(line.get("stage", "end"), time.perf_counter())
        told.update(line)

    with tempfile.TemporaryDirectory() as folder:
        job = Path(folder) / "job.json"
        asked = {
            "facts": plain(facts), "stamp": plain(stamp), **vars(_WIDE), "kept": str(kept or ""), "processes": processes,
        }  # fmt: skip
        job.write_text(json.dumps(asked, ensure_ascii=False), "utf-8")
        begun = time.perf_counter()
        press.run("lsg_projects.reports.press", job, _WIDE, hear)
        size = job.with_name("paper.pdf").stat().st_size / 1024
    wall, checking = ends["checking"] - begun, ends["end"] - ends["checking"]
    return {"pages": told["pages"], "wall": wall, "size": size, "checking": checking}


def naive(facts: DistrictFacts) -> tuple[bytes, int]:
    """Print the same facts as one document in one run, styled as most people would."""
    from weasyprint import CSS, HTML  # noqa: PLC0415  # ours does not load it here

    from lsg_projects.kit.paper.fetching import fetcher  # noqa: PLC0415

    told = chapters.paper(facts, STAMP, data_bytes(facts, STAMP), NAIVE)
    foot = f"@page {{ @bottom-left {{ content: {css_string(told.css.foot)} }} }}"
    document = HTML(string=_whole(told), url_fetcher=fetcher(), base_url="asset:paper").render(
        stylesheets=[CSS(string=FACES + "".join(told.css.sheets) + foot, url_fetcher=fetcher())],
        pdf_variant="pdf/a-3a",
    )
    document.metadata.title, document.metadata.lang = told.title, told.language
    return document.write_pdf(pdf_variant="pdf/a-3a", pdf_tags=True), len(document.pages)


def _whole(told: Paper) -> str:
    parts = [told.front(), *([told.contents({})] if told.contents else []), *(chapter() for chapter in told.chapters)]
    bodies = "".join(match[1] for part in parts if (match := _BODY.search(part)))
    return f'<!doctype html><html lang="{told.language}"><head><title>x</title></head><body>{bodies}</body></html>'


def changed(facts: DistrictFacts) -> DistrictFacts:
    """Give the facts after a twentieth of the projects reported something new."""
    every = 20
    projects = tuple(
        replace(project, done=Tri.same("Жұмыс аяқталды.")) if place % every == 3 else project
        for place, project in enumerate(facts.projects)
    )
    return replace(facts, projects=projects)


def one(way: str, projects: int, folder: str) -> None:
    """Print here and say what it took."""
    facts = sample(projects)
    if way in _OURS:
        kept = Path(folder) if folder else None
        print(json.dumps(ours(changed(facts) if way == "again" else facts, 1 if way == "one" else None, kept)))
        return
    begun = time.perf_counter()
    content, pages = others.ENGINES[way](facts) if way in others.ENGINES else naive(facts)
    wall = time.perf_counter() - begun
    print(json.dumps({"pages": pages, "wall": wall, "size": len(content) / 1024, "checking": 0.0}))


def measure(way: str, projects: int, folder: str) -> dict[str, Any]:
    """Print once in processes of its own and give what it took."""
    found: Watched = watched(_python(f"one({way!r}, {projects}, {folder!r})"))
    told = dict(json.loads(found.output))
    return {**told, "cpu": found.seconds, "peak": found.peak_megabytes}


def _python(call: str) -> list[str]:
    """Give the command for a call in a process of its own, begun as the product begins its printing."""
    return [sys.executable, "-c", f"from tests.benchmarks.paper import one; {call}"]


def compare(projects: int, rounds: int = ROUNDS) -> dict[str, Any]:
    """Measure all ways in turns and print a table with the ratios."""
    taken: dict[str, list[dict[str, Any]]] = {way: [] for way in ("naive", *_OURS, *others.known())}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as kept:
            taken["naive"].append(measure("naive", projects, ""))
            taken["one"].append(measure("one", projects, ""))
            taken["all"].append(measure("all", projects, kept))
            taken["again"].append(measure("again", projects, kept))
        for way in others.known():
            taken[way].append(measure(way, projects, ""))
    rows = {way: {name: median(run[name] for run in runs) for name in runs[0]} for way, runs in taken.items()}
    _table(projects, rows, rounds)
    return rows


_WORDS = {
    "naive": "naive, one run", "one": "ours, one process", "all": "ours, all processors", "again": "a twentieth changed",
    "typst": "Typst, plain pages", "reportlab": "ReportLab, plain pages",
}  # fmt: skip


def _table(projects: int, rows: dict[str, dict[str, Any]], rounds: int) -> None:
    print(f"\n{projects} projects, medians of {rounds} rounds in turns; processor time with the start of all processes")
    print(f"{'':22}{'pages':>6}{'wall s':>8}{'pages/s':>9}{'CPU s':>8}{'peak MB':>9}{'file kB':>9}{'check s':>9}")
    for way, row in rows.items():
        print(
            f"{_WORDS[way]:22}{row['pages']:6.0f}{row['wall']:8.1f}{row['pages'] / row['wall']:9.1f}{row['cpu']:8.1f}"
            f"{row['peak']:9.0f}{row['size']:9.0f}{row['checking']:9.1f}"
        )
    base, best, again = rows["naive"], rows["all"], rows["again"]
    print(f"speed: {base['wall'] / best['wall']:.1f}x of the naive run with all processors, "
          f"{base['wall'] / rows['one']['wall']:.1f}x with one process (aim 4x)")  # fmt: skip
    print(f"new edition: {again['wall'] / best['wall']:.2f} of a full one (aim 0.10), naive / new edition "
          f"{base['wall'] / again['wall']:.0f}x")  # fmt: skip
    whole, anew = (row["wall"] + row["checking"] for row in (best, again))
    print(f"with the check of the finished file: {base['wall'] / whole:.1f}x of the naive run, new edition "
          f"{anew / whole:.2f} of a full one; processor time {base['cpu'] / best['cpu']:.1f}x")  # fmt: skip
    for way in others.known():
        print(f"pages in a second of processor time: {best['pages'] / best['cpu'] / (rows[way]['pages'] / rows[way]['cpu']):.2f} "
              f"of {_WORDS[way]} (must be 0.08 of Typst, 0.15 of ReportLab)")  # fmt: skip
    print(f"peak memory: {best['peak']:.0f} MB (aim 250), {best['peak'] / base['peak']:.2f} of naive; "
          f"file {best['size'] / base['size']:.2f} of naive")  # fmt: skip


@functools.cache
def _district() -> DistrictFacts:
    return sample(26)


def _of_akim(number: int, *, again: bool = False) -> DistrictFacts:
    facts = _district()
    place = facts.okrugs[number % len(facts.okrugs)].place
    own = tuple(
        replace(each, code=f"{number:06d}-25-{place_of:03d}")
        for place_of, each in enumerate(each for each in facts.projects if each.okrug == place.kato)
    )
    if again and number == 0:
        own = (replace(own[0], done=Tri.same("Жұмыс аяқталды.")), *own[1:])
    okrugs = tuple(okrug for okrug in facts.okrugs if okrug.place == place)
    return replace(facts, kind="akim-quarter", district=place, projects=own, okrugs=okrugs)


def akims(count: int) -> None:
    """Print so many reports of akims by one worker's press room and by two at once, then again after one change.

    No two of the reports have a chapter of a project in common.
    """
    walls = {}
    with tempfile.TemporaryDirectory() as folder:
        for workers in (1, 2):
            wall, pages = _all(range(count), workers, Path(folder) / f"{workers}", again=False)
            walls[workers] = wall
            print(f"{count} reports of akims by {workers}: {wall:.1f} s, {pages} pages, {count / wall:.2f} reports/s")
        print(f"scaling {walls[1] / walls[2]:.2f} (two processors at most 2)")
        begun = time.perf_counter()
        news = [number for number in range(count) if _digest(number, again=True) != _digest(number, again=False)]
        wall, _pages = _all(news, 2, Path(folder) / "2", again=True)
        print(f"again after one project changed: {len(news)} of {count} printed, the others are the editions that stand; "
              f"{time.perf_counter() - begun:.1f} s, {wall:.1f} s of it printing")  # fmt: skip


def _digest(number: int, *, again: bool) -> str:
    return facts_digest(_of_akim(number, again=again))


def _all(numbers: Iterable[int], workers: int, kept: Path, *, again: bool) -> tuple[float, int]:
    with ThreadPoolExecutor(workers) as pool:  # every worker's room stands ready
        list(pool.map(lambda _: pressed(sample(1), STAMP, 1, None), range(workers)))
    begun = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        done = list(pool.map(lambda number: _akim(number, kept, again=again), numbers))
    return time.perf_counter() - begun, sum(done)


def _akim(number: int, kept: Path, *, again: bool) -> int:
    """Print the quarterly report of one okrug and give its pages."""
    facts = _of_akim(number, again=again)
    stamp = replace(STAMP, number=f"AQ-{facts.district.kato}-{number}-{2 if again else 1}")
    return int(pressed(facts, stamp, 1, kept)["pages"])


def main(arguments: list[str]) -> None:
    """Compare for each number of projects."""
    match arguments:
        case ["--akims", count]:
            akims(int(count))
        case _:
            for projects in [int(argument) for argument in arguments] or [40]:
                compare(projects)


if __name__ == "__main__":
    main(sys.argv[1:])
