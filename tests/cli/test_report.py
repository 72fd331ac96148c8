"""``lsg-projects report``: what there is, what is wrong usage (2), what is refused (1), and a file that is whole."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from lsg_projects import settings
from lsg_projects.app import create_app
from lsg_projects.cli import report
from lsg_projects.cli.main import _run as run_command
from lsg_projects.kit import clock
from lsg_projects.reports.usecases.printing import Made
from tests.support.officials import district


def test_the_kinds_are_named_with_all_that_a_script_needs():
    done = CliRunner().invoke(report.report, ["kinds", "--json"])
    found = {kind["kind"]: kind for kind in json.loads(done.output)["kinds"]}
    assert {"district-progress", "akim-quarter", "civil-budget"} <= set(found)
    assert (found["akim-quarter"]["subject"], found["project-passport"]["subject"]) == ("territory", "project")
    for kind in found.values():
        assert set(kind) == {"kind", "title", "subject", "example", "period", "languages"}
        assert kind["languages"] == (["kk+ru"] if kind["kind"] == "information-board" else ["kk", "ru", "en"])


@pytest.fixture
def instance(tmp_path: Path, sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LSG_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("LSG_DATABASE_URL", sqlite_database)
    settings.current.cache_clear()
    district(create_app())
    yield tmp_path
    settings.current.cache_clear()


def issue(file: Path, **changes: str) -> int:
    asked = {"territory": "154600000", "period": "2025-Q4", "language": "kk", "out": str(file), **changes}
    kind = asked.pop("kind", "district-progress")
    options = [part for name, value in asked.items() for part in (f"--{name}", value)]
    return run_command(["report", "issue", kind, *options], as_json=False)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "horoscope"}, 2), ({"period": "2025-Q5"}, 2), ({"period": "2025-11"}, 2), ({"language": "de"}, 2),
        ({"out": "/no/such/folder/r.pdf"}, 2), ({"territory": "999999999"}, 1), ({"territory": "154651000"}, 1),
        ({"period": "2090-Q1"}, 1), ({"kind": "project-passport"}, 2), ({"project": "154651-25-001"}, 2),
    ],
)  # fmt: skip
def test_what_is_wrong_has_its_exit_code_and_leaves_no_file(instance, capsys, changes, code):
    out = instance / "r.pdf"
    assert issue(out, **changes) == code
    said = capsys.readouterr()
    assert said.err.strip()
    assert not out.exists()
    assert not list(instance.glob(".*part"))


def test_a_report_is_written_whole_and_comes_again(instance, monkeypatch, capsys):
    def printer(job, progress):
        progress("pages", 1, 1)
        return Made(b"%PDF-1.7 " + job.stamp.number.encode(), 3, "t", "s")

    monkeypatch.setattr(report, "perform", lambda held, told: _perform(held, printer, told))
    out = instance / "r.pdf"
    with clock.standing_at(datetime(2026, 1, 26, tzinfo=UTC)):
        assert issue(out) == 0
        first = out.read_bytes()
        assert first == b"%PDF-1.7 DP-1546-2025Q4-KK-1"
        out.unlink()
        assert issue(out) == 0
    assert out.read_bytes() == first
    assert "DP-1546-2025Q4-KK-1: 3 pages" in capsys.readouterr().out


_perform = report.perform
