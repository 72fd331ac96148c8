"""The special ways of the law: the akim contests a no, and another body is asked about the very same version.

Where the akim disagrees with the assembly, the assembly discusses it again, and if it keeps its answer the higher akim
decides after a preliminary discussion in the maslikhat (law on local self-government, art. 39-3(11)). A dispute with
the planning department is considered by the assembly (Budget Code 2025, art. 2(4)).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from lsg_projects.domain.approval.states import Act, Position, moved
from lsg_projects.domain.contest import Contest
from lsg_projects.domain.errors import WrongState
from lsg_projects.domain.route import Route, Step
from lsg_projects.domain.states import BodyKind


@dataclass(frozen=True)
class SpecialWay:
    """A way that opens when the akim contests the answer of a body."""

    key: str
    of: BodyKind
    valid_from: date
    steps: tuple[Step, ...]
    valid_until: date | None = None


def way_for(ways: Iterable[SpecialWay], step: Step, day: date) -> SpecialWay | None:
    """Give the way by which a no at *step* may be contested; an answer inside a special way is contested no more."""
    if step.contest is not None:
        return None
    for way in ways:
        if way.of is step.body and way.valid_from <= day and (way.valid_until is None or day <= way.valid_until):
            return way
    return None


def contest(at: Position, route: Route, way: SpecialWay, words: Contest) -> tuple[Position, Route]:
    """Give the position and the route on which the contested no is looked at again.

    The steps of the way stand right after the contested one; only the first of them is asked, those above it when it
    answers no. Refuses (WrongState) a state in which nothing is contested.
    """
    state = moved(at, Act.CONTEST)
    place = next((place for place, step in enumerate(route.steps) if step.key == words.of), None)
    if place is None or not way.steps:
        raise WrongState("approvals.not_contested")
    fresh = tuple(replace(step, contest=words) for step in way.steps)
    names = {step.key for step in fresh}
    before = tuple(step for step in route.steps[: place + 1] if step.key not in names)
    after = tuple(step for step in route.steps[place + 1 :] if step.key not in names)
    first = fresh[0].key
    done = (at.done - names) | {words.of} | (names - {first})
    return replace(at, state=state, step=first, done=done), replace(route, steps=(*before, *fresh, *after))


def carried(rule: Route, before: Route) -> Route:
    """Keep the special ways of *before* on a *rule* that was chosen anew: no contested no is passed by."""
    steps: list[Step] = []
    for step in rule.steps:
        special = (one for one in before.steps if one.contest is not None and one.contest.of == step.key)
        steps += (step, *special)
    return replace(rule, steps=tuple(steps))


def agreed_before(route: Route, key: str) -> frozenset[str]:
    """Give the steps that had agreed when *key* answered: those before it, without those asked beside it."""
    group = next((keys for keys in route.together if key in keys), (key,))
    names = [step.key for step in route.steps]
    first = min(names.index(each) for each in group)
    return frozenset(names[:first])
