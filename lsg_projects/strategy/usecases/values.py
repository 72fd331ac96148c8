"""Values of indicators: the office types and sends them, somebody else approves; a correction is appended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.errors import Incomplete, Missing, Problem, Stale, WrongState
from lsg_projects.domain.events import Event, project_chain
from lsg_projects.domain.personal import looks_personal
from lsg_projects.domain.results import EDITABLE, PeriodState, ValueState, faults
from lsg_projects.domain.states import Approval, Stage
from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work
from lsg_projects.projects import queries as projects
from lsg_projects.projects.models import Project
from lsg_projects.projects.queries import ProjectHead
from lsg_projects.strategy import queries
from lsg_projects.strategy.models import IndicatorValue
from lsg_projects.strategy.queries import Measured, Slot


@dataclass(frozen=True)
class Typed:
    """A value of one indicator as it was typed over *version* of its row (0 where there was none)."""

    key: str
    value: Decimal | None
    parts: Mapping[str, Decimal | None] = field(default_factory=dict)
    source: str = ""
    note: str = ""
    version: int = 0


@dataclass(frozen=True)
class Enter:
    """The values of a project in an open period."""

    code: str
    period: str
    values: tuple[Typed, ...]


@dataclass(frozen=True)
class Send:
    """What was typed for a period, to those who approve it."""

    code: str
    period: str


@dataclass(frozen=True)
class Correct:
    """A dated correction of an approved value, or a value that came after the period was closed."""

    code: str
    period: str
    typed: Typed
    reason: Tri
    seen: int = -1
    """The revision that was shown; -1 where the period had no value."""


def enter(unit: Work, command: Enter) -> int:
    """Store drafts and give how many values changed; refuses (Incomplete) what is wrong and (Stale) what moved."""
    head = opened(unit, command.code, Action.ENTER_RESULT)
    sheet = _sheet(unit, head)
    told = [one for one in command.values if one.value is not None or any(one.parts.values())]
    slots = [(one, *_place(sheet, one.key, command.period)) for one in told]
    refuse([each for one, at, slot in slots for each in _wrong(one, at, slot, ahead=f"{one.key}-")])
    changed = [(one, slot) for one, _at, slot in slots if _differs(one, slot)]
    for one, slot in changed:
        _store(unit, head, one, slot)
    if changed:
        body = {"period": command.period, "indicators": [one.key for one, _slot in changed]}
        unit.tell(Event(project_chain(head.code), "results.entered", head.code, body))
    return len(changed)


def send(unit: Work, command: Send) -> int:
    """Send the drafts of a period and give how many; refuses (WrongState) where nothing waits to be sent."""
    head = opened(unit, command.code, Action.SEND_RESULT)
    slots = [slot for at in _sheet(unit, head) if (slot := at.slot(command.period)) is not None]
    ready = [(slot, row) for slot in slots if (row := slot.newest) and row.state is ValueState.DRAFT]
    if not ready:
        raise WrongState("results.nothing_to_send")
    if any(not slot.editable for slot, _row in ready):
        raise WrongState("results.period_closed")
    for _slot, row in ready:
        changes = {"state": ValueState.PENDING, "sent_at": unit.now, "writers": _writers(unit, row.writers)}
        _move(unit, row.id, row.version, (ValueState.DRAFT,), changes)
    body = {"period": command.period, "indicators": [row.key for _slot, row in ready]}
    unit.tell(Event(project_chain(head.code), "results.sent", head.code, body))
    return len(ready)


def correct(unit: Work, command: Correct) -> int:
    """Append a correction and send it at once; gives its revision. The value that it corrects stays as it is."""
    head = opened(unit, command.code, Action.SEND_RESULT)
    at, slot = _place(_sheet(unit, head), command.typed.key, command.period)
    if not slot.correctable:
        raise WrongState("results.not_correctable")
    if (slot.newest.revision if slot.newest else -1) != command.seen:
        raise Stale("results.changed")
    problems = [*_faults(command.typed, at, slot), *_personal("reason", command.reason)]
    if not command.reason:
        problems.append(Problem("reason", "results.no_reason"))
    refuse(problems)
    revision = max(command.seen + 1, 1)
    row = _row(unit, head, command.typed, command.period)
    row.revision, row.reason, row.state, row.sent_at = revision, command.reason, ValueState.PENDING, unit.now
    _add(unit, row)
    body = {"period": command.period, "indicator": command.typed.key, "revision": revision, "value": row.value}
    unit.tell(Event(project_chain(head.code), "results.corrected", head.code, body))
    return revision


def opened(unit: Work, code: str, action: Action) -> ProjectHead:
    """Take an approved project for this piece of work, so that two people's values come one after another."""
    head = projects.find(unit.session, code)
    require(action, unit.actor, Subject(head.unit_path, head.body_id, name=head.code))
    return held(unit, head)


def held(unit: Work, head: ProjectHead) -> ProjectHead:
    """Lock a project and give it as it stands now; refuses (WrongState) one that is not approved."""
    unit.session.execute(select(Project.id).where(Project.id == head.id).with_for_update())
    head = projects.by_id(unit.session, head.id)
    if head.approval is not Approval.APPROVED or head.stage is Stage.CANCELLED:
        raise WrongState("results.not_approved")
    return head


def _sheet(unit: Work, head: ProjectHead) -> tuple[Measured, ...]:
    return queries.sheet(unit.session, head, unit.today)


def _place(sheet: Sequence[Measured], key: str, period: str) -> tuple[Measured, Slot]:
    for at in sheet:
        slot = at.slot(period)
        if at.result.key == key and slot is not None:
            return at, slot
    raise Missing("results.no_period")


def _wrong(one: Typed, at: Measured, slot: Slot, ahead: str) -> Iterable[Problem]:
    """Name what is wrong with a typed value; a value that stays as it was is left alone, whatever its state."""
    if not _differs(one, slot):
        return []
    if slot.state is not PeriodState.OPEN:
        raise WrongState("results.period_closed")
    if not slot.editable:
        raise WrongState("results.not_editable")
    found = _faults(one, at, slot)
    return [replace(each, where=f"{ahead}{each.where}") for each in found]


def _faults(one: Typed, at: Measured, slot: Slot) -> list[Problem]:
    before = at.before(slot.period)
    found = list(faults(at.result, one.value, one.parts, at.parts, before.value if before else None, one.note))
    return [*found, *_personal("source", one.source), *_personal("note", one.note)]


def _personal(where: str, text: Tri | str) -> list[Problem]:
    """Find what may be a person's number: the source is published, and notes have no need of it."""
    said = text.as_dict().values() if isinstance(text, Tri) else (text,)
    return [Problem(where, "delivery.personal")] if any(looks_personal(part) for part in said) else []


def refuse(problems: Sequence[Problem]) -> None:
    """Refuse (Incomplete) where anything is wrong."""
    if problems:
        raise Incomplete("results.incomplete", tuple(problems), n=len(problems))


def _differs(one: Typed, slot: Slot) -> bool:
    known = slot.newest
    if known is None:
        return True
    same = (known.value, dict(known.parts), known.source, known.note)
    return same != (one.value, _told(one), one.source, one.note) or known.state is ValueState.RETURNED


def _told(one: Typed) -> dict[str, Decimal]:
    return {key: part for key, part in one.parts.items() if part is not None}


def _store(unit: Work, head: ProjectHead, one: Typed, slot: Slot) -> None:
    """Write the first value of a period, or write over the one that was seen."""
    known = slot.newest
    if known is None:
        if one.version:
            raise Stale("results.changed")
        _add(unit, _row(unit, head, one, str(slot.period)))
        return
    changes = {
        "value": one.value, "parts": _plain(one), "source": one.source, "note": one.note, "state": ValueState.DRAFT,
        "writers": _writers(unit, known.writers), "recorded_at": unit.now,
    }  # fmt: skip
    _move(unit, known.id, one.version, tuple(EDITABLE), changes)


def _row(unit: Work, head: ProjectHead, one: Typed, period: str) -> IndicatorValue:
    return IndicatorValue(
        project_id=head.id, result_key=one.key, period=period, revision=0, state=ValueState.DRAFT, version=1,
        value=one.value, parts=_plain(one), source=one.source, note=one.note, reason=Tri(), remark="",
        writers=_writers(unit, ()), recorded_at=unit.now,
    )  # fmt: skip


def _plain(one: Typed) -> dict[str, str]:
    return {key: format(part.normalize(), "f") for key, part in _told(one).items()}


def _writers(unit: Work, known: Iterable[int]) -> list[int]:
    own = {unit.actor.person_id} if unit.actor.person_id is not None else set()
    return sorted({*known, *own})


def _add(unit: Work, row: IndicatorValue) -> None:
    try:
        unit.add(row)
    except IntegrityError as error:
        raise Stale("results.changed") from error


def _move(unit: Work, value_id: int, version: int, states: Sequence[ValueState], changes: Mapping[str, object]) -> None:
    """Write over one version of a row in one of *states*; refuses (Stale) where it is another by now."""
    place = (
        IndicatorValue.id == value_id, IndicatorValue.version == version, IndicatorValue.state.in_(states),
    )  # fmt: skip
    step = update(IndicatorValue).where(*place).values(version=version + 1, **changes)
    moved(unit.session.execute(step.execution_options(synchronize_session=False)))
    unit.session.expire_all()
