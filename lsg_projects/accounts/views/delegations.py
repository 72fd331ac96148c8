"""Substitution by order: who acts for whom, a new order, and its end."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.accounts import queries
from lsg_projects.accounts.forms import DelegationForm
from lsg_projects.accounts.queries import OrderRow
from lsg_projects.accounts.usecases import delegations as usecases
from lsg_projects.domain.access import RIGHTS, Action
from lsg_projects.domain.actor import Acting, Actor
from lsg_projects.domain.errors import Incomplete, Missing
from lsg_projects.domain.states import Role
from lsg_projects.kit import clock, files
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.kit.work import work
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.download import sent
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page, t

_ABOVE = (Role.DISTRICT_AKIM, Role.DEPARTMENT_HEAD)


@dataclass(frozen=True)
class DelegationsPage:
    """The orders that concern the reader, and the form for a new one where the reader may record one."""

    rows: tuple[OrderRow, ...]
    ends: frozenset[int]
    """Orders that the reader may end."""
    acting: tuple[str, ...]
    """In words, for whom the reader acts today."""
    form: DelegationForm | None


def register(blueprint: Blueprint) -> None:
    """Put these pages at their addresses."""
    blueprint.get("/delegations", endpoint="delegations")(listing)
    blueprint.post("/delegations", endpoint="delegate")(delegate)
    blueprint.post("/delegations/<int:order_id>/revoke", endpoint="revoke_delegation")(revoke)
    blueprint.get("/delegations/<int:order_id>/order", endpoint="delegation_order")(order)


@open_to(Action.DELEGATE)
def listing() -> ResponseReturnValue:
    """Show the orders of the reader's territories."""
    return page("accounts/delegations.html", _page(_form()))


@open_to(Action.DELEGATE)
def delegate() -> ResponseReturnValue:
    """Record an order."""
    form = _form()
    if form is None or not form.validate():
        return page("accounts/delegations.html", _page(form), 422)
    try:
        with work(current_actor()) as unit:
            usecases.delegate(unit, form.command())
    except Incomplete as refusal:
        form.take(refusal)
        return page("accounts/delegations.html", _page(form), 422)
    flash.tell("accounts.delegated")
    return redirect(url_for("accounts.delegations"), 303)


@open_to(Action.DELEGATE)
def revoke(order_id: int) -> ResponseReturnValue:
    """End an order in this moment."""
    with work(current_actor()) as unit:
        usecases.revoke(unit, order_id)
    flash.tell("accounts.revoked_done")
    return redirect(url_for("accounts.delegations"), 303)


@open_to(Action.DELEGATE)
def order(order_id: int) -> ResponseReturnValue:
    """Send the paper of an order that the reader may know about."""
    found = {row.id: row for row in queries.orders(session(), current_actor(), clock.today())}.get(order_id)
    if found is None or not found.sha256:
        raise Missing("accounts.no_delegation")
    name = found.file_name or "order.pdf"
    return sent(files.store().read(found.sha256), mimetypes.guess_type(name)[0] or "application/octet-stream", name)


def _page(form: DelegationForm | None) -> DelegationsPage:
    actor = current_actor()
    rows = queries.orders(session(), actor, clock.today())
    ends = frozenset(row.id for row in rows if row.state in ("running", "coming") and _may_end(actor, row))
    acting = tuple(
        strip(post.role, post.body_name.pick(language()), post.acting) for post in actor.posts if post.acting
    )
    return DelegationsPage(rows, ends, acting, form)


def _may_end(actor: Actor, row: OrderRow) -> bool:
    if actor.selves & {row.principal_id, row.deputy_id}:
        return True
    above = [post for post in actor.posts_as(*_ABOVE) if post.acting is None]
    return any(
        post.body_id == row.body_id if post.role is Role.DEPARTMENT_HEAD else post.covers(row.unit_path)
        for post in above
    )


def _form() -> DelegationForm | None:
    """Give the form with the posts that the reader may hand over; nothing where there are none."""
    actor, day = current_actor(), clock.today()
    own = {post.appointment_id for post in actor.posts if post.acting is None and post.role in RIGHTS[Action.DELEGATE]}
    heads = {post.body_id for post in actor.posts_as(Role.DEPARTMENT_HEAD) if post.acting is None}
    top = _top(actor)
    if top is None:
        return None
    people = queries.holders(session(), top, day, RIGHTS[Action.DELEGATE])
    district = any(post.acting is None for post in actor.posts_as(Role.DISTRICT_AKIM))
    posts = [each for each in people if each.appointment_id in own or district or each.body_id in heads]
    return DelegationForm(posts, people) if posts else None


def _top(actor: Actor) -> str | None:
    """Give the district of the reader's own posts, within which deputies are looked for."""
    paths = [post.unit_path for post in actor.posts if post.acting is None]
    return "/".join(min(paths, key=len).split("/")[:2]) if paths else None


def strip(role: Role, body: str, acting: Acting) -> str:
    """Say in one sentence for whom somebody acts, by which order and until when."""
    fmt = formats(language())
    scope = ", ".join(t(f"accounts.scope.{one.value}") for one in sorted(acting.scope))
    order = t(f"accounts.order_of.{acting.kind.value}", n=acting.number, d=fmt.day(acting.dated))
    return t(
        "accounts.acting_strip", role=t(f"role.{role.value}"), body=body, order=order, d=fmt.day(acting.until),
        scope=scope,
    )  # fmt: skip
