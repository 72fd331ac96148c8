"""``lsg-projects doctor``: says what is missing on this machine and how to get it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict

import click

from lsg_projects import settings
from lsg_projects.cli.answer import DONE, REFUSED, answer, json_option
from lsg_projects.operations import doctor as machine
from lsg_projects.operations.doctor import Finding
from lsg_projects.operations.readiness import examine_installation


@click.command()
@click.option("--install", is_flag=True, help="Install missing Debian packages (as root); otherwise print the command.")
@click.option("--tests", is_flag=True, help="Look also for what only the tests need: Chromium and PostgreSQL.")
@json_option
def doctor(install: bool, tests: bool, as_json: bool) -> None:
    """Look at the machine and the installation; exit 1 while something is missing."""
    findings = examine(tests)
    packages = machine.missing_packages(findings)
    if install and packages and machine.may_install():
        click.echo(f"Installing {' '.join(packages)} ...", err=True)
        machine.install(packages)
        findings = examine(tests)
    well = all(each.ok for each in findings)
    answer({"ok": well, "findings": [asdict(each) for each in findings]}, as_json, _prose(findings, brief=install))
    sys.exit(DONE if well else REFUSED)


def examine(tests: bool) -> list[Finding]:
    """Look at everything: the machine first, then the installation on it."""
    return [*machine.examine_machine(for_tests=tests), *examine_installation(settings.current())]


def _prose(findings: Sequence[Finding], brief: bool) -> str:
    """Write a line for each finding (only the bad ones when *brief*), then the command that mends them."""
    shown = [each for each in findings if not (brief and each.ok)]
    lines = [f"{'ok     ' if each.ok else 'MISSING'} {each.name}: {each.seen}" for each in shown]
    lines += [f"        {each.remedy}" for each in shown if not each.ok and not each.package]
    packages = machine.missing_packages(findings)
    if packages:
        lines += ["Run this, then try again:", f"  {machine.install_command(packages)}"]
    return "\n".join(lines)
