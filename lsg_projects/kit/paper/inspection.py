"""The check of a finished file by processes of their own, some chapters at a time, however large it is."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from lsg_projects.kit.paper.findings import Found, joined, stretches
from lsg_projects.kit.paper.tasks import Look
from lsg_projects.kit.paper.workshop import Workshop

_MANY = 24
"""Chapters that are looked at together."""


def faults(file: Path, processes: int | None = None) -> list[str]:
    """Give what is wrong with a finished file, in plain words; an empty list is a good file. Raises PrintFailed."""
    with tempfile.TemporaryDirectory(prefix="lsg-check-") as place, Workshop(Path(place), processes) as workshop:
        (frame,) = _looked(workshop, Path(place), [Look("around", str(file), None)])
        places = stretches(frame.chapters, _MANY)
        return joined(frame, _looked(workshop, Path(place), [Look(f"{at[0]}", str(file), at) for at in places]))


def _looked(workshop: Workshop, folder: Path, looks: list[Look]) -> list[Found]:
    workshop.run(iter(looks), lambda _task: None)
    told = (json.loads((folder / f"{look.key}.part").read_text("utf-8")) for look in looks)
    return [Found(tuple(each["faults"]), tuple(each["ids"]), tuple(each["places"]), each["chapters"]) for each in told]
