"""The notice of a meeting: who meets, when, where, and what stands on the agenda."""

from __future__ import annotations

from datetime import datetime

from lsg_projects.approvals.queries.meetings import MeetingFacts
from lsg_projects.approvals.sheets import wording
from lsg_projects.approvals.sheets.sheet import Sheet
from lsg_projects.kit.formats import formats
from lsg_projects.kit.words import words


def notice(facts: MeetingFacts, lang: str, now: datetime, mark: str) -> Sheet:
    """Assemble the notice in *lang*."""
    say, fmt = words(lang), formats(lang)
    body = facts.body.name.pick(lang)
    basis = facts.rule.notice_basis.pick(lang) or say("meetings.installation")
    days = facts.rule.notice_days(facts.kind)
    return Sheet(
        kind="notice", language=lang, title=say("meetings.paper.notice"), issuer=body, day=fmt.long_day(facts.day),
        head=f"{say('meetings.paper.notice')} · {body} · {fmt.day(facts.day)}", mark=mark,
        created=facts.notified_at or now,
        facts=(
            (say("meetings.when"), wording.start(facts, lang)),
            (say("meetings.where"), wording.place(facts, lang)),
            (say("meetings.kind_term"), say(f"meetings.kind.{facts.kind.value}")),
            (say("meetings.quorum"), say("meetings.paper.quorum_share", q=_share(facts), basis=_basis(facts, lang))),
        ),
        agenda_title=say("meetings.agenda"),
        agenda=tuple(wording.item_line(one, lang) for one in wording.standing(facts)),
        signatures=((wording.secretary(facts, lang), facts.secretary),),
        foot=say("meetings.paper.notice_foot", n=days, basis=basis),
    )  # fmt: skip


def _share(facts: MeetingFacts) -> str:
    return f"{facts.rule.quorum_part}/{facts.rule.quorum_of}"


def _basis(facts: MeetingFacts, lang: str) -> str:
    return facts.rule.quorum_basis.pick(lang) or words(lang)("meetings.installation")
