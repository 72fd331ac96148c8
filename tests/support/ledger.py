"""Every act held against the journal: who changes something tells it once, and a refused right stands among the denials.

An act is a call of a use case that is not part of another call. The ledger wraps all use cases of the program once and
looks at those that run while it is kept.
"""

from __future__ import annotations

import functools
import json
import re
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any

import pytest
from sqlalchemy import Engine, event

from lsg_projects.domain.actor import Actor
from lsg_projects.domain.chain import Entry
from lsg_projects.domain.errors import NotAllowed
from lsg_projects.domain.events import DENIALS, Event
from lsg_projects.kit import work as kit_work
from lsg_projects.kit.work import Work

_WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')

UNTOLD = frozenset(
    {
        "journal_head", "journal_entry", "journal_checkpoint", "journal_checkpoint_head",  # the journal itself
        "web_session", "sign_in_attempt", "ask_attempt", "one_time_link",  # doors
        "notice", "notice_mark", "notice_choice", "report_letter",  # letters, written from the journal
        "project_summary", "paid_line",  # sums of what other rows say
    }
)  # fmt: skip
"""Tables whose rows are no facts of the matter: to change them is no act."""

WHOLES: dict[str, frozenset[str]] = {
    "step.decided": frozenset({"document.attached", "project.published", "change.applied", "meeting.motion_closed"}),
    "change.sent": frozenset({"change.applied", "project.published"}),
    "change.applied": frozenset({"project.published"}),
    "project.withdrawn": frozenset({"change.withdrawn"}),
    "meeting.motion_put": frozenset({"meeting.interest"}),
    "milestone.met": frozenset({"document.attached"}),
    "meeting.signed": frozenset({"document.attached"}),
}
"""One click may be several acts in law, each with its own entry: the decision, the paper of the meeting, the publication."""

PARTS = frozenset(
    {
        "projects.freeze", "projects.refresh",  # parts of sending and of what is delivered
        "history.want_check",  # a wish to the worker, gone when it is done
    }
)  # fmt: skip
"""What belongs to other acts, or decides nothing, and is called alone by tests."""


@dataclass
class Act:
    """A use case that somebody called: which tables changed by it, and what it told."""

    name: str
    actor: Actor
    changed: set[str] = field(default_factory=set)
    told: list[Entry] = field(default_factory=list)

    def faults(self) -> Iterator[str]:
        """Say what does not hold between this act and its entries."""
        if self.actor.person_id is None or self.name in PARTS:
            return
        actions = [entry.action for entry in self.told]
        if not actions and (facts := self.changed - UNTOLD):
            yield f"{self.name} changed {', '.join(sorted(facts))} and told nothing"
        twice = Counter((entry.chain, entry.action, entry.subject, entry.body) for entry in self.told)
        if max(twice.values(), default=1) > 1 or not _whole(set(actions)):
            yield f"{self.name} told {', '.join(actions)}"


def _whole(actions: set[str]) -> bool:
    return len(actions) <= 1 or any(actions - {main} <= WHOLES.get(main, frozenset()) for main in actions)


@dataclass
class Ledger:
    """What happened while it was kept."""

    acts: list[Act] = field(default_factory=list)
    """What was stored."""
    refused: list[str] = field(default_factory=list)
    """Rights that were refused in pieces of work, by their codes."""
    denied: list[str] = field(default_factory=list)
    """Entries of the chain of denials, by their codes."""

    def faults(self) -> list[str]:
        """Say everything that does not hold."""
        found = [fault for act in self.acts for fault in act.faults()]
        if unwritten := Counter(self.refused) - Counter(self.denied):
            found.append(f"refused and not written: {sorted(unwritten)}")
        return found


class _Here(threading.local):
    """What runs in this thread now."""

    act: Act | None = None
    piece: list[Act] | None = None


_here = _Here()
_kept: list[Ledger] = []
_seen: dict[str, int] = {}


@contextmanager
def kept() -> Iterator[Ledger]:
    """Keep a ledger for the length of a block."""
    _wrap_all()
    ledger = Ledger()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kit_work, "_in_one", _watched(kit_work._in_one, ledger))
        patch.setattr(Work, "tell_all", _heard(Work.tell_all, ledger))
        event.listen(Engine, "after_cursor_execute", _look)
        _kept.append(ledger)
        try:
            yield ledger
        finally:
            _kept.remove(ledger)
            event.remove(Engine, "after_cursor_execute", _look)


def _watched(inner: Callable[[Actor], Iterator[Work]], ledger: Ledger) -> Callable[[Actor], Iterator[Work]]:
    def in_one(actor: Actor) -> Iterator[Work]:
        piece: list[Act] = []
        _here.piece = piece
        try:
            yield from inner(actor)
            ledger.acts += piece
        except NotAllowed as refusal:
            ledger.refused.append(refusal.code)
            raise
        finally:
            _here.piece = None

    return in_one


def _heard(tell_all: Callable[..., list[Entry]], ledger: Ledger) -> Callable[..., list[Entry]]:
    def tell(unit: Work, events: Sequence[Event]) -> list[Entry]:
        found = tell_all(unit, events)
        if found[0].chain == DENIALS:
            ledger.denied += [json.loads(entry.body)["code"] for entry in found]
        elif _here.act is not None:
            _here.act.told += found
        return found

    return tell


def _look(_connection: object, cursor: Any, statement: str, *_: object) -> None:
    if _here.act is not None and cursor.rowcount and (found := _WRITES.match(statement)):
        _here.act.changed.add(found[1])


def _wrap_all() -> None:
    """Put a wrapper around every use case, in every module that knows it by a name."""
    if len(sys.modules) == _seen.get("modules"):
        return
    made: dict[int, Callable[..., Any]] = {}
    for module in [module for name, module in sys.modules.items() if name.startswith(("lsg_projects", "tests"))]:
        for name, known in list(vars(module).items()):
            if isinstance(known, FunctionType) and _is_use_case(known):
                setattr(module, name, made.setdefault(id(known), _wrapped(known)))
    _seen["modules"] = len(sys.modules)


def _is_use_case(known: FunctionType) -> bool:
    public = ".usecases" in known.__module__ and not known.__name__.startswith("_")
    return public and not hasattr(known, "__wrapped__") and next(iter(known.__annotations__.values()), "") == "Work"


def _wrapped(use_case: FunctionType) -> Callable[..., Any]:
    @functools.wraps(use_case)
    def called(unit: Work, *arguments: Any, **named: Any) -> Any:
        if not _kept or _here.act is not None or _here.piece is None:
            return use_case(unit, *arguments, **named)
        feature = use_case.__module__.split(".")[1]
        _here.act = act = Act(f"{feature}.{use_case.__name__}", unit.actor)
        _here.piece.append(act)
        try:
            return use_case(unit, *arguments, **named)
        finally:
            _here.act = None

    return called
