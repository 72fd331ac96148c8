"""Differences between passports, and what the public may read of one."""

from __future__ import annotations

from dataclasses import fields, replace

from lsg_projects.domain.diff import changed_fields, differences
from lsg_projects.domain.disclosure import PUBLIC_FIELDS, WITHHELD, personal, public_view
from lsg_projects.domain.identifiers import check_digit
from lsg_projects.domain.personal import MASK
from lsg_projects.domain.project import STEPS, BudgetLine, Passport
from lsg_projects.domain.states import Source
from lsg_projects.domain.text import Tri
from tests.support.route_world import PASSPORT, tri


def iin(birth: str = "900123", century: str = "3", serial: str = "0001") -> str:
    """An invented number of a person whose check digit fits."""
    for tail in range(10_000):
        eleven = f"{birth}{century}{(int(serial) + tail) % 10_000:04d}"
        digit = check_digit(eleven)
        if digit is not None:
            return f"{eleven}{digit}"
    raise AssertionError


def test_equal_passports_do_not_differ() -> None:
    assert differences(PASSPORT, PASSPORT) == ()


def test_every_field_belongs_to_a_step_and_is_compared() -> None:
    named = {name for names in STEPS.values() for name in names}
    assert named == {each.name for each in fields(Passport)}
    assert changed_fields(Passport(), PASSPORT) == {
        name for name in named if getattr(Passport(), name) != getattr(PASSPORT, name)
    }


def test_a_changed_sum_keeps_its_row_and_tells_the_difference() -> None:
    line = PASSPORT.lines[0]
    dearer = PASSPORT.with_changes(lines=(replace(line, amount=line.amount + 500), *PASSPORT.lines[1:]))
    (change,) = differences(PASSPORT, dearer)
    assert (change.step, change.field, change.part, change.kind, change.delta) == (
        "cost",
        "lines",
        "amount",
        "money",
        500,
    )
    assert change.row.key == line.key


def test_rows_come_and_go() -> None:
    fresh = BudgetLine("new", 2026, Source.SPONSOR, 7)
    found = differences(PASSPORT, PASSPORT.with_changes(lines=(fresh, *PASSPORT.lines[1:])))
    assert [(change.kind, change.row.key) for change in found] == [("added", "new"), ("removed", PASSPORT.lines[0].key)]


def test_the_public_reads_an_allow_list_without_persons() -> None:
    number = iin()
    passport = PASSPORT.with_changes(
        goal=Tri(kk=f"Жауапты {number}"), interested=True, interested_note=tri("Туысы мердігер")
    )
    seen = public_view(passport)
    assert number not in seen.goal.kk
    assert MASK in seen.goal.kk
    for name in WITHHELD:
        assert getattr(seen, name) == getattr(Passport(), name)
    assert [found.field for found in personal(passport)] == ["goal.kk"]


def test_every_field_is_public_or_withheld_by_decision() -> None:
    assert set(PUBLIC_FIELDS) | WITHHELD == {each.name for each in fields(Passport)}
