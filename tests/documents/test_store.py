"""Stored files: whole or not there, never overwritten, never deleted by a withdrawal."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from lsg_projects.documents import queries, usecases
from lsg_projects.documents.usecases import Attach, Withdraw
from lsg_projects.domain.errors import Incomplete, Missing, Stale, Unavailable
from lsg_projects.domain.states import DocumentType, Role
from lsg_projects.kit import db
from lsg_projects.kit.files import FileStore
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from tests.support import route_world
from tests.support.route_fixtures import world
from tests.support.route_world import PDF, World, tri

__all__ = ["world"]


def attachment(world: World, **more: object) -> Attach:
    code = route_world.project(world)
    head = projects.find(db.session(), code)
    plain = Attach(head.id, code, DocumentType.MINUTES, tri("Хаттама"), "hattama.pdf", PDF, "7")
    return replace(plain, **more)  # type: ignore[arg-type]


def test_the_same_bytes_are_kept_once_under_their_digest(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "files")
    key = store.save(b"one")
    assert store.save(b"one") == key
    assert store.read(key) == b"one"
    assert store.intact(key)
    assert [each.name for each in (tmp_path / "files").rglob("*") if each.is_file()] == [key]


@pytest.mark.parametrize("key", ["", "..", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64])
def test_other_keys_are_not_there(tmp_path: Path, key: str) -> None:
    with pytest.raises(Missing):
        FileStore(tmp_path).read(key)


def test_a_full_or_barred_disk_is_said(tmp_path: Path) -> None:
    place = tmp_path / "files"
    place.write_text("a file where the folder should be")
    with pytest.raises(Unavailable):
        FileStore(place).save(b"one")


def test_an_attached_paper_is_listed_and_counted_in_the_digests(world: World) -> None:
    command = attachment(world)
    with work(world.actor(Role.AKIM)) as unit:
        key = usecases.attach(unit, command)
    assert len(key) == 32
    found = queries.by_key(db.session(), key)
    assert queries.content(found) == PDF
    assert (found.number, found.public, found.size) == ("7", True, len(PDF))
    assert (key, "minutes", found.sha256) in queries.digests(db.session(), found.project_id)


def test_a_withdrawn_paper_is_out_of_sight_and_still_kept(world: World) -> None:
    command = attachment(world)
    with work(world.actor(Role.AKIM)) as unit:
        key = usecases.attach(unit, command)
    gone = Withdraw(key, command.code, "қате файл")
    with work(world.actor(Role.AKIM)) as unit:
        usecases.withdraw(unit, gone)
    found = queries.by_key(db.session(), key)
    assert found.removed_at is not None
    assert key not in {doc.key for doc in queries.of_project(db.session(), found.project_id)}
    assert queries.content(found) == PDF
    with pytest.raises(Stale), work(world.actor(Role.AKIM)) as unit:
        usecases.withdraw(unit, gone)


def test_what_a_paper_says_of_itself_is_checked(world: World) -> None:
    command = attachment(world)
    tomorrow = route_world.NOW.date() + timedelta(days=1)
    for wrong, place in (
        ({"title": tri("")}, "title"),
        ({"dated": tomorrow}, "dated"),
        ({"withheld_reason": "because"}, "withheld_reason"),
    ):
        with pytest.raises(Incomplete) as caught, work(world.actor(Role.AKIM)) as unit:
            usecases.attach(unit, replace(command, **wrong))  # type: ignore[arg-type]
        assert [problem.where for problem in caught.value.problems] == [place]


def test_a_withheld_paper_is_not_public(world: World) -> None:
    command = attachment(world, withheld_reason="personal")
    with work(world.actor(Role.AKIM)) as unit:
        key = usecases.attach(unit, command)
    public = queries.of_projects(db.session(), [command.project_id])[command.project_id]
    assert key not in {doc.key for doc in public}
