"""The report beside the frozen naive baseline: the same facts, one printing per process, in turns.

Prints pages per second of CPU and of wall time, peak memory and size. `python -m tests.benchmarks.paper 40 200` chooses
the numbers of projects.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

from weasyprint import CSS, HTML

from lsg_projects.kit.paper.assets import FACES
from lsg_projects.kit.paper.fetching import fetcher
from lsg_projects.kit.paper.model import Paper
from lsg_projects.kit.paper.printer import print_paper
from tests.support.printing import STAMP, data_bytes, paper, sample

NAIVE = Path(__file__).parent / "naive"
ROUNDS = 2
_BODY = re.compile(r"<body>(.*)</body>", re.DOTALL)
MEGABYTE = 1024


def ours(projects: int) -> tuple[bytes, int]:
    """Print as the product does: chapters, no collector within one, joined."""
    facts = sample(projects)
    printed = print_paper(paper(facts, STAMP, data_bytes(facts, STAMP)))
    return printed.content, printed.pages


def naive(projects: int) -> tuple[bytes, int]:
    """Print the same facts as one document in one run, styled as most people would."""
    facts = sample(projects)
    sheet = paper(facts, STAMP, data_bytes(facts, STAMP), NAIVE)
    document = HTML(string=_whole(sheet), url_fetcher=fetcher(), base_url="asset:paper").render(
        stylesheets=[CSS(string=FACES + sheet.css.css, url_fetcher=fetcher())], pdf_variant="pdf/a-3a"
    )
    document.metadata.title, document.metadata.lang = sheet.title, sheet.language
    return document.write_pdf(pdf_variant="pdf/a-3a", pdf_tags=True), len(document.pages)


def _whole(sheet: Paper) -> str:
    parts = [sheet.front({}), *(chapter() for chapter in sheet.chapters)]
    bodies = "".join(match[1] for part in parts if (match := _BODY.search(part)))
    return f'<!doctype html><html lang="{sheet.language}"><head><title>x</title></head><body>{bodies}</body></html>'


WAYS = {"naive": naive, "ours": ours}


def measure(way: str, projects: int) -> dict[str, Any]:
    """Print once in a process of its own and give what it took."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.paper", "--one", way, str(projects)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return dict(json.loads(done.stdout))


def one(way: str, projects: int) -> None:
    """Print here and say what it took, beginning after the imports."""
    wall, cpu = time.perf_counter(), time.process_time()
    content, pages = WAYS[way](projects)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE
    print(json.dumps({"pages": pages, "wall": wall, "cpu": cpu, "peak": peak, "size": len(content) // 1024}))


def compare(projects: int) -> dict[str, Any]:
    """Measure both ways in turns and print a table with the ratio."""
    taken: dict[str, list[dict[str, Any]]] = {way: [] for way in WAYS}
    for _ in range(ROUNDS):
        for way in WAYS:
            taken[way].append(measure(way, projects))
    rows = {way: {name: median(run[name] for run in runs) for name in runs[0]} for way, runs in taken.items()}
    print(f"\n{projects} projects (medians of {ROUNDS} rounds in turns)")
    print(f"{'':8}{'pages':>7}{'pages/CPU-s':>13}{'pages/s':>9}{'peak MB':>9}{'file kB':>9}")
    for way, row in rows.items():
        speed = row["pages"] / row["cpu"], row["pages"] / row["wall"]
        print(f"{way:8}{row['pages']:7.0f}{speed[0]:13.1f}{speed[1]:9.1f}{row['peak']:9.0f}{row['size']:9.0f}")
    faster = (rows["naive"]["cpu"] / rows["naive"]["pages"]) / (rows["ours"]["cpu"] / rows["ours"]["pages"])
    print(f"{'ratio':8}{'':7}{faster:12.2f}x{'':9}{rows['ours']['peak'] / rows['naive']['peak']:8.2f}x")
    return rows


def main(arguments: list[str]) -> None:
    """Compare for each number of projects."""
    if arguments[:1] == ["--one"]:
        one(arguments[1], int(arguments[2]))
        return
    for projects in [int(argument) for argument in arguments] or [40]:
        compare(projects)


if __name__ == "__main__":
    main(sys.argv[1:])
