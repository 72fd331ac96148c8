"""Rules of the first four steps: what it is, why, what changes, what is ready by when."""

from __future__ import annotations

from collections.abc import Iterator

from lsg_projects.domain.completeness.gap import Gap, Rules, missing, text_gaps
from lsg_projects.domain.project import Milestone, Passport, Result
from lsg_projects.domain.states import DocumentType

Held = frozenset[DocumentType]

MILESTONES = range(2, 16)
LINKS = 3
WHOLE = 100


def what_gaps(passport: Passport, _held: Held, rules: Rules) -> Iterator[Gap]:
    """Check step 1: names, kinds, place, and the item of the okrug's development plan."""
    yield from text_gaps("what", "title", passport.title, 10, 120)
    yield from text_gaps("what", "summary", passport.summary, 20, 220)
    for name in ("kind", "sector", "legal_kind", "works"):
        if getattr(passport, name) is None:
            yield missing("what", name, "choose")
    yield from _place_gaps(passport, rules)
    if not passport.plan_item:
        yield missing("what", "plan_item.kk", "plan_item")


def _place_gaps(passport: Passport, rules: Rules) -> Iterator[Gap]:
    if not passport.settlements:
        yield missing("what", "settlements", "choose")
    for code in passport.settlements:
        if rules.settlements and code not in rules.settlements:
            yield missing("what", "settlements", "foreign_settlement", value=code)
    if not passport.place and (passport.latitude is None or passport.longitude is None):
        yield missing("what", "place.kk", "place")


def why_gaps(passport: Passport, _held: Held, _rules: Rules) -> Iterator[Gap]:
    """Check step 2: the problem, the goal, who gains, and the frames that it contributes to."""
    yield from text_gaps("why", "problem", passport.problem, 50, 1500)
    yield from text_gaps("why", "goal", passport.goal, 20, 300)
    if not passport.beneficiaries:
        yield missing("why", "beneficiaries", "beneficiaries")
    for place, group in enumerate(passport.beneficiaries):
        yield from text_gaps("why", f"beneficiaries.{place}.group", group.group, 2, 120)
        if group.people < 1:
            yield missing("why", f"beneficiaries.{place}.people", "people")
    for place, link in enumerate(passport.goals):
        if not link.contribution:
            yield missing("why", f"goals.{place}.contribution.kk", "contribution")


def results_gaps(passport: Passport, _held: Held, _rules: Rules) -> Iterator[Gap]:
    """Check step 3: at least one result, each with an indicator that can be read."""
    if not passport.results:
        yield missing("results", "results", "results")
    for place, result in enumerate(passport.results):
        yield from _result_gaps(f"results.{place}", result, passport)


def _result_gaps(path: str, result: Result, passport: Passport) -> Iterator[Gap]:
    yield from text_gaps("results", f"{path}.text", result.text, 10, 200)
    yield from text_gaps("results", f"{path}.indicator", result.indicator, 3, 160)
    yield from text_gaps("results", f"{path}.unit", result.unit, 1, 40)
    yield from _baseline_gaps(path, result)
    if not result.targets:
        yield missing("results", f"{path}.targets", "targets")
    for target in result.targets:
        if passport.start and target.year < passport.start.year:
            yield missing("results", f"{path}.targets", "target_early", year=target.year)
    if not result.source:
        yield missing("results", f"{path}.source.kk", "data_source")


def _baseline_gaps(path: str, result: Result) -> Iterator[Gap]:
    if result.baseline is None and not result.baseline_unknown:
        yield missing("results", f"{path}.baseline", "baseline")
    elif result.baseline is not None and result.baseline_year is None:
        yield missing("results", f"{path}.baseline_year", "baseline_year")


def milestones_gaps(passport: Passport, _held: Held, _rules: Rules) -> Iterator[Gap]:
    """Check step 4: the start, 2 to 15 milestones inside the dates, weights that make the whole."""
    if passport.start is None:
        yield missing("milestones", "start")
    if len(passport.milestones) not in MILESTONES:
        yield missing("milestones", "milestones", "milestones_count", n=len(passport.milestones))
    for place, milestone in enumerate(passport.milestones):
        yield from _milestone_gaps(f"milestones.{place}", milestone, passport)
    total = sum(milestone.weight for milestone in passport.milestones)
    if passport.milestones and total != WHOLE:
        yield missing("milestones", "milestones", "weights_sum", n=total)


def _milestone_gaps(path: str, milestone: Milestone, passport: Passport) -> Iterator[Gap]:
    yield from text_gaps("milestones", f"{path}.title", milestone.title, 5, 120)
    if milestone.due is None:
        yield missing("milestones", f"{path}.due")
    elif passport.start and milestone.due < passport.start:
        yield missing("milestones", f"{path}.due", "due_early", a=passport.start, b=milestone.due)
    if not 1 <= milestone.weight < WHOLE:
        yield missing("milestones", f"{path}.weight", "weight")
    if not milestone.evidence:
        yield missing("milestones", f"{path}.evidence", "evidence")
