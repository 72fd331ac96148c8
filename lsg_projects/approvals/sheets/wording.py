"""Words that both papers of a meeting share."""

from __future__ import annotations

from lsg_projects.approvals.queries.meetings import Item, MeetingFacts
from lsg_projects.domain.meeting import ItemState
from lsg_projects.domain.states import Outcome
from lsg_projects.kit import clock
from lsg_projects.kit.formats import formats
from lsg_projects.kit.words import words


def place(facts: MeetingFacts, lang: str) -> str:
    """Say where and by which means."""
    means = words(lang)(f"meetings.means.{facts.means.value}")
    return ". ".join(part for part in (facts.place.pick(lang), facts.link, means) if part)


def start(facts: MeetingFacts, lang: str) -> str:
    """Say day and hour."""
    return f"{formats(lang).long_day(facts.day)}, {clock.local(facts.starts_at):%H:%M}"


def item_line(item: Item, lang: str) -> str:
    """Name an item: the project, its code and its sum."""
    say, fmt = words(lang), formats(lang)
    money = (
        say("shell.thousand", x=fmt.money(item.passport.amount)) if item.passport.amount else say("approvals.no_money")
    )
    return (
        f"{item.head.title.pick(lang) or item.head.code} ({item.head.unit_name.pick(lang)}, {item.head.code}, {money})"
    )


def standing(facts: MeetingFacts) -> tuple[Item, ...]:
    """Give the items that stand on the agenda."""
    return tuple(one for one in facts.items if one.state is not ItemState.STRUCK)


def answer(item: Item, outcome: Outcome, lang: str) -> str:
    """Say an outcome in the words of the step: the assembly agrees, the commission proposes, the maslikhat approves."""
    say = words(lang)
    if outcome is Outcome.APPROVED:
        return say(f"approvals.agreed.{item.step.verb.value}")
    return say(f"status.outcome.{outcome.value}")


def secretary(facts: MeetingFacts, lang: str) -> str:
    """Name the post under the secretary's signature, and the order where it is held for another."""
    say, by = words(lang), facts.acting
    post = say("meetings.field.secretary")
    if by is None:
        return post
    order = say(f"accounts.order_of.{by.kind.value}", n=by.number, d=formats(lang).day(by.dated))
    return f"{post} ({say('accounts.acting_by', order=order)})"
