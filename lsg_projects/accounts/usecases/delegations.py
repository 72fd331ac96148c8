"""Orders that name a deputy: recorded by the one who leaves or by whoever stands above, revoked at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import filetype
from sqlalchemy import select, update

from lsg_projects import settings
from lsg_projects.accounts import queries
from lsg_projects.accounts.models import Appointment, Delegation, Person
from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.delegation import OrderKind, Scope, Span, Standing, Wish, check
from lsg_projects.domain.errors import Incomplete, Missing, NotAllowed, Problem, WrongState
from lsg_projects.domain.events import INSTALLATION, Event
from lsg_projects.domain.states import Role
from lsg_projects.domain.text import clean
from lsg_projects.kit import files
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work
from lsg_projects.territories.models import AdministrativeUnit, Body

_KINDS = {"pdf", "jpg", "png"}
_MEGABYTE = 1024 * 1024
_ABOVE = (Role.DISTRICT_AKIM, Role.DEPARTMENT_HEAD)
"""Who may name a deputy for another: the district akim for akims (LSG law, art. 33(1)16), a head in the department."""


@dataclass(frozen=True)
class Delegate:
    """An order: which post is handed over, to whom, by which act, for which days and acts."""

    appointment_id: int
    deputy_id: int
    kind: OrderKind
    number: str
    dated: date
    valid_from: date
    valid_until: date
    scope: frozenset[Scope]
    file_name: str = ""
    data: bytes = b""


def delegate(unit: Work, command: Delegate) -> int:
    """Record an order and give its number; refuses (Incomplete) what no order can do, each at its field.

    Both persons are taken first, in one order for everybody, so that two orders at once cannot make a circle.
    """
    post = unit.session.get(Appointment, command.appointment_id)
    if post is None or unit.session.get(Person, command.deputy_id) is None:
        raise Missing("shared.absent")
    _may_name(unit, post)
    _take(unit, post.person_id, command.deputy_id)
    people = queries.same_person(unit.session, (post.person_id, command.deputy_id))
    order = Standing(
        post.id, people[post.person_id], people[command.deputy_id], Span(command.valid_from, command.valid_until),
        command.scope,
    )  # fmt: skip
    held = Span(post.valid_from, post.valid_until or date.max)
    check(Wish(order, command.dated, held), queries.standing_orders(unit.session), unit.today)
    _check_deputy(unit, command)
    return _record(unit, command)


def _may_name(unit: Work, post: Appointment) -> None:
    """Refuse whoever neither holds the post nor stands above it; an acting official names nobody."""
    body = unit.session.get_one(Body, post.body_id)
    path = unit.session.get_one(AdministrativeUnit, body.unit_id).path
    require(Action.DELEGATE, unit.actor, Subject(path, name=f"appointment:{post.id}"))
    above = [
        each
        for each in unit.actor.posts_as(*_ABOVE)
        if each.acting is None and (each.body_id == body.id if each.role is Role.DEPARTMENT_HEAD else each.covers(path))
    ]
    if post.person_id not in unit.actor.selves and not above:
        raise NotAllowed("accounts.not_your_post", subject=f"appointment:{post.id}")


def _take(unit: Work, *person_ids: int) -> None:
    """Take the persons' rows in order of their numbers: orders about the same people come one after another."""
    for number in sorted(set(person_ids)):
        unit.session.execute(select(Person.id).where(Person.id == number).with_for_update())


def _check_deputy(unit: Work, command: Delegate) -> None:
    deputy = queries.actor(unit.session, command.deputy_id, unit.today)
    if deputy is None or deputy.technical or not [post for post in deputy.posts if post.acting is None]:
        raise _problem("deputy", "accounts.deputy_unfit")
    if not clean(command.number):
        raise _problem("order_number", "shared.required")


def _problem(where: str, code: str) -> Incomplete:
    return Incomplete("accounts.delegation", (Problem(where, code),), n=1)


def _record(unit: Work, command: Delegate) -> int:
    row = Delegation(
        appointment_id=command.appointment_id, deputy_id=command.deputy_id, kind=command.kind,
        number=clean(command.number)[:60], dated=command.dated, valid_from=command.valid_from,
        valid_until=command.valid_until, scope=sorted(command.scope), file_name=clean(command.file_name)[:120],
        sha256=_kept(command), recorded_at=unit.now, recorded_by=unit.actor.person_id,
    )  # fmt: skip
    unit.add(row)
    body = {
        "delegation": row.id, "appointment": row.appointment_id, "from": row.valid_from.isoformat(),
        "until": row.valid_until.isoformat(), "scope": row.scope, "order": row.sha256,
    }  # fmt: skip
    unit.tell(Event(INSTALLATION, "delegation.recorded", f"person:{row.deputy_id}", body))
    return row.id


def _kept(command: Delegate) -> str:
    """Keep the paper of the order; refuses (Incomplete) what is no scan and no PDF, or too large."""
    if not command.data:
        return ""
    guess = filetype.guess(command.data)
    if guess is None or guess.extension not in _KINDS:
        raise _problem("file", "accounts.order_kind")
    if len(command.data) > settings.current().upload_megabytes * _MEGABYTE:
        raise _problem("file", "accounts.order_size")
    return files.store().save(command.data)


def revoke(unit: Work, order_id: int) -> None:
    """End an order in this moment: the next act of the deputy is refused, also one whose page stands open."""
    row = unit.session.get(Delegation, order_id, populate_existing=True)
    if row is None:
        raise Missing("accounts.no_delegation")
    post = unit.session.get_one(Appointment, row.appointment_id)
    if row.deputy_id not in unit.actor.selves:  # a deputy may lay the post down
        _may_name(unit, post)
    if row.revoked_at is not None or row.valid_until < unit.today:
        raise WrongState("accounts.delegation_over")
    ended = update(Delegation).where(Delegation.id == order_id, Delegation.revoked_at.is_(None))
    moved(unit.session.execute(ended.values(revoked_at=unit.now, revoked_by=unit.actor.person_id)))
    unit.tell(Event(INSTALLATION, "delegation.revoked", f"person:{row.deputy_id}", {"delegation": row.id}))
