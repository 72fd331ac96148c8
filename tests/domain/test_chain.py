"""A chain shows every change of every entry, and a checkpoint shows a chain cut short."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsg_projects.domain import chain
from lsg_projects.domain.codec import canonical


def made(count: int, name: str = "project:1") -> list[chain.Entry]:
    entries: list[chain.Entry] = []
    prev = chain.START
    for number in range(1, count + 1):
        body = canonical({"sum": number, "text": "ә"}).decode()
        entry = chain.sealed(
            chain=name, number=number, at="2026-01-26T09:00:00.000000+00:00", actor="person:1",
            action="project.saved", subject="1", body=body, prev=prev,
        )  # fmt: skip
        entries.append(entry)
        prev = entry.hash
    return entries


def test_an_untouched_chain_holds() -> None:
    assert chain.check(made(20)) is None
    assert chain.check([]) is None


@pytest.mark.parametrize("field", ["chain", "at", "actor", "action", "subject", "body", "prev", "hash"])
def test_a_changed_field_is_found(field: str) -> None:
    entries = made(5)
    value = '{"sum":9}' if field == "body" else "f" * 64 if field in ("prev", "hash") else "other"
    entries[2] = replace(entries[2], **{field: value})
    found = chain.check(entries)
    assert found is not None
    assert found.number == 3


@given(st.data())
def test_any_changed_byte_is_found(data: st.DataObject) -> None:
    entries = made(3)
    place = data.draw(st.integers(0, 2))
    field = data.draw(st.sampled_from(["at", "actor", "action", "subject", "body", "prev", "hash"]))
    text = str(asdict(entries[place])[field])
    at = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.characters(codec="utf-8").filter(lambda c: c != text[at]))
    changed = text[:at] + letter + text[at + 1 :]
    entries[place] = replace(entries[place], **{field: changed})
    try:
        assert chain.check(entries) is not None
    except ValueError:
        assert field == "body"  # no longer JSON at all: the check cannot even read it


def test_removed_swapped_and_doubled_entries_are_found() -> None:
    entries = made(6)
    assert chain.check(entries[:2] + entries[3:]) is not None
    assert chain.check([entries[1], entries[0], *entries[2:]]) is not None
    assert chain.check([*entries[:3], entries[2], *entries[3:]]) is not None


def test_a_tail_cut_off_holds_by_itself_and_is_shown_by_the_checkpoint() -> None:
    entries = made(6)
    whole = chain.root([("project:1", 6, entries[-1].hash)])
    cut = chain.root([("project:1", 5, entries[-2].hash)])
    assert chain.check(entries[:-1]) is None  # the negative control: the chain alone does not see it
    assert whole != cut


def test_the_checker_that_stands_alone_imports_nothing_of_the_program() -> None:
    source = (Path(chain.__file__).parents[1] / "history" / "verify_journal.py").read_text("utf-8")
    assert "lsg_projects" not in source
