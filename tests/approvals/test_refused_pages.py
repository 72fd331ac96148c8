"""Bad input at the pages of approval, as one table: a status, the reason in the reader's words, nothing changed.

Every line is one form that somebody sends. Held against it are the status, the sentence of the refusal in Kazakh and in
Russian, one entry among the denials for a 403 and none otherwise, and a picture of everything before and after. The
use cases below stand in `test_refusals.py`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from lsg_projects.accounts.models import Appointment
from lsg_projects.accounts.usecases.delegations import Delegate, delegate, revoke
from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals import usecases as acts
from lsg_projects.approvals.usecases import Withdraw
from lsg_projects.approvals.usecases import meetings as sittings
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.delegation import OrderKind, Scope
from lsg_projects.domain.meeting import Choice
from lsg_projects.domain.states import BodyKind, Outcome, Role
from lsg_projects.kit import clock, db
from lsg_projects.kit.words import catalogue
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from tests.support import assembly as at
from tests.support import route_world as rw
from tests.support.assembly import Hall
from tests.support.office_pages import Browser, Page, signed_in
from tests.support.picture import Watch
from tests.support.route_world import World

VOTES = {"number": "4", "dated": "26.01.2026", "votes_for": "8", "votes_against": "1", "votes_abstained": "0"}
ERRORS = {400: "error.400.title", 404: "error.404.title"}
TODAY = date(2026, 1, 26)


@dataclass(frozen=True)
class Line:
    """One form: who sends it where, with what, and what the answer is."""

    who: int
    path: str
    status: int
    code: str = ""
    """Of the refusal whose words the page has to say; for 400 and 404 the words of the page of that error."""
    typed: dict[str, Any] = field(default_factory=dict)
    token: bool = True


@dataclass
class Office:
    """The district behind its pages, read in one language."""

    app: Flask
    world: World
    lang: str
    again: str = ""
    """Names a later sign-in: sessions end when the clock goes on by days."""
    every: int = 1
    """Which lines of a table are sent: all, or every third one of the second language."""
    browsers: dict[int, tuple[Browser, str]] = field(default_factory=dict)

    def browser(self, person: int) -> tuple[Browser, str]:
        """Give somebody's browser, and the token of its session."""
        if person not in self.browsers:
            found = signed_in(self.app, person, self.lang, self.again)
            self.browsers[person] = found, found.get("/office/me").hidden["csrf_token"]
        return self.browsers[person]

    def send(self, line: Line) -> Page:
        """Send a form; a paper is made anew each time, since sending closes it."""
        browser, token = self.browser(line.who)
        typed = {name: (io.BytesIO(value), "hattama.pdf") if isinstance(value, bytes) else value
                 for name, value in line.typed.items()}  # fmt: skip
        return browser.post(line.path, None, **({"csrf_token": token} if line.token else {}), **typed)

    def faults(self, table: dict[str, Line]) -> list[str]:
        """Send the forms of a table, and give all that is not as it says."""
        table = dict(list(table.items())[:: self.every])
        for line in table.values():
            self.browser(line.who)
        watch = Watch()
        return [f"{name}: {fault}" for name, line in table.items() for fault in self._held(watch, line)]

    def _held(self, watch: Watch, line: Line) -> Iterator[str]:
        seen = watch.tried(lambda: self.send(line))
        page: Page = seen.answer
        if page.status != line.status:
            yield f"status {page.status}, not {line.status}"
        if not says(page.text, ERRORS.get(line.status) or f"refusal.{line.code}", self.lang):
            yield f"the page does not say {line.code}"
        if bare := re.findall(
            r"\b(?:approvals|meetings|accounts|access|shared)\.[a-z]+(?:_[a-z]+)+\b", _read(page.text)
        ):
            yield f"bare codes: {bare}"
        yield from (f"changed {row[:100]}" for row in seen.changed)
        if [code for _actor, code in seen.denied] != ([line.code] if line.status == 403 else []):
            yield f"among the denials {seen.denied}"


def _read(text: str) -> str:
    """What a reader sees of a page: its text without tags."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", text)))


def says(text: str, key: str, lang: str) -> bool:
    """Tell whether a page says a sentence of the catalogue, whatever stands in its gaps."""
    found = catalogue()[key][lang]
    read = _read(text)
    forms = [found] if isinstance(found, str) else found.values()
    return any(all(part.strip() in read for part in re.split(r"\{[^}]*\}", form)) for form in forms)


@pytest.fixture
def database(sqlite_database: str) -> str:
    """One kind of database: what the pages rest on is tried on both kinds below the edge."""
    return sqlite_database


@pytest.fixture(
    params=[("kk", 1), ("ru", 3), pytest.param(("ru", 1), marks=pytest.mark.slow)], ids=["kk", "ru-sample", "ru"]
)
def office(
    request: pytest.FixtureRequest, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    """The small district behind the whole application."""
    with rw.instance(tmp_path / "instance", monkeypatch), clock.standing_at(rw.NOW), app.app_context():
        lang, every = request.param
        yield Office(app, rw.build(), lang, every=every)
        db.db.session.remove()


def form(task: int, **typed: Any) -> dict[str, Any]:
    """The whole form of a task of the assembly, as its page shows it now."""
    seen = approvals.shown(db.session(), task)
    whole = {"outcome": "approved", "version": str(seen.version), "shown": seen.digest, "seen": "{}", **VOTES}
    return whole | {"paper": "public", "minutes": rw.PDF} | typed


def test_forms_of_a_decision(office: Office) -> None:
    world = office.world
    secretary, akim = world.people[Role.ASSEMBLY_SECRETARY], world.people[Role.AKIM]
    code, beside = rw.project(world), rw.submit(world, rw.project(world))
    older = rw.submit(world, code)
    old = form(older)
    with work(world.actor(Role.AKIM)) as unit:
        acts.withdraw(unit, Withdraw(code, projects.find(unit.session, code).approval, rw.WHY))
    task = rw.submit(world, code)
    done = rw.submit(world, rw.project(world))
    taken = form(done)
    rw.decide(world, done)
    place, foreign = f"/office/inbox/{task}/decide", office.browser(akim)[1]

    def on(status: int, refusal: str = "", who: int = secretary, path: str = place, **typed: Any) -> Line:
        return Line(who, path, status, refusal, form(task, **typed))

    table = {
        "replayed": Line(secretary, f"/office/inbox/{done}/decide", 409, "shared.outdated", taken),
        "confirmed when it is over": Line(secretary, f"/office/inbox/{done}/confirm", 409, "shared.outdated", taken),
        "of an older version": Line(secretary, f"/office/inbox/{older}/decide", 409, "shared.outdated", old),
        "of an older version at the new one": Line(secretary, place, 409, "shared.outdated", old),
        "of another task": Line(secretary, place, 409, "shared.outdated", form(beside)),
        "of another task, with the number of this version": Line(
            secretary, place, 409, "approvals.shown_changed", form(beside, version="2")
        ),
        "with a forged digest": on(409, "approvals.shown_changed", shown="0" * 64),
        "confirmed with a forged digest": on(409, "shared.outdated", path=place[:-6] + "confirm", shown="f" * 64),
        "without a token": Line(secretary, place, 400, "", form(task), token=False),
        "with the token of another session": Line(
            secretary, place, 400, "", form(task, csrf_token=foreign), token=False,
        ),
        "with an outcome that is none": on(422, "shared.not_a_choice", outcome="withdrawn"),
        "with an outcome of the program's own": on(422, "shared.not_a_choice", outcome="in_review"),
        "without an outcome": on(422, "approvals.no_outcome", outcome=""),
        "dated tomorrow": on(422, "approvals.date_of_act", dated="27.01.2026"),
        "dated before the sending": on(422, "approvals.act_before_sending", dated="25.01.2026"),
        "confirmed with a date before the sending": on(
            422, "approvals.act_before_sending", path=place[:-6] + "confirm", dated="25.01.2026"
        ),
        "dated on a day that is none": on(422, "shared.not_a_date", dated="31.02.2026"),
        "dated in letters": on(422, "shared.not_a_date", dated="ертең"),
        "without a number": on(422, "approvals.no_number", number=""),
        "with a number without end": on(422, "shared.too_long", number="9" * 61),
        "with half a vote": on(422, "approvals.votes_range", votes_for="7,5"),
        "with votes below nought": on(422, "shared.number_range", votes_for="-3"),
        "with votes in letters": on(422, "shared.not_a_number", votes_for="сегіз"),
        "with a file that is no paper": on(422, "documents.not_taken", minutes=b"MZ"),
        "by another body": on(403, "access.body", world.people[Role.FINANCIER]),
        "by the akim": on(403, "access.role", akim),
        "by the auditor": on(403, "access.role", world.people[Role.AUDITOR]),
        "by the administrator": on(403, "access.role", world.people[Role.ADMIN]),
        "prepared where one signature is enough": on(
            403, "access.body", world.people[Role.ECONOMIST], f"/office/inbox/{task}/draft",
        ),
    }  # fmt: skip
    table |= {
        f"the version is {value[:12]!r}": on(409, "shared.outdated", version=value)
        for value in ("", "x", "-1", "9" * 30, "\N{ARABIC-INDIC DIGIT ONE}", "1.0", "1 OR 1=1")
    }
    table |= {
        f"the task is {value[:12]!r}": on(404, path=f"/office/inbox/{value}/decide")
        for value in ("x", "-1", "0", "99999999999", "9" * 30)
    }
    assert not (faults := office.faults(table)), "\n".join(faults)
    assert office.send(on(303)).status == 303  # the same form, whole and once


def test_forms_of_the_akim_and_of_departments(office: Office) -> None:
    world = office.world
    akim, stranger = world.people[Role.AKIM], world.stranger
    draft, refused = rw.project(world), rw.project(world)
    no = rw.decide(world, rw.submit(world, refused), Outcome.RETURNED).number
    asked = rw.project(world)
    department = rw.decide(world, rw.submit(world, asked)).next_task or 0
    rw.prepare(world, department)
    economist, head = world.people[Role.ECONOMIST], world.heads[BodyKind.ECONOMY]
    changing = rw.approved(world)
    with work(world.actor(Role.AKIM)) as unit:
        change = acts.open_change(unit, changing)
    rw.save(world, changing, "what", place=rw.tri("Солтүстік көше, мектеп жаны"))
    revision = projects.find(db.session(), draft).revision
    own = {"revision": str(projects.find(db.session(), changing).revision),
           "reason-kk": "Смета қайта есептелді, баға өсті", "reason-ru": "Смета пересчитана, цены выросли"}  # fmt: skip
    seen = approvals.shown(db.session(), department)
    answer = {"outcome": "approved", "conclusion": rw.LONG, "version": "1", "shown": seen.digest, "draft": "1"}

    def of(code: str, verb: str, status: int, refusal: str = "", who: int = akim, **typed: Any) -> Line:
        return Line(who, f"/office/projects/{code}/{verb}", status, refusal, typed)

    def at_task(verb: str, status: int, refusal: str, who: int, **typed: Any) -> Line:
        return Line(who, f"/office/inbox/{department}/{verb}", status, refusal, typed)

    sent = f"/office/changes/{change}/send"
    table = {
        "an older draft is sent": of(draft, "submit", 409, "approvals.draft_changed", declared="y", revision="99"),
        "the form of another project is sent": of(
            draft, "submit", 409, "approvals.draft_changed", declared="y", revision=own["revision"]
        ),
        "the form of another project of the same revision is sent": of(
            draft, "submit", 409, "approvals.draft_changed", declared="y", revision=str(revision), project=asked
        ),
        "another project is taken back by this form": of(
            asked, "withdraw", 409, "approvals.overtaken", state="in_review", reason=rw.WHY, project=draft
        ),
        "a draft is sent by the specialist": of(
            draft, "submit", 403, "access.role", world.people[Role.SPECIALIST], declared="y", revision=str(revision)
        ),
        "a draft is sent by a neighbour": of(draft, "submit", 404, "", stranger, declared="y", revision=str(revision)),
        "a draft is taken back": of(draft, "withdraw", 409, "approvals.cannot_withdraw", state="draft", reason=rw.WHY),
        "what is asked is sent again": of(
            asked, "submit", 409, "approvals.cannot_submit", declared="y", revision=str(revision)
        ),
        "it is taken back from a state that was not shown": of(
            asked, "withdraw", 409, "approvals.overtaken", state="approved", reason=rw.WHY
        ),
        "it is taken back from a state that is none": of(
            asked, "withdraw", 409, "approvals.overtaken", state="\x00", reason=rw.WHY
        ),
        "it is taken back without a reason": of(
            asked, "withdraw", 422, "approvals.reason_short", state="in_review", reason="жоқ"
        ),
        "it is taken back with a reason without end": of(
            asked, "withdraw", 422, "shared.too_long", state="in_review", reason="ж" * 4001
        ),
        "a no is contested without a reason": of(
            refused, "contest", 422, "approvals.reason_short", decision=str(no), why="жоқ"
        ),
        "a yes is contested": of(asked, "contest", 409, "approvals.cannot_contest", decision=str(no), why=rw.WHY),
        "somebody else contests": of(
            refused, "contest", 403, "access.role", world.people[Role.AUDITOR], decision=str(no), why=rw.WHY
        ),
        "a draft is asked to change": of(draft, "changes", 409, "approvals.change_not_approved"),
        "a second change is opened": of(changing, "changes", 409, "approvals.change_open"),
        "a change is opened by the specialist": of(
            changing, "changes", 403, "access.role", world.people[Role.SPECIALIST]
        ),
        "a project that is not": of("MRT-1900-9999", "submit", 404, declared="y"),
        "a change of an older draft": Line(akim, sent, 409, "approvals.draft_changed", own | {"revision": "99"}),
        "the change of another project": Line(akim, sent, 409, "approvals.draft_changed", own | {"project": draft}),
        "a change for no reason": Line(akim, sent, 422, "approvals.change_reason", own | {"reason-ru": "жоқ"}),
        "a change with a reason without end": Line(akim, sent, 422, "shared.too_long", own | {"reason-ru": "ж" * 4001}),
        "a change by a neighbour": Line(stranger, sent, 404, "", own),
        "a change by the auditor": Line(world.people[Role.AUDITOR], sent, 403, "access.role", own),
        "a change without a token": Line(akim, sent, 400, "", own, token=False),
        "given up by the auditor": Line(
            world.people[Role.AUDITOR], f"/office/changes/{change}/withdraw", 403, "access.role"
        ),
        "an older answer is prepared": at_task("draft", 409, "shared.outdated", economist, **answer | {"draft": "7"}),
        "an answer to something else": at_task(
            "draft", 409, "approvals.shown_changed", economist, **answer | {"shown": "0" * 64}
        ),
        "an answer without words": at_task(
            "draft", 422, "approvals.no_conclusion", economist, **answer | {"conclusion": ""}
        ),
        "an answer of another department": at_task(
            "draft", 403, "access.body", world.people[Role.FINANCIER], **answer
        ),
        "an answer of the head": at_task("draft", 403, "access.role", head, **answer),
        "signed by the executor": at_task("decide", 403, "approvals.not_your_step", economist, **answer),
        "signed by the head of another department": at_task(
            "decide", 403, "access.body", world.heads[BodyKind.FINANCE], **answer
        ),
        "an older answer is signed": at_task("decide", 409, "shared.outdated", head, **answer | {"draft": "9"}),
        "an answer of nobody is signed": at_task(
            "decide", 409, "approvals.not_prepared", head, **answer | {"draft": ""}
        ),
        "sent back without a note": at_task("draft/back", 422, "approvals.note_short", head, revision="1", note=""),
        "sent back on an older page": at_task("draft/back", 409, "shared.outdated", head, revision="8", note=rw.WHY),
        "sent back by the executor": at_task(
            "draft/back", 403, "approvals.not_your_step", economist, revision="1", note=rw.WHY
        ),
    }  # fmt: skip
    for value in ("", "x", "-1", "9" * 30, "\N{ARABIC-INDIC DIGIT ONE}"):
        name = repr(value[:8])
        table |= {
            f"the revision is {name}": of(
                draft, "submit", 409, "approvals.draft_changed", declared="y", revision=value
            ),
            f"the decision is {name}": of(refused, "contest", 409, "approvals.overtaken", decision=value, why=rw.WHY),
            f"the revision of a change is {name}": Line(
                akim, sent, 409, "approvals.draft_changed", own | {"revision": value}
            ),
            f"the draft is {name}": at_task(
                "draft", 409, "shared.outdated", economist,
                **answer | {"draft": value},
            ),
            f"the revision of the draft is {name}": at_task(
                "draft/back", 409, "shared.outdated", head, revision=value or "0", note=rw.WHY
            ),
        }  # fmt: skip
    table |= {
        f"the change is {value[:12]!r}": Line(akim, f"/office/changes/{value}/send", 404, "", own)
        for value in ("x", "-1", "0", "99999999999", "9" * 30)
    }
    assert not (faults := office.faults(table)), "\n".join(faults)


def test_forms_of_orders_and_of_deputies_without_one(office: Office) -> None:
    world = office.world
    secretary, deputy = world.people[Role.ASSEMBLY_SECRETARY], world.people[Role.MEMBER]
    post = next(one.appointment_id for one in world.person(secretary).posts)
    task = rw.submit(world, rw.project(world))
    whole = {"post": str(post), "deputy": str(deputy), "kind": "order", "order_number": "7-к",
             "order_date": "26.01.2026", "valid_from": "26.01.2026", "valid_until": "30.01.2026",
             "scope": "decide"}  # fmt: skip
    order = Delegate(post, deputy, OrderKind.ORDER, "7-к", TODAY, TODAY, TODAY, frozenset({Scope.DECIDE}))
    with work(world.person(secretary)) as unit:
        number = delegate(unit, order)
    assert office.browser(deputy)[0].get(f"/office/inbox/{task}").status == 200
    with work(world.person(secretary)) as unit:
        revoke(unit, number)

    def named(status: int, refusal: str, who: int = secretary, **typed: str) -> Line:
        return Line(who, "/office/delegations", status, refusal, whole | typed)

    table = {
        "revoked a moment ago, from an open page": Line(
            deputy, f"/office/inbox/{task}/decide", 403, "access.role", form(task)
        ),
        "to oneself": named(422, "accounts.delegation_self", deputy=str(secretary)),
        "over yesterday": named(
            422, "accounts.delegation_past", order_date="20.01.2026", valid_from="20.01.2026", valid_until="25.01.2026"
        ),
        "of tomorrow": named(422, "shared.future_date", order_date="27.01.2026", valid_from="27.01.2026"),
        "on a day that is none": named(422, "shared.not_a_date", valid_until="31.02.2026"),
        "of somebody else's post": named(
            422, "shared.not_a_choice", world.people[Role.AKIM], post=str(post)
        ),
        "of a post in letters": named(422, "shared.not_a_choice", post="x"),
        "to a person that is not": named(422, "shared.not_a_choice", deputy="9" * 30),
        "by the administrator": named(403, "access.role", world.people[Role.ADMIN]),
        "ended once more": Line(
            secretary, f"/office/delegations/{number}/revoke", 409, "accounts.delegation_over"
        ),
        "ended by a stranger": Line(
            world.people[Role.ECONOMIST], f"/office/delegations/{number}/revoke", 403, "accounts.not_your_post"
        ),
        "one that is not": Line(secretary, "/office/delegations/99999999999/revoke", 404),
        "one without end": Line(secretary, f"/office/delegations/{'9' * 30}/revoke", 404),
    }  # fmt: skip
    faults = office.faults(table)
    with work(world.person(secretary)) as unit:
        delegate(unit, order)
    table = {
        "for the same days": named(422, "accounts.delegated_already", deputy=str(world.people[Role.ECONOMIST])),
        "in a circle": named(
            422, "accounts.delegation_circle", deputy, deputy=str(secretary),
            post=str(next(one.appointment_id for one in world.person(deputy).posts if one.acting is None)),
        ),
    }  # fmt: skip
    faults += office.faults(table)
    assert not faults, "\n".join(faults)


def test_forms_of_meetings(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    world = office.world
    hall = at.gather(world, monkeypatch)
    tasks = [rw.submit(world, rw.project(world)) for _ in range(3)]
    secretary, member = world.people[Role.ASSEMBLY_SECRETARY], hall.members[3]
    with at.keeping(hall, at.CALLED) as unit:
        open_to_change = sittings.call(unit, sittings.CallMeeting(hall.body, at.when(date(2026, 3, 20))))
    when = {"body": str(hall.body), "kind": "regular", "means": "hall", "hour": "11:00", "day": "06.02.2026",
            "place-kk": "Мәдениет үйі", "place-ru": "Дом культуры"}  # fmt: skip

    def call(status: int, refusal: str, who: int = secretary, **typed: str) -> Line:
        return Line(who, "/office/meetings/new", status, refusal, when | typed)

    place = f"/office/meetings/{open_to_change}"
    faults = office.faults({
        "yesterday": call(422, "meetings.too_early", day="25.01.2026"),
        "before the days of notice": call(422, "meetings.too_early", day="04.02.2026"),
        "in two years": call(422, "meetings.too_far", day="01.02.2028"),
        "on a day that is none": call(422, "shared.not_a_date", day="31.02.2026"),
        "without a day": call(422, "shared.required", day=""),
        "at an hour that is none": call(422, "meetings.hour", hour="25:00"),
        "of another body": call(422, "shared.not_a_choice", body=str(world.bodies[BodyKind.MASLIKHAT])),
        "of a body in letters": call(422, "shared.not_a_choice", body="x"),
        "by a member": call(403, "access.role", member),
        "without a token": Line(secretary, "/office/meetings/new", 400, "", when, token=False),
        "nothing on the agenda": Line(secretary, f"{place}/items", 422, "meetings.no_choice", {"tasks": "x"}),
        "below nought on the agenda": Line(secretary, f"{place}/items", 422, "meetings.no_choice", {"tasks": "-1"}),
        "what is not on the agenda": Line(secretary, f"{place}/items", 404, "", {"tasks": "987654321"}),
        "the notice of nothing": Line(secretary, f"{place}/notice", 409, "meetings.empty_agenda"),
        "the materials before the notice": Line(secretary, f"{place}/materials", 409, "meetings.cannot_send_materials"),
        "cancelled without a reason": Line(secretary, f"{place}/cancel", 422, "meetings.reason_short", {"reason": "жоқ"}),
        "cancelled by the akim": Line(
            world.people[Role.AKIM], f"{place}/cancel", 403, "access.role", {"reason": rw.WHY}
        ),
        "held before it was called": Line(secretary, f"{place}/items/1/motion", 404, "", {"outcome": "approved"}),
        "closed before it was held": Line(secretary, f"{place}/close", 409, "meetings.cannot_close"),
        "one that is not": Line(secretary, "/office/meetings/99999999999/close", 404),
        "one without end": Line(secretary, f"/office/meetings/{'9' * 30}/close", 404),
        "one in letters": Line(secretary, "/office/meetings/x/close", 404),
    })  # fmt: skip
    number, other = at.opened(hall, *tasks[:2], absent=1), at.opened(hall, tasks[2])
    with clock.standing_at(at.HELD):
        held = Office(office.app, world, office.lang, "held", office.every)
        faults += held.faults(_at_votes(hall, number, other))
        with at.keeping(hall) as unit:
            sittings.cancel(unit, sittings.CancelMeeting(open_to_change, "Әкімнің өтініші бойынша"))
        over = {"change": "change", "items": "arrange", "notice": "notify", "materials": "send_materials",
                "attendance": "seat", "failed": "fail", "close": "close", "cancel": "cancel",
                "minutes/speeches": "write", "minutes/sign": "sign", "minutes/correct": "correct"}  # fmt: skip
        typed = when | {"day": "20.03.2026", "tasks": str(tasks[0]), "reason": rw.WHY, "paper": "public",
                        "signed": rw.PDF, "text-kk": rw.WHY, "general-kk": rw.WHY}  # fmt: skip
        faults += held.faults({
            f"{verb} when it is cancelled": Line(
                secretary, f"{place}/{verb}", 409, f"meetings.cannot_{act}",
                {name: value for name, value in typed.items() if name != "signed" or verb == "minutes/sign"},
            )
            for verb, act in over.items()
        })  # fmt: skip
    assert not faults, "\n".join(faults)


def _at_votes(hall: Hall, number: int, other: int) -> dict[str, Line]:
    """Votes at an open meeting of nine, one of them absent; *other* is another open meeting."""
    motion, beside = at.put(hall, number), at.put(hall, other)
    member, again = hall.members[3], hall.members[4]
    secretary = hall.world.people[Role.ASSEMBLY_SECRETARY]
    with clock.standing_at(at.HELD), work(hall.world.person(again)) as unit:
        sittings.cast(unit, sittings.Cast(motion, {again: Choice.FOR}))
    place = f"/office/meetings/{number}/items/1"

    def vote(status: int, refusal: str, who: int, whose: int, of: object = motion, path: str = place) -> Line:
        return Line(who, f"{path}/vote", status, refusal, {"motion": str(of), f"vote-{whose}": "against"})

    return {
        "a second time": vote(409, "meetings.voted_already", again, again),
        "for another": vote(422, "meetings.no_choice", member, hall.members[5]),
        "by the akim": vote(403, "access.role", hall.world.people[Role.AKIM], member),
        "on a question of another meeting": vote(409, "shared.outdated", member, member, beside),
        "on paper, on a question of another meeting": vote(409, "shared.outdated", secretary, member, beside),
        "on a question of another item": vote(
            409, "shared.outdated", secretary, member, motion, f"/office/meetings/{number}/items/2"
        ),
        "on an item that is not": vote(404, "", member, member, motion, f"/office/meetings/{number}/items/99999999999"),
        "in words that are no vote": Line(
            member, f"{place}/vote", 422, "meetings.no_choice", {"motion": str(motion), f"vote-{member}": "maybe"}
        ),
        "counted too early": Line(secretary, f"{place}/count", 422, "meetings.not_all_voted", {"motion": str(motion)}),
        "counted on another page": Line(secretary, f"{place}/count", 409, "shared.outdated", {"motion": str(beside)}),
        "counted by a member": Line(member, f"{place}/count", 403, "access.role", {"motion": str(motion)}),
        "another question meanwhile": Line(
            secretary, f"{place}/motion", 409, "meetings.motion_open", {"outcome": "approved"}
        ),
        "a question that is none": Line(
            secretary, f"/office/meetings/{number}/items/2/motion", 422, "shared.not_a_choice", {"outcome": "withdrawn"}
        ),
        "an interest of a stranger": Line(
            secretary, f"{place}/interest", 422, "shared.not_a_choice",
            {"person": str(hall.world.stranger), "reason": rw.WHY},
        ),
        "an interest of a person in letters": Line(
            secretary, f"{place}/interest", 422, "shared.not_a_choice", {"person": "x", "reason": rw.WHY},
        ),
        "closed over an open question": Line(secretary, f"/office/meetings/{number}/close", 409, "meetings.motion_open"),
        "seated on an older page": Line(
            secretary, f"/office/meetings/{number}/attendance", 409, "shared.outdated", {"revision": "x"}
        ),
    } | {
        f"on a question that is {value[:8]!r}": vote(409, "shared.outdated", member, member, value)
        for value in ("", "x", "-1", "9" * 30, "\N{ARABIC-INDIC DIGIT ONE}")
    }  # fmt: skip


def test_a_body_whose_members_left_calls_no_meeting(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    hall = at.gather(office.world, monkeypatch, size=2)
    with work(SYSTEM) as unit:
        for post in unit.session.query(Appointment).where(Appointment.role == Role.MEMBER):
            post.valid_until = TODAY
    when = {"body": str(hall.body), "kind": "regular", "means": "hall", "hour": "11:00", "day": "06.02.2026",
            "place-kk": "Мәдениет үйі", "place-ru": "Дом культуры"}  # fmt: skip
    line = Line(office.world.people[Role.ASSEMBLY_SECRETARY], "/office/meetings/new", 422, "meetings.no_members", when)
    assert not (faults := office.faults({"without members": line})), "\n".join(faults)


def test_what_the_table_of_pages_does_not_let_pass(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer without words, a right that was refused and not written, and an act that came through."""
    code = rw.project(office.world)
    path, specialist = f"/office/projects/{code}/submit", office.world.people[Role.SPECIALIST]
    typed = {"declared": "y", "revision": str(projects.find(db.session(), code).revision)}
    line = Line(specialist, path, 403, "access.role", typed)
    assert office.faults({"good": line}) == []
    with monkeypatch.context() as patch:
        patch.setattr("lsg_projects.web.errors.said", lambda refusal: refusal.code)
        patch.setattr("lsg_projects.web.errors.deny", lambda *_: None)
        found = office.faults({"bad": line})
    assert found == ["bad: the page does not say access.role", "bad: among the denials []"]
    through = office.faults({"through": Line(office.world.people[Role.AKIM], path, 403, "access.role", typed)})
    assert "through: status 303, not 403" in through
    assert any("changed approval_task +" in fault for fault in through)
