"""Later acts of the demonstration: changes of approved projects, and an order by which somebody stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from lsg_projects.accounts.usecases.delegations import Delegate, delegate
from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals import usecases as approval
from lsg_projects.domain.approval import Verdict, Votes
from lsg_projects.domain.delegation import OrderKind, Scope
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.money import from_thousand
from lsg_projects.domain.states import Outcome, Role
from lsg_projects.domain.text import Tri
from lsg_projects.kit.work import Work
from lsg_projects.operations.demo.acts import Cast
from lsg_projects.operations.demo.scans import Scan, paper
from lsg_projects.operations.demo.stories import table
from lsg_projects.projects import queries as projects
from lsg_projects.projects import usecases as passports

Act = tuple[date, int, str, Any]
"""Day, hour, who (the address before the @), and what to play."""


def acts() -> Iterator[Act]:
    """Give every later act."""
    data = table("changes")
    for row in data["order"]:
        yield row["dated"], 9, row["post"], partial(_order, row)
    for row in data["change"]:
        akim = f"akim.{row['okrug']}"
        yield row["opened"], 10, akim, partial(_open, row)
        yield row["sent"], 11, akim, partial(_send, row)
        for decided in row.get("decided", ()):
            yield decided["day"], 15, decided["who"], partial(_decide, row, decided)


def stands_in(step: str, day: date) -> str | None:
    """Give who answers at *step* on *day* in place of the one who usually does."""
    for row in table("changes")["order"]:
        if row["step"] == step and row["from"] <= day <= row["until"]:
            return str(row["deputy"])
    return None


def _order(row: Mapping[str, Any], unit: Work, cast: Cast) -> None:
    role = Role(row["role"])
    post = next((each for each in unit.actor.posts_as(role) if each.acting is None), None)
    if post is None:
        raise Missing("shared.absent")
    scan = Scan(("Бұйрық", "Приказ"), ("Уақытша міндетін атқару туралы", "Об исполнении обязанностей"), row["number"])
    delegate(
        unit,
        Delegate(
            post.appointment_id, cast.people[row["deputy"]], OrderKind(row["kind"]), row["number"], row["dated"],
            row["from"], row["until"], frozenset(Scope(each) for each in row["scope"]), "buiryk.pdf", paper(scan),
        ),
    )  # fmt: skip


def _open(row: Mapping[str, Any], unit: Work, cast: Cast) -> None:
    code = cast.codes[row["project"]]
    approval.open_change(unit, code)
    draft = projects.draft(unit.session, code)
    if "place" in row:
        changes, step = {"place": Tri.of(row["place"])}, "what"
        passports.save_step(unit, passports.SaveStep(code, step, draft.revision, changes))
    for key, more in row.get("grows", {}).items():
        lines = tuple(
            replace(line, amount=line.amount + from_thousand(more)) if line.key == key else line
            for line in draft.passport.lines
        )
        passports.save_step(unit, passports.SaveStep(code, "cost", draft.revision, {"lines": lines}))


def _send(row: Mapping[str, Any], unit: Work, cast: Cast) -> None:
    head = projects.find(unit.session, cast.codes[row["project"]])
    change = approvals.open_change(unit.session, head.id)
    if change is None:
        raise Missing("approvals.no_change")
    approval.send_change(unit, approval.SendChange(change.id, head.revision, Tri.of(row["reason"])))


def _decide(row: Mapping[str, Any], decided: Mapping[str, Any], unit: Work, cast: Cast) -> None:
    head = projects.find(unit.session, cast.codes[row["project"]])
    task = approvals.open_task_of(unit.session, head.id)
    if task is None:
        raise Missing("approvals.no_task")
    shown = approvals.shown(unit.session, task)
    scan = Scan(("Хаттама", "Протокол"), (head.title.kk, head.title.ru, head.code), decided["number"])
    verdict = Verdict(Outcome.APPROVED, number=decided["number"], dated=unit.today, votes=Votes(8, 0, 1))
    minutes = approval.Enclosure("hattama.pdf", paper(scan))
    approval.decide(unit, approval.Decide(task, shown.version, shown.digest, verdict, minutes))
