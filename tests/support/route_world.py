"""A small district for tests of approval and delivery: okrugs, bodies, people in every post, whole passports."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from lsg_projects import settings
from lsg_projects.accounts import queries as accounts
from lsg_projects.accounts.models import Appointment, Person
from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals import usecases as acts
from lsg_projects.approvals.usecases import Decide, Enclosure, Prepare, Submit
from lsg_projects.documents import usecases as papers
from lsg_projects.domain.actor import SYSTEM, Actor
from lsg_projects.domain.approval import Remark, Verdict, Votes
from lsg_projects.domain.project import (
    Beneficiary,
    BudgetLine,
    Milestone,
    Passport,
    Result,
    RevenueLine,
    RunningCost,
    Target,
)
from lsg_projects.domain.states import (
    BodyKind,
    DocumentType,
    Kind,
    LegalKind,
    Level,
    Outcome,
    Role,
    Sector,
    Source,
    Works,
)
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock, db
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from lsg_projects.projects import usecases as passports
from lsg_projects.projects.usecases import Register, SaveStep
from lsg_projects.territories.models import AdministrativeUnit, Body
from tests.support import ledger

NOW = datetime(2026, 1, 26, 5, 0, tzinfo=UTC)
OBLAST, DISTRICT, OKRUG, OTHER, VILLAGE = "150000000", "154600000", "154651000", "154653000", "154651100"
THOUSAND = 100_000
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
WHY = "Қаражат жоспарда көзделмеген, келесі жылға қалсын"


def tri(text: str) -> Tri:
    """The same words in every language, long enough for any gate."""
    return Tri(text, text, text)


@dataclass
class World:
    """The people by role, and the numbers of units and bodies."""

    people: dict[Role, int]
    bodies: dict[BodyKind, int]
    units: dict[str, int]
    stranger: int
    """The akim of the neighbouring okrug."""
    heads: dict[BodyKind, int]
    """Who signs in each department; the one of the economy department stands among the people as well."""

    def actor(self, role: Role) -> Actor:
        """Give the person who holds *role*, as signed in."""
        return self.person(self.people[role])

    def person(self, number: int) -> Actor:
        """Give a person as signed in."""
        found = accounts.actor(db.session(), number, clock.today())
        assert found is not None
        return found


_BODIES: tuple[tuple[BodyKind, str, tuple[Role, ...]], ...] = (
    (BodyKind.AKIM_OFFICE, OKRUG, (Role.AKIM, Role.SPECIALIST, Role.ACCOUNTANT)),
    (BodyKind.ASSEMBLY, OKRUG, (Role.ASSEMBLY_SECRETARY, Role.MEMBER)),
    (BodyKind.ECONOMY, DISTRICT, (Role.ECONOMIST, Role.DEPARTMENT_HEAD)),
    (BodyKind.FINANCE, DISTRICT, (Role.FINANCIER, Role.DEPARTMENT_HEAD)),
    (BodyKind.COMMISSION, DISTRICT, (Role.COMMISSION_SECRETARY,)),
    (BodyKind.AKIMAT, DISTRICT, (Role.DISTRICT_AKIM,)),
    (BodyKind.MASLIKHAT, DISTRICT, (Role.MASLIKHAT_SECRETARY,)),
    (BodyKind.AUDIT_COMMISSION, OBLAST, (Role.AUDITOR,)),
    (BodyKind.OBLAST_OFFICE, OBLAST, (Role.ANALYST,)),
    (BodyKind.OPERATOR, DISTRICT, (Role.ADMIN,)),
)
_counter = itertools.count(1)


def build() -> World:
    """Put the district into an empty database."""
    with clock.standing_at(NOW), work(SYSTEM) as unit:
        units: dict[str, int] = {}
        for code, above, level in (
            (OBLAST, "", Level.OBLAST), (DISTRICT, OBLAST, Level.DISTRICT), (OKRUG, DISTRICT, Level.OKRUG),
            (OTHER, DISTRICT, Level.OKRUG), (VILLAGE, OKRUG, Level.SETTLEMENT),
        ):  # fmt: skip
            units[code] = _unit(unit, code, above, level, units)
        bodies, people, heads = {}, {}, {}
        for kind, place, roles in _BODIES:
            bodies[kind] = _body(unit, kind, units[place])
            for role in roles:
                number = _person(unit, role, bodies[kind])
                people.setdefault(role, number)
                if role is Role.DEPARTMENT_HEAD:
                    heads[kind] = number
        stranger = _person(unit, Role.AKIM, _body(unit, BodyKind.AKIM_OFFICE, units[OTHER]))
    return World(people, bodies, units, stranger, heads)


def _unit(unit: Any, code: str, above: str, level: Level, known: dict[str, int]) -> int:
    parent = unit.session.get(AdministrativeUnit, known[above]) if above else None
    row = AdministrativeUnit(
        kato=code,
        parent_id=parent.id if parent else None,
        level=level,
        name=Tri(f"Аумақ {code}", f"Территория {code}", f"Unit {code}"),
        path=f"{parent.path}/{code}" if parent else code,
    )
    unit.add(row)
    return row.id


def _body(unit: Any, kind: BodyKind, unit_id: int) -> int:
    row = Body(kind=kind, unit_id=unit_id, name=Tri(f"{kind} қаз", f"{kind} рус", f"{kind} eng"), address=Tri())
    unit.add(row)
    return row.id


def _person(unit: Any, role: Role, body_id: int) -> int:
    row = Person(name=f"Демо {role.value}", email=f"{role.value}{next(_counter)}@example.kz", created_at=unit.now)
    unit.add(row)
    unit.add(Appointment(person_id=row.id, body_id=body_id, role=role, valid_from=date(2024, 1, 1)))
    return row.id


def appoint(world: World, person: int, role: Role) -> None:
    """Give a person one more post, in the body that *role* belongs to."""
    kind = next(kind for kind, _place, roles in _BODIES if role in roles)
    with work(SYSTEM) as unit:
        unit.add(Appointment(person_id=person, body_id=world.bodies[kind], role=role, valid_from=date(2024, 1, 1)))


LIGHTING = "07.3.124.008"
LONG = "Ауыл көшелерін түнде жарықтандыру және тұрғындардың қауіпсіз жүруі үшін жүргізілетін жұмыстар"

PASSPORT = Passport(
    title=tri("Көше жарығын орнату жұмыстары"),
    summary=tri(LONG),
    kind=Kind.STREET_LIGHTING,
    sector=Sector.ENERGY,
    legal_kind=LegalKind.CAPITAL,
    works=Works.CONSTRUCTION,
    settlements=(VILLAGE,),
    place=tri("Орталық көше"),
    plan_item=tri("3-тармақ"),
    problem=tri(LONG),
    goal=tri(LONG),
    beneficiaries=(Beneficiary(tri("Тұрғындар"), 1200),),
    results=(
        Result(
            "r1", "output", tri("Орнатылған шамдар саны"), tri("Шамдар саны"), tri("дана"), Decimal(0), 2025, Tri(),
            (Target(2026, Decimal(40)),), tri("Қабылдау актісі"),
        ),
    ),
    start=date(2026, 3, 2),
    milestones=(
        Milestone("m1", tri("Шарт жасалды"), date(2026, 4, 15), 20, (DocumentType.CONTRACT,)),
        Milestone("m2", tri("Тіректер орнатылды"), date(2026, 7, 15), 50, (DocumentType.PHOTO,)),
        Milestone("m3", tri("Жұмыс қабылданды"), date(2026, 9, 15), 30, (DocumentType.ACCEPTANCE_ACT,)),
    ),
    cost_basis="estimate",
    cost_note=tri("Смета бойынша"),
    vat_included=True,
    lines=(
        BudgetLine("l1", 2026, Source.OWN, 4_000 * THOUSAND, LIGHTING),
        BudgetLine("l2", 2026, Source.DISTRICT_TRANSFER, 5_000 * THOUSAND, LIGHTING, transfer_basis=tri("БК, 83-бап")),
    ),
    running=RunningCost(300 * THOUSAND, tri("Округ бюджеті")),
    brings_revenue=True,
    revenue=(RevenueLine("g1", "105430", 2026, 500 * THOUSAND, reasoning=tri(LONG)),),
    risks=(),
    responsible=tri("Әкім аппаратының бас маманы"),
    interested=False,
)  # fmt: skip


@contextmanager
def instance(folder: Path, monkeypatch: Any) -> Iterator[None]:
    """Let files of this test lie in *folder*; here all bodies keep their meetings on paper.

    A ledger is kept meanwhile: whatever the test does, each act is told once and each refused right is written.
    """
    monkeypatch.setenv("LSG_INSTANCE", str(folder))
    monkeypatch.setenv("LSG_PAPER_BODIES", '["assembly", "commission", "maslikhat"]')
    settings.current.cache_clear()
    try:
        with ledger.kept() as book:
            yield
        assert not book.faults(), "\n".join(book.faults())
    finally:
        settings.current.cache_clear()


def project(world: World, passport: Passport = PASSPORT) -> str:
    """Register a whole project with its estimate attached and give its code."""
    with work(world.actor(Role.AKIM)) as unit:
        code = passports.register(unit, Register(world.bodies[BodyKind.AKIM_OFFICE], passport))
        head = projects.find(unit.session, code)
        papers.attach(unit, papers.Attach(head.id, code, DocumentType.ESTIMATE, tri("Смета"), "smeta.pdf", PDF))
    return code


def submit(world: World, code: str) -> int:
    """Send a project as its akim and give the first task."""
    with work(world.actor(Role.AKIM)) as unit:
        return acts.submit(unit, Submit(code, projects.find(unit.session, code).revision))


def save(world: World, code: str, step: str, **changes: object) -> None:
    """Write in a draft as the akim."""
    with work(world.actor(Role.AKIM)) as unit:
        revision = projects.find(unit.session, code).revision
        passports.save_step(unit, SaveStep(code, step, revision, changes))


def verdict(outcome: Outcome, **more: object) -> Verdict:
    """Give a verdict that has on record whatever a step may ask for."""
    whole: dict[str, Any] = {
        "conclusion": "Қаражат көзделген",
        "number": "12",
        "dated": clock.today(),
        "votes": Votes(7, 1, 1),
        "reason": WHY,
        "remarks": (Remark("cost", "Трансферттің негізін нақтылаңыз"),),
        "until": date(2026, 2, 10) if outcome in (Outcome.RETURNED, Outcome.DEFERRED) else None,
    }
    return Verdict(outcome, **(whole | more))


def command(task_id: int, outcome: Outcome = Outcome.APPROVED, **more: object) -> Decide:
    """Give the command of somebody who saw the page of a task just now."""
    seen, draft = approvals.shown(db.session(), task_id), approvals.draft_of(db.session(), task_id)
    two = approvals.task(db.session(), task_id).signatures > 1
    paper = None if two else Enclosure("hattama.pdf", PDF)
    said = Decide(task_id, seen.version, seen.digest, verdict(outcome, **more), paper)
    return replace(said, draft_paper=draft.paper_hash) if draft else said


def prepare(
    world: World, task_id: int, outcome: Outcome = Outcome.APPROVED, paper: Enclosure | None = None, *,
    drop: bool = False, **more: object,
) -> int:  # fmt: skip
    """Prepare the answer of a department as its executor and give the revision of the draft."""
    asked = approvals.task(db.session(), task_id)
    seen, draft = approvals.shown(db.session(), task_id), approvals.draft_of(db.session(), task_id)
    known = draft or approvals.earlier_draft(db.session(), asked)
    answer = Prepare(
        task_id, seen.version, seen.digest, answered(outcome, **more), draft.revision if draft else 0, paper=paper,
        held=known.paper_hash if known else "", drop=drop,
    )  # fmt: skip
    with work(world.actor(asked.role)) as unit:
        return acts.prepare(unit, answer)


def answered(outcome: Outcome = Outcome.APPROVED, **more: object) -> Verdict:
    """Give a verdict as a department writes it: without number, date and votes."""
    return verdict(outcome, **({"number": "", "dated": None, "votes": None} | more))


def decide(world: World, task_id: int, outcome: Outcome = Outcome.APPROVED, **more: object) -> acts.Answered:
    """Decide a task as the official whom it asks; in a department the executor prepares first and the head signs."""
    asked = approvals.task(db.session(), task_id)
    actor, draft = world.actor(asked.role), None
    if asked.signatures > 1:
        draft, actor = prepare(world, task_id, outcome, **more), world.person(world.heads[asked.body_kind])
    with work(actor) as unit:
        return acts.decide(unit, replace(command(task_id, outcome, **more), draft=draft))


def approve_all(world: World, task_id: int | None) -> None:
    """Let every body on the route agree."""
    while task_id is not None:
        task_id = decide(world, task_id).next_task


def approved(world: World, passport: Passport = PASSPORT) -> str:
    """Give the code of a project that went the whole way."""
    code = project(world, passport)
    approve_all(world, submit(world, code))
    return code
