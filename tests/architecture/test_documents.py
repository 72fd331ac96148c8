"""The documents do not promise what is not there: commands, make targets, files and addresses named in them exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lsg_projects.cli.main import COMMANDS
from tests.architecture.source import ROOT

PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
COMMAND = re.compile(r"lsg-projects ([a-z][a-z-]*)\b")
TARGET = re.compile(r"(?:^|`)make ([a-z][a-z-]*)", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)\)")
PLACE = re.compile(r"`((?:docs|scripts|config|tests|lsg_projects|templates|static|migrations)/[\w./-]*\w/?)`")


def targets() -> set[str]:
    """The targets of the Makefile."""
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def lost(text: str, folder: Path) -> Iterator[str]:
    """Name what a page speaks of and the checkout does not have."""
    code = "\n".join(re.findall(r"`[^`\n]+`|```.*?```", text, re.DOTALL))
    yield from (f"lsg-projects {name}" for name in COMMAND.findall(code) if name not in COMMANDS)
    yield from (f"make {name}" for name in TARGET.findall(code) if name not in targets())
    yield from (f"link {place}" for place in LINK.findall(text) if not (folder / place).exists())
    yield from (f"file {place}" for place in PLACE.findall(text) if not (ROOT / place).exists())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_documents_speak_of_what_is_there(page: Path) -> None:
    """Every command, target, link and file of this page exists."""
    assert list(lost(page.read_text("utf-8"), page.parent)) == []


def test_an_empty_promise_is_found() -> None:
    """A command, a target, a link and a file that do not exist are named; good ones are not."""
    promise = "`lsg-projects fly` and `make coffee`, see [this](nowhere.md) and `docs/nothing.md`"
    assert len(list(lost(promise, ROOT))) == 4
    assert list(lost("`lsg-projects init`, `make run`, [read](README.md), `docs/settings.md`", ROOT)) == []
