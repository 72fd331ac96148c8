"""``lsg-projects init``: creates the database of this installation, or brings an older one up to date."""

from __future__ import annotations

import click

from lsg_projects import schema, settings
from lsg_projects.app import create_app
from lsg_projects.cli.answer import answer, json_option
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.history.usecases import sign_first
from lsg_projects.kit.work import work
from lsg_projects.operations.doctor import Finding, examine_folder
from lsg_projects.operations.readiness import NEWEST, examine_database


@click.command()
@json_option
def init(as_json: bool) -> None:
    """Create or upgrade the database; repeating it changes nothing."""
    chosen = settings.current()
    insist(examine_folder("instance folder", chosen.instance))
    before = insist(examine_database(chosen.database_address))
    changed = NEWEST not in before.seen
    if changed:
        schema.upgrade(chosen.database_address)
    _begin_journal(chosen)
    after = insist(examine_database(chosen.database_address))
    answer({"ok": True, "changed": changed, "database": after.seen}, as_json, f"Database: {after.seen}.")


def _begin_journal(chosen: settings.Settings) -> None:
    """Make the key of this installation and the first checkpoint, so that there is one to publish from the start."""
    with create_app(chosen).app_context(), work(SYSTEM) as unit:
        sign_first(unit, chosen)


def insist(finding: Finding) -> Finding:
    """Refuse in one sentence, with the remedy, when something is not well."""
    if not finding.ok:
        raise click.ClickException(f"{finding.seen}. {finding.remedy}")
    return finding
