"""Many people try whatever they like, step by step, as hypothesis chooses: what must always hold holds after each step."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lsg_projects.accounts import queries as accounts
from lsg_projects.approvals.usecases import decision, storing
from lsg_projects.domain import access, approval, chain, delegation, meeting
from lsg_projects.domain.access import Answer
from lsg_projects.domain.approval import Position
from lsg_projects.domain.states import Approval
from lsg_projects.kit import db, examination
from tests.support.route_world import World
from tests.support.walking import Company, Walk, meeting_here

STEPS = 30
TRIED = st.tuples(st.integers(0, 12), st.integers(0, 7))
Steps = Sequence[tuple[int, int]]
SEND, DECIDE, ANYBODY, SUBSTITUTE, LOOK, LATE, DISTURB, MEET = 0, 1, 3, 6, 9, 10, 11, 12


def walk(company: Company, steps: Steps, *, here: bool = False) -> None:
    """Go *steps*, with the meetings of the assembly kept *here* or on paper."""
    with meeting_here() if here else contextlib.nullcontext():
        one = Walk(company)
        for kind, choice in steps:
            one.step(kind, choice)
            one.holds()
    db.session().rollback()


def _settings(examples: int, *, same: bool) -> settings:
    return settings(
        max_examples=examples, deadline=None, database=None, derandomize=same, phases=(Phase.generate, Phase.shrink),
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
    )  # fmt: skip


def test_a_sample_of_walks_keeps_what_must_hold(world: World) -> None:
    company = Company(world)

    @_settings(2, same=True)
    @given(st.lists(TRIED, min_size=8, max_size=STEPS // 2), st.booleans())
    def sample(steps: Steps, here: bool) -> None:
        walk(company, steps, here=here)

    sample()
    assert examination.verify(db.session()).broken is None


def test_what_was_written_while_it_was_deferred_is_shown_once_it_is_sent(world: World) -> None:
    """Found by a walk: deferred, written on, taken up again, refused, sent anew; lists kept the sums of the version before."""
    walk(Company(world), [(SEND, 0), (DECIDE, 7), (4, 0), (DECIDE, 0), (DECIDE, 6), (SEND, 0)])


@pytest.mark.slow
def test_five_hundred_walks_keep_what_must_hold(world: World) -> None:
    company = Company(world)

    @_settings(500, same=False)
    @given(st.lists(TRIED, min_size=STEPS // 2, max_size=STEPS), st.booleans())
    def many(steps: Steps, here: bool) -> None:
        walk(company, steps, here=here)

    many()
    assert examination.verify(db.session()).broken is None


class Anything:
    """A digest that equals every other."""

    def __ne__(self, other: object) -> bool:
        return False

    __hash__ = None  # type: ignore[assignment]  # nothing puts it into a set


def asked_again(at: Position, *more: Any, **named: Any) -> Position:
    """The last body is asked again after it has approved."""
    after = approval.states.decide(at, *more, **named)
    return replace(at, state=Approval.IN_REVIEW) if after.state is Approval.APPROVED else after


def forgetful(unit: Any, process_id: int, at: Position, *more: Any, **named: Any) -> None:
    """The steps that have agreed are not kept."""
    _store(unit, process_id, replace(at, done=frozenset()), *more, **named)


def rewritten(**facts: Any) -> chain.Entry:
    """An entry is changed after it was sealed."""
    return replace(_sealed(**facts), subject="another")


_store, _sealed = storing.store, chain.sealed
FAULTS: dict[str, tuple[object, str, Callable[..., object], Steps, str]] = {
    "authors may decide": (
        access, "_decides", lambda posts, *_: Answer(post=posts[0]),
        [(SEND, 0), (ANYBODY, 6)], "decided on their own project",
    ),
    "what was shown is not compared": (
        decision, "seal", lambda *_: Anything(),
        [(SEND, 0), (LOOK, 0), (DISTURB, 0), (LATE, 0)], "something else than was shown",
    ),
    "after its yes the last body is asked again": (
        approval, "decide", asked_again,
        [(SEND, 0), *[(DECIDE, 0)] * 6], "another state",
    ),
    "an ended appointment still decides": (
        accounts, "still_holds", lambda *_: True,
        [(SEND, 0), (LOOK, 0), (DISTURB, 7), (LATE, 0)], "the appointment had ended",
    ),
    "agreements are forgotten": (
        storing, "store", forgetful,
        [(SEND, 0), (DECIDE, 0)], "another step",
    ),
    "an entry is rewritten": (
        chain, "sealed", rewritten,
        [(SEND, 0)], "the chain is broken",
    ),
    "a deputy names a deputy": (
        delegation, "_persons", lambda *_: iter(()),
        [(SUBSTITUTE, 1), (SUBSTITUTE, 7)], "a deputy has a deputy",
    ),
    "one member is a quorum": (
        meeting, "needed", lambda *_: 1,
        [(SEND, 0), (MEET, 2)], "there was no quorum",
    ),
}  # fmt: skip
"""What is planted, where, the steps that lead there, and by which of the things that must hold it is found."""


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_each_planted_fault_is_found(world: World, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    """Without the fault the same steps keep everything; with it they end at the thing that no longer holds."""
    where, name, planted, steps, told = FAULTS[fault]
    company = Company(world)
    walk(company, steps, here=(MEET, 2) in steps)
    monkeypatch.setattr(where, name, planted)
    with pytest.raises(AssertionError, match=told):
        walk(company, steps, here=(MEET, 2) in steps)
