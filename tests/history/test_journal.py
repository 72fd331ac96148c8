"""The journal leaves the house as a file that anyone can check, and every act has its words."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

import lsg_projects
from lsg_projects.history import usecases, verify_journal
from lsg_projects.kit import checkpoints, db, signing
from lsg_projects.kit.words import Words, catalogue
from lsg_projects.kit.work import Work
from lsg_projects.settings import read
from tests.history.conftest import Exported, told

Begin = Callable[..., AbstractContextManager[Work]]


def test_the_checker_that_stands_alone_agrees(exported: Exported) -> None:
    assert verify_journal.main([str(exported.file)]) == 0
    for kept in (exported.earlier, exported.newest):
        assert verify_journal.main([str(exported.file), "--head", str(kept)]) == 0


def test_the_checker_needs_nothing_of_the_program(exported: Exported, tmp_path: Path) -> None:
    alone = tmp_path / "alone.py"
    alone.write_bytes(Path(verify_journal.__file__).read_bytes())
    done = subprocess.run(
        [sys.executable, "-I", str(alone), str(exported.file), "--head", str(exported.earlier)],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "holds: 15 entries in 3 chains\n"), done.stderr
    source = alone.read_text("utf-8")
    roots = {name.split(".")[0] for node in ast.walk(ast.parse(source)) for name in _imported(node)}
    assert roots - set(sys.stdlib_module_names) == {"cryptography"}


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


@pytest.mark.parametrize("place", range(15))
def test_every_changed_field_is_found(exported: Exported, place: int) -> None:
    lines = exported.lines
    entry = json.loads(lines[place])
    for name in entry:
        other = {"n": 99} if name == "body" else 99 if name == "number" else "other"
        altered = verify_journal.compact({**entry, name: other}).decode()
        exported.written([*lines[:place], altered, *lines[place + 1 :]])
        assert verify_journal.main([str(exported.file)]) == 1, name


def test_the_database_itself_is_checked_against_its_heads_and_checkpoints(exported: Exported, work: Begin) -> None:
    told(work, 5, 7)
    found = usecases.check()
    assert (found.whole, found.entries, found.chains, found.checkpoints) == (True, 21, 3, 2)
    assert usecases.check(json.loads(exported.earlier.read_text())).whole


def test_a_checkpoint_is_made_once_for_one_state(work: Begin, tmp_path: Path) -> None:
    settings = read(instance=tmp_path)
    told(work, 0, 1)
    for _ in range(3):
        with work() as unit:
            assert usecases.sign(unit, settings).place == 1
    with work() as unit:
        assert usecases.sign_if_due(unit, settings) is None
    told(work, 1, 1 + settings.checkpoint_entries // 3)
    assert checkpoints.waiting(db.session()) < settings.checkpoint_entries
    with work() as unit:
        assert usecases.sign_if_due(unit, settings) is None
    told(work, 1000, 1002)
    with work() as unit:
        made = usecases.sign_if_due(unit, settings)
    assert made is not None
    assert (made.place, made.entries) == (2, checkpoints.newest(db.session()).entries)  # type: ignore[union-attr]


def test_what_is_no_journal_is_said_so(tmp_path: Path, exported: Exported) -> None:
    file = tmp_path / "x"
    for content in ("not json\n", "", "{}\n", "[1]\n", "\x00\xff", "[" * 100_000):
        file.write_text(content, encoding="utf-8")
        assert verify_journal.main([str(file)]) == 2, content[:10]
        assert verify_journal.main([str(exported.file), "--head", str(file)]) == 2, content[:10]
    assert verify_journal.main([str(tmp_path / "absent")]) == 2
    assert verify_journal.main([str(exported.file), "--head", str(tmp_path / "absent")]) == 2


def test_a_checkpoint_is_signed_and_a_changed_one_does_not_hold(exported: Exported) -> None:
    head = json.loads(exported.newest.read_text())
    assert signing.holds(head)
    assert verify_journal.signature_holds(head)
    for name in head:
        value = head[name] + 1 if isinstance(head[name], int) else head[name][:-2] + "AA"
        changed = {**head, name: value}
        assert not signing.holds(changed) or name in ("signature", "key")
        assert not verify_journal.signature_holds(changed), name
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
    if action.endswith("."):  # the beginning of a composed name
        assert any(key.startswith(f"event.{action}") for key in catalogue())
        return
    for lang in ("kk", "ru", "en"):
        assert Words(lang)(f"event.{action}")
