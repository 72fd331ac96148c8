"""Who may do what, when: the table in `tests/domain/rights.txt`, computed by the rules of the program.

`python -m tests.support.rights` prints it. A person reads every difference before it is kept.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lsg_projects.domain import approval, route, route_file
from lsg_projects.domain.access import RIGHTS, Action, Subject, may, require
from lsg_projects.domain.actor import CITIZEN, Acting, Actor, Post
from lsg_projects.domain.approval import Act, Position
from lsg_projects.domain.delegation import OrderKind, Scope
from lsg_projects.domain.errors import Missing, NotAllowed, WrongState
from lsg_projects.domain.project import BudgetLine, Passport
from lsg_projects.domain.route import Route
from lsg_projects.domain.states import Approval, BodyKind, Role, Source, Stage
from lsg_projects.domain.text import Tri
from lsg_projects.resources import folder

FILE = Path(__file__).parents[1] / "domain" / "rights.txt"
YES, LATE, NO = "yes", "(yes)", "-"
HEAD = """\
Who may do what with a project, and when.

  yes     may do it at this state
  (yes)   has the right, but not at this state: answered 409 with the reason
  -       has not the right: answered 403 with the reason and written among the denials, or 404 outside of the territory

A column is an official in the place where the role has its seat: the office of the project's own okrug, its assembly,
the bodies of its district. Beside them stand a deputy, who holds by an order the post of one who may; an author, who
may as well but worked on this project; the akim of the neighbouring okrug; a citizen.

Rows name the state and the act. Where a body is asked, the state names its step. The last rows hold at any state: they
are the actions of the table of rights, in one's own territory and body.
"""
OKRUG, NEIGHBOUR = "150000000/154600000/154651000", "150000000/154600000/154653000"
DISTRICT, OBLAST = "150000000/154600000", "150000000"
ME, OTHER = 7, 8

SEAT: dict[Role, tuple[BodyKind, str]] = {
    Role.AKIM: (BodyKind.AKIM_OFFICE, OKRUG), Role.SPECIALIST: (BodyKind.AKIM_OFFICE, OKRUG),
    Role.ACCOUNTANT: (BodyKind.AKIM_OFFICE, OKRUG), Role.ASSEMBLY_SECRETARY: (BodyKind.ASSEMBLY, OKRUG),
    Role.MEMBER: (BodyKind.ASSEMBLY, OKRUG), Role.ECONOMIST: (BodyKind.ECONOMY, DISTRICT),
    Role.FINANCIER: (BodyKind.FINANCE, DISTRICT), Role.DEPARTMENT_HEAD: (BodyKind.ECONOMY, DISTRICT),
    Role.COMMISSION_SECRETARY: (BodyKind.COMMISSION, DISTRICT), Role.DISTRICT_AKIM: (BodyKind.AKIMAT, DISTRICT),
    Role.MASLIKHAT_SECRETARY: (BodyKind.MASLIKHAT, DISTRICT), Role.ANALYST: (BodyKind.OBLAST_OFFICE, OBLAST),
    Role.AUDITOR: (BodyKind.AUDIT_COMMISSION, OBLAST), Role.MODERATOR: (BodyKind.OPERATOR, DISTRICT),
    Role.ADMIN: (BodyKind.OPERATOR, DISTRICT),
}  # fmt: skip
SHORT = {
    Role.ACCOUNTANT: "account", Role.SPECIALIST: "special", Role.ASSEMBLY_SECRETARY: "ass.sec", Role.ECONOMIST: "econom",
    Role.FINANCIER: "financ", Role.DEPARTMENT_HEAD: "head", Role.COMMISSION_SECRETARY: "com.sec",
    Role.MASLIKHAT_SECRETARY: "mas.sec", Role.DISTRICT_AKIM: "d.akim", Role.MODERATOR: "moder",
}  # fmt: skip
BESIDE = ("deputy", "author", "neighb", "citizen")
COLUMNS = (*(SHORT.get(role, role.value) for role in Role), *BESIDE)


def _route() -> Route:
    read = route_file.read(tomllib.loads((folder("config") / "routes.toml").read_text("utf-8")))
    line = BudgetLine("l", 2027, Source.OWN, 4_000 * 100_000, "07.3.124.008")
    day = date(2026, 1, 26)
    return route.choose(read, route.facts(Passport(lines=(line,)), day))


ROUTE = _route()


@dataclass(frozen=True)
class Place:
    """Where a project stands: its name in the table, its state, the step whose body was asked last, its change."""

    name: str
    state: Approval
    step: str = "assembly"
    stage: Stage = Stage.IDENTIFICATION
    change: Approval | None = None
    """The state of its newest change request, where it has one."""


PLACES = (
    Place("draft", Approval.DRAFT),
    *(Place(f"in review: {step.key}", Approval.IN_REVIEW, step.key) for step in ROUTE.steps),
    *(Place(f"deferred: {step.key}", Approval.DEFERRED, step.key) for step in ROUTE.steps),
    Place("returned: assembly", Approval.RETURNED),
    Place("returned: finance", Approval.RETURNED, "finance"),
    Place("rejected", Approval.REJECTED),
    Place("withdrawn", Approval.WITHDRAWN),
    Place("approved", Approval.APPROVED, "maslikhat", Stage.PREPARATION),
    Place("change written", Approval.APPROVED, "maslikhat", Stage.PREPARATION, Approval.DRAFT),
    Place("change: assembly", Approval.APPROVED, "assembly", Stage.PREPARATION, Approval.IN_REVIEW),
    Place("given up", Approval.WITHDRAWN, "maslikhat", Stage.CANCELLED),
    Place("refused for good", Approval.REJECTED, "assembly", Stage.CANCELLED),
)
OWN_ACTS = {
    "submit": Action.SUBMIT_PROJECT, "withdraw": Action.WITHDRAW_PROJECT, "contest": Action.SUBMIT_PROJECT,
    "open change": Action.REQUEST_CHANGE, "send change": Action.REQUEST_CHANGE, "drop change": Action.REQUEST_CHANGE,
}  # fmt: skip
"""Acts of the akim whose project it is, with the right that each asks for."""
ASKED_ACTS = ("approve", "return", "reject", "defer", "prepare", "send back")
"""Acts of the body that is asked."""
ACTS = (*OWN_ACTS, *ASKED_ACTS)


def official(role: Role, person: int = ME, kind: BodyKind | None = None, path: str = "", acting: bool = False) -> Actor:
    """Give somebody who holds *role* where it has its seat, or by an order for all acts."""
    seat, place = SEAT[role]
    kind = kind or seat
    order = Acting(1, frozenset({OTHER}), OrderKind.ORDER, "1", date(2026, 1, 1), date(2026, 2, 1), frozenset(Scope))
    post = Post(1, role, _number(kind), kind, Tri.same("x"), 1, path or place, order if acting else None)
    return Actor(person, "Демо", "kk", (post,))


def _number(kind: BodyKind) -> int:
    return list(BodyKind).index(kind) + 1


def _columns(at: Place, act: str) -> Iterator[tuple[str, Actor, frozenset[int]]]:
    """Give who stands in each column, with the persons who worked on the project."""
    step = ROUTE.step(at.step)
    department = step.body if step.two_signatures else None
    for role in Role:
        kind = department if role is Role.DEPARTMENT_HEAD else None
        yield SHORT.get(role, role.value), official(role, kind=kind), frozenset()
    rightful = Role.AKIM if act in OWN_ACTS else _asked(at, act)
    kind = department if rightful is Role.DEPARTMENT_HEAD else None
    yield "deputy", official(rightful, kind=kind, acting=True), frozenset()
    yield "author", official(rightful, kind=kind), frozenset({ME})
    yield "neighb", official(Role.AKIM, path=NEIGHBOUR), frozenset()
    yield "citizen", CITIZEN, frozenset()


def _asked(at: Place, act: str) -> Role:
    step = ROUTE.step(at.step)
    return step.role if act == "prepare" or not step.two_signatures else Role.DEPARTMENT_HEAD


def cell(at: Place, act: str, actor: Actor, authors: frozenset[int]) -> str:
    """Ask the rules as a use case does: first the right, then the state."""
    try:
        _right(at, act, actor, authors)
    except (NotAllowed, Missing):
        return NO
    return YES if _time(at, act) else LATE


def _right(at: Place, act: str, actor: Actor, authors: frozenset[int]) -> None:
    if act in OWN_ACTS:
        require(OWN_ACTS[act], actor, Subject(OKRUG, _number(BodyKind.AKIM_OFFICE), authors, "p"))
        return
    step = ROUTE.step(at.step)
    subject = Subject(OKRUG, _number(step.body), authors, "p")
    (approval.may_prepare if act == "prepare" else approval.may_decide)(actor, step, subject)


def _time(at: Place, act: str) -> bool:
    """Ask whether the state permits an act; for changes and drafts as `tests/approvals/test_refusals.py` holds it."""
    if act == "open change":
        return at.state is Approval.APPROVED and at.stage is not Stage.CANCELLED and at.change is None
    if act == "send change":
        return at.change is not None and _moves(Position(at.change), Act.SUBMIT)
    if act == "drop change":
        return at.change is not None
    if act == "contest":
        return _moves(Position(at.state, at.stage), Act.CONTEST) and ROUTE.step(at.step).body in CONTESTED
    if act in OWN_ACTS:
        return _moves(Position(at.state, at.stage), Act(act))
    position = Position(at.change or at.state, at.stage if at.change is None else Stage.IDENTIFICATION)
    if act in ("prepare", "send back"):
        return ROUTE.step(at.step).two_signatures and _moves(position, Act.DEFER)
    return _moves(position, Act(act))


def _special() -> frozenset[BodyKind]:
    read = route_file.read_special(tomllib.loads((folder("config") / "routes.toml").read_text("utf-8")))
    return frozenset(way.of for way in read)


CONTESTED = _special()
"""The bodies whose no the law lets an akim contest."""


def _moves(at: Position, act: Act) -> bool:
    try:
        approval.moved(at, act)
    except WrongState:
        return False
    return True


def always(action: Action) -> dict[str, str]:
    """Give the row of an action of the table of rights, at any state."""

    def of(actor: Actor, authors: frozenset[int] = frozenset(), path: str = OKRUG) -> str:
        body = actor.posts[0].body_id if actor.posts else None
        return YES if may(action, actor, Subject(path, body, authors)) else NO

    row = {SHORT.get(role, role.value): of(official(role)) for role in Role}
    holders = [role for role in Role if role in RIGHTS[action]]
    deputies = {of(official(role, acting=True)) for role in holders}
    authors = {of(official(role), frozenset({ME})) for role in holders if role is not Role.ADMIN}
    far = {of(official(role, path=NEIGHBOUR)) for role in Role}
    row["deputy"], row["author"] = YES if YES in deputies else NO, YES if YES in authors else NO
    return row | {"neighb": YES if YES in far else NO, "citizen": of(CITIZEN)}


def rows() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Compute the whole table: state, act, cells by column."""
    for at in PLACES:
        for act in ACTS:
            yield at.name, act, {name: cell(at, act, actor, authors) for name, actor, authors in _columns(at, act)}
    for action in Action:
        yield "any", action.value, always(action)


def printed() -> str:
    """Write the table as it stands in the file."""
    lines = [HEAD]
    before = ""
    for state, act, cells in rows():
        if state != before:
            lines += ["", _line("state", "act", dict(zip(COLUMNS, COLUMNS, strict=True)))]
        before = state
        lines.append(_line(state, act, cells))
    return "\n".join(lines) + "\n"


def _line(state: str, act: str, cells: dict[str, str]) -> str:
    return f"{state:<23}{act:<22}" + "".join(f"{cells[name]:<8}" for name in COLUMNS).rstrip()


def read() -> dict[tuple[str, str], dict[str, str]]:
    """Read the file: state and act to cells by column."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for line in FILE.read_text("utf-8").splitlines():
        state, act, cells = line[:23].strip(), line[23:45].strip(), line[45:].split()
        if len(cells) == len(COLUMNS) and state != "state":
            assert (state, act) not in found, f"{state}, {act} stands twice"
            found[state, act] = dict(zip(COLUMNS, cells, strict=True))
    return found


if __name__ == "__main__":
    print(printed(), end="")
