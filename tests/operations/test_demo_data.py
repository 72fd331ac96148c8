"""The data of the demonstration: whole, in both official languages, and no number against another."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lsg_projects.classifiers.built_in import built_in
from lsg_projects.domain import classification, disclosure
from lsg_projects.domain.budget import Figures, roll_up
from lsg_projects.domain.completeness import Rules, gaps, owed
from lsg_projects.domain.identifiers import valid_bin
from lsg_projects.domain.money import from_thousand
from lsg_projects.domain.personal import looks_personal
from lsg_projects.domain.states import TRANSFERS, Outcome, Role, Source
from lsg_projects.domain.text import Tri
from lsg_projects.kit import strategies
from lsg_projects.kit.workdays import day_off
from lsg_projects.operations.demo import TODAY, accounts_of_demonstration, ground, months
from lsg_projects.operations.demo.stories import BEGUN, STEPS, Story, stories, table
from lsg_projects.resources import folder

FOLDER = folder("config") / "demo"
each_story = pytest.mark.parametrize("story", stories(), ids=lambda story: story.key)


def texts(value: object) -> Iterator[Tri]:
    """Every text of a passport, however deep."""
    if isinstance(value, Tri):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from texts(getattr(value, part.name))


def days(story: Story) -> Iterator[tuple[str, date]]:
    """Every day on which something happens in a story, or should."""
    yield from (
        (f"day of {name}", story.days[name]) for name in ("begun", "sent", *story.decided) if name in story.days
    )
    yield from ((f"due of {m.key}", m.due) for m in story.passport.milestones if m.due)
    yield from ((f"met of {key}", day) for key, day in story.met.items())
    yield from (("payment", paid.day) for paid in story.payments)
    yield from (("receipt", came.day) for came in story.receipts)
    yield from (("report", said.day) for said in story.reported)
    yield from (("new due", said.new_due) for said in story.reported if said.new_due)
    yield from ((name, day) for name, day in (("in use", story.in_use), ("withdrawn", story.withdrawn)) if day)


def plans(year: int) -> dict[str, Figures]:
    """The printed plans of a year by KATO."""
    data = table("plans")
    plan = next(plan for plan in data["plan"] if plan["year"] == year)
    commands = [ground._plan(plan, dict(zip(data["columns"], row, strict=True))) for row in plan["rows"]]
    return {command.kato: command.figures for command in commands}


@each_story
def test_a_project_that_was_sent_lacks_nothing(story: Story) -> None:
    """What the gate asks of a person it asks of the demonstration: texts, sums, codes of the year, weights of 100."""
    codes = built_in()
    receives = (classification.Standing.BELONGS, classification.Standing.UNUSUAL)
    rules = Rules(
        programme_valid=lambda code, year: any(p.code == code and p.valid.covers(year) for p in codes.programmes),
        receipt_valid=lambda code, year: classification.standing(code, year, codes.receipts) in receives,
        settlements=frozenset(row[0] for row in table("territories")["units"] if row[0][:6] == story.okrug[:6]),
    )
    found = gaps(story.passport, [paper.type for paper in owed(story.passport)], rules)
    assert bool(found) is (story.until == BEGUN), [(gap.field, gap.code) for gap in found]


@each_story
def test_every_text_stands_in_both_official_languages(story: Story) -> None:
    """Kazakh and Russian are obligatory wherever anything is said, and the name is there in English too."""
    said = [text for text in (*texts(story.passport), story.note, story.answer.remark) if text]
    assert all(text.official() for text in said), [text for text in said if not text.official()]
    assert story.passport.title.en
    assert story.passport.summary.en


@each_story
def test_nothing_in_a_story_contradicts_itself(story: Story) -> None:
    """Payments stay within their lines and years, things happen on working days and in order, nothing after today."""
    lines = {line.key: line for line in story.passport.lines}
    paid: Counter[str] = Counter()
    for each in story.payments:
        assert each.day.year >= lines[each.line].year
        paid[each.line] += each.amount
    assert all(paid[key] <= line.amount for key, line in lines.items())
    assert not [(name, day) for name, day in days(story) if day_off(day)]
    assert all(day <= TODAY for name, day in days(story) if not name.startswith(("due", "new due")))
    route = [story.days[name] for name in ("begun", "sent", *story.decided) if name in story.days]
    assert route == sorted(set(route))
    acted = [day for name, day in days(story) if name.startswith(("met", "payment", "receipt", "report", "in use"))]
    assert not acted or (story.approved and min(acted) >= story.days[STEPS[-1]])


@each_story
def test_no_number_of_a_person_is_published(story: Story) -> None:
    """Nothing in a passport looks like an individual's number."""
    assert not disclosure.personal(story.passport)


def test_long_numbers_in_the_data_are_bins_of_bodies() -> None:
    """Twelve digits stand nowhere but at a body, with a right check digit."""
    data = table("bodies")
    known = {row["bin"] for part in ("body", "okrug") for row in data[part] if "bin" in row}
    assert all(valid_bin(number) for number in known)
    assert len(known) == sum("bin" in row for part in ("body", "okrug") for row in data[part])
    for file in FOLDER.rglob("*.toml"):
        found = set(re.findall(r"(?<!\d)\d{12}(?!\d)", file.read_text("utf-8")))
        assert found <= known, file.name
        assert not any(looks_personal(number) for number in found)


def test_okrugs_have_projects_that_fit_their_budgets() -> None:
    """Own money of approved projects stays under the ceiling, transfers under the plan of 2025."""
    ceilings = {kato: {2025: a, 2026: b} for kato, a, b in table("ceilings")["own"]}
    printed = plans(2025)
    counted = Counter(story.okrug for story in stories())
    assert set(counted) == set(ceilings) == set(printed)
    assert all(2 <= number <= 6 for number in counted.values())
    own: defaultdict[tuple[str, int], Decimal] = defaultdict(Decimal)
    transfers: Counter[str] = Counter()
    for story in stories():
        for line in story.passport.lines if story.approved and not story.withdrawn else ():
            if line.source is Source.OWN and line.year in (2025, 2026):
                own[story.okrug, line.year] += Decimal(line.amount) / 100_000
            elif line.source in TRANSFERS and line.year == 2025:
                transfers[story.okrug] += line.amount
    assert all(amount <= ceilings[kato][year] for (kato, year), amount in own.items())
    for kato, amount in transfers.items():
        plan = printed[kato]
        assert amount <= (plan.district_targeted or 0) + (plan.from_oblast or 0), kato


def test_revenue_received_fits_the_plan_of_its_kind() -> None:
    """Sales and rent of 2025 do not exceed what the plan of the rural district expects from all sources."""
    printed = plans(2025)
    came: Counter[tuple[str, str]] = Counter()
    for story in stories():
        codes = {line.key: line.code for line in story.passport.revenue}
        for each in story.receipts:
            if each.day.year == 2025:
                came[story.okrug, codes[each.line][0]] += each.amount
    figure = {"1": "tax", "2": "non_tax", "3": "capital_sale"}
    assert {kind for _kato, kind in came} == {"1", "2", "3"}
    assert all(amount <= (getattr(printed[kato], figure[kind]) or 0) for (kato, kind), amount in came.items())


def test_months_of_execution_fit_plans_and_projects() -> None:
    """Receipts add up to the plan of each kind; no month brings less than projects are said to have brought in it."""
    data, printed = table("execution")["months"]["okrug"], plans(2025)
    figure = {"1": "tax", "2": "non_tax", "3": "capital_sale", "4": "transfers"}
    assert {kato for kato, _rows in data} == set(printed)
    for kato, rows in data:
        planned: Counter[str] = Counter()
        for code, plan, *_rest in rows:
            planned[figure[code[0]]] += from_thousand(plan)
        assert all(planned[name] == (getattr(printed[kato], name) or 0) for name in figure.values()), kato
    for (kato, code, month), amount in typed_receipts().items():
        number, row = next((n, row) for n, row in enumerate(dict(data)[kato], 2) if row[0] == code)
        until, before = (months.came_until(number, row, each) for each in (month, month - 1))
        assert amount <= from_thousand(until - before), (kato, code, month)


def typed_receipts() -> Counter[tuple[str, str, int]]:
    """What was recorded on projects in 2025, by settlement, receipt and month."""
    found: Counter[tuple[str, str, int]] = Counter()
    for story in stories():
        codes = {line.key: line.code for line in story.passport.revenue}
        for each in story.receipts:
            if each.day.year == 2025:
                found[story.okrug, codes[each.line], each.day.month] += each.amount
    return found


def test_every_credit_names_a_project_with_revenue() -> None:
    """Lines of attribution are about projects that expect the receipt, and are dated after the month's file."""
    given = table("execution")["given"]
    for row in table("attributions")["line"]:
        story = next(story for story in stories() if story.key == row["project"])
        assert row["code"] in {line.code for line in story.passport.revenue}
        assert row["given"] > given[row["month"].month - 1]
        assert not day_off(row["given"])


def test_plans_are_those_of_the_acts() -> None:
    """The shares of own revenue are the known ones, and the contradictions of the acts are kept."""
    shares = {year: roll_up(plans(year).values()).own_share for year in (2020, 2025)}
    assert {year: round(share or 0, 1) for year, share in shares.items()} == {
        2020: Decimal("5.5"),
        2025: Decimal("14.4"),
    }
    saryzhar = plans(2020)["154651000"]
    assert (saryzhar.deficit, saryzhar.computed_deficit) == (-10_451_100_000, -328_940_000)
    martuk = plans(2020)["154630000"]
    assert martuk.deficit == martuk.computed_deficit == -76_744_050_000


def test_plans_agree_with_the_official_table(shared: Path) -> None:
    """Every figure typed into the demonstration is the one of the published table."""
    units = {alias: kato for kato, alias, _source in table("territories")["aliases"]}
    with (shared / "data" / "martuk_4th_level_plan.csv").open(encoding="utf-8") as stream:
        official = list(csv.DictReader(stream))
    data: dict[str, Any] = table("plans")
    typed = {
        (plan["year"], row[0]): dict(zip(data["columns"], row, strict=True))
        for plan in data["plan"]
        for row in plan["rows"]
    }
    assert len(official) == len(typed) == 26
    for row in official:
        ours = typed[int(row["year"]), units[row["okrug_ru"]]]
        for column in data["columns"][1:]:
            assert (Decimal(row[column]) if row[column] else "") == ours[column], (row["okrug_ru"], row["year"], column)


def test_the_loan_of_2020_is_the_printed_one() -> None:
    """The three parts of the loan make the printed lending, which exceeds the printed expenditure."""
    loan = next(story for story in stories() if story.key == "martuk-loan")
    martuk = plans(2020)["154630000"]
    assert [line.amount for line in loan.passport.lines] == [34_263_190_000, 20_054_190_000, 22_073_920_000]
    assert loan.passport.amount == martuk.net_lending == martuk.loans
    assert loan.passport.amount > (martuk.expenditure or 0)
    assert not loan.payments


def test_every_state_of_approval_occurs() -> None:
    """There is a draft, one at every step, and one for every outcome."""
    waiting = {story.until for story in stories() if story.answer.outcome is Outcome.APPROVED and not story.withdrawn}
    assert waiting == {BEGUN, "sent", *STEPS}
    assert {story.answer.outcome for story in stories()} == set(Outcome)
    assert {bool(story.approved) for story in stories() if story.withdrawn} == {True, False}


def test_words_of_the_okrugs_are_about_them() -> None:
    """Narratives, notes and questions name what exists; three quarters of them are there, some lack on purpose."""
    okrugs = {row["key"] for row in table("bodies")["okrug"]}
    told = {(row["okrug"], row["period"]) for row in table("narratives")["narrative"]}
    assert {okrug for okrug, _period in told} <= okrugs
    assert {period: len([1 for each in told if each[1] == period]) for period in ("2025-Q3", "2025-Q4")} == {
        "2025-Q3": 12,
        "2025-Q4": 10,
    }
    keys = {story.key for story in stories()}
    assert {
        row["project"] for part, name in (("notes", "note"), ("questions", "question")) for row in table(part)[name]
    } <= keys
    rows = [*table("narratives")["narrative"], *table("notes")["note"]]
    assert all(Tri.of(row["text" if "text" in row else "done"]).official() for row in rows)
    assert not [row["given"] for row in rows if day_off(row["given"]) or row["given"] >= TODAY]


def test_people_hold_every_role_and_are_called_demo() -> None:
    """Each role has somebody whose address is printed, each department its head, every rural district its akim."""
    people = accounts_of_demonstration()
    assert all(person.name.startswith("Демо") and person.email.endswith("@demo.example") for person in people)
    assert len({person.email for person in people}) == len(people)
    shown = Counter(person.role for person in people if person.shown)
    assert shown == {role: 2 if role is Role.DEPARTMENT_HEAD else 1 for role in Role}
    assert sum(person.role == "akim" for person in people) == 13


def test_contributions_name_goals_of_the_frame() -> None:
    """What a project contributes to exists in the monitoring frame."""
    links = {(link.frame, link.goal) for story in stories() for link in story.passport.goals}
    assert len(links) == 2
    for frame, goal in links:
        found = strategies.frame(frame)
        assert found is not None
        assert found.title_of(goal)
