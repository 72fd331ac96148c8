"""The gate itself: every rule of every step, in the order of the form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lsg_projects.domain.completeness.content import milestones_gaps, results_gaps, what_gaps, why_gaps
from lsg_projects.domain.completeness.gap import Gap, Rules
from lsg_projects.domain.completeness.papers import papers_gaps
from lsg_projects.domain.completeness.risks import personal_gaps, risks_gaps
from lsg_projects.domain.completeness.sums import cost_gaps, revenue_gaps
from lsg_projects.domain.project import STEPS, Passport
from lsg_projects.domain.states import DocumentType

Rule = Callable[[Passport, frozenset[DocumentType], Rules], Iterator[Gap]]

_RULES: tuple[Rule, ...] = (
    what_gaps,
    why_gaps,
    results_gaps,
    milestones_gaps,
    cost_gaps,
    revenue_gaps,
    risks_gaps,
    papers_gaps,
    personal_gaps,
)

_EMPTY = Passport()


def gaps(passport: Passport, held: Iterable[DocumentType] = (), rules: Rules | None = None) -> tuple[Gap, ...]:
    """List what *passport* owes; *held* are the types of the documents attached to it."""
    types, known = frozenset(held), rules or Rules()
    return tuple(gap for rule in _RULES for gap in rule(passport, types, known))


def state_of_steps(
    passport: Passport, held: Iterable[DocumentType], found: Iterable[Gap]
) -> dict[str, tuple[str, int]]:
    """Tell for each step whether it is ``done``, has a ``gap`` or is ``todo`` (not begun), with the count of gaps."""
    counts = dict.fromkeys(STEPS, 0)
    for gap in found:
        counts[gap.step] += 1
    begun = {step: _begun(passport, fields) for step, fields in STEPS.items()}
    begun["documents"] = any(True for _ in held)
    states = {step: (_state(begun[step], count), count) for step, count in counts.items()}
    states["review"] = ("todo", sum(counts.values()))
    return states


def _begun(passport: Passport, fields: tuple[str, ...]) -> bool:
    return any(getattr(passport, name) != getattr(_EMPTY, name) for name in fields)


def _state(begun: bool, count: int) -> str:
    if not count:
        return "done"
    return "gap" if begun else "todo"
