"""What may be done to a project on its route, by whom, in every state."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsg_projects.domain import approval, route, route_file
from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.actor import SYSTEM, Acting, Actor, Post
from lsg_projects.domain.approval import Act, Position, Remark, Verdict, Votes
from lsg_projects.domain.contest import Contest
from lsg_projects.domain.delegation import OrderKind, Scope
from lsg_projects.domain.errors import Incomplete, Missing, NotAllowed, WrongState
from lsg_projects.domain.project import BudgetLine, Milestone, Passport
from lsg_projects.domain.route import Concern, Route
from lsg_projects.domain.states import Approval, BodyKind, Outcome, Role, Source, Stage
from lsg_projects.domain.text import Tri
from lsg_projects.resources import folder

ROUTES = route_file.read(tomllib.loads((folder("config") / "routes.toml").read_text(encoding="utf-8")))
WAYS = {
    way.key: way
    for way in route_file.read_special(tomllib.loads((folder("config") / "routes.toml").read_text("utf-8")))
}
DISPUTE = WAYS["planning_dispute"]
ROUTE = next(rule for rule in ROUTES if rule.key == "yearly")
FINANCE = ROUTE.step("finance")
OKRUG, DISTRICT = "150000000/154600000/154651000", "150000000/154600000"
OWNERS_BODY, ASKED_BODY = 1, 3
TODAY = date(2026, 1, 26)
STEPS = [step.key for step in ROUTE.steps]


def official(role: Role, *, person: int = 7, body: int = 9, path: str = DISTRICT) -> Actor:
    post = Post(1, role, body, BodyKind.FINANCE, Tri.same("body"), 1, path)
    return Actor(person_id=person, posts=(post,))


def words(of: str) -> Contest:
    return Contest("w", of, 1, "Келіспейміз", "kk", datetime(2026, 1, 26, tzinfo=UTC))


def at_finance(state: Approval, stage: Stage = Stage.IDENTIFICATION) -> Position:
    return Position(state, stage, "finance", frozenset({"assembly", "economy"}))


def rightful(role: Role, act: Act) -> Actor:
    """Give a person of *role* sitting in the very body that the act belongs to."""
    body = OWNERS_BODY if act in approval.OWNERS_ACTS else ASKED_BODY
    return official(role, body=body, path=OKRUG if role is Role.AKIM else DISTRICT)


def attempt(state: Approval, stage: Stage, act: Act, actor: Actor) -> Approval:
    """Do what a use case does: the right first, then the state."""
    at = at_finance(state, stage)
    if act in approval.OWNERS_ACTS:
        action = Action.WITHDRAW_PROJECT if act is Act.WITHDRAW else Action.SUBMIT_PROJECT
        require(action, actor, Subject(OKRUG, OWNERS_BODY))
        if act is Act.CONTEST:
            return approval.contest(at, ROUTE, DISPUTE, words("finance"))[0].state
        return (approval.submit(at, ROUTE) if act is Act.SUBMIT else approval.withdraw(at)).state
    approval.may_decide(actor, FINANCE, Subject(OKRUG, ASKED_BODY, frozenset({99})))
    outcome = next(outcome for outcome, its_act in approval.ACT_OF.items() if its_act is act)
    return approval.decide(at, ROUTE, outcome).state


# The one printed table: state, act, the role that may (at the finance step), and what comes of it.
ALLOWED: dict[tuple[Approval, Act, Role], Approval] = {
    (Approval.DRAFT, Act.SUBMIT, Role.AKIM): Approval.IN_REVIEW,
    (Approval.IN_REVIEW, Act.APPROVE, Role.DEPARTMENT_HEAD): Approval.IN_REVIEW,
    (Approval.IN_REVIEW, Act.RETURN, Role.DEPARTMENT_HEAD): Approval.RETURNED,
    (Approval.IN_REVIEW, Act.REJECT, Role.DEPARTMENT_HEAD): Approval.REJECTED,
    (Approval.IN_REVIEW, Act.DEFER, Role.DEPARTMENT_HEAD): Approval.DEFERRED,
    (Approval.IN_REVIEW, Act.WITHDRAW, Role.AKIM): Approval.WITHDRAWN,
    (Approval.DEFERRED, Act.APPROVE, Role.DEPARTMENT_HEAD): Approval.IN_REVIEW,
    (Approval.DEFERRED, Act.RETURN, Role.DEPARTMENT_HEAD): Approval.RETURNED,
    (Approval.DEFERRED, Act.REJECT, Role.DEPARTMENT_HEAD): Approval.REJECTED,
    (Approval.DEFERRED, Act.DEFER, Role.DEPARTMENT_HEAD): Approval.DEFERRED,
    (Approval.DEFERRED, Act.WITHDRAW, Role.AKIM): Approval.WITHDRAWN,
    (Approval.DEFERRED, Act.SUBMIT, Role.AKIM): Approval.IN_REVIEW,
    (Approval.RETURNED, Act.SUBMIT, Role.AKIM): Approval.IN_REVIEW,
    (Approval.RETURNED, Act.WITHDRAW, Role.AKIM): Approval.WITHDRAWN,
    (Approval.RETURNED, Act.CONTEST, Role.AKIM): Approval.IN_REVIEW,
    (Approval.REJECTED, Act.CONTEST, Role.AKIM): Approval.IN_REVIEW,
    (Approval.REJECTED, Act.SUBMIT, Role.AKIM): Approval.IN_REVIEW,
    (Approval.REJECTED, Act.WITHDRAW, Role.AKIM): Approval.REJECTED,
    (Approval.WITHDRAWN, Act.SUBMIT, Role.AKIM): Approval.IN_REVIEW,
    (Approval.APPROVED, Act.WITHDRAW, Role.AKIM): Approval.WITHDRAWN,
}


def test_every_cell_of_state_act_and_role(capsys: pytest.CaptureFixture[str]) -> None:
    found: dict[tuple[Approval, Act, Role], Approval] = {}
    for state in Approval:
        for act in Act:
            for role in Role:
                try:
                    found[state, act, role] = attempt(state, Stage.IDENTIFICATION, act, rightful(role, act))
                except (NotAllowed, WrongState):
                    continue
    cells = len(Approval) * len(Act) * len(Role)
    with capsys.disabled():
        print(f"\n{cells} cells (state x act x role), {len(found)} allowed:")
        for (state, act, role), target in found.items():
            print(f"  {state:<10} {act:<9} {role:<10} -> {target}")
    assert found == ALLOWED


@pytest.mark.parametrize("state", list(Approval))
@pytest.mark.parametrize("act", list(Act))
def test_a_cancelled_project_permits_nothing(state: Approval, act: Act) -> None:
    role = Role.AKIM if act in approval.OWNERS_ACTS else Role.DEPARTMENT_HEAD
    with pytest.raises(WrongState):
        attempt(state, Stage.CANCELLED, act, rightful(role, act))


def test_nobody_decides_on_what_they_worked_on_whatever_their_post() -> None:
    author = official(Role.DEPARTMENT_HEAD, person=99, body=ASKED_BODY)
    with pytest.raises(NotAllowed):
        approval.may_decide(author, FINANCE, Subject(OKRUG, ASKED_BODY, frozenset({99})))


def keys(at: Position, rule: Route) -> list[str]:
    return [step.key for step in rule.asked(at.done)]


def contested(of: str, way: str, done: set[str]) -> tuple[Position, Route]:
    at = Position(Approval.RETURNED, Stage.IDENTIFICATION, of, frozenset(done))
    return approval.contest(at, ROUTE, WAYS[way], words(of))


@pytest.mark.parametrize("no", [Outcome.RETURNED, Outcome.REJECTED])
def test_a_disagreement_goes_to_the_assembly_again_and_then_above(no: Outcome) -> None:
    at, rule = contested("assembly", "disagreement", set())
    assert keys(at, rule) == ["assembly_again"]
    assert keys(approval.decide(at, rule, Outcome.APPROVED), rule) == ["economy"]
    at = approval.decide(at, rule, no)
    assert (at.state, keys(at, rule)) == (Approval.IN_REVIEW, ["maslikhat_opinion"])
    for opinion in (Outcome.APPROVED, no):
        above = approval.decide(at, rule, opinion)
        assert (above.state, keys(above, rule)) == (Approval.IN_REVIEW, ["higher_akim"])
        assert keys(approval.decide(above, rule, Outcome.APPROVED), rule) == ["economy"]
        last = approval.decide(above, rule, no)
        assert last.state is (Approval.RETURNED if no is Outcome.RETURNED else Approval.REJECTED)


def test_a_dispute_with_the_planning_department_is_settled_by_the_assembly() -> None:
    at, rule = contested("economy", "planning_dispute", {"assembly"})
    assert keys(at, rule) == ["assembly_dispute"]
    assert keys(approval.decide(at, rule, Outcome.APPROVED), rule) == ["finance"]
    back = approval.decide(at, rule, Outcome.RETURNED)
    assert (back.state, back.step) == (Approval.RETURNED, "economy")
    again = approval.submit(back, rule, frozenset({Concern.MONEY}))
    assert keys(again, rule) == ["economy"]
    fresh, longer = approval.contest(replace(back, step="economy"), rule, DISPUTE, words("economy"))
    assert [step.key for step in longer.steps] == [step.key for step in rule.steps]
    assert keys(fresh, longer) == ["assembly_dispute"]
    assert approval.decide(at, rule, Outcome.REJECTED).state is Approval.REJECTED


def test_only_the_first_no_of_the_named_bodies_is_contested() -> None:
    ways = tuple(WAYS.values())
    found = {step.key: way.key for step in ROUTE.steps if (way := approval.way_for(ways, step, TODAY))}
    assert found == {"assembly": "disagreement", "economy": "planning_dispute"}
    assert approval.way_for(ways, replace(ROUTE.step("assembly"), contest=words("assembly")), TODAY) is None
    assert approval.way_for(ways, ROUTE.step("economy"), date(2024, 12, 31)) is None
    beside = replace(ROUTE, together=(("economy", "finance"),))
    assert approval.agreed_before(beside, "finance") == {"assembly"}


def test_a_special_way_names_its_own_steps() -> None:
    data = tomllib.loads((folder("config") / "routes.toml").read_text("utf-8"))
    data["special"]["disagreement"]["steps"] = ["assembly_again", "nobody"]
    with pytest.raises(Incomplete) as refusal:
        route_file.read_special(data)
    assert {problem.code for problem in refusal.value.problems} == {"routes.no_such_step"}


def test_an_executor_prepares_and_the_head_signs() -> None:
    subject = Subject(OKRUG, ASKED_BODY, frozenset({99}))
    executor, head = (
        official(Role.FINANCIER, body=ASKED_BODY),
        official(Role.DEPARTMENT_HEAD, person=8, body=ASKED_BODY),
    )
    assert approval.may_prepare(executor, FINANCE, subject).role is Role.FINANCIER
    for actor, may in ((executor, approval.may_decide), (head, approval.may_prepare)):
        with pytest.raises(NotAllowed):
            may(actor, FINANCE, subject)
    with pytest.raises(NotAllowed):
        approval.may_prepare(official(Role.FINANCIER, person=99, body=ASKED_BODY), FINANCE, subject)
    alone = replace(FINANCE, signatures=1)
    assert {approval.may_decide(each, alone, subject).role for each in (executor, head)} == alone.deciders


def test_the_second_signature_is_another_persons_also_through_a_deputy() -> None:
    head = official(Role.DEPARTMENT_HEAD, person=8, body=ASKED_BODY)
    approval.refuse_own(head, head.posts[0], frozenset({7}), "x")
    acting = Acting(1, frozenset({5}), OrderKind.ORDER, "1", TODAY, TODAY, frozenset(Scope))
    for actor, post, writers in (
        (head, head.posts[0], {7, 8}), (replace(head, accounts=frozenset({7})), head.posts[0], {7}),
        (head, replace(head.posts[0], acting=acting), {5}),
    ):  # fmt: skip
        with pytest.raises(NotAllowed, match=r"approvals\.own_draft"):
            approval.refuse_own(actor, post, frozenset(writers), "x")


def test_a_run_keeps_the_signatures_of_the_day_on_which_it_began() -> None:
    since = FINANCE.signatures_from
    assert since is not None
    before, after = (FINANCE.begun(since - timedelta(days=1)), FINANCE.begun(since))
    assert (before.signatures, after.signatures) == (1, 2)
    assert after.begun(since - timedelta(days=99)) == after


def test_another_district_does_not_even_learn_that_the_task_exists() -> None:
    stranger = official(Role.DEPARTMENT_HEAD, body=ASKED_BODY, path="150000000/154800000")
    with pytest.raises(Missing):
        approval.may_decide(stranger, FINANCE, Subject(OKRUG, ASKED_BODY))


def test_another_body_of_the_same_district_may_not_decide() -> None:
    for actor in (official(Role.DEPARTMENT_HEAD, body=8), official(Role.ECONOMIST, body=ASKED_BODY)):
        with pytest.raises(NotAllowed):
            approval.may_decide(actor, FINANCE, Subject(OKRUG, ASKED_BODY))


def test_the_installation_itself_decides_nothing() -> None:
    with pytest.raises(NotAllowed):
        approval.may_decide(SYSTEM, FINANCE, Subject(OKRUG, ASKED_BODY))


def walk(outcomes: list[Outcome]) -> Position:
    at = approval.submit(Position(Approval.DRAFT), ROUTE)
    for outcome in outcomes:
        at = approval.decide(at, ROUTE, outcome)
    return at


def test_the_whole_route_ends_approved_and_prepares() -> None:
    at = walk([Outcome.APPROVED] * 5)
    assert (at.state, at.step, at.stage) == (Approval.IN_REVIEW, "maslikhat", Stage.IDENTIFICATION)
    at = walk([Outcome.APPROVED] * 6)
    assert (at.state, at.step, at.stage) == (Approval.APPROVED, None, Stage.PREPARATION)
    assert at.done == frozenset(STEPS)


def test_after_a_return_the_route_resumes_at_the_step_that_returned() -> None:
    at = walk([Outcome.APPROVED, Outcome.APPROVED, Outcome.RETURNED])
    again = approval.submit(at, ROUTE, frozenset({Concern.SCHEDULE}))
    assert again.step == "finance"
    assert again.done == frozenset({"assembly", "economy"})


def test_a_change_re_opens_only_the_steps_that_it_concerns() -> None:
    at = walk([Outcome.APPROVED, Outcome.APPROVED, Outcome.RETURNED])
    money = approval.submit(at, ROUTE, frozenset({Concern.MONEY}))
    assert (money.step, money.done) == ("economy", frozenset({"assembly"}))
    own = approval.submit(at, ROUTE, frozenset({Concern.MONEY, Concern.OWN_MONEY}))
    assert (own.step, own.done) == ("assembly", frozenset())
    place = approval.submit(at, ROUTE, frozenset({Concern.PLACE}))
    assert (place.step, place.done) == ("assembly", frozenset({"economy"}))
    after_assembly = approval.decide(place, ROUTE, Outcome.APPROVED)
    assert after_assembly.step == "finance"  # economy had agreed and nothing of its concern changed


def test_what_was_put_off_is_taken_up_at_the_same_step() -> None:
    at = walk([Outcome.APPROVED, Outcome.DEFERRED])
    assert approval.decide(at, ROUTE, Outcome.APPROVED).step == "finance"
    assert approval.submit(at, ROUTE, frozenset({Concern.SCHEDULE})).step == "economy"


def test_a_refused_project_starts_anew_and_given_up_it_is_cancelled() -> None:
    refused = walk([Outcome.APPROVED, Outcome.REJECTED])
    assert refused.stage is Stage.IDENTIFICATION
    assert approval.submit(refused, ROUTE).step == "assembly"
    given_up = approval.withdraw(refused)
    assert (given_up.state, given_up.stage) == (Approval.REJECTED, Stage.CANCELLED)


def test_withdrawal_in_review_keeps_the_stage_and_of_an_approved_project_cancels() -> None:
    assert approval.withdraw(walk([])).stage is Stage.IDENTIFICATION
    assert approval.withdraw(walk([Outcome.APPROVED] * 6)).stage is Stage.CANCELLED


@given(st.lists(st.sampled_from(Outcome), max_size=25), st.sets(st.sampled_from(Concern)))
def test_only_a_full_round_of_agreements_approves(outcomes: list[Outcome], changed: set[Concern]) -> None:
    at = Position(Approval.DRAFT)
    agreed: set[str] = set()
    for outcome in outcomes:
        if at.state is Approval.APPROVED:
            return
        if at.state not in (Approval.IN_REVIEW, Approval.DEFERRED):
            at = approval.submit(at, ROUTE, frozenset(changed))
            agreed &= at.done
        assert at.step is not None
        if outcome is Outcome.APPROVED:
            agreed.add(at.step)
        at = approval.decide(at, ROUTE, outcome)
        assert (at.state is Approval.APPROVED) == (outcome is Outcome.APPROVED and agreed == set(STEPS))


def test_stages_only_go_forward() -> None:
    assert approval.stage_after(Stage.PREPARATION, approval.Turn.SPENDING) is Stage.IMPLEMENTATION
    assert approval.stage_after(Stage.COMPLETION, approval.Turn.SPENDING) is Stage.COMPLETION
    assert approval.stage_after(Stage.IMPLEMENTATION, approval.Turn.ACCEPTED) is Stage.COMPLETION
    assert approval.stage_after(Stage.COMPLETION, approval.Turn.IN_USE) is Stage.MAINTENANCE
    for turn in approval.Turn:
        assert approval.stage_after(Stage.CANCELLED, turn) is Stage.CANCELLED


LINE = BudgetLine("l1", 2027, Source.OWN, 100)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, set()),
        ({"lines": (replace(LINE, amount=200),)}, {Concern.MONEY, Concern.OWN_MONEY}),
        ({"lines": (replace(LINE, amount=50),)}, {Concern.MONEY}),
        ({"lines": (LINE, replace(LINE, key="l2", source=Source.DISTRICT_TRANSFER))}, {Concern.MONEY}),
        ({"place": Tri("Басқа")}, {Concern.PLACE}),
        ({"goal": Tri("Басқа")}, {Concern.GOAL}),
        ({"milestones": (Milestone("m1"),)}, {Concern.SCHEDULE}),
        ({"responsible": Tri("Маман")}, set()),
    ],
)
def test_what_a_change_concerns(changes: dict[str, object], expected: set[Concern]) -> None:
    before = Passport(lines=(LINE,))
    assert approval.concerns(before, before.with_changes(**changes)) == expected


def test_a_new_paper_concerns_but_a_photograph_does_not() -> None:
    same = Passport()
    paper, photo = ("k1", "estimate", "aa"), ("k2", "photo", "bb")
    assert approval.concerns(same, same, (), (photo,)) == set()
    assert approval.concerns(same, same, (photo,), (photo, paper)) == {Concern.PAPERS}


LONG = "Қаражат жоспарда көзделмеген, келесі жылға қалсын"
GOOD_MEETING = {"number": "12", "dated": TODAY, "votes": Votes(7, 1, 1), "minutes": True}


def codes(verdict: Verdict, step: str) -> list[str]:
    try:
        approval.check(verdict, ROUTE.step(step), TODAY)
    except Incomplete as refusal:
        return [problem.code for problem in refusal.problems]
    return []


def test_a_department_writes_a_conclusion_and_a_body_has_its_minutes() -> None:
    assert codes(Verdict(Outcome.APPROVED, conclusion="Қаражат бар"), "finance") == []
    assert codes(Verdict(Outcome.APPROVED), "finance") == ["approvals.no_conclusion"]
    assert codes(Verdict(Outcome.APPROVED, **GOOD_MEETING), "assembly") == []  # type: ignore[arg-type]
    assert codes(Verdict(Outcome.APPROVED), "assembly") == [
        "approvals.no_number", "approvals.no_date", "approvals.no_minutes", "approvals.no_votes",
    ]  # fmt: skip
    assert codes(Verdict(Outcome.APPROVED, number="5", dated=TODAY), "akimat") == []


def test_a_refusal_says_why_and_a_return_says_what_and_by_when() -> None:
    assert codes(Verdict(Outcome.REJECTED, reason="жоқ"), "finance") == ["approvals.reason_short"]
    assert codes(Verdict(Outcome.REJECTED, reason=LONG), "finance") == []
    assert codes(Verdict(Outcome.DEFERRED), "finance") == ["approvals.reason_short"]
    assert codes(Verdict(Outcome.RETURNED), "finance") == ["approvals.no_remarks", "approvals.no_until"]
    remarks = (Remark("cost", "Трансфертті азайту"),)
    good = Verdict(Outcome.RETURNED, remarks=remarks, until=date(2026, 2, 5))
    assert codes(good, "finance") == []
    assert codes(replace(good, until=TODAY), "finance") == ["approvals.until_past"]


@pytest.mark.parametrize(
    ("votes", "code"),
    [
        (Votes(0, 0, 0), "approvals.no_votes"),
        (Votes(-1, 3, 0), "approvals.votes_range"),
        (Votes(1001, 0, 0), "approvals.votes_range"),
        (Votes(4, 4, 0), "approvals.no_majority"),
        (Votes(4, 2, 2), "approvals.no_majority"),
        (Votes(2, 3, 0), "approvals.no_majority"),
    ],
)
def test_votes_must_carry_the_decision(votes: Votes, code: str) -> None:
    verdict = Verdict(Outcome.APPROVED, number="1", dated=TODAY, votes=votes, minutes=True)
    assert codes(verdict, "commission") == [code]


def test_an_act_is_never_of_tomorrow() -> None:
    verdict = Verdict(Outcome.APPROVED, number="1", dated=date(2026, 1, 27))
    assert codes(verdict, "akimat") == ["approvals.date_of_act"]


def test_a_route_follows_its_own_order() -> None:
    assert ROUTE.following(frozenset()) == "assembly"
    assert ROUTE.following(frozenset({"assembly", "finance"})) == "economy"
    assert ROUTE.following(frozenset(STEPS)) is None
    assert route.choose(ROUTES, route.facts(Passport(lines=(LINE,)), TODAY)).key == ROUTE.key


def test_an_act_is_not_older_than_what_it_is_about() -> None:
    verdict, step = Verdict(Outcome.APPROVED, number="1", dated=date(2026, 1, 20)), ROUTE.step("akimat")
    approval.check(verdict, step, TODAY, (), date(2026, 1, 20))
    with pytest.raises(Incomplete) as refused:
        approval.check(verdict, step, TODAY, (), date(2026, 1, 21))
    assert [problem.code for problem in refused.value.problems] == ["approvals.act_before_sending"]
