"""Many who act at the same moment: each in a thread with a session of its own, let go by one barrier."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable, Sequence

from flask import Flask, current_app

from lsg_projects.domain.errors import Refusal
from lsg_projects.kit import db

WON = "won"


def race(attempts: Sequence[Callable[[], object]], prepare: Callable[[int], None] | None = None) -> list[str]:
    """Run all *attempts* at once and give for each ``won``, or the name of the refusal that it met.

    *prepare* runs in each thread before the barrier: what a page showed was read before anybody clicked.
    """
    app: Flask = current_app._get_current_object()
    barrier = threading.Barrier(len(attempts))
    results = ["" for _ in attempts]

    def run(place: int) -> None:
        with app.app_context():
            try:
                if prepare:
                    prepare(place)
                db.session().rollback()
                barrier.wait(timeout=30)
                attempts[place]()
                results[place] = WON
            except Refusal as refusal:
                results[place] = type(refusal).__name__
            except Exception as error:  # noqa: BLE001 - whatever goes wrong is a result that the test looks at
                results[place] = f"{type(error).__name__}: {error}"
            finally:
                db.db.session.remove()

    db.session().rollback()  # an open reading of the test itself would keep SQLite's writers waiting
    threads = [
        threading.Thread(target=contextvars.copy_context().run, args=(run, place)) for place in range(len(attempts))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    db.session().rollback()
    return results


def winners(results: Sequence[str]) -> int:
    """Count those who came through."""
    return sum(result == WON for result in results)
