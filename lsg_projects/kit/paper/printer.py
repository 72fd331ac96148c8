"""Printing: chapters laid out apart from one another, those that are known taken as they are, all put into one file."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from lsg_projects.kit.paper import cache, part
from lsg_projects.kit.paper.folio import signs_of
from lsg_projects.kit.paper.merge import merge
from lsg_projects.kit.paper.model import Paper, Printed, PrintFailed, Progress, quiet
from lsg_projects.kit.paper.part import Part
from lsg_projects.kit.paper.tasks import Chapter, Fonts, Task
from lsg_projects.kit.paper.usage import united
from lsg_projects.kit.paper.workshop import Workshop, warm

_LINKS = re.compile(r'href="#([^"]+)"')


def print_paper(
    paper: Paper, progress: Progress = quiet, kept: Path | None = None, processes: int | None = None
) -> Printed:
    """Give *paper* as one file that is PDF/A-3a and PDF/UA-1; the same input gives the same bytes.

    *kept* is a folder of chapters that were laid out before; without it everything is laid out anew. Raises PrintFailed
    when a chapter cannot be laid out or the contents change their length once they know the places of everything.
    """
    with tempfile.TemporaryDirectory(prefix="lsg-pages-") as place:
        target = Path(place) / "paper.pdf"
        pages = print_to(target, paper, progress, kept, processes)
        return Printed(target.read_bytes(), pages)


def print_to(
    target: Path, paper: Paper, progress: Progress = quiet, kept: Path | None = None, processes: int | None = None
) -> int:
    """Write *paper* to *target* and give the number of its pages; otherwise as `print_paper`."""
    with _folder(kept) as folder, Workshop(folder, processes) as workshop:
        warm()
        pages = _Printing(paper, progress, folder, workshop).run(target)
        if kept is not None:
            cache.trim(folder)
    return pages


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="lsg-parts-") as place:
        yield Path(place)


class _Printing:
    """One paper on its way to a file."""

    def __init__(self, paper: Paper, progress: Progress, folder: Path, workshop: Workshop) -> None:
        self._paper, self._progress, self._folder, self._workshop = paper, progress, folder, workshop
        self._done = 0
        self._heads: dict[str, Part] = {}

    def run(self, target: Path) -> int:
        """Lay out everything, then the contents again with the places of all anchors, and put the file together."""
        contents = self._paper.contents
        told: list[Callable[[], str]] = [self._paper.front, *self._paper.chapters]
        if contents is not None:
            told.insert(1, partial(contents, {}))
        keys = self._lay_out(told)
        heads = [self._head(key) for key in keys]
        if contents is not None:
            keys[1] = self._contents(contents(_places(heads)), heads[1], keys[1])
            heads[1] = self._head(keys[1])
        fonts = self._fonts(united(head.fonts for head in heads))
        total = sum(len(head.pages) for head in heads)
        self._progress("painting", total, total)
        merge(self._paper, keys, fonts, self._read, total, target)
        return total

    def _lay_out(self, told: list[Callable[[], str]]) -> list[str]:
        """Give the keys of the parts of all chapters, in their order."""
        keys: list[str] = []
        total = len(told)

        def said(_task: Task) -> None:
            self._done += 1
            self._progress("pages", self._done, total)

        self._progress("pages", 0, total)
        self._workshop.run(self._missing(told, keys), said)
        self._progress("pages", total, total)
        return keys

    def _missing(self, told: list[Callable[[], str]], keys: list[str]) -> Iterator[Task]:
        """Give the chapters that are not kept yet, each once, noting the key of every one."""
        given: set[str] = set()
        for chapter in told:
            task = self._chapter(chapter())
            keys.append(task.key)
            if task.key in given or self._known(task.key):
                self._done += 1
            else:
                given.add(task.key)
                yield task

    def _chapter(self, html: str) -> Chapter:
        links = {
            anchor: words for anchor in sorted(set(_LINKS.findall(html))) if (words := self._paper.links.get(anchor))
        }
        css, signs = self._paper.css.sheets, signs_of(self._paper.css.foot)
        return Chapter(cache.key_of(html, css, signs, links), html, css, signs, links)

    def _known(self, key: str) -> bool:
        """Tell whether a whole part is kept under *key*."""
        try:
            found = self._head(key)
        except (FileNotFoundError, part.Broken):
            return False
        cache.touch(self._file(key))
        return all((self._folder / f"{font['file']}.font").exists() for font in found.fonts.values())

    def _head(self, key: str) -> Part:
        """Read what a part says of itself, once."""
        if key not in self._heads:
            self._heads[key] = part.load_head(self._file(key))
        return self._heads[key]

    def _contents(self, html: str, before: Part, first: str) -> str:
        """Lay the contents out with all places known and give their key."""
        task = self._chapter(html)
        if task.key == first:
            return first
        self._make(task)
        if (now := len(self._read(task.key).pages)) != len(before.pages):
            raise PrintFailed("front_moved", f"{len(before.pages)} pages, then {now}")
        return task.key

    def _fonts(self, used: Mapping[str, Mapping[str, object]]) -> Part:
        task = Fonts(cache.key_of_fonts(used), used)
        self._make(task)
        return self._read(task.key)

    def _make(self, task: Task) -> None:
        if not self._known(task.key):
            self._workshop.run(iter((task,)), lambda _task: None)

    def _read(self, key: str) -> Part:
        return part.load(self._file(key))

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}.part"


def _places(heads: list[Part]) -> dict[str, int]:
    """Give the page of every anchor, counted from 1 through all parts."""
    found: dict[str, int] = {}
    pages = (page for head in heads for page in head.pages)
    for number, page in enumerate(pages, start=1):
        for name, _x, _y in page.anchors:
            found.setdefault(name, number)
    return found
