"""The import commands: one JSON object, exit codes 0, 1 and 2, nothing stored by a dry run or a wrong row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lsg_projects import settings
from lsg_projects.cli.main import main
from tests.budgets.test_import_plan import AKKUDYK, HEAD, SARYZHAR
from tests.support.officials import TREE


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_template: Path) -> Iterator[Path]:
    """An installation of its own with the district's territories."""
    monkeypatch.setenv("LSG_INSTANCE", str(tmp_path))
    settings.current.cache_clear()
    (tmp_path / "lsg.sqlite3").write_bytes(sqlite_template.read_bytes())
    yield tmp_path
    settings.current.cache_clear()


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    """Run a command with ``--json``; give its exit code and its one object."""
    with pytest.raises(SystemExit) as left:
        main(["import", *arguments, "--json"])
    return int(left.value.code or 0), json.loads(capsys.readouterr().out)


def file(folder: Path, text: str, name: str = "table.csv") -> str:
    place = folder / name
    place.write_text(text, "utf-8")
    return str(place)


@pytest.fixture
def filled(instance: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The same with its territories."""
    code, answer = run(capsys, "kato", file(instance, TREE))
    assert (code, answer["created"]) == (0, 7)
    return instance


def test_territories(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = run(capsys, "kato", file(filled, TREE))
    assert code == 0
    assert answer == {
        "ok": True, "kind": "kato", "rows": 7, "created": 0, "updated": 0, "unchanged": 7, "warnings": [], "errors": [],
    }  # fmt: skip
    code, answer = run(capsys, "kato", file(filled, TREE + "154699100,154699000,settlement,aul,Нигде,\n"))
    assert (code, answer["ok"], answer["created"]) == (1, False, 0)
    assert [(each["row"], each["code"]) for each in answer["errors"]] == [(9, "unknown_parent")]
    assert "154699000" in answer["errors"][0]["message"]


def test_plans_with_a_contradiction(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = file(filled, HEAD + SARYZHAR + AKKUDYK, "plan.csv")
    code, answer = run(capsys, "plan", plan, "--district", "154600000", "--dry-run")
    assert (code, answer["created"], answer["dry_run"]) == (0, 2, True)
    for created, unchanged in ((2, 0), (0, 2)):
        code, answer = run(capsys, "plan", plan, "--district", "154600000")
        assert (code, answer["ok"], answer["created"], answer["unchanged"]) == (0, True, created, unchanged)
    (warning,) = answer["warnings"]
    assert {name: warning[name] for name in ("row", "code", "printed", "computed")} == {
        "row": 2, "code": "balance", "printed": -104511.0, "computed": -3289.4,
    }  # fmt: skip
    code, answer = run(capsys, "plan", plan, "--district", "154600000", "--decision", "348", "--date", "2020-05-01")
    assert (code, answer["created"]) == (0, 2)


def test_an_unknown_name_waits_for_match(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = file(filled, HEAD + AKKUDYK.replace("Аккудыкский", "Аккудукский"), "plan.csv")
    code, answer = run(capsys, "plan", plan, "--district", "154600000")
    assert (code, answer["ok"], answer["created"]) == (1, False, 0)
    assert answer["errors"][0]["code"] == "unknown_name"
    assert answer["errors"][0]["candidates"][0]["kato"] == "154655000"
    code, answer = run(capsys, "plan", plan, "--district", "154600000", "--match", "Аккудукский=154655000")
    assert (code, answer["created"]) == (0, 1)


def test_a_wrong_cell_is_named(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = file(filled, HEAD + AKKUDYK.replace("836", "8e3"), "plan.csv")
    code, answer = run(capsys, "plan", plan, "--district", "154600000")
    assert code == 1
    (error,) = answer["errors"]
    assert (error["row"], error["code"], error["column"], error["value"]) == (2, "not_a_sum", "tax", "8e3")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("kato", "{missing}"), 2),
        (("kato", "{foreign}"), 2),
        (("kato", "{empty}"), 2),
        (("plan", "{good}"), 2),
        (("plan", "{good}", "--district", "154600000", "--match", "nobody"), 2),
        (("plan", "{good}", "--district", "154600000", "--match", "Икс=12"), 2),
        (("plan", "{foreign}", "--district", "154600000"), 2),
        (("plan", "{broken}", "--district", "154600000"), 2),
        (("plan", "{good}", "--district", "999999999"), 1),
        (("classification", "{foreign}"), 2),
    ],
)
def test_exit_codes(filled: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int) -> None:
    (filled / "broken.xlsx").write_bytes(b"PK\x03\x04nothing")
    places = {
        "missing": str(filled / "missing.csv"), "foreign": file(filled, "a,b\n1,2\n", "foreign.csv"),
        "empty": file(filled, "", "empty.csv"), "good": file(filled, HEAD + AKKUDYK, "good.csv"),
        "broken": str(filled / "broken.xlsx"),
    }  # fmt: skip
    found, answer = run(capsys, *(argument.format(**places) for argument in arguments))
    assert (found, answer["ok"]) == (code, False)
    assert answer["message"]


def test_codes_of_the_classification(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    codes = file(filled, "code,ru,kind\n201599,Новое поступление,nontax\n", "codes.csv")
    for created, unchanged in ((1, 0), (0, 1)):
        code, answer = run(capsys, "classification", codes)
        assert (code, answer["created"], answer["unchanged"]) == (0, created, unchanged)


def test_prose_for_people(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["import", "plan", file(filled, HEAD + SARYZHAR, "plan.csv"), "--district", "154600000"])
    said = capsys.readouterr().out
    assert left.value.code == 0
    assert "1 rows: 1 new, 0 changed, 0 as before" in said
    assert "printed -104511, computed -3289.4 thousand tenge" in said
