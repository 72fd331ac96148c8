"""A chain shows every change of every entry, and a checkpoint shows a chain cut short."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace

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


def test_the_root_is_that_of_rfc_6962() -> None:
    """Left trees are the largest power of two below the number of leaves; written here by its definition."""
    heads = [(f"project:{number}", number, f"{number:064x}") for number in range(1, 12)]

    def tree(leaves: list[bytes]) -> bytes:
        if len(leaves) == 1:
            return leaves[0]
        half = 1 << (len(leaves) - 1).bit_length() - 1
        return hashlib.sha256(b"\x01" + tree(leaves[:half]) + tree(leaves[half:])).digest()

    for count in range(1, 12):
        chosen = heads[:count]
        leaves = [hashlib.sha256(chain.HEAD + canonical(list(head))).digest() for head in sorted(chosen)]
        assert chain.root(reversed(chosen)) == tree(leaves).hex()
    assert chain.root([]) == hashlib.sha256(b"").hexdigest()


def test_an_entry_never_passes_for_something_else() -> None:
    """The same bytes under another name give another digest."""
    entry = made(1)[0]
    assert entry.hash != hashlib.sha256(entry.covered.removeprefix(chain.ENTRY)).hexdigest()
    assert json.loads(entry.line)["body"] == json.loads(entry.body)
