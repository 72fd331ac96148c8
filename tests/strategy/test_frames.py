"""Monitoring frames: figures with their sources, the table of them, values rolled up from village to oblast."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.errors import Incomplete, Missing, NotAllowed
from lsg_projects.domain.states import Role
from lsg_projects.domain.tables import Row, Table
from lsg_projects.kit import clock, db, strategies
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from lsg_projects.strategy import queries, usecases
from lsg_projects.strategy.queries import Standing
from lsg_projects.strategy.usecases import Enter, Judge, Send, SetFigure, Shown, Typed
from lsg_projects.territories import queries as territories
from tests.support import route_world as rw
from tests.support.route_world import World

D = Decimal
FRAME = "strategy-2025"
LAMPS = "street-lamps"
FEEDING = rw.PASSPORT.with_changes(results=(replace(rw.PASSPORT.results[0], feeds=f"{FRAME}/{LAMPS}"),))
JANUARY = datetime(2027, 1, 12, 6, tzinfo=UTC)


def figure(**more: object) -> SetFigure:
    plain = SetFigure(FRAME, LAMPS, rw.DISTRICT, 2026, "target", D(90), "Жарлық, 3-тармақ")
    return replace(plain, **more)  # type: ignore[arg-type]


def standing(kato: str) -> Standing:
    db.session().rollback()
    frame = strategies.frame(FRAME)
    assert frame is not None
    unit = territories.unit(db.session(), kato)
    found = queries.standings(db.session(), frame, unit, 2026, clock.today())
    return next(one for one in found if one.indicator.key == LAMPS)


def approve(world: World, code: str, amount: str) -> None:
    with work(world.actor(Role.AKIM)) as unit:
        usecases.enter(unit, Enter(code, "2026", (Typed("r1", D(amount), source="Акт"),)))
        usecases.send(unit, Send(code, "2026"))
    head = projects.find(db.session(), code)
    value = queries.values_of(db.session(), [head.id])[head.id][0]
    with work(world.actor(Role.ECONOMIST)) as unit:
        usecases.judge(unit, Judge(code, (Shown(value.id, value.version),), True))


def test_values_go_up_to_the_oblast_and_who_is_missing_is_named(world: World) -> None:
    first, second = rw.approved(world, FEEDING), rw.approved(world, FEEDING)
    with clock.standing_at(JANUARY):
        assert standing(rw.OBLAST).rolled.value is None
        approve(world, first, "38")
        for kato in (rw.VILLAGE, rw.OKRUG, rw.DISTRICT, rw.OBLAST):
            rolled = standing(kato).rolled
            assert (rolled.value, rolled.given, rolled.of, rolled.missing) == (D(38), 1, 2, (second,)), kato
        assert standing(rw.OTHER).rolled.of == 0
        approve(world, second, "4")
        whole = standing(rw.OBLAST)
        assert whole.rolled.value == D(42)
        assert [(part.unit.kato, part.rolled.value) for part in whole.parts] == [(rw.DISTRICT, D(42))]
        assert {one.value for one in whole.contributors} == {D(38), D(4)}


def test_a_figure_keeps_its_source_and_the_one_before(world: World) -> None:
    economist = world.actor(Role.ECONOMIST)
    with work(economist) as unit:
        assert usecases.set_figure(unit, figure())
        assert not usecases.set_figure(unit, figure())
        assert usecases.set_figure(unit, figure(value=D(95), source="Жарлық, 4-тармақ"))
    kept = queries.figures(db.session(), FRAME)
    assert [(one.value, one.counts) for one in kept] == [(D(95), True), (D(90), False)]
    okrug = territories.unit(db.session(), rw.OKRUG)
    assert queries.targets(db.session(), FRAME, okrug.path, 2026) == {LAMPS: D(95)}
    assert queries.targets(db.session(), FRAME, okrug.path, 2025) == {}
    with pytest.raises(Missing), work(economist) as unit:
        usecases.set_figure(unit, figure(kato=rw.OBLAST))
    with pytest.raises(NotAllowed), work(world.actor(Role.AKIM)) as unit:
        usecases.set_figure(unit, figure(kato=rw.OKRUG))
    for wrong in (
        {"source": ""}, {"indicator": "none"}, {"frame": "none"}, {"year": None}, {"value": None}, {"kind": "wish"},
        {"indicator": "own-revenue-sum", "kind": "actual"}, {"source": "ЖСН 900101300017"},
    ):  # fmt: skip
        with pytest.raises(Incomplete), work(economist) as unit:
            usecases.set_figure(unit, figure(**wrong))


HEADINGS = ("frame", "indicator", "kato", "year", "kind", "value", "source")


def table(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> Table:
    return Table(headings, tuple(Row.of(n, dict(zip(headings, row, strict=True))) for n, row in enumerate(rows, 2)))


def test_a_table_of_figures_is_stored_whole_or_not_at_all(world: World) -> None:
    good = (FRAME, LAMPS, rw.DISTRICT, "2026", "нысаналы мән", "90,5", "Жарлық")
    bad = (
        (FRAME, "none", rw.DISTRICT, "2026", "target", "1", "Жарлық"),
        (FRAME, LAMPS, "12", "2026", "target", "1", "Жарлық"),
        (FRAME, LAMPS, "999999999", "2026", "target", "1", "Жарлық"),
        (FRAME, LAMPS, rw.DISTRICT, "бір", "target", "көп", ""),
        good,
    )
    with work(SYSTEM) as unit:
        answer = usecases.import_figures(unit, table(good, *bad))
        assert not answer.ok
        assert {remark.row for remark in answer.errors} == {3, 4, 5, 6, 7}
        assert queries.figures(unit.session, FRAME) == ()
    russian = ("рамка", "показатель", "като", "год", "вид", "значение", "источник")
    assert usecases.preview_figures(db.session(), SYSTEM, table(good, headings=russian)).created == 1
    for counts in ((1, 0, 0), (0, 0, 1)):
        with work(SYSTEM) as unit:
            found = usecases.import_figures(unit, table(good))
        assert (found.created, found.updated, found.unchanged) == counts
    with work(SYSTEM) as unit:
        changed = usecases.import_figures(unit, table((*good[:5], "91", "Жарлық")))
    assert (changed.created, changed.updated) == (0, 1)
    with pytest.raises(Incomplete), work(SYSTEM) as unit:
        usecases.import_figures(unit, table(("x",), headings=("name",)))
