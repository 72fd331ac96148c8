"""The command line as programs see it: exit codes, one JSON object, sentences with a remedy."""

from __future__ import annotations

import json
import sys
from types import ModuleType
from typing import Any

import click
import pytest
from sqlalchemy.exc import OperationalError

from lsg_projects.cli import main as command_line
from lsg_projects.cli.answer import answer, json_option
from lsg_projects.domain.errors import Incomplete, Problem, Stale


@click.command()
@click.argument("what")
@json_option
def probe(what: str, as_json: bool) -> None:
    """Do what the test asks for."""
    match what:
        case "refuse":
            raise Stale("shared.required")
        case "incomplete":
            raise Incomplete("shared.required", (Problem("row 3", "shared.bad_kato"),))
        case "closed":
            raise PermissionError(13, "Permission denied", "/srv/closed")
        case "absent":
            raise FileNotFoundError(2, "No such file", "plan.csv")
        case "no-database":
            raise OperationalError("SELECT 1", {}, Exception("unable to open database file"))
        case "no-library":
            raise ModuleNotFoundError("No module named 'pikepdf'", name="pikepdf")
        case "bad-file":
            raise click.FileError("plan.csv", "it is no CSV")
    answer({"ok": True, "rows": 13}, as_json, "13 rows")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command line and give its exit code and both outputs."""
    module = ModuleType("probe_commands")
    module.probe = probe  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "probe_commands", module)
    monkeypatch.setattr(command_line, "COMMANDS", {"probe": "probe_commands:probe"})

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            command_line.main(arguments)
        out, err = capsys.readouterr()
        return int(left.value.code or 0), out, err

    return call


def test_done_is_zero(run: Any) -> None:
    """Prose for a person, one object for a program."""
    assert run("probe", "go") == (0, "13 rows\n", "")
    code, out, err = run("probe", "go", "--json")
    assert (code, json.loads(out), err) == (0, {"ok": True, "rows": 13}, "")


def test_help_is_zero_and_no_command_is_wrong_usage(run: Any) -> None:
    """Help names the commands; nothing asked is wrong usage."""
    code, out, _ = run("--help")
    assert (code, "probe" in out) == (0, True)
    assert run()[0] == 2


@pytest.mark.parametrize("arguments", [("none",), ("probe",), ("probe", "go", "--nonsense"), ("--nonsense",)])
def test_wrong_usage_is_two(run: Any, arguments: tuple[str, ...]) -> None:
    """An unknown command or option and a missing argument are wrong usage, said on standard error."""
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("Usage: lsg-projects")
    code, out, err = run(*arguments, "--json")
    assert (code, json.loads(out)["ok"], err) == (2, False, "")


def test_a_refusal_is_one_with_its_sentence(run: Any) -> None:
    """The reason is said in words; a program gets its code."""
    code, out, err = run("probe", "refuse")
    assert (code, out) == (1, "")
    assert "refusal." not in err
    assert len(err.strip()) > 10
    code, out, err = run("probe", "refuse", "--json")
    told = json.loads(out)
    assert (code, told["ok"], told["code"], err) == (1, False, "shared.required", "")


def test_every_problem_of_an_incomplete_answer_is_told(run: Any) -> None:
    """Each place is named, for a person and for a program."""
    code, _, err = run("probe", "incomplete")
    assert (code, "row 3" in err) == (1, True)
    _, out, _ = run("probe", "incomplete", "--json")
    assert json.loads(out)["problems"][0]["where"] == "row 3"


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("closed", "/srv/closed may not be read or written by this user. Change its owner"),
        ("no-database", "The database does not answer: unable to open database file."),
        ("no-library", "The library pikepdf is missing. `make setup` installs it."),
    ],
)
def test_a_trouble_of_the_machine_is_one_sentence_with_the_remedy(run: Any, what: str, sentence: str) -> None:
    """No traceback: what is the matter, and what to do."""
    code, out, err = run("probe", what)
    assert (code, out) == (1, "")
    assert err.startswith(sentence)
    assert err.count("\n") == 1
    assert json.loads(run("probe", what, "--json")[1])["message"].startswith(sentence)


def test_an_unreadable_file_is_two(run: Any) -> None:
    """What cannot be read is the caller's input, not a refusal."""
    assert run("probe", "bad-file")[0] == 2
    code, _, err = run("probe", "absent")
    assert (code, err) == (2, "plan.csv does not exist. Check the path.\n")


def test_every_registered_command_loads_and_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    """The table of commands leads to real commands, each with a help text."""
    context = click.Context(command_line.commands)
    for name in command_line.commands.list_commands(context):
        command = command_line.commands.get_command(context, name)
        assert command is not None, name
        assert command.help, name
