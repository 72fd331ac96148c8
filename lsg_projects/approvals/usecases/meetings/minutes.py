"""The minutes: the meeting is closed, speeches are written, the signed copy ends it; corrections are appended."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import update

from lsg_projects.approvals.models import Correction, MeetingItem
from lsg_projects.approvals.queries.meetings import Item, MeetingFacts
from lsg_projects.approvals.usecases.meetings import ground
from lsg_projects.approvals.usecases.meetings.calling import release
from lsg_projects.documents import usecases as papers
from lsg_projects.documents.checks import Upload
from lsg_projects.domain.errors import Problem, WrongState
from lsg_projects.domain.meeting import ItemState, MeetingAct, MeetingState
from lsg_projects.domain.personal import looks_personal
from lsg_projects.domain.states import DocumentState, DocumentType
from lsg_projects.domain.text import Tri
from lsg_projects.kit import files
from lsg_projects.kit.work import Work

MAX_SPEECH = 4000


@dataclass(frozen=True)
class WriteSpeeches:
    """What was said: outside of the items, and on each by its place on the agenda."""

    meeting_id: int
    general: Tri
    items: dict[int, Tri]


@dataclass(frozen=True)
class SignMinutes:
    """The signed copy, and whether citizens may open it; nothing means that nobody said."""

    meeting_id: int
    upload: Upload = field(repr=False)
    public: bool | None


@dataclass(frozen=True)
class CorrectMinutes:
    """What in the signed minutes is wrong, and how it is right."""

    meeting_id: int
    text: Tri


def close(unit: Work, meeting_id: int) -> None:
    """Close a meeting; what was not decided is free for another one."""
    facts = ground.taken(unit, meeting_id, MeetingAct.CLOSE)
    if any(item.open_motion is not None for item in facts.items):
        raise WrongState("meetings.motion_open")
    ground.alter(unit, facts, state=MeetingState.CLOSED, closed_at=unit.now)
    release(unit, facts.id)
    decided = sum(item.state is ItemState.DECIDED for item in facts.items)
    ground.tell(unit, facts, "closed", decided=decided)


def write_speeches(unit: Work, command: WriteSpeeches) -> None:
    """Keep the words of the minutes that are the secretary's; all else in them comes from the record."""
    facts = ground.taken(unit, command.meeting_id, MeetingAct.WRITE)
    texts = {"general": command.general} | {f"item-{place}": text for place, text in command.items.items()}
    ground.refuse([Problem(where, "approvals.personal") for where, text in texts.items() if _personal(text)])
    ground.alter(unit, facts, speeches=command.general)
    for place, text in command.items.items():
        same = (MeetingItem.id == facts.item(place).id,)
        unit.session.execute(update(MeetingItem).where(*same).values(speeches=text))
    ground.tell(unit, facts, "written")


def _personal(text: Tri) -> bool:
    return any(looks_personal(said) for said in text.as_dict().values())


def sign(unit: Work, command: SignMinutes) -> None:
    """Attach the signed copy to the meeting and to every project that was decided; the minutes are closed with it."""
    facts = ground.taken(unit, command.meeting_id, MeetingAct.SIGN)
    if command.public is None:
        ground.refuse([Problem("paper", "approvals.paper_public")])
    upload = command.upload
    kept = files.store().save(upload.data)
    for item in sorted(facts.items, key=lambda one: one.head.code):
        if item.state is ItemState.DECIDED:
            _attach(unit, facts, item, command)
    ground.alter(
        unit, facts, state=MeetingState.SIGNED, signed_at=unit.now, signed_by=unit.actor.person_id, signed_file=kept,
        signed_name=upload.name, signed_type=upload.media_type,
    )  # fmt: skip
    ground.tell(unit, facts, "signed", number=facts.number, sha256=kept)


def _attach(unit: Work, facts: MeetingFacts, item: Item, command: SignMinutes) -> None:
    name, number = facts.body.name, str(facts.number)
    title = Tri(f"{name.kk}: № {number}", f"{name.ru}: № {number}", f"{name.en}: No. {number}")
    key = papers.attach(
        unit,
        papers.Attach(
            item.head.id, item.head.code, DocumentType.MINUTES, title, command.upload.name, command.upload.data,
            number, facts.day, withheld_reason="" if command.public else "personal", upload=command.upload,
            state=DocumentState.DECIDED,
        ),
    )  # fmt: skip
    unit.session.execute(update(MeetingItem).where(MeetingItem.id == item.id).values(minutes_key=key))


def correct(unit: Work, command: CorrectMinutes) -> None:
    """Append a correction to signed minutes; what was signed stays as it is."""
    facts = ground.taken(unit, command.meeting_id, MeetingAct.CORRECT)
    if not command.text:
        ground.refuse([Problem("text", "shared.required")])
    if _personal(command.text):
        ground.refuse([Problem("text", "approvals.personal")])
    row = Correction(meeting_id=facts.id, text=command.text, made_at=unit.now, made_by=unit.actor.person_id)
    unit.add(row)
    ground.tell(unit, facts, "corrected", correction=row.id)
