"""Files of plans: names found but not guessed, contradictions kept and said, the same file twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest
from flask import current_app
from sqlalchemy import func, select

from lsg_projects.budgets import queries
from lsg_projects.budgets.models import PlanVersion
from lsg_projects.budgets.usecases import ImportPlan, import_plan, preview_plan
from lsg_projects.domain.actor import SYSTEM, Actor, Post
from lsg_projects.domain.errors import Incomplete, Missing, NotAllowed
from lsg_projects.domain.money import from_thousand
from lsg_projects.domain.states import BodyKind, Role
from lsg_projects.domain.tables import ImportAnswer
from lsg_projects.domain.text import Tri
from lsg_projects.kit import db
from lsg_projects.kit.db import session
from lsg_projects.kit.sheets import read_table
from lsg_projects.kit.work import Work
from lsg_projects.territories import queries as territories

Begin = Callable[..., AbstractContextManager[Work]]

HEAD = (
    "year,okrug_ru,income_total,tax,non_tax,capital_sale,transfers_total,subvention_from_district,"
    "targeted_transfers_district,transfers_republican,transfers_oblast,expenditure_total,deficit,source\n"
)
SARYZHAR = (
    "2020,Сарыжарский,113316.4,4311,0,0,109005.4,109005.4,,,,116605.8,-104511,act138441 (as amended 04.09.2020)\n"
)
AKKUDYK = '2020,Аккудыкский,"24 584,7",836,66.7,нөлге тең,23682,23682,,,,24584.7,0,act138441\n'
LINES = """doc,okrug,year,section,code,name_ru,amount_thousand_tenge
138441,Аккудыкский,2020,receipts,1,Налоговые поступления,836
138441,Аккудыкский,2020,receipts,101.2,ИПН,3
138441,Аккудыкский,2020,receipts,104.4,Транспорт,833
138441,Аккудыкский,2020,receipts,206.1,Прочие,66.7
138441,Аккудыкский,2020,receipts,402.3,Трансферты,23682
138441,Аккудыкский,2020,expenditure,07.3.124.008,Освещение,1450
"""


def order(text: str, **options: object) -> ImportPlan:
    return ImportPlan(read_table(text.encode(), "plan.csv"), "154600000", **options)  # type: ignore[arg-type]


def load(begin: Begin, text: str, **options: object) -> ImportAnswer:
    with begin() as unit:
        return import_plan(unit, order(text, **options))


def plan(kato: str, year: int = 2020) -> queries.Plan:
    found = queries.newest_plan(session(), territories.unit(session(), kato).id, year)
    assert found is not None
    return found


def stored() -> int:
    return session().scalar(select(func.count()).select_from(PlanVersion)) or 0


def tiyn(thousand: str) -> int:
    return from_thousand(Decimal(thousand))


def test_a_plan_is_kept_as_printed_with_its_contradiction(begin: Begin) -> None:
    answer = load(begin, HEAD + SARYZHAR + AKKUDYK)
    assert (answer.ok, answer.rows, answer.created) == (True, 2, 2)
    (warning,) = answer.warnings
    assert (warning.row, warning.code) == (2, "balance")
    assert (warning.printed, warning.computed) == (tiyn("-104511"), tiyn("-3289.4"))
    found = plan("154651000")
    assert found.deficit == tiyn("-104511")
    assert [each.code for each in found.contradictions] == ["balance"]
    assert found.version == {"kind": "revised", "decision": "138441", "date": "2020-09-04"}


def test_spellings_of_sums_and_the_day_of_the_act(begin: Begin) -> None:
    load(begin, HEAD + SARYZHAR + AKKUDYK)
    found = plan("154655000")
    assert (found.income, found.capital_sale, found.from_oblast) == (tiyn("24584.7"), 0, None)
    assert found.decision_date == date(2020, 9, 4)  # the act's other rows repeat only its number


def test_the_same_file_again_changes_nothing(begin: Begin) -> None:
    load(begin, HEAD + SARYZHAR + AKKUDYK)
    again = load(begin, HEAD + AKKUDYK.replace("act138441", "act138441 (as amended 04.09.2020)") + SARYZHAR)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    assert stored() == 2


def test_another_decision_makes_a_version(begin: Begin) -> None:
    load(begin, HEAD + SARYZHAR)
    by_number = load(begin, HEAD + SARYZHAR.replace("138441", "140000"))
    by_day = load(begin, HEAD + SARYZHAR.replace("04.09.2020", "07.07.2020").replace("4311", "4000"))
    assert (by_number.created, by_day.created) == (1, 1)
    known = queries.versions(session(), plan("154651000").unit.id, 2020)
    assert [(each.number, each.decision_no) for each in known] == [(2, "140000"), (1, "138441"), (3, "138441")]
    assert plan("154651000").tax == tiyn("4311")  # the newest act wins, whichever was recorded last


def test_one_file_may_hold_several_editions(begin: Begin) -> None:
    later = SARYZHAR.replace("04.09.2020", "05.10.2020").replace("4311", "4400")
    assert load(begin, HEAD + later + SARYZHAR).created == 2
    assert load(begin, HEAD + SARYZHAR + later).unchanged == 2
    assert plan("154651000").tax == tiyn("4400")


def test_the_importer_may_name_the_act(begin: Begin) -> None:
    load(begin, HEAD + AKKUDYK, decision_no="347", decision_date=date(2020, 1, 8), kind="adopted")
    assert plan("154655000").version == {"kind": "adopted", "decision": "347", "date": "2020-01-08"}


def test_the_same_act_with_other_figures_keeps_both(begin: Begin) -> None:
    load(begin, HEAD + AKKUDYK)
    answer = load(begin, HEAD + AKKUDYK.replace("836", "837"))
    assert (answer.created, answer.updated) == (0, 1)
    assert plan("154655000").tax == tiyn("837")
    assert stored() == 2


def test_an_alias_is_taken_and_reported(begin: Begin) -> None:
    answer = load(begin, HEAD + AKKUDYK.replace("Аккудыкский", "Хлебодаровский"))
    assert [(each.code, each.details["kato"]) for each in answer.warnings] == [("alias", "154661000")]


def test_a_misspelt_name_waits_for_an_answer(begin: Begin) -> None:
    text = HEAD + SARYZHAR + AKKUDYK.replace("Аккудыкский", "Аккудукский")
    answer = load(begin, text)
    assert [(each.row, each.code) for each in answer.errors] == [(3, "unknown_name")]
    assert answer.errors[0].details["candidates"][0]["kato"] == "154655000"  # type: ignore[index]
    assert stored() == 0
    assert load(begin, text, matches={"Аккудукский": "154655000"}).created == 2


@pytest.mark.parametrize("code", ["154855000", "154600000", "999999999"])
def test_an_answer_outside_the_district_is_refused(begin: Begin, code: str) -> None:
    answer = load(begin, HEAD + AKKUDYK.replace("Аккудыкский", "Икс"), matches={"Икс": code})
    assert [each.code for each in answer.errors] == ["outside"]
    assert stored() == 0


BAD = {
    "bad_year": HEAD + SARYZHAR + AKKUDYK.replace("2020", "20x0", 1),
    "not_a_sum": HEAD + SARYZHAR + AKKUDYK.replace("836", "=1+1"),
    "letter_in_number": HEAD + SARYZHAR + AKKUDYK.replace("23682,23682", "2368О,1"),
    "too_many_decimals": HEAD + SARYZHAR + AKKUDYK.replace("66.7", "66.7000001"),
    "negative": HEAD + SARYZHAR + AKKUDYK.replace("836", "-836"),
    "no_place": HEAD + SARYZHAR + AKKUDYK.replace("Аккудыкский", ""),
    "duplicate": HEAD + SARYZHAR + SARYZHAR,
    "unknown_name": HEAD + SARYZHAR + AKKUDYK.replace("Аккудыкский", "Qwertyuiop"),
}


@pytest.mark.parametrize("code", BAD)
def test_one_wrong_row_and_nothing_is_stored(begin: Begin, code: str) -> None:
    answer = load(begin, BAD[code])
    assert [(each.row, each.code) for each in answer.errors] == [(3, code)]
    assert (answer.created, answer.unchanged, stored()) == (0, 0, 0)


def test_lines_join_the_plan_of_their_act(begin: Begin) -> None:
    load(begin, HEAD + SARYZHAR + AKKUDYK)
    answer = load(begin, LINES)
    assert (answer.created, answer.updated, answer.warnings) == (0, 1, ())
    found = plan("154655000")
    assert (found.by_lines, found.expenditure, found.decision_date) == (False, tiyn("24584.7"), date(2020, 9, 4))
    lines = queries.lines(session(), found.id)
    assert [line.code for line in lines] == ["1", "1012", "1044", "2061", "4023", "07.3.124.008"]
    assert queries.line_contradictions(found, lines) == ()
    assert load(begin, LINES).unchanged == 1
    assert load(begin, HEAD + AKKUDYK.replace("act138441", "act138441 as amended 04.09.2020")).unchanged == 1


def test_lines_alone_make_a_plan_of_receipts(begin: Begin) -> None:
    assert load(begin, LINES).created == 1
    found = plan("154655000")
    assert (found.by_lines, found.own_revenue, found.income) == (True, tiyn("902.7"), tiyn("24584.7"))
    assert found.expenditure is None  # a list of lines need not hold them all


def test_a_subtotal_that_does_not_fit_is_said(begin: Begin) -> None:
    answer = load(begin, LINES.replace(",836", ",900"))
    assert [(each.row, each.code, each.printed, each.computed) for each in answer.warnings] == [
        (2, "total", tiyn("900"), tiyn("836"))
    ]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("206.1", "205.1", "code_not_4th_level"),
        ("206.1", "299.9", "code_not_4th_level"),
        ("07.3.124.008", "07.3.124.777", "unknown_programme"),
    ],
)
def test_codes_of_other_levels_warn_and_forbid_nothing(begin: Begin, old: str, new: str, code: str) -> None:
    answer = load(begin, LINES.replace(old, new))
    assert answer.ok
    assert [each.code for each in answer.warnings] == [code]


def test_the_single_land_tax_of_2026_is_unusual(begin: Begin) -> None:
    text = LINES.replace(",2020,", ",2026,").replace("402.3", "502.3").replace("104.4", "104.5")
    assert [each.key for each in load(begin, text).warnings] == ["budgets.warning.unusual_code"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("receipts,206.1", "somewhere,206.1", "bad_section"),
        ("206.1", "2o6", "bad_code"),
        ("206.1", "101.2", "same_code"),
    ],
)
def test_wrong_lines(begin: Begin, old: str, new: str, code: str) -> None:
    answer = load(begin, LINES.replace(old, new))
    assert [(each.row, each.code) for each in answer.errors] == [(5, code)]
    assert stored() == 0


def test_two_who_import_the_same_file_at_once_store_it_once(begin: Begin, database: str) -> None:
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the application behind Flask's proxy
    started = Barrier(2, timeout=20)

    def run() -> ImportAnswer:
        with app.app_context():
            started.wait()
            try:
                return load(begin, HEAD + SARYZHAR + AKKUDYK)
            finally:
                db.db.session.remove()

    with ThreadPoolExecutor(2) as pool:
        answers = [future.result() for future in [pool.submit(run), pool.submit(run)]]
    assert sorted((each.created, each.unchanged) for each in answers) == [(0, 2), (2, 0)]
    session().rollback()
    assert stored() == 2


def test_a_preview_stores_nothing(begin: Begin) -> None:
    assert preview_plan(session(), SYSTEM, order(HEAD + SARYZHAR)).created == 1
    assert stored() == 0


def test_unknown_districts_and_headings(begin: Begin) -> None:
    with pytest.raises(Missing), begin() as unit:
        import_plan(unit, replace(order(HEAD + SARYZHAR), district="999999999"))
    with pytest.raises(Incomplete):
        load(begin, "a,b\n1,2\n")


def financier(path: str) -> Actor:
    return Actor(1, posts=(Post(1, Role.FINANCIER, 1, BodyKind.FINANCE, Tri(), 1, path),))


def test_only_the_finance_and_economy_people_of_the_district_import(begin: Begin) -> None:
    path = territories.unit(session(), "154600000").path
    foreign = territories.unit(session(), "154800000").path
    assert preview_plan(session(), financier(path), order(HEAD + SARYZHAR)).ok
    with pytest.raises(Missing):
        preview_plan(session(), financier(foreign), order(HEAD + SARYZHAR))
    with pytest.raises(NotAllowed), begin(Actor(person_id=1)) as unit:
        import_plan(unit, order(HEAD + SARYZHAR))
    assert stored() == 0
