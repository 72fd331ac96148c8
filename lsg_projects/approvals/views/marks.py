"""Short marks beside decisions: in whose place somebody acted, and what moved since a page was shown."""

from __future__ import annotations

from datetime import date

from lsg_projects.approvals import queries
from lsg_projects.approvals.queries import Decided, Deciding, Moved, PartKind, Parts
from lsg_projects.documents import queries as documents
from lsg_projects.domain.access import Action, posts_for
from lsg_projects.domain.actor import Acting, Actor, Post
from lsg_projects.domain.delegation import OrderKind
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.states import Source
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.web.render import language, t


def acting(kind: OrderKind, number: str, dated: date) -> str:
    """Say that somebody acts in another's place, and by which order."""
    order = t(f"accounts.order_of.{kind.value}", n=number, d=formats(language()).day(dated))
    return t("accounts.acting_by", order=order)


def acted(one: Decided) -> str:
    """Say by which order a deputy decided; nothing where the holder of the post did."""
    return acting(one.order.kind, one.order.number, one.order.dated) if one.order else ""


def standing_in(actor: Actor) -> tuple[str, ...]:
    """Say for whom the reader decides today, by which order and until when."""
    return tuple(_strip(post, post.acting) for post in posts_for(Action.DECIDE, actor) if post.acting)


def _strip(post: Post, by: Acting) -> str:
    fmt = formats(language())
    return t(
        "accounts.acting_strip",
        role=t(f"role.{post.role.value}"),
        body=post.body_name.pick(language()),
        order=t(f"accounts.order_of.{by.kind.value}", n=by.number, d=fmt.day(by.dated)),
        d=fmt.day(by.until),
        scope=", ".join(t(f"accounts.scope.{one.value}") for one in sorted(by.scope)),
    )


def moved(facts: Deciding, seen: Parts) -> list[str]:
    """Say which papers, names, ceilings and plans are not as they were shown; nothing where a page carried no parts."""
    if not seen:
        return []
    found = queries.moved(seen, facts.parts)
    return [_moved(each) for each in found if each.kind is not PartKind.VERSION]


def _moved(each: Moved) -> str:
    if each.kind is PartKind.PAPER:
        return t(f"approvals.moved.paper_{each.how}", x=_paper(each.key))
    if each.kind is PartKind.NAMES:
        known = t(f"approvals.moved_name.{each.key}") if each.key in NAMED else each.key
        return t("approvals.moved.names", x=known)
    if each.kind is PartKind.CEILING:
        source, year, programme, place = (*each.key.split("/", 3), "", "", "")[:4]
        said = t(f"source.{source}") if source in {one.value for one in Source} else source
        return t(f"approvals.moved.ceiling_{each.how}", x=" · ".join(filter(None, (said, year, programme, place))))
    return t(f"approvals.moved.plan_{each.how}", y=each.key)


NAMED = frozenset({"unit", "body", "settlements", "programmes", "receipts", "goals", "sources", "code"})


def _paper(key: str) -> str:
    try:
        return documents.by_key(session(), key).title.pick(language())
    except Missing:
        return key
