"""The journal leaves the house as a file that anyone can check, and every act has its words."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

import lsg_projects
from lsg_projects.domain.events import INSTALLATION, Event, project_chain
from lsg_projects.history import queries, verify_journal
from lsg_projects.kit import db, signing
from lsg_projects.kit.words import Words
from lsg_projects.kit.work import Work
from lsg_projects.settings import read

Begin = Callable[..., AbstractContextManager[Work]]


@pytest.fixture
def exported(work: Begin, tmp_path: Path) -> Path:
    """An export of a small journal with its signed checkpoint."""
    for number in range(4):
        with work() as unit:
            unit.tell(Event(project_chain("154651-25-001"), "passport.saved", "154651-25-001", {"n": number, "ә": "ғ"}))
            unit.tell(Event(INSTALLATION, "person.registered", f"person:{number}"))
    head = signing.signed(queries.checkpoint(db.session(), "2026-01-26"), read(instance=tmp_path))
    lines = [json.dumps(line, ensure_ascii=False) for line in queries.export(db.session())]
    file = tmp_path / "journal.jsonl"
    file.write_text("\n".join([*lines, json.dumps(head)]) + "\n", encoding="utf-8")
    return file


def test_the_checker_that_stands_alone_agrees(exported: Path) -> None:
    assert verify_journal.main([str(exported)]) == 0


@pytest.mark.parametrize("place", range(8))
def test_every_changed_line_is_found(exported: Path, place: int) -> None:
    lines = exported.read_text("utf-8").splitlines()
    entry = json.loads(lines[place])
    for name in ("at", "actor", "action", "subject", "body"):
        changed = {**entry, name: {"n": 99} if name == "body" else "other"}
        altered = [*lines[:place], json.dumps(changed), *lines[place + 1 :]]
        exported.write_text("\n".join(altered), encoding="utf-8")
        assert verify_journal.main([str(exported)]) == 1, name


def test_a_tail_cut_off_is_found_by_the_checkpoint_alone(exported: Path, tmp_path: Path) -> None:
    lines = exported.read_text("utf-8").splitlines()
    head = tmp_path / "head.json"
    head.write_text(lines[-1], encoding="utf-8")
    exported.write_text("\n".join(lines[:-2]), encoding="utf-8")
    assert verify_journal.main([str(exported)]) == 0  # the negative control: without a checkpoint nothing shows
    assert verify_journal.main([str(exported), "--head", str(head)]) == 1


def test_what_is_no_journal_is_said_so(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_text("not json\n", encoding="utf-8")
    assert verify_journal.main([str(file)]) == 2
    assert verify_journal.main([str(tmp_path / "absent")]) == 2


def test_a_checkpoint_is_signed_and_a_changed_one_does_not_hold(exported: Path) -> None:
    head = json.loads(exported.read_text("utf-8").splitlines()[-1])
    assert signing.holds(head)
    assert not signing.holds({**head, "entries": head["entries"] + 1})
    assert not signing.holds({"entries": 1})


def _actions() -> set[str]:
    """Every action that the code writes into the journal."""
    found: set[str] = set()
    for file in Path(lsg_projects.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Event" and len(node.args) > 1:
                texts = [part for part in ast.walk(node.args[1]) if isinstance(part, ast.Constant)]
                found |= {str(text.value) for text in texts if isinstance(text.value, str)}
    return found


@pytest.mark.parametrize("action", sorted(_actions()))
def test_every_act_has_its_words(action: str) -> None:
    for lang in ("kk", "ru", "en"):
        assert Words(lang)(f"event.{action}")
