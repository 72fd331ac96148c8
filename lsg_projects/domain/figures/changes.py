"""What changed between two editions of a report, told by their facts: each project, and what stands beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Told = Mapping[str, Any]

_CALLED = {
    "funding": "money", "payments": "money", "expected": "revenue", "receipts": "revenue", "milestones": "dates",
    "start": "dates", "finished": "dates", "stage": "state", "approval": "state", "delivery": "state", "why": "state",
    "delivery_before": "state", "approved": "state", "contract": "state", "indicators": "results",
    "contributions": "results", "decisions": "decisions", "troubles": "troubles", "problems": "troubles",
    "okrugs": "okrugs", "approvals": "approvals", "frame": "frame",
}  # fmt: skip
"""What a field of the facts is called; any other one is text."""
_APART = frozenset({"projects", "kind", "language", "period"})


@dataclass(frozen=True)
class Changed:
    """A project that both editions know, with what differs."""

    code: str
    what: tuple[str, ...]


@dataclass(frozen=True)
class Changes:
    """What a new edition would say otherwise than the one before it."""

    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[Changed, ...] = ()
    around: tuple[str, ...] = field(default=())
    """What differs beside the projects."""

    def __bool__(self) -> bool:
        """Tell whether anything differs."""
        return bool(self.added or self.gone or self.changed or self.around)


def between(before: Told, after: Told) -> Changes:
    """Compare two editions' facts, both as they travel inside the files."""
    old, new = _projects(before), _projects(after)
    both = sorted(old.keys() & new.keys())
    return Changes(
        added=tuple(sorted(new.keys() - old.keys())),
        gone=tuple(sorted(old.keys() - new.keys())),
        changed=tuple(Changed(code, what) for code in both if (what := _differing(old[code], new[code]))),
        around=_differing(_without(before), _without(after)),
    )


def _projects(facts: Told) -> dict[str, Told]:
    listed = facts.get("projects") or ([facts["project"]] if "project" in facts else [])
    return {each["code"]: each for each in listed}


def _without(facts: Told) -> Told:
    return {name: value for name, value in facts.items() if name not in _APART and name != "project"}


def _differing(before: Told, after: Told) -> tuple[str, ...]:
    """Name what differs, each once; a field that is not written down is empty."""
    names = (name for name in {**before, **after} if (before.get(name) or None) != (after.get(name) or None))
    return tuple(sorted({_CALLED.get(name, "text") for name in names}))
