"""Orders that name a deputy: what no order can do, and that a deputy decides on nothing that either of the two wrote."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsg_projects.domain.access import HANDED_OVER, RIGHTS, Action, Subject, may, posts_for
from lsg_projects.domain.actor import Acting, Actor, Post
from lsg_projects.domain.delegation import OrderKind, Scope, Span, Standing, Wish, check
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.states import BodyKind, Role
from lsg_projects.domain.text import Tri

TODAY = date(2026, 1, 26)
DAYS = Span(date(2026, 1, 27), date(2026, 2, 10))
POST = Span(date(2024, 1, 1), date.max)
OKRUG = "150000000/154600000/154651000"


def order(
    who: int, deputy: int, span: Span = DAYS, post: int = 1, scope: frozenset[Scope] = frozenset(Scope)
) -> Standing:
    return Standing(post, frozenset({who}), frozenset({deputy}), span, scope)


def refusals(wish: Wish, *standing: Standing) -> set[str]:
    try:
        check(wish, standing, TODAY)
    except Incomplete as refusal:
        return {problem.code.removeprefix("accounts.") for problem in refusal.problems}
    return set()


def wish(standing: Standing, dated: date = TODAY, post: Span = POST) -> Wish:
    return Wish(standing, dated, post)


def test_an_order_that_can_be() -> None:
    assert refusals(wish(order(1, 2))) == set()
    assert refusals(wish(order(1, 2)), order(3, 4, post=9)) == set()


@pytest.mark.parametrize(
    ("asked", "standing", "said"),
    [
        (order(1, 1), (), {"delegation_self"}),
        (Standing(1, frozenset({1, 7}), frozenset({7, 8}), DAYS, frozenset(Scope)), (), {"delegation_self"}),
        (order(1, 2), (order(2, 1, post=2),), {"delegation_circle"}),
        (order(1, 2), (order(2, 3, post=2),), {"deputy_away"}),
        (order(1, 2), (order(3, 1, post=3),), {"delegation_chain"}),
        (order(1, 2), (order(1, 3),), {"delegated_already"}),
        (order(1, 2, scope=frozenset()), (), {"no_scope"}),
    ],
)
def test_persons_that_an_order_cannot_name(asked: Standing, standing: tuple[Standing, ...], said: set[str]) -> None:
    assert refusals(wish(asked), *standing) == said


def test_orders_on_other_days_are_in_nobodys_way() -> None:
    later = Span(date(2026, 3, 1), date(2026, 3, 5))
    for standing in (order(2, 1, later, 2), order(2, 3, later, 2), order(3, 1, later, 3), order(1, 3, later)):
        assert refusals(wish(order(1, 2)), standing) == set()


def test_two_deputies_for_different_acts() -> None:
    decide, papers = frozenset({Scope.DECIDE}), frozenset({Scope.REPORTS})
    assert refusals(wish(order(1, 2, scope=decide)), order(1, 3, scope=papers)) == set()


@pytest.mark.parametrize(
    ("span", "dated", "post", "said"),
    [
        (Span(date(2026, 2, 10), date(2026, 2, 1)), TODAY, POST, {"dates"}),
        (Span(date(2026, 1, 1), date(2026, 1, 25)), date(2025, 12, 30), POST, {"delegation_past"}),
        (Span(date(2026, 1, 27), date(2027, 1, 28)), TODAY, POST, {"delegation_long"}),
        (Span(date(2026, 1, 20), date(2026, 2, 1)), TODAY, POST, {"before_order"}),
        (DAYS, date(2026, 1, 27), POST, {"shared.future_date"}),
        (DAYS, TODAY, Span(date(2024, 1, 1), date(2026, 2, 9)), {"post_ends"}),
    ],
)
def test_days_that_an_order_cannot_have(span: Span, dated: date, post: Span, said: set[str]) -> None:
    assert refusals(wish(order(1, 2, span), dated, post)) == said


PEOPLE = st.integers(1, 5)
SPANS = st.tuples(st.integers(0, 20), st.integers(0, 8)).map(
    lambda pair: Span(date.fromordinal(TODAY.toordinal() + pair[0]), date.fromordinal(TODAY.toordinal() + sum(pair)))
)


@given(st.lists(st.tuples(PEOPLE, PEOPLE, SPANS), max_size=12))
def test_whatever_is_recorded_nobody_is_replaced_and_replaces_on_one_day(wishes: list[tuple[int, int, Span]]) -> None:
    """Orders that the rule takes never make a chain: on no day is a deputy away, and none acts twice for one post."""
    taken: list[Standing] = []
    for who, deputy, span in wishes:
        asked = order(who, deputy, span, post=who)
        if not refusals(wish(asked), *taken):
            taken.append(asked)
    for day in range(TODAY.toordinal(), TODAY.toordinal() + 30):
        one = Span(date.fromordinal(day), date.fromordinal(day))
        now = [each for each in taken if each.span.meets(one)]
        away = frozenset().union(*(each.principal for each in now)) if now else frozenset()
        assert not any(each.deputy & away for each in now)
        assert len({each.appointment_id for each in now}) == len(now)


def deputy(scope: frozenset[Scope] = frozenset(Scope), persons: frozenset[int] = frozenset({5})) -> Actor:
    acting = Acting(1, persons, OrderKind.ORDER, "7", TODAY, date(2026, 2, 10), scope)
    post = Post(3, Role.ECONOMIST, 7, BodyKind.ECONOMY, Tri.same("x"), 1, "150000000/154600000", acting)
    return Actor(11, "Демо", "kk", (post,))


def test_a_deputy_decides_neither_on_their_own_nor_on_the_principals_project() -> None:
    assert may(Action.DECIDE, deputy(), Subject(OKRUG))
    for author, said in ((11, "access.own_project"), (5, "access.deputy_of_author")):
        assert may(Action.DECIDE, deputy(), Subject(OKRUG, contributors=frozenset({author}))).reason == said


def test_a_second_account_of_the_author_does_not_decide() -> None:
    own = replace(deputy(), posts=(replace(deputy().posts[0], acting=None),))
    assert may(Action.DECIDE, own, Subject(OKRUG, contributors=frozenset({42})))
    twice = replace(own, accounts=frozenset({42}))
    assert may(Action.DECIDE, twice, Subject(OKRUG, contributors=frozenset({42}))).reason == "access.own_project"


def test_whoever_administers_the_installation_decides_nothing() -> None:
    own = replace(deputy(), posts=(replace(deputy().posts[0], acting=None),))
    admin = Post(9, Role.ADMIN, 8, BodyKind.OPERATOR, Tri.same("x"), 1, "150000000/154600000")
    assert may(Action.DECIDE, replace(own, posts=(*own.posts, admin)), Subject(OKRUG)).reason == "access.technical"
    assert may(Action.DECIDE, replace(own, technical=True), Subject(OKRUG)).reason == "access.technical"


@pytest.mark.parametrize("action", list(Action))
def test_an_order_hands_over_what_it_names_and_never_the_right_to_name(action: Action) -> None:
    for scope in Scope:
        for role in RIGHTS[action]:
            post = replace(deputy(frozenset({scope})).posts[0], role=role)
            held = bool(posts_for(action, Actor(11, posts=(post,))))
            reading = action.value.startswith("read_")
            assert held == (reading or action in HANDED_OVER[scope])
    assert not any(Action.DELEGATE in actions for actions in HANDED_OVER.values())
