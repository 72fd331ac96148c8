"""A real district can be set up from an empty database by commands alone, and its administrator can sign in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lsg_projects import settings
from lsg_projects.app import create_app
from lsg_projects.cli.main import main
from tests.accounts.test_entry import PASSWORD, token

KATO = """code,parent,level,type,name_ru,name_kk,name_en,name_status
150000000,,region,область,Актюбинская область,Ақтөбе облысы,Aktobe region,test
153200000,150000000,district,район,Алгинский район,Алға ауданы,Alga district,test
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Run a command in an installation of its own; give the exit code and the JSON object."""
    monkeypatch.setenv("LSG_INSTANCE", str(tmp_path / "instance"))
    settings.current.cache_clear()

    def command(*words: str) -> tuple[int, dict[str, object]]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([*words, "--json"])
        printed = capsys.readouterr().out
        return int(left.value.code or 0), json.loads(printed) if printed.strip() else {}

    yield command
    settings.current.cache_clear()


def test_a_district_begins_from_nothing(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    codes = tmp_path / "kato.csv"
    codes.write_text(KATO, encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["init"])
    assert run("import", "kato", str(codes))[0] == 0
    code, answer = run("body", "add", "operator", "150000000", "--kk", "Оператор", "--ru", "Оператор")
    assert code == 0
    assert run("user", "add", "admin@alga.example", "Әкімші Демо")[0] == 0
    body = str(answer["body"])
    assert run("user", "appoint", "admin@alga.example", "admin", "--body", body, "--from", "2025-01-01")[0] == 0
    code, link = run("user", "link", "admin@alga.example")
    assert code == 0
    client = create_app(settings.current()).test_client()
    address = str(link["link"]).removeprefix("http://127.0.0.1:8000")
    form = {"password": PASSWORD, "again": PASSWORD}
    form["csrf_token"] = token(client.get(address).get_data(as_text=True))
    assert client.post(address, data=form).status_code == 303
    entry = {"email": "admin@alga.example", "password": PASSWORD}
    entry["csrf_token"] = token(client.get("/office/sign-in").get_data(as_text=True))
    assert client.post("/office/sign-in", data=entry).status_code == 303
    assert client.get("/office/admin/people").status_code == 200
    assert client.get("/office/").status_code == 200
    code, listed = run("user", "list")
    assert listed["people"] == [{"email": "admin@alga.example", "name": "Әкімші Демо", "roles": ["admin"]}]
    assert run("journal", "verify")[0] == 0
    out = tmp_path / "journal.jsonl"
    assert run("export", "journal", "--out", str(out))[0] == 0
    assert run("journal", "verify", "--export", str(out))[0] == 0


def test_refusals_and_wrong_usage_have_their_exit_codes(run) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SystemExit):
        main(["init"])
    code, answer = run("body", "add", "akim_office", "999999999", "--kk", "А", "--ru", "Б")
    assert (code, answer["ok"]) == (1, False)
    assert run("user", "link", "nobody@alga.example")[0] == 1
    assert run("user", "add", "not-an-address", "А Б")[0] == 1
    assert run("user", "appoint", "x@y.example", "king", "--body", "1", "--from", "2025-01-01")[0] == 2
    assert run("user", "appoint", "x@y.example", "akim", "--body", "1", "--from", "tomorrow")[0] == 2
