"""Orders that name a deputy: which stand, by which a person acts now, and what an official may read of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, aliased

from lsg_projects.accounts.models import Appointment, Delegation, Person
from lsg_projects.domain.actor import Acting, Actor, Post
from lsg_projects.domain.delegation import OrderKind, Scope, Span, Standing
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.states import BodyKind, Role
from lsg_projects.domain.text import Tri
from lsg_projects.territories import queries as territories
from lsg_projects.territories.models import AdministrativeUnit, Body

MOST = 200
"""Orders of one page: the newest first."""


@dataclass(frozen=True)
class OrderRow:
    """An order as officials read it."""

    id: int
    appointment_id: int
    principal_id: int
    principal: str
    deputy_id: int
    deputy: str
    role: Role
    body_id: int
    body_name: Tri
    unit_path: str
    kind: OrderKind
    number: str
    dated: date
    valid_from: date
    valid_until: date
    scope: tuple[Scope, ...]
    file_name: str
    sha256: str
    revoked: date | None
    state: str
    """running, coming, over or revoked."""


def same_person(session: Session, person_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """Give for each account all accounts of the same person, itself among them."""
    wanted = set(person_ids)
    roots = {row.id: row.same_as or row.id for row in session.execute(_accounts(wanted))}
    rows = session.execute(
        select(Person.id, Person.same_as).where(or_(Person.id.in_(roots.values()), Person.same_as.in_(roots.values())))
    )
    groups: dict[int, set[int]] = {}
    for row in rows:
        groups.setdefault(row.same_as or row.id, set()).add(row.id)
    return {one: frozenset(groups.get(root, {one}) | {one}) for one, root in roots.items()}


def _accounts(wanted: set[int]) -> Select[int, int | None]:
    return select(Person.id, Person.same_as).where(Person.id.in_(wanted))


def posts_for_others(session: Session, accounts: frozenset[int], day: date) -> tuple[Post, ...]:
    """Give the posts that a person holds on *day* by standing orders, each as long as its own holder has it."""
    rows = session.execute(
        select(Delegation, Appointment, Body, AdministrativeUnit.path)
        .join(Appointment, Appointment.id == Delegation.appointment_id)
        .join(Body, Body.id == Appointment.body_id)
        .join(AdministrativeUnit, AdministrativeUnit.id == Body.unit_id)
        .join(Person, Person.id == Appointment.person_id)
        .where(Delegation.deputy_id.in_(accounts), in_force(day), held(day), Person.active)
        .order_by(Delegation.id)
    ).all()
    people = same_person(session, {row.Appointment.person_id for row in rows})
    return tuple(_post(*row, people[row.Appointment.person_id]) for row in rows)


def in_force(day: date) -> ColumnElement[bool]:
    """Keep to orders that stand on *day*."""
    return and_(Delegation.revoked_at.is_(None), Delegation.valid_from <= day, Delegation.valid_until >= day)


def held(day: date) -> ColumnElement[bool]:
    """Keep to appointments in force on *day*."""
    ends = or_(Appointment.valid_until.is_(None), Appointment.valid_until >= day)
    return and_(Appointment.valid_from <= day, ends)


def _post(order: Delegation, post: Appointment, body: Body, path: str, persons: frozenset[int]) -> Post:
    scope = frozenset(Scope(each) for each in order.scope)
    acting = Acting(order.id, persons, order.kind, order.number, order.dated, order.valid_until, scope)
    return Post(post.id, post.role, body.id, BodyKind(body.kind), body.name, body.unit_id, path, acting)


def still_holds(session: Session, post: Post, actor: Actor, day: date) -> bool:
    """Tell whether *actor* holds *post* at this very moment; the rows that say so stay as they are until the end.

    Whoever ends the appointment or revokes the order waits, or came first: then the answer is no.
    """
    appointment = select(Appointment.id, Appointment.person_id).where(Appointment.id == post.appointment_id, held(day))
    row = session.execute(appointment.with_for_update()).first()
    if row is None:
        return False
    if post.acting is None:
        return row.person_id in actor.selves
    order = select(Delegation.id).where(
        Delegation.id == post.acting.delegation_id, Delegation.deputy_id.in_(actor.selves), in_force(day)
    )
    return session.execute(order.with_for_update()).first() is not None


def standing_orders(session: Session) -> tuple[Standing, ...]:
    """Give every order that was not revoked, as the rules about deputies compare them."""
    rows = session.execute(
        select(Delegation, Appointment.person_id)
        .join(Appointment, Appointment.id == Delegation.appointment_id)
        .where(Delegation.revoked_at.is_(None))
    ).all()
    people = same_person(session, {one for row in rows for one in (row.person_id, row.Delegation.deputy_id)})
    return tuple(
        Standing(
            row.Delegation.appointment_id,
            people[row.person_id],
            people[row.Delegation.deputy_id],
            Span(row.Delegation.valid_from, row.Delegation.valid_until),
            frozenset(Scope(each) for each in row.Delegation.scope),
        )
        for row in rows
    )


def orders(session: Session, actor: Actor, day: date) -> tuple[OrderRow, ...]:
    """List the orders that concern the actor's territories, the newest first."""
    near: list[ColumnElement[bool]] = [
        territories.under(AdministrativeUnit.path, post.unit_path) for post in actor.posts
    ]
    own = Appointment.person_id.in_(actor.selves) | Delegation.deputy_id.in_(actor.selves)
    found = session.execute(_orders().where(or_(own, *near)).order_by(Delegation.id.desc()).limit(MOST))
    return tuple(_order(*row, day) for row in found)


def order(session: Session, order_id: int, day: date) -> OrderRow:
    """Give one order; refuses (Missing) an unknown one."""
    row = session.execute(_orders().where(Delegation.id == order_id).execution_options(populate_existing=True)).first()
    if row is None:
        raise Missing("accounts.no_delegation")
    return _order(*row, day)


def _orders() -> Select[Delegation, Appointment, Body, str, str, str]:
    deputy = aliased(Person)
    return (
        select(Delegation, Appointment, Body, AdministrativeUnit.path, Person.name, deputy.name)
        .join(Appointment, Appointment.id == Delegation.appointment_id)
        .join(Body, Body.id == Appointment.body_id)
        .join(AdministrativeUnit, AdministrativeUnit.id == Body.unit_id)
        .join(Person, Person.id == Appointment.person_id)
        .join(deputy, deputy.id == Delegation.deputy_id)
    )


def _order(
    row: Delegation, post: Appointment, body: Body, path: str, principal: str, deputy: str, day: date
) -> OrderRow:
    return OrderRow(
        row.id, post.id, post.person_id, principal, row.deputy_id, deputy, post.role, body.id, body.name, path,
        row.kind, row.number, row.dated, row.valid_from, row.valid_until,
        tuple(Scope(each) for each in row.scope), row.file_name, row.sha256,
        row.revoked_at.date() if row.revoked_at else None, _state(row, post, day),
    )  # fmt: skip


def _state(row: Delegation, post: Appointment, day: date) -> str:
    ends = min(row.valid_until, post.valid_until or row.valid_until)
    if row.revoked_at is not None:
        return "revoked"
    return "coming" if row.valid_from > day else ("over" if ends < day else "running")


@dataclass(frozen=True)
class Holder:
    """A post with its holder, as a form offers it."""

    appointment_id: int
    person_id: int
    name: str
    role: Role
    body_id: int
    body_name: Tri


def holders(session: Session, path: str, day: date, roles: Iterable[Role]) -> tuple[Holder, ...]:
    """List the posts held on *day* in a territory and below it, with who holds each."""
    rows = session.execute(
        select(Appointment, Person.name, Body.name)
        .join(Person, Person.id == Appointment.person_id)
        .join(Body, Body.id == Appointment.body_id)
        .join(AdministrativeUnit, AdministrativeUnit.id == Body.unit_id)
        .where(
            territories.under(AdministrativeUnit.path, path),
            held(day),
            Person.active,
            Appointment.role.in_(tuple(roles)),
        )
        .order_by(Person.name, Appointment.id)
        .limit(MOST)
    )
    return tuple(Holder(row.id, row.person_id, name, row.role, row.body_id, body) for row, name, body in rows)


def persons_in(session: Session, body_id: int, roles: Iterable[Role], day: date) -> tuple[int, ...]:
    """Give who holds any of *roles* in a body on *day* and may sign in, with those who stand in by order."""
    asked = (Appointment.body_id == body_id, Appointment.role.in_(sorted(roles)), held(day))
    own = select(Appointment.person_id).join(Person, Person.id == Appointment.person_id).where(*asked, Person.active)
    deputies = (
        select(Delegation.deputy_id)
        .join(Appointment, Appointment.id == Delegation.appointment_id)
        .join(Person, Person.id == Delegation.deputy_id)
        .where(*asked, in_force(day), Person.active)
    )
    return tuple(sorted(set(session.scalars(own)) | set(session.scalars(deputies))))
