"""``lsg-projects serve``: the web server and the worker together, until Ctrl-C."""

from __future__ import annotations

import errno
import os
import socket
import sys
from typing import Final

import click

from lsg_projects import settings
from lsg_projects.cli.answer import REFUSED
from lsg_projects.operations.readiness import NEWEST, examine_accounts, examine_database, examine_rules
from lsg_projects.operations.supervisor import Ended, Program, Supervisor
from lsg_projects.settings import Settings

DEFAULT_PORT: Final = 8000


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=DEFAULT_PORT, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", type=click.IntRange(1, 64), help="Web processes (PostgreSQL: 2, SQLite: 1).")
@click.option("--threads", type=click.IntRange(1, 64), help="Threads of each (PostgreSQL: 4, SQLite: 8).")
@click.option("--no-worker", is_flag=True, help="Leave the worker (schedule, reports, letters) to another place.")
def serve(host: str, port: int, workers: int | None, threads: int | None, no_worker: bool) -> None:
    """Serve the pages and do the scheduled work until Ctrl-C."""
    chosen = settings.current()
    ask_for_database(chosen)
    ask_for_rules()
    ask_for_port(host, port)
    programs = [Program("the web server", web_command(chosen, host, port, workers, threads))]
    if not no_worker:
        programs.append(Program("the worker", [sys.executable, "-m", "lsg_projects", "worker"], spare=True))
    supervisor = Supervisor(programs, environment(chosen, host, port))
    try:
        supervisor.start()
        if supervisor.wait_until_ready(f"http://{host}:{port}/readyz"):
            click.echo(welcome(f"http://{host}:{port}"))
            supervisor.watch()
        elif not supervisor.asked_to_stop:
            raise click.ClickException("The server did not become ready within a minute; the lines above say why.")
    except Ended as end:
        click.echo(f"{end}; the lines above say why.", err=True)
        sys.exit(REFUSED)
    finally:
        supervisor.stop()
    click.echo("Stopped.")


def ask_for_database(chosen: Settings) -> None:
    """Refuse in one sentence when the database is not there, older than the program, or open to everybody."""
    finding = examine_database(chosen.database_address)
    if not finding.ok or NEWEST not in finding.seen:
        raise click.ClickException(f"Database: {finding.seen}. {finding.remedy}".strip())
    accounts = examine_accounts(chosen)
    if not accounts.ok:
        raise click.ClickException(f"Accounts: {accounts.seen}. {accounts.remedy}")


def ask_for_rules() -> None:
    """Refuse with every mistake when the routes of approval or the working days cannot be used."""
    rules = examine_rules()
    if not rules.ok:
        raise click.ClickException(f"Rules: {rules.seen}. {rules.remedy}")


def ask_for_port(host: str, port: int) -> None:
    """Refuse in one sentence when the port cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise click.ClickException(_about_port(problem, host, port)) from problem


def web_command(chosen: Settings, host: str, port: int, workers: int | None, threads: int | None) -> list[str]:
    """Write gunicorn's command; SQLite gets one process, because its writers wait for one another anyway."""
    sqlite = chosen.database_address.startswith("sqlite")
    return [
        sys.executable, "-m", "gunicorn", "lsg_projects.wsgi:app",
        "--bind", f"{host}:{port}",
        "--worker-class", "gthread",
        "--workers", str(workers or (1 if sqlite else 2)),
        "--threads", str(threads or (8 if sqlite else 4)),
        "--timeout", "60",
        "--graceful-timeout", "20",
        "--no-control-socket",
        "--log-level", "warning",
        "--forwarded-allow-ips", "" if chosen.proxy_hops == 0 else "*",
    ]  # fmt: skip


def environment(chosen: Settings, host: str, port: int) -> dict[str, str]:
    """Give the programs our environment, with the address that a try-out on another port really has."""
    usual = f"http://127.0.0.1:{DEFAULT_PORT}"
    extra = {"LSG_BASE_URL": f"http://{host}:{port}"} if chosen.base_url == usual and port != DEFAULT_PORT else {}
    return {**os.environ, **extra, "PYTHONUNBUFFERED": "1"}


def welcome(address: str) -> str:
    """Say where to look, once the server answers."""
    return "\n".join(
        [
            "",
            f"  Public register   {address}/kk/projects",
            f"  Offices           {address}/office/",
            f"  Data              {address}/api/v1/projects",
            "",
            "  Ctrl-C stops everything.",
        ]
    )


def _about_port(problem: OSError, host: str, port: int) -> str:
    """Say what is the matter with the port, and the remedy."""
    other = f"Choose another one: make run PORT={port + 1 if port < 65535 else DEFAULT_PORT}"
    if problem.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is in use by another program. {other}"
    if problem.errno == errno.EACCES:
        return f"Port {port} may be opened by root alone. {other}"
    return f"Cannot listen on {host}:{port} ({problem.strerror}). {other}"
