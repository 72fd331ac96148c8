"""The acts of a demonstration project: each goes through the use case that an official's click would call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals import usecases as approval
from lsg_projects.delivery import usecases as money
from lsg_projects.delivery.usecases import progress
from lsg_projects.documents import usecases as documents
from lsg_projects.domain.approval import Remark, Verdict, Votes
from lsg_projects.domain.completeness import owed
from lsg_projects.domain.project import STEPS as PASSPORT_STEPS
from lsg_projects.domain.project import Milestone
from lsg_projects.domain.states import Approval, DocumentType, Kind, Outcome
from lsg_projects.domain.text import Tri
from lsg_projects.kit.words import words
from lsg_projects.kit.work import Work
from lsg_projects.operations.demo.scans import Scan, paper, picture
from lsg_projects.operations.demo.stories import Paid, Reported, Story, table
from lsg_projects.projects import queries as projects
from lsg_projects.projects import usecases as passports

SUPPLIER = "ЖШС «Демо-құрылыс»"
DEPARTMENTS = ("economy", "finance")
_ON_PAPER = ("economy",)
"""Departments of the demonstration that enclose their conclusion on paper."""
_SIZES = {"assembly": 9, "commission": 9, "maslikhat": 15}


@dataclass
class Cast:
    """What the loading has made so far: numbers of bodies and people, codes of projects."""

    bodies: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    meetings: dict[str, int] = field(default_factory=dict)


def begin(unit: Work, cast: Cast, story: Story, body: str) -> None:
    """Register the project, fill the passport step by step and attach the papers that it owes."""
    code = passports.register(unit, passports.Register(cast.bodies[body]))
    cast.codes[story.key] = code
    revision = projects.find(unit.session, code).revision
    for step, names in PASSPORT_STEPS.items():
        changes = {name: getattr(story.passport, name) for name in names}
        if changes:
            revision = passports.save_step(unit, passports.SaveStep(code, step, revision, changes))
    head = projects.find(unit.session, code)
    for kind in {each.type for each in owed(story.passport)}:
        data = _scan(kind, story, code)
        documents.attach(unit, documents.Attach(head.id, code, kind, _label(kind), f"{kind.value}.pdf", data))


def _label(kind: DocumentType) -> Tri:
    return Tri(*(words(lang)(f"doctype.{kind.value}") for lang in ("kk", "ru", "en")))


def _scan(kind: DocumentType, story: Story, code: str, number: str = "", day: object = None) -> bytes:
    label, title = _label(kind), story.passport.title
    dated = f"{day:%d.%m.%Y}" if day else ""
    return paper(Scan((label.kk, label.ru), (title.kk, title.ru, code), number, dated))


def send(unit: Work, cast: Cast, story: Story) -> None:
    """Send the project for approval, on the draft as it stands."""
    code = cast.codes[story.key]
    approval.submit(unit, approval.Submit(code, projects.find(unit.session, code).revision))


def publish(unit: Work, cast: Cast, story: Story) -> None:
    """Show the project to citizens."""
    passports.publish(unit, cast.codes[story.key])


def decide(unit: Work, cast: Cast, story: Story, step: str, number: str) -> None:
    """Answer at a step as the story says; a step that the project's route does not have passes by."""
    head = projects.find(unit.session, cast.codes[story.key])
    task_id = approvals.open_task_of(unit.session, head.id)
    if task_id is None or approvals.task(unit.session, task_id).step != step:
        return
    shown = approvals.shown(unit.session, task_id)
    data = _scan(DocumentType.MINUTES, story, head.code, number, unit.today)
    minutes = approval.Enclosure(f"{step}.pdf", data) if step in _SIZES else None
    said = approval.Decide(task_id, shown.version, shown.digest, verdict(unit, story, step, number), minutes)
    if draft := approvals.draft_of(unit.session, task_id):
        said = replace(said, draft=draft.revision, draft_paper=draft.paper_hash)
    approval.decide(unit, said)


def prepare(unit: Work, cast: Cast, story: Story, step: str) -> None:
    """Prepare the answer of a department for its head; a step that the project's route does not have passes by."""
    head = projects.find(unit.session, cast.codes[story.key])
    task_id = approvals.open_task_of(unit.session, head.id)
    if task_id is None or approvals.task(unit.session, task_id).step != step:
        return
    shown = approvals.shown(unit.session, task_id)
    answer = approval.Prepare(task_id, shown.version, shown.digest, verdict(unit, story, step, ""))
    approval.prepare(
        unit, replace(answer, paper=_conclusion_paper(unit, story, head.code) if step in _ON_PAPER else None)
    )


def _conclusion_paper(unit: Work, story: Story, code: str) -> approval.Enclosure:
    """Draw the conclusion on paper; it names nobody, so residents may open it once it is signed."""
    return approval.Enclosure("qorytyndy.pdf", _scan(DocumentType.CONCLUSION, story, code, "", unit.today))


def verdict(unit: Work, story: Story, step: str, number: str) -> Verdict:
    """Give what a body answers at a step, as the story tells."""
    last = step == story.until
    outcome = story.answer.outcome if last else Outcome.APPROVED
    remark = both(story.answer.remark) if last else ""
    returned = outcome is Outcome.RETURNED
    return Verdict(
        outcome=outcome,
        reason="" if returned else remark,
        conclusion=_conclusion(step),
        remarks=(Remark(story.answer.step, remark),) if returned else (),
        until=story.answer.until if last else None,
        number="" if step in DEPARTMENTS else number,
        dated=None if step in DEPARTMENTS else unit.today,
        votes=_votes(story, step),
    )


def both(text: Tri) -> str:
    """Write a remark in the two official languages, since it is stored once for all readers."""
    return " / ".join(filter(None, (text.kk, text.ru)))


def _conclusion(step: str) -> str:
    return both(Tri.of(table("phrases")["conclusion"][step]["text"])) if step in DEPARTMENTS else ""


def _votes(story: Story, step: str) -> Votes | None:
    if step not in _SIZES:
        return None
    away, abstained = len(story.key) % 3, len(story.key) % 2
    return Votes(_SIZES[step] - away - abstained, 0, abstained)


def withdraw(unit: Work, cast: Cast, story: Story) -> None:
    """Take the project back, for the reason that the story gives."""
    code = cast.codes[story.key]
    state: Approval = projects.find(unit.session, code).approval
    approval.withdraw(unit, approval.Withdraw(code, state, both(story.note)))


def sign(unit: Work, cast: Cast, story: Story, number: str) -> None:
    """Record the contract for the works: its sum is what was paid, or the plan while the works go on."""
    paid = sum(each.amount for each in story.payments)
    amount = paid if len(story.met) == len(story.passport.milestones) else story.passport.amount
    money.sign(unit, money.Sign(cast.codes[story.key], number, unit.today, SUPPLIER, amount, ends=story.passport.end))


def meet(unit: Work, cast: Cast, story: Story, milestone: Milestone) -> None:
    """Report a milestone met, with the evidence that it promised."""
    code = cast.codes[story.key]
    evidence = tuple(_evidence(unit, code, story, milestone))
    progress.meet(unit, progress.Meet(code, milestone.key, unit.today, evidence=evidence))


def _evidence(unit: Work, code: str, story: Story, milestone: Milestone) -> Iterator[progress.Evidence]:
    for kind in milestone.evidence:
        if kind is DocumentType.PHOTO:
            data = picture(story.passport.kind or Kind.OTHER, f"{code}-{milestone.key}")
            yield progress.Evidence(kind, milestone.title, f"{milestone.key}.png", data)
        else:
            data = _scan(kind, story, code, day=unit.today)
            yield progress.Evidence(kind, milestone.title, f"{milestone.key}.pdf", data)


def report(unit: Work, cast: Cast, story: Story, said: Reported) -> None:
    """Report how far a milestone is, or that its date slips."""
    step = progress.Step(said.milestone, said.percent, said.new_due, said.reason)
    progress.report(unit, progress.Report(cast.codes[story.key], (step,)))


def pay(unit: Work, cast: Cast, story: Story, paid: Paid, number: str) -> None:
    """Record a payment under its budget line."""
    money.pay(unit, money.Pay(cast.codes[story.key], paid.line, unit.today, paid.amount, number))


def receive(unit: Work, cast: Cast, story: Story, came: Paid) -> None:
    """Record own revenue that came in a month."""
    code = next(line.code for line in story.passport.revenue if line.key == came.line)
    money.receive(unit, money.Receive(cast.codes[story.key], code, unit.today.replace(day=1), came.amount))


def hand_over(unit: Work, cast: Cast, story: Story) -> None:
    """Put the result into use."""
    progress.hand_over(unit, progress.HandOver(cast.codes[story.key], unit.today))
