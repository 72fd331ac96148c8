"""A small journal with two checkpoints, and its export."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest

from lsg_projects.domain.events import INSTALLATION, Event, project_chain
from lsg_projects.history import queries, usecases
from lsg_projects.kit import db
from lsg_projects.kit.work import Work
from lsg_projects.settings import read

Begin = Callable[..., AbstractContextManager[Work]]


@dataclass(frozen=True)
class Exported:
    """An exported journal: the file, a checkpoint kept from earlier, the newest one, and how they are made again."""

    file: Path
    earlier: Path
    newest: Path

    @property
    def lines(self) -> list[str]:
        """The lines of the file."""
        return self.file.read_text("utf-8").split("\n")[:-1]

    def written(self, lines: list[str]) -> Path:
        """Put other lines into the file."""
        self.file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return self.file


def told(work: Begin, first: int, last: int) -> None:
    """Let a few acts happen in three chains."""
    for number in range(first, last):
        with work() as unit:
            for code in ("154651-25-001", "154653-25-002"):
                unit.tell(
                    Event(project_chain(code), "passport.saved", code, {"step": "what", "n": number, "ә": 'ғ\n«"»'})
                )
            unit.tell(Event(INSTALLATION, "person.registered", f"person:{number}"))


@pytest.fixture
def exported(work: Begin, tmp_path: Path) -> Exported:
    """An export with a checkpoint in the middle and one at the end."""
    settings = read(instance=tmp_path)
    kept = []
    for first, last in ((0, 3), (3, 5)):
        told(work, first, last)
        with work() as unit:
            kept.append(usecases.sign(unit, settings))
    for name, one in zip(("earlier", "newest"), kept, strict=True):
        (tmp_path / f"{name}.json").write_text(json.dumps(one.facts, indent=2))
    file = tmp_path / "journal.jsonl"
    file.write_text("".join(f"{line}\n" for line in queries.export(db.session())), encoding="utf-8")
    return Exported(file, tmp_path / "earlier.json", tmp_path / "newest.json")
