"""Registering, saving, freezing and publishing: what approval, the register and the reports rely on."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest
from sqlalchemy import select

from lsg_projects.documents import usecases as papers
from lsg_projects.domain.errors import Incomplete, Missing, NotAllowed, Stale, WrongState
from lsg_projects.domain.project import Passport, Risk
from lsg_projects.domain.states import Approval, BodyKind, Delivery, DocumentType, Role, Source, Stage
from lsg_projects.domain.text import Tri
from lsg_projects.kit import db
from lsg_projects.kit.journal import JournalEntry
from lsg_projects.kit.work import work
from lsg_projects.projects import queries, usecases
from lsg_projects.projects.models import ProjectGain, ProjectLine, ProjectMark, ProjectSummary
from lsg_projects.projects.queries import Filters
from lsg_projects.projects.usecases import DeliveryFacts, Register, SaveStep, Unpublish
from lsg_projects.projects.usecases.freeze import content_digest
from tests.support import route_world
from tests.support.route_fixtures import world
from tests.support.route_world import OKRUG, PASSPORT, THOUSAND, World, tri

__all__ = ["world"]


def register(world: World, role: Role = Role.AKIM, **more: Any) -> str:
    with work(world.actor(role)) as unit:
        return usecases.register(unit, Register(world.bodies[BodyKind.AKIM_OFFICE], **more))


def save(world: World, code: str, step: str, revision: int, role: Role = Role.AKIM, **changes: object) -> int:
    with work(world.actor(role)) as unit:
        return usecases.save_step(unit, SaveStep(code, step, revision, changes))


def frozen(world: World, code: str) -> queries.Version:
    with work(world.actor(Role.AKIM)) as unit:
        return usecases.freeze(unit, queries.find(unit.session, code).id)


def test_codes_count_within_territory_and_year(world: World) -> None:
    assert [register(world) for _ in range(3)] == [f"154651-26-00{n}" for n in (1, 2, 3)]


def test_only_the_office_registers(world: World) -> None:
    with pytest.raises(NotAllowed):
        register(world, Role.ECONOMIST)
    with pytest.raises(Missing), work(world.person(world.stranger)) as unit:  # it may not know of this okrug's office
        usecases.register(unit, Register(world.bodies[BodyKind.AKIM_OFFICE]))


def test_a_saved_step_counts_a_revision_and_its_writer(world: World) -> None:
    code = register(world)
    assert save(world, code, "why", 1, Role.SPECIALIST, goal=tri("Мақсат")) == 2
    head = queries.find(db.session(), code)
    assert queries.contributors(db.session(), head.id) == {world.people[Role.AKIM], world.people[Role.SPECIALIST]}
    assert queries.draft(db.session(), code).passport.goal == tri("Мақсат")
    assert save(world, code, "why", 2, goal=tri("Мақсат")) == 2  # nothing changed, nothing counted


def test_an_outdated_page_changes_nothing(world: World) -> None:
    code = register(world)
    save(world, code, "why", 1, goal=tri("Біріншісі"))
    with pytest.raises(Stale):
        save(world, code, "why", 1, Role.SPECIALIST, goal=tri("Екіншісі"))
    assert queries.draft(db.session(), code).passport.goal == tri("Біріншісі")
    base = queries.earlier(db.session(), queries.find(db.session(), code).id, 1)
    assert base == Passport()


def test_fields_of_another_step_and_foreign_villages_are_refused(world: World) -> None:
    code = register(world)
    with pytest.raises(Incomplete):
        save(world, code, "why", 1, title=tri("Басқа қадамның өрісі"))
    with pytest.raises(Incomplete) as caught:
        save(world, code, "what", 1, settlements=("154653100",))
    assert caught.value.problems[0].where == "settlements"
    with pytest.raises(Incomplete):
        save(world, code, "what", 1, earlier_project="154651-99-999")
    with pytest.raises(Missing):
        save(world, code, "nonsense", 1)
    assert queries.find(db.session(), code).revision == 1


def test_lists_show_what_was_saved(world: World) -> None:
    code = register(world)
    save(world, code, "cost", 1, lines=PASSPORT.lines)
    save(world, code, "what", 2, title=tri("Көше жарығы"))
    (row,) = queries.visible(db.session(), world.actor(Role.FINANCIER), Filters(q="коше жарыгы"))
    assert (row.code, row.amount, row.own_amount) == (code, 9_000 * THOUSAND, 4_000 * THOUSAND)
    assert queries.visible(db.session(), world.person(world.stranger), Filters()) == ()
    assert queries.visible(db.session(), world.actor(Role.AKIM), Filters(territory=OKRUG, year=2026)) == (row,)
    assert queries.visible(db.session(), world.actor(Role.AKIM), Filters(approval=Approval.APPROVED)) == ()


@pytest.mark.parametrize("order", ["updated", "amount", "gain", "code"])
def test_pages_of_a_list_miss_and_repeat_nothing(world: World, order: str) -> None:
    codes = {register(world) for _ in range(7)}
    actor, seen, after = world.actor(Role.AKIM), [], ""
    while True:
        found, count = queries.page_of(db.session(), actor, Filters(order=order, after=after, size=3))
        seen += [row.code for row in found.rows]
        if found.after is None:
            break
        after = found.after
    assert sorted(seen) == sorted(codes)
    assert count == 7


def test_a_version_holds_exactly_what_was_shown(world: World) -> None:
    code = route_world.project(world)
    version = frozen(world, code)
    head = queries.find(db.session(), code)
    assert (version.number, head.version) == (1, 1)
    assert version.passport == PASSPORT
    assert version.directory["unit"] == {"kato": OKRUG, "name": head.unit_name.as_dict()}
    again = content_digest(version.passport, version.attachments, version.directory, code, 1)
    assert again == version.digest
    lines = db.session().scalars(select(ProjectLine.amount).where(ProjectLine.project_id == head.id)).all()
    assert sorted(lines) == sorted(line.amount for line in PASSPORT.lines)
    gains = db.session().scalars(select(ProjectGain.code).where(ProjectGain.project_id == head.id)).all()
    assert gains == ["105430"]


def test_nothing_incomplete_is_frozen(world: World) -> None:
    code = register(world)
    with pytest.raises(Incomplete) as caught:
        frozen(world, code)
    assert {problem.where for problem in caught.value.problems} >= {"title.kk", "milestones"}
    assert queries.find(db.session(), code).version == 0


def other(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, Tri):
        return replace(value, ru=value.ru + "!")
    if isinstance(value, Enum):
        return next(each for each in type(value) if each is not value)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | Decimal):
        return value + 1
    if isinstance(value, date):
        return value.replace(year=value.year + 1)
    if isinstance(value, str):
        return value + "x"
    return tri("бар") if value is None else value


def variants(value: Any) -> list[Any]:
    """Every value that differs from *value* in exactly one place."""
    if isinstance(value, tuple):
        return [(*value[:n], new, *value[n + 1 :]) for n, item in enumerate(value) for new in variants(item)] + [
            value[1:]
        ]
    if is_dataclass(value) and not isinstance(value, Tri):
        return [
            replace(value, **{each.name: new})  # type: ignore[type-var]
            for each in fields(value)
            for new in variants(getattr(value, each.name))
        ]
    return [other(value)]


def test_any_change_of_any_field_gives_another_digest() -> None:
    attachments, names = (("k", "estimate", "0" * 64),), {"unit": {"kato": OKRUG}}
    whole = content_digest(PASSPORT, attachments, names, "154651-26-001", 1)
    seen = {whole}
    changed = [new for new in variants(PASSPORT) if new != PASSPORT]
    assert len(changed) > 80
    for passport in changed:
        digest = content_digest(passport, attachments, names, "154651-26-001", 1)
        assert digest not in seen
        seen.add(digest)
    for more in (
        content_digest(PASSPORT, (("k", "estimate", "1" * 64),), names, "154651-26-001", 1),
        content_digest(PASSPORT, attachments, {"unit": {"kato": "154653000"}}, "154651-26-001", 1),
        content_digest(PASSPORT, attachments, names, "154651-26-002", 1),
        content_digest(PASSPORT, attachments, names, "154651-26-001", 2),
    ):
        assert more not in seen


def test_an_approved_project_is_public_by_itself_and_follows_its_delivery(world: World) -> None:
    code = route_world.project(world)
    frozen(world, code)
    project_id = queries.find(db.session(), code).id
    with work(world.actor(Role.AKIM)) as unit:
        usecases.settle(unit, project_id, Approval.APPROVED, Stage.PREPARATION)
    facts = DeliveryFacts(100, 30, Delivery.LATE, "delivery.late", date(2026, 12, 1), 7)
    with work(world.actor(Role.AKIM)) as unit:
        usecases.refresh(unit, project_id, facts)
    row = db.session().scalars(select(ProjectSummary)).one()
    assert (row.code, row.approval, row.stage, row.delivery) == (
        code,
        Approval.APPROVED,
        Stage.PREPARATION,
        Delivery.LATE,
    )
    assert (row.paid, row.received, row.work_percent, row.expected_end) == (100, 7, 30, date(2026, 12, 1))
    assert (row.oblast, row.district, row.okrug) == ("150000000", "154600000", OKRUG)
    assert row.amount == PASSPORT.amount
    assert "154651 26 001" in row.search
    marks = {(mark.name, mark.value) for mark in db.session().scalars(select(ProjectMark))}
    assert {("year", "2026"), ("source", "own"), ("source", "district_transfer")} <= marks


def test_publication_needs_a_sent_version_and_a_reason_to_end(world: World) -> None:
    code = route_world.project(world)
    akim = world.actor(Role.AKIM)
    with pytest.raises(WrongState), work(akim) as unit:
        usecases.publish(unit, code)
    route_world.submit(world, code)
    with pytest.raises(NotAllowed), work(world.actor(Role.FINANCIER)) as unit:
        usecases.publish(unit, code)
    with work(akim) as unit:
        usecases.publish(unit, code)
    assert queries.find(db.session(), code).published
    with pytest.raises(Incomplete), work(akim) as unit:
        usecases.unpublish(unit, Unpublish(code, ""))
    with work(akim) as unit:
        usecases.unpublish(unit, Unpublish(code, "Қате жарияланды"))
    assert db.session().scalars(select(ProjectSummary)).all() == []
    assert queries.find(db.session(), code).publication == "withdrawn"
    with pytest.raises(Stale), work(akim) as unit:
        usecases.unpublish(unit, Unpublish(code, "Тағы"))


def test_the_public_summary_is_of_the_version_not_of_the_draft(world: World) -> None:
    code = route_world.project(world)
    first = route_world.submit(world, code)
    with work(world.actor(Role.AKIM)) as unit:
        usecases.publish(unit, code)
    route_world.decide(world, first, route_world.Outcome.RETURNED)
    route_world.save(world, code, "what", title=tri("Мүлде басқа атау жазылды"))
    assert db.session().scalars(select(ProjectSummary.title)).one() == PASSPORT.title
    assert queries.current(db.session(), code).title == PASSPORT.title
    assert queries.draft(db.session(), code).passport.title == tri("Мүлде басқа атау жазылды")


def test_sums_under_a_ceiling_count_the_newest_sent_versions(world: World) -> None:
    code = route_world.project(world)
    unit_path = queries.find(db.session(), code).unit_path
    assert queries.sums_by_source(db.session(), unit_path, 2026) == ()
    route_world.submit(world, code)
    found = {each.source: each for each in queries.sums_by_source(db.session(), "150000000/154600000", 2026)}
    assert found[Source.OWN].amount == 4_000 * THOUSAND
    assert found[Source.OWN].approval is Approval.IN_REVIEW
    assert queries.sums_by_source(db.session(), unit_path, 2027) == ()
    head = queries.find(db.session(), code)
    assert queries.sums_by_source(db.session(), unit_path, 2026, but=head.id) == ()


def test_every_accepted_act_stands_in_the_projects_chain_without_names(world: World) -> None:
    code = route_world.project(world)
    save(world, code, "why", 1, goal=tri("Мақсат сөзі журналға түспейді, тек нөмірі түседі"))
    head = queries.find(db.session(), code)
    with work(world.actor(Role.AKIM)) as unit:
        estimate = papers.Attach(head.id, code, DocumentType.ESTIMATE, tri("Смета"), "b.pdf", route_world.PDF)
        papers.attach(unit, estimate)
    entries = db.session().scalars(select(JournalEntry).where(JournalEntry.chain == f"project:{code}")).all()
    assert [entry.action for entry in entries] == [
        "project.registered", "document.attached", "passport.saved", "document.attached",
    ]  # fmt: skip
    assert all("Мақсат" not in entry.body and "Демо" not in entry.body for entry in entries)


def test_a_full_list_of_rows_says_its_bound(world: World) -> None:
    code = register(world)
    rows = tuple(Risk(f"k{n}", tri("Тәуекел")) for n in range(11))
    with pytest.raises(Incomplete) as caught:
        save(world, code, "risks", 1, risks=rows)
    assert caught.value.code == "projects.too_many_rows"
