"""What things bring: vehicles, outdoor advertising, rent of the settlement's own premises, voluntary contributions."""

from __future__ import annotations

from fractions import Fraction

from lsg_projects.domain.calculators import arrival
from lsg_projects.domain.calculators.arrival import MONTHS, Flow
from lsg_projects.domain.calculators.bench import Bench
from lsg_projects.domain.errors import Incomplete, Problem

ON_ROADS = ("approach", "road_2", "road_3", "road_4")


def vehicle(bench: Bench) -> Flow:
    """Count the vehicle tax (Tax Code, art. 563-569): it comes in the year after the tax year."""
    asked = bench.answers
    count = asked.number("count")
    factor = bench.value("vehicle.producer") if asked.choice("producer") == "yes" else Fraction(1)
    tax = vehicle_tax(bench, asked.year)
    _write_vehicle(bench, tax)
    amounts = ((tax, "tenge"), (factor, ""), (count, "piece"))
    bench.write("vehicle_year", "{} × {} × {}", *amounts, gives=tax * factor * count)
    return arrival.next_year(
        lambda year: vehicle_tax(bench, year) * factor * count, asked.year, asked.month, asked.whole("years")
    )


def vehicle_tax(bench: Bench, year: int) -> Fraction:
    """Give the tax of one vehicle for a full year in tenge."""
    _lower, band = bench.band(f"vehicle.{bench.answers.choice('vehicle')}", bench.answers.number("size"), year)
    base = Fraction(band.value) * bench.mrp(year)
    age, on_excess = _age(bench, year), bench.value("vehicle.age_on_excess", year)
    return base * age + _excess(bench, year) * (age if on_excess else 1)


def _age(bench: Bench, year: int) -> Fraction:
    """Give the factor of age, which only cars have."""
    if bench.answers.choice("vehicle") != "car":
        return Fraction(1)
    return bench.value(f"vehicle.age.{bench.answers.choice('age')}", year)


def _excess(bench: Bench, year: int) -> Fraction:
    """Give what a car pays for each cubic centimetre above the lower bound of its class."""
    size = bench.answers.number("size")
    if bench.answers.choice("vehicle") != "car" or size <= bench.value("vehicle.car_excess_from", year):
        return Fraction(0)
    lower, _band = bench.band("vehicle.car", size, year)
    return (size - lower) * bench.value("vehicle.car_excess", year)


def _write_vehicle(bench: Bench, tax: Fraction) -> None:
    year = bench.answers.year
    _lower, band = bench.band(f"vehicle.{bench.answers.choice('vehicle')}", bench.answers.number("size"))
    amounts = (
        (Fraction(band.value), "mrp"),
        (bench.mrp(year), "tenge"),
        (_excess(bench, year), "tenge"),
        (_age(bench, year), ""),
    )
    pattern = "({} × {} + {}) × {}" if bench.value("vehicle.age_on_excess") else "({0} × {1}) × {3} + {2}"
    bench.write("vehicle_one", pattern, *amounts, gives=tax)


def vehicle_code(bench: Bench) -> str:
    """Give the receipt: vehicles of companies and of individuals have a code each."""
    return "104401" if bench.answers.choice("owner") == "company" else "104402"


def advertising(bench: Bench) -> Flow:
    """Count the fee for outdoor advertising (art. 653-655): per side and month, within the year."""
    asked = bench.answers
    count = asked.number("sides") * asked.number("count")
    factor = _advertising_factor(bench, asked.year)
    index = bench.mrp(asked.year, asked.month)
    month = factor * index
    bench.write("advertising_month", "{} × {}", (factor, "mrp"), (index, "tenge"), gives=month)
    amounts = ((month, "tenge"), (Fraction(MONTHS), "month"), (count, "side"))
    bench.write("advertising_year", "{} × {} × {}", *amounts, gives=month * MONTHS * count)
    flow: Flow = {}
    for year in range(asked.year, asked.year + asked.whole("years")):
        begin = asked.month if year == asked.year else 1
        indices = sum((bench.mrp(year, each) for each in range(begin, MONTHS + 1)), Fraction(0))
        flow[year] = _advertising_factor(bench, year) * indices * count
    return flow


def _advertising_factor(bench: Bench, year: int) -> Fraction:
    """Give the indices per side and month; beside great roads a side above 3 square metres pays in proportion."""
    sort, area = bench.answers.choice("board"), bench.answers.number("board_area")
    _lower, band = bench.band(f"advertising.{sort}", area, year)
    if sort not in ON_ROADS:
        return Fraction(band.value)
    return Fraction(band.value) * max(Fraction(1), area / bench.value("advertising.road_area", year))


def rent(bench: Bench) -> Flow:
    """Count the rent of communal property: within the year, from the month in which the lease begins."""
    asked = bench.answers
    if asked.choice("property") == "other":
        raise Incomplete("calculators.not_own_property", (Problem("property", "calculators.not_own_property"),))
    if asked.choice("property") == "district_managed":
        bench.note("district_managed")
    bench.note("rent_rate")
    area, price = asked.number("rent_area"), asked.number("rent_rate")
    taken = asked.number("occupancy")
    yearly = area * price * MONTHS * taken / 100
    amounts = ((area, "sqm"), (price, "tenge_sqm"), (Fraction(MONTHS), "month"), (taken, "percent"))
    bench.write("rent_year", "{} × {} × {} × {}", *amounts, gives=yearly)
    return arrival.same_year(lambda _year: yearly, asked.year, asked.month, asked.whole("years"))


def contribution(bench: Bench) -> Flow:
    """Count voluntary contributions: no rate, but papers that say who gives what for which project."""
    asked = bench.answers
    amount = asked.tenge("gift")
    bench.write("contribution", "{}", (amount, "tenge"), gives=amount)
    bench.note("contribution_papers")
    return dict.fromkeys(range(asked.year, asked.year + asked.whole("years")), amount)
