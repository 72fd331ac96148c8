"""The command ``lsg-projects``: finds the part that owns a sub-command and turns its troubles into exit codes."""

from __future__ import annotations

import gc
import importlib
import sys
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Final, NoReturn

import click
from sqlalchemy.exc import OperationalError

from lsg_projects.cli.answer import DONE, REFUSED, WRONG_USAGE, refuse, trouble
from lsg_projects.domain.errors import Refusal
from lsg_projects.settings import SettingsFault

# name -> module and variable; a module is loaded only when its command is called, so that `doctor` runs on a
# machine where a library of another part is still missing
COMMANDS: Final[Mapping[str, str]] = {
    "body": "lsg_projects.cli.body:body",
    "export": "lsg_projects.cli.journal:export",
    "demo": "lsg_projects.cli.demo:demo",
    "doctor": "lsg_projects.cli.doctor:doctor",
    "import": "lsg_projects.cli.imports:imports",
    "init": "lsg_projects.cli.init:init",
    "report": "lsg_projects.cli.report:report",
    "serve": "lsg_projects.cli.serve:serve",
    "journal": "lsg_projects.cli.journal:commands",
    "user": "lsg_projects.cli.user:user",
    "worker": "lsg_projects.cli.worker:worker",
}


class Parts(click.Group):
    """A group whose sub-commands stand in modules that are loaded on demand."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every command for ``--help``."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the module of *cmd_name*; an unknown name is wrong usage."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, variable = place.partition(":")
        command: click.Command = getattr(_loaded(module), variable)
        return command


def _loaded(module: str) -> ModuleType:
    """Load a module and all it needs; what is loaded stays, so the collector is spared looking through it."""
    gc.disable()
    try:
        return importlib.import_module(module)
    finally:
        gc.freeze()
        gc.enable()


@click.group(cls=Parts, context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """Projects of rural districts: proposal, approval, delivery, report, register.

    Exit codes: 0 done, 1 refused or impossible here (the reason is printed), 2 wrong usage or unreadable input.
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    sys.exit(_run(given, as_json="--json" in given))


def _run(given: list[str], as_json: bool) -> int:
    """Run a command; give 0, 1 or 2, and say in one sentence what went wrong."""
    try:
        code = commands.main(args=given, prog_name="lsg-projects", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as help_wanted:
        click.echo(help_wanted.format_message())
        return WRONG_USAGE
    except click.UsageError as wrong:
        trouble("usage", _with_usage(wrong, as_json), as_json)
        return WRONG_USAGE
    except click.ClickException as wrong:
        trouble("input", wrong.format_message(), as_json)
        return WRONG_USAGE if isinstance(wrong, click.FileError) else wrong.exit_code
    except Refusal as refusal:
        refuse(refusal, as_json)
        return REFUSED
    except SettingsFault as fault:
        trouble("settings", str(fault), as_json)
        return WRONG_USAGE
    except (OSError, OperationalError, ModuleNotFoundError) as problem:
        trouble("machine", remedy(problem), as_json)
        return WRONG_USAGE if isinstance(problem, FileNotFoundError | IsADirectoryError) else REFUSED
    except click.Abort:
        return 130
    return code if isinstance(code, int) else DONE


def _with_usage(wrong: click.UsageError, as_json: bool) -> str:
    """Put the usage line before the message for a person; a program gets the message alone."""
    message = wrong.format_message()
    if as_json or wrong.ctx is None:
        return message
    return f"{wrong.ctx.get_usage()}\n\n{message}"


def remedy(problem: OSError | OperationalError | ModuleNotFoundError) -> str:
    """Say in one sentence what the machine refused, and what to do about it."""
    if isinstance(problem, ModuleNotFoundError):
        return f"The library {problem.name} is missing. `make setup` installs it."
    if isinstance(problem, OperationalError):
        return f"The database does not answer: {problem.orig}. `lsg-projects doctor` says what to do."
    place = problem.filename or "a file"
    if isinstance(problem, FileNotFoundError):
        return f"{place} does not exist. Check the path."
    if isinstance(problem, PermissionError):
        return (
            f"{place} may not be read or written by this user. Change its owner, or set LSG_INSTANCE to another folder."
        )
    return f"{place}: {problem.strerror or problem}. `lsg-projects doctor` says what to do."
