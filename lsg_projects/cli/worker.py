"""``lsg-projects worker``: the schedule and the printing of reports, until Ctrl-C."""

from __future__ import annotations

import logging

import click

from lsg_projects.app import create_app
from lsg_projects.settings import current
from lsg_projects.worker import Worker


@click.command()
def worker() -> int:
    """Do the scheduled work: due reports, the queue, daily states."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a look that is still printing is no news
    settings = current()
    at_work = Worker(create_app(settings), settings)
    at_work.obey_signals()
    return at_work.run()
