"""Whoever alters the journal is found: every byte, eight ways to change its structure, in the file and in the database."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy import text

from lsg_projects.domain import chain as chains
from lsg_projects.history import usecases, verify_journal
from lsg_projects.history.verify_journal import Altered, checked
from lsg_projects.kit import db, signing
from lsg_projects.kit.triggers import any_step, changeable
from lsg_projects.kit.work import Work
from lsg_projects.settings import read
from tests.history.conftest import Exported

Begin = Callable[..., AbstractContextManager[Work]]
Fault = Callable[[list[str]], list[str]]


def resealed(lines: list[str], chain: str) -> list[str]:
    """Hash a chain anew from its beginning, as somebody would who knows how it is made."""
    number, prev, found = 0, chains.START, []
    for line in lines:
        entry = json.loads(line)
        if entry.get("chain") == chain:
            number += 1
            body = verify_journal.compact(entry["body"]).decode()
            kept = {name: entry[name] for name in ("chain", "at", "actor", "action", "subject")}
            sealed = chains.sealed(**kept, number=number, body=body, prev=prev)
            prev = sealed.hash
            found.append(sealed.line)
        else:
            found.append(line)
    return found


def rewritten(lines: list[str]) -> list[str]:
    """Change the first entry of a chain and hash the whole chain anew."""
    first = json.loads(lines[0])
    changed = verify_journal.compact({**first, "body": {"n": 99}}).decode()
    return resealed([changed, *lines[1:]], first["chain"])


def removed_and_resealed(lines: list[str]) -> list[str]:
    """Take an entry out of the middle of a chain and hash the rest anew."""
    return resealed([*lines[:1], *lines[2:]], json.loads(lines[1])["chain"])


def without_a_chain(lines: list[str]) -> list[str]:
    """Take a whole chain away."""
    gone = json.loads(lines[0])["chain"]
    return [line for line in lines if json.loads(line).get("chain") != gone]


STRUCTURAL: dict[str, Fault] = {
    "removed": lambda lines: [*lines[:4], *lines[5:]],
    "inserted": lambda lines: [*lines[:4], *resealed([lines[0], lines[1].replace('"n":1', '"n":7')], "x"), *lines[4:]],
    "swapped": lambda lines: [lines[1], lines[0], *lines[2:]],
    "doubled": lambda lines: [*lines[:5], lines[4], *lines[5:]],
    "tail cut": lambda lines: lines[:-3],
    "tail cut before the checkpoint": lambda lines: [*lines[:-4], lines[-1]],
    "chain removed": without_a_chain,
    "chain rewritten": rewritten,
    "removed and rehashed": removed_and_resealed,
}


@pytest.mark.parametrize("name", STRUCTURAL)
def test_every_change_of_structure_is_found(exported: Exported, name: str) -> None:
    exported.written(STRUCTURAL[name](exported.lines))
    assert verify_journal.main([str(exported.file)]) == 1


@pytest.mark.parametrize("name", ["tail cut", "chain removed", "chain rewritten", "removed and rehashed"])
def test_a_new_checkpoint_over_altered_chains_is_found_by_the_one_that_was_kept(
    exported: Exported, name: str, tmp_path: Path
) -> None:
    """Whoever holds the key too can sign the altered state; only a checkpoint kept elsewhere shows it."""
    entries = STRUCTURAL[name](exported.lines)
    entries = [line for line in entries if "chain" in json.loads(line)]
    heads = {entry["chain"]: (entry["chain"], entry["number"], entry["hash"]) for entry in map(json.loads, entries)}
    facts = {"at": "2026-01-26", "entries": len(entries), "heads": len(heads), "root": chains.root(heads.values())}
    forged = verify_journal.compact(signing.signed(facts, read(instance=tmp_path))).decode()
    exported.written([*entries, forged])
    assert verify_journal.main([str(exported.file)]) == 0  # the negative control: by itself the forgery is sound
    kept = exported.newest if name == "tail cut" else exported.earlier
    assert verify_journal.main([str(exported.file), "--head", str(kept)]) == 1


def test_an_older_copy_put_back_is_found_by_a_later_checkpoint(exported: Exported) -> None:
    old = exported.lines[:9]
    head = verify_journal.compact(json.loads(exported.earlier.read_text())).decode()
    exported.written([*old, head])
    assert verify_journal.main([str(exported.file), "--head", str(exported.earlier)]) == 0
    assert verify_journal.main([str(exported.file), "--head", str(exported.newest)]) == 1


def test_a_checkpoint_of_another_key_is_found(exported: Exported, tmp_path: Path) -> None:
    head = json.loads(exported.newest.read_text())
    facts = {name: head[name] for name in ("at", "entries", "heads", "root")}
    other = signing.signed(facts, read(instance=tmp_path / "other"))
    exported.written([*exported.lines[:-1], verify_journal.compact(other).decode()])
    assert verify_journal.main([str(exported.file)]) == 0  # alone it cannot know whose key it is
    assert verify_journal.main([str(exported.file), "--head", str(exported.newest)]) == 1


def tampers(data: bytes, count: int, seed: int) -> Iterator[tuple[int, bytes]]:
    """Give *count* copies of *data* with one byte changed; every byte of it in turn where there are enough."""
    dice = random.Random(seed)
    places = dice.sample(range(len(data)), count) if count < len(data) else [each % len(data) for each in range(count)]
    for place in places:
        other = dice.choice([value for value in range(256) if value != data[place]])
        yield place, data[:place] + bytes([other]) + data[place + 1 :]


def missed(data: bytes, count: int, seed: int) -> list[tuple[int, bytes]]:
    """Give the tampers that the checker does not find."""
    found = []
    for place, altered in tampers(data, count, seed):
        try:
            checked(io.BytesIO(altered))
            found.append((place, altered[place : place + 1]))
        except Altered:
            continue
    return found


@pytest.mark.parametrize(
    "count", [1_500, pytest.param(100_000, marks=pytest.mark.slow)], ids=lambda count: f"{count} tampers"
)
def test_every_altered_byte_is_found(exported: Exported, count: int) -> None:
    data = exported.file.read_bytes().rstrip(b"\n")
    assert missed(data, count, seed=26) == []


def test_the_test_of_bytes_can_miss_one(exported: Exported, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: a checker that reads values instead of bytes misses some, and the same test says so."""
    monkeypatch.setattr(verify_journal.Check, "_entry", _by_value)
    assert missed(exported.file.read_bytes().rstrip(b"\n"), 1_500, seed=26)


def _by_value(self: verify_journal.Check, place: int, line: bytes, entry: dict[str, object]) -> None:
    """What a hasty checker does: count the entry and believe its hash."""
    if not {"number", "hash"} <= entry.keys():
        raise Altered("altered", "no number or no hash", place)
    self.heads[str(entry["chain"])] = (int(str(entry["number"])), str(entry["hash"]))
    self.entries += 1


def _free(table: str) -> None:
    """Take the triggers of a table away, as somebody with the owner's rights would."""
    db.session().rollback()  # an open reading would keep the owner waiting
    with db.engine().begin() as connection:
        dialect = connection.dialect.name
        statements = any_step(table, dialect) if table == "journal_head" else changeable(table, dialect)
        for statement in statements:
            connection.exec_driver_sql(statement)


ALTERED_ROWS = {
    "body": ("journal_entry", "UPDATE journal_entry SET body = '[9]' WHERE chain = 'installation' AND number = 2"),
    "moment": (
        "journal_entry",
        "UPDATE journal_entry SET at = '2020-01-01' WHERE chain = 'installation' AND number = 2",
    ),
    "actor": ("journal_entry", "UPDATE journal_entry SET actor = 'person:9' WHERE number = 1"),
    "entry gone": ("journal_entry", "DELETE FROM journal_entry WHERE chain = 'installation' AND number = 2"),
    "tail gone": ("journal_entry", "DELETE FROM journal_entry WHERE chain = 'installation' AND number = 5"),
    "head moved": ("journal_head", "UPDATE journal_head SET number = 4 WHERE chain = 'installation'"),
    "root": ("journal_checkpoint", f"UPDATE journal_checkpoint SET root = '{'0' * 64}' WHERE id = 1"),
    "count": ("journal_checkpoint", "UPDATE journal_checkpoint SET entries = 8 WHERE id = 1"),
    "signature": ("journal_checkpoint", "UPDATE journal_checkpoint SET at = '2020-01-01' WHERE id = 1"),
}


@pytest.mark.parametrize("name", ALTERED_ROWS)
def test_altered_rows_are_refused_by_the_database_and_found_where_somebody_took_its_triggers_away(
    exported: Exported, name: str
) -> None:
    table, statement = ALTERED_ROWS[name]
    db.session().rollback()
    with (
        pytest.raises(Exception, match=r"never changed or deleted|one step forward"),
        db.engine().begin() as connection,
    ):
        connection.execute(text(statement))
    assert usecases.check().whole
    _free(table)
    with db.engine().begin() as connection:
        connection.execute(text(statement))
    found = usecases.check()
    assert not found.whole, name
    assert found.chain in ("installation", "checkpoint", "project:154651-25-001")


def test_a_chain_rewritten_in_the_database_is_found_by_its_checkpoints(exported: Exported) -> None:
    """Entries and head are changed consistently; the signed root of that time is not."""
    _free("journal_entry")
    _free("journal_head")
    prev = chains.START
    with db.engine().begin() as connection:
        rows = connection.execute(
            text("SELECT * FROM journal_entry WHERE chain = 'installation' ORDER BY number")
        ).all()
        for row in rows:
            kept = {name: getattr(row, name) for name in ("chain", "number", "at", "actor", "action", "subject")}
            sealed = chains.sealed(**kept, body='{"forged":1}', prev=prev)
            prev = sealed.hash
            connection.execute(
                text("UPDATE journal_entry SET body = :body, prev = :prev, hash = :hash WHERE id = :id"),
                {"body": sealed.body, "prev": sealed.prev, "hash": sealed.hash, "id": row.id},
            )
        connection.execute(text("UPDATE journal_head SET hash = :hash WHERE chain = 'installation'"), {"hash": prev})
    found = usecases.check()
    assert (found.chain, found.number, found.reason) == ("checkpoint", 1, "checkpoint")
