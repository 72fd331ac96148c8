"""The paper of a department's answer: it comes with the draft, and the signature covers it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import update

from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals import usecases as acts
from lsg_projects.approvals.models import ApprovalProcess, ApprovalTask
from lsg_projects.approvals.queries import Prepared
from lsg_projects.approvals.usecases import Enclosure, Prepare, SendBack
from lsg_projects.documents import queries as documents
from lsg_projects.documents.models import Document
from lsg_projects.domain.errors import Incomplete, Missing, Stale, WrongState
from lsg_projects.domain.project import Passport
from lsg_projects.domain.states import BodyKind, DocumentState, DocumentType, LegalKind, Outcome, Role
from lsg_projects.kit import db, examination, files, journal
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from lsg_projects.projects import usecases as passports
from tests.documents.test_checks import picture
from tests.support import route_world as rw
from tests.support.route_world import World

OTHER = rw.PDF.replace(b"99 99", b"88 88")
FIRST, SECOND = Enclosure("qorytyndy.pdf", rw.PDF), Enclosure("qorytyndy-2.pdf", OTHER)


def at_economy(world: World, passport: Passport = rw.PASSPORT) -> tuple[str, int]:
    """A project that waits for the economy department."""
    code = rw.project(world, passport)
    task = rw.decide(world, rw.submit(world, code)).next_task
    assert task is not None
    return code, task


def draft(task: int) -> Prepared:
    db.session().rollback()
    found = approvals.draft_of(db.session(), task)
    assert found is not None
    return found


def sign(world: World, task: int, revision: int, outcome: Outcome = Outcome.APPROVED, **more: object) -> acts.Answered:
    with work(world.person(world.heads[BodyKind.ECONOMY])) as unit:
        return acts.decide(unit, replace(rw.command(task, outcome), **({"draft": revision} | more)))  # type: ignore[arg-type]


def papers_of(code: str) -> list[tuple[DocumentType, DocumentState]]:
    """What everybody of the territory sees among the documents of a project, its estimate and its minutes aside."""
    db.session().rollback()
    found = documents.of_project(db.session(), projects.find(db.session(), code).id)
    return [(doc.type, doc.state) for doc in found if doc.type not in (DocumentType.ESTIMATE, DocumentType.MINUTES)]


def entries(code: str, action: str) -> list[dict[str, object]]:
    db.session().rollback()
    return [json.loads(one.body) for one in journal.entries(db.session(), f"project:{code}") if one.action == action]


def test_the_paper_is_of_the_draft_until_the_signature_and_of_the_decision_after_it(world: World) -> None:
    code, task = at_economy(world)
    before = approvals.shown(db.session(), task)
    revision = rw.prepare(world, task, paper=FIRST)
    paper = draft(task).paper
    assert paper is not None
    assert papers_of(code) == []
    assert approvals.shown(db.session(), task) == before  # nothing of it is shown to anybody else
    with pytest.raises(Missing):
        documents.by_key(db.session(), paper.key)
    assert len(entries(code, "document.attached")) == 2  # the estimate and the minutes of the assembly
    assert entries(code, "draft.prepared")[-1]["paper"] == paper.sha256
    sign(world, task, revision)
    assert papers_of(code) == [(DocumentType.CONCLUSION, DocumentState.DECIDED)]
    decided = approvals.decision_on(db.session(), task)
    assert decided is not None
    assert decided.paper_key == paper.key
    assert documents.content(documents.by_key(db.session(), paper.key)) == rw.PDF
    assert entries(code, "document.attached")[-1]["sha256"] == paper.sha256
    told = entries(code, "step.decided")[-1]
    assert isinstance(told["prepared"], dict)
    assert told["prepared"]["paper"] == paper.sha256
    assert examination.verify(db.session()).broken is None


def test_what_is_sent_back_keeps_its_paper_until_another_takes_its_place(world: World) -> None:
    """The older paper is out of sight, and its row and bytes stay."""
    code, task = at_economy(world)
    first = rw.prepare(world, task, paper=FIRST)
    with work(world.person(world.heads[BodyKind.ECONOMY])) as unit:
        acts.send_back(unit, SendBack(task, first, "Бланктің нөмірі көрсетілмеген"))
    assert draft(task).paper_hash
    kept = rw.prepare(world, task)
    old = draft(task).paper
    assert kept == first + 2
    assert old is not None
    newest = rw.prepare(world, task, paper=SECOND)
    assert draft(task).paper_hash != old.sha256
    row = db.session().query(Document).filter_by(key=old.key).one()
    assert (row.removed_at is not None, row.state) == (True, DocumentState.DRAFT)
    assert documents.content(old) == rw.PDF
    sign(world, task, newest)
    assert papers_of(code) == [(DocumentType.CONCLUSION, DocumentState.DECIDED)]


def test_a_paper_may_be_let_go(world: World) -> None:
    code, task = at_economy(world)
    rw.prepare(world, task, paper=FIRST)
    revision = rw.prepare(world, task, drop=True)
    assert draft(task).paper is None
    sign(world, task, revision)
    assert papers_of(code) == []


def test_another_paper_than_the_one_that_was_shown_is_not_signed(world: World) -> None:
    """The revision, the digest of the paper and its bytes: whichever is not as the head saw it stops the signature."""
    code, task = at_economy(world)
    revision = rw.prepare(world, task, paper=FIRST)
    seen = draft(task).paper_hash
    exchanged = rw.prepare(world, task, paper=SECOND)
    for shown, paper in ((revision, seen), (exchanged, seen), (exchanged, ""), (exchanged, "0" * 64)):
        with pytest.raises(Stale):
            sign(world, task, shown, draft_paper=paper)
    place = files.store().path(draft(task).paper_hash)
    place.write_bytes(rw.PDF)  # by hand on the disk, past the program
    with pytest.raises(Stale, match="draft_paper_moved"):
        sign(world, task, exchanged)
    place.unlink()
    with pytest.raises(Stale, match="draft_paper_moved"):
        sign(world, task, exchanged)
    assert draft(task).waits
    assert approvals.decision_on(db.session(), task) is None
    place.write_bytes(OTHER)
    sign(world, task, exchanged)
    assert papers_of(code) == [(DocumentType.CONCLUSION, DocumentState.DECIDED)]


@pytest.mark.parametrize(
    ("paper", "code"),
    [
        (Enclosure("a.pdf", b"no paper at all"), "not_taken"),
        (Enclosure("a.pdf", picture()), "kind_differs"),
        (Enclosure("a.pdf", b""), "empty_file"),
        (Enclosure("900101300017.pdf", rw.PDF), "person_in_name"),
        (replace(FIRST, public=None), "paper_public"),
    ],
)
def test_a_bad_file_is_refused_and_leaves_the_draft_as_it_was(world: World, paper: Enclosure, code: str) -> None:
    _code, task = at_economy(world)
    rw.prepare(world, task, paper=FIRST)
    before = draft(task)
    with pytest.raises(Incomplete) as refusal:
        rw.prepare(world, task, paper=paper)
    assert [problem.code.rpartition(".")[2] for problem in refusal.value.problems] == [code]
    assert draft(task) == before


def test_a_picture_is_kept_without_what_the_camera_wrote(world: World) -> None:
    _code, task = at_economy(world)
    rw.prepare(world, task, paper=Enclosure("scan.jpg", picture()))
    paper = draft(task).paper
    assert paper is not None
    assert b"Secret camera" not in documents.content(paper)


def test_a_paper_that_names_people_stays_inside_after_the_signature(world: World) -> None:
    code, task = at_economy(world)
    sign(world, task, rw.prepare(world, task, paper=replace(FIRST, public=False)))
    project = projects.find(db.session(), code).id
    assert DocumentType.CONCLUSION in documents.types_held(db.session(), project)
    assert DocumentType.CONCLUSION not in {
        doc.type for doc in documents.of_project(db.session(), project, public_only=True)
    }


def test_a_page_that_showed_another_paper_is_outdated(world: World) -> None:
    _code, task = at_economy(world)
    revision = rw.prepare(world, task, paper=FIRST)
    seen = approvals.shown(db.session(), task)
    for held in ("", "0" * 64):
        with work(world.actor(Role.ECONOMIST)) as unit, pytest.raises(Stale):
            acts.prepare(unit, Prepare(task, seen.version, seen.digest, rw.answered(), revision, held=held))


def test_the_head_exchanges_no_paper(world: World) -> None:
    _code, task = at_economy(world)
    revision = rw.prepare(world, task, paper=FIRST)
    with pytest.raises(WrongState, match="paper_with_draft"):
        sign(world, task, revision, paper=SECOND)


def test_the_paper_is_offered_anew_where_it_was_never_signed(world: World) -> None:
    """The economy puts the project off, prepares a draft, and the akim brings it anew before the signature."""
    code, task = at_economy(world)
    later = sign(world, task, rw.prepare(world, task, Outcome.DEFERRED), Outcome.DEFERRED).next_task or 0
    rw.prepare(world, later, paper=FIRST)
    fresh = rw.submit(world, code)
    assert approvals.draft_of(db.session(), fresh) is None
    revision = rw.prepare(world, fresh)
    assert draft(fresh).paper_hash == draft(later).paper_hash != ""
    sign(world, fresh, revision)
    assert papers_of(code) == [(DocumentType.CONCLUSION, DocumentState.DECIDED)]


def test_neither_the_akim_nor_a_return_loses_the_paper_of_a_decision(world: World) -> None:
    """A return opens the draft; the conclusion stays, and is no change of the project that re-opens steps."""
    code, task = at_economy(world)
    sign(world, task, rw.prepare(world, task, Outcome.RETURNED, FIRST), Outcome.RETURNED)
    decided = approvals.decision_on(db.session(), task)
    assert decided is not None
    for key in (decided.paper_key, _minutes(code)):
        with work(world.actor(Role.AKIM)) as unit, pytest.raises(WrongState, match="of_decision"):
            passports.withdraw_paper(unit, passports.WithdrawPaper(code, key, "Керек емес"))
    rw.save(world, code, "risks", responsible=rw.tri("Басқа маман"))
    resumed = rw.submit(world, code)
    assert approvals.task(db.session(), resumed).step == "economy"
    changed = entries(code, "project.submitted")[-1]["changed"]
    assert changed == []


def _minutes(code: str) -> str:
    found = documents.of_project(db.session(), projects.find(db.session(), code).id)
    return next(doc.key for doc in found if doc.type is DocumentType.MINUTES)


def test_a_positive_conclusion_is_the_economic_conclusion_that_the_commission_asks_for(world: World) -> None:
    whole = replace(rw.PASSPORT, legal_kind=LegalKind.INVESTMENT)
    code = rw.project(world, whole)
    with work(world.actor(Role.AKIM)) as unit:
        for kind in (DocumentType.INVESTMENT_PROPOSAL, DocumentType.DESIGN, DocumentType.EXPERTISE):
            passports.attach_paper(
                unit, passports.AttachPaper(code, kind, rw.tri("Құжат"), f"{kind.value}.pdf", rw.PDF)
            )  # fmt: skip
    task = rw.decide(world, rw.submit(world, code)).next_task or 0
    following = sign(world, task, rw.prepare(world, task, paper=FIRST)).next_task or 0
    assert (DocumentType.ECONOMIC_CONCLUSION, DocumentState.DECIDED) in papers_of(code)
    commission = rw.decide(world, following).next_task or 0
    assert approvals.task(db.session(), commission).step == "commission"
    assert approvals.deciding(db.session(), commission, frozenset()).owed == ()
    rw.decide(world, commission)


def test_where_one_person_answers_the_paper_comes_with_the_decision(world: World) -> None:
    code, task = at_economy(world)
    process = approvals.task(db.session(), task).process_id
    _one_signature(world, process, task)
    with work(world.actor(Role.ECONOMIST)) as unit:
        acts.decide(unit, replace(rw.command(task), paper=FIRST))
    assert papers_of(code) == [(DocumentType.CONCLUSION, DocumentState.DECIDED)]


def _one_signature(world: World, process: int, task: int) -> None:
    """Let the step be one where a single signature is enough."""
    session = db.session()
    row = session.get_one(ApprovalProcess, process)
    steps = [step | {"signatures": 1} for step in row.route["steps"]]
    row.route = row.route | {"steps": steps}
    session.execute(update(ApprovalTask).where(ApprovalTask.id == task).values(signatures=1))
    session.commit()
