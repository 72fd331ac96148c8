"""The calculators, in the honest order of what moves a village's budget: traders first, land and houses last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lsg_projects.domain.calculators import land, people, things
from lsg_projects.domain.calculators.arrival import Flow
from lsg_projects.domain.calculators.asks import (
    HIGH,
    INSIDE,
    LOW,
    MONTH,
    PLACE,
    WITHOUT,
    YEAR,
    YEARS,
    Ask,
    choice,
    money,
    number,
    whole,
)
from lsg_projects.domain.calculators.bench import Bench

COUNT = whole("count", "piece", 100_000, "1")
AREA = number("area", "sqm", 100_000_000, "400")
_LASTING = (YEAR, MONTH, YEARS, WITHOUT, LOW, HIGH)
_ONCE = (YEAR, WITHOUT, LOW, HIGH)


@dataclass(frozen=True)
class Calculator:
    """One source of revenue: what is asked, which receipt it is, and how it is counted."""

    kind: str
    code: Callable[[Bench], str]
    work: Callable[[Bench], Flow]
    asks: tuple[Ask, ...]
    local: str = ""
    """The key of the rate that a district may set for itself; empty where none may."""
    once: bool = False
    brings: bool = True
    """Whether there is anything to add to a project."""

    def ask(self, key: str) -> Ask:
        """Give one question."""
        return next(each for each in self.asks if each.key == key)


def _always(code: str) -> Callable[[Bench], str]:
    return lambda _bench: code


_ALL = (
    Calculator(
        "trader", _always("101202"), people.trader,
        (whole("count", "piece", 10_000, "1"), money("turnover", "20000000"), *_LASTING), local="trader.rate",
    ),
    Calculator(
        "farm", _always("101202"), people.farm,
        (
            whole("count", "piece", 10_000, "1"), money("income", "30000000"),
            whole("autumn", "percent", 100, "75", 0), YEAR, YEARS, WITHOUT, LOW, HIGH,
        ),
    ),
    Calculator(
        "rent", _always("201510"), things.rent,
        (
            choice("property", "okrug", "district_managed", "other"), number("rent_area", "sqm", 1_000_000, "240"),
            number("rent_rate", "tenge_sqm", 1_000_000, "950"), number("occupancy", "percent", 100, "90"), *_LASTING,
        ),
    ),
    Calculator(
        "advertising", _always("105430"), things.advertising,
        (
            choice("board", "board", "light", "roof", *things.ON_ROADS), number("board_area", "sqm", 1000, "18"),
            whole("sides", "side", 4, "1"), whole("count", "piece", 10_000, "1"), *_LASTING,
        ),
    ),
    Calculator(
        "vehicle", things.vehicle_code, things.vehicle,
        (
            choice("owner", "person", "company"),
            choice("vehicle", "car", "truck", "tractor", "bus", "motorcycle"),
            number("size", "size", 100_000, "1600"), choice("age", "young", "middle", "old"),
            choice("producer", "no", "yes"), COUNT, *_LASTING,
        ),
    ),
    Calculator(
        "plot_fee", _always("105315"), land.plot_fee,
        (
            INSIDE, PLACE, choice("use", "other", "housing", "petrol"), AREA,
            number("plot_rate", "tenge_sqm", 1_000_000, "0.48"), COUNT, *_LASTING,
        ),
    ),
    Calculator(
        "plot_sale", _always("303101"), land.plot_sale,
        (
            INSIDE, choice("purpose", "other", "agricultural"), AREA,
            number("price_sqm", "tenge_sqm", 10_000_000, "300"), number("coefficient", "", 100, "1"), COUNT, *_ONCE,
        ), once=True,
    ),
    Calculator(
        "lease_right", _always("303202"), land.lease_right, (INSIDE, money("price", "500000"), COUNT, *_ONCE),
        once=True,
    ),
    Calculator(
        "contribution", _always("206115"), things.contribution,
        (money("gift", "1000000"), YEAR, whole("years", "year", 15, "1"), WITHOUT, LOW, HIGH),
    ),
    Calculator(
        "house", _always("104102"), land.house,
        (
            PLACE, number("area", "sqm", 100_000, "100"), whole("built", "", 2050, "2010", 1850),
            choice("wear", *(f"group_{n}" for n in range(1, 7))), number("walls", "", 2, "1.1"),
            choice("amenities", "yes", "no"), choice("heating", "gas", "central", "solid", "stove"),
            number("zone", "", 5, "1"), number("household_land", "sqm", 10_000_000, "1500"),
            number("subsidiary", "hectare", 10_000, "0"), number("housing_land", "sqm", 10_000_000, "0"),
            COUNT, *_LASTING,
        ),
    ),
    Calculator(
        "land", _always("104302"), land.land_tax,
        (
            PLACE, choice("use", "other", "housing", "petrol"), AREA,
            number("local_change", "percent", 50, "0", -50), COUNT, *_LASTING,
        ),
    ),
    Calculator(
        "self_employed", _always("101202"), people.self_employed,
        (whole("count", "piece", 100_000, "1"), money("month_income", "300000"), YEAR, YEARS, WITHOUT, LOW, HIGH),
        brings=False,
    ),
)  # fmt: skip

CALCULATORS: dict[str, Calculator] = {each.kind: each for each in _ALL}
