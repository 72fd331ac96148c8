"""A small district with an empty queue, under the application on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from lsg_projects.kit import clock
from tests.support import route_world as rw
from tests.support.queues import Queue


@pytest.fixture
def queue(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Queue]:
    """The district on 26 January 2026."""
    with rw.instance(tmp_path / "instance", monkeypatch), app.app_context(), clock.standing_at(rw.NOW):
        yield Queue(rw.build(), app, {})


@pytest.fixture
def filled(queue: Queue) -> Queue:
    """Three projects that compete for 10 million of the district, and one that brings nothing."""
    queue.add("A", district=6_000, yearly=3_000)
    queue.add("B", district=5_000, yearly=2_400)
    queue.add("C", district=5_000, yearly=2_300)
    queue.add("D", district=1_000, yearly=0, people=900)
    queue.ceiling(10_000)
    return queue
