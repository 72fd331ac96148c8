"""What land and houses bring: property of individuals, land tax, the fee for a plot of the state, sales of both."""

from __future__ import annotations

from fractions import Fraction

from lsg_projects.domain.calculators import arrival
from lsg_projects.domain.calculators.arrival import Flow
from lsg_projects.domain.calculators.bench import Bench
from lsg_projects.domain.errors import Incomplete, Problem

ARES = 100
"""A hectare has a hundred ares; the rate of a subsidiary farm is per are (0.01 hectare)."""


def house(bench: Bench) -> Flow:
    """Count the property tax of individuals with the land in it (Tax Code, art. 597-604): by 1 October next year."""
    asked = bench.answers
    count, land = asked.number("count"), _land(bench)
    value = house_value(bench, asked.year)
    tax = bench.rate("house.scale").progressive(value)
    lower, band = bench.band("house.scale", value)
    _write_value(bench, value)
    amounts = ((band.plus, "tenge"), (band.value, "percent"), (value, "tenge"), (lower, "tenge"))
    bench.write("house_tax", "{} + {} × ({} − {})", *((Fraction(n), unit) for n, unit in amounts), gives=tax)
    whole = ((tax, "tenge"), (land, "tenge"), (count, "piece"))
    bench.write("house_year", "({} + {}) × {}", *whole, gives=(tax + land) * count)

    def yearly(year: int) -> Fraction:
        return (bench.rate("house.scale", year).progressive(house_value(bench, year)) + land) * count

    return arrival.next_year(yearly, asked.year, asked.month, asked.whole("years"))


def house_value(bench: Bench, year: int) -> Fraction:
    """Give the taxable value of a house in tenge (art. 600); it wears from year to year."""
    asked = bench.answers
    base = bench.value(f"house.base.{asked.choice('place')}", year) * asked.number("area")
    index = bench.mrp(year) / bench.mrp(year - 1)
    return base * worn(bench, year) * _use(bench) * asked.number("zone") * index


def worn(bench: Bench, year: int) -> Fraction:
    """Give the coefficient of physical wear, never under its floor."""
    asked = bench.answers
    age = max(0, year - asked.whole("built"))
    left = 1 - age * bench.percent(f"house.wear.{asked.choice('wear')}", year)
    return max(left, bench.value("house.floor", year))


def _use(bench: Bench) -> Fraction:
    """Give the coefficient of walls, amenities and heating."""
    asked = bench.answers
    amenities = bench.value(f"house.amenities.{asked.choice('amenities')}")
    return asked.number("walls") * amenities * bench.value(f"house.heating.{asked.choice('heating')}")


def _write_value(bench: Bench, value: Fraction) -> None:
    asked, year = bench.answers, bench.answers.year
    amounts = (
        (bench.value(f"house.base.{asked.choice('place')}"), "tenge"),
        (asked.number("area"), "sqm"),
        (worn(bench, year), ""),
        (_use(bench), ""),
        (asked.number("zone"), ""),
        (bench.mrp(year) / bench.mrp(year - 1), ""),
    )
    bench.write("house_value", "{} × {} × {} × {} × {} × {}", *amounts, gives=value)


def _land(bench: Bench) -> Fraction:
    """Give the yearly tax of an individual's plots, which is a part of the property tax (art. 602)."""
    asked = bench.answers
    housing, household = asked.number("housing_land"), asked.number("household_land")
    ares = asked.number("subsidiary") * ARES
    sums = (
        housing * bench.value(f"plot.housing.{asked.choice('place')}"),
        bench.rate("plot.household").progressive(household),
        bench.rate("plot.subsidiary").progressive(ares),
    )
    land = sum(sums, Fraction(0))
    if land:
        bench.write("house_land", "{} + {} + {}", *((each, "tenge") for each in sums), gives=land)
    return land


def land_tax(bench: Bench) -> Flow:
    """Count the land tax of business land (art. 570-587): declared by 31 March of the next year."""
    asked = bench.answers
    rate, area, count = _land_rate(bench), asked.number("area"), asked.number("count")
    bound = bench.value("land.local_bound")
    change = asked.number("local_change")
    if abs(change) > bound:
        details = {"a": -int(bound), "b": int(bound)}
        raise Incomplete("shared.number_range", (Problem("local_change", "shared.number_range", details),), **details)
    tax = rate * area * (1 + change / 100) * count
    amounts = ((area, "sqm"), (rate, "tenge_sqm"), (1 + change / 100, ""), (count, "piece"))
    bench.write("land_year", "{} × {} × {} × {}", *amounts, gives=tax)
    return arrival.next_year(lambda _year: tax, asked.year, asked.month, asked.whole("years"))


def _land_rate(bench: Bench) -> Fraction:
    use, place = bench.answers.choice("use"), bench.answers.choice("place")
    if use == "housing":
        return bench.value(f"land.housing.{place}")
    rate = bench.value(f"land.other.{place}")
    return rate * bench.value("land.petrol") if use == "petrol" else rate


def plot_fee(bench: Bench) -> Flow:
    """Count the fee of those who lease land of the state (art. 617-624): four equal parts within the year."""
    asked = bench.answers
    inside_only(bench)
    rate, least = asked.number("plot_rate"), _land_rate(bench)
    if rate < least:
        raise Incomplete("calculators.under_land_tax", (Problem("plot_rate", "calculators.under_land_tax"),))
    fee = asked.number("area") * rate * asked.number("count")
    amounts = ((asked.number("area"), "sqm"), (rate, "tenge_sqm"), (asked.number("count"), "piece"))
    bench.write("plot_year", "{} × {} × {}", *amounts, gives=fee)
    return arrival.same_year(lambda _year: fee, asked.year, asked.month, asked.whole("years"))


def plot_sale(bench: Bench) -> Flow:
    """Count the sale of plots that are not agricultural (Land Code): it comes once."""
    asked = bench.answers
    inside_only(bench)
    if asked.choice("purpose") == "agricultural":
        raise Incomplete("calculators.agricultural", (Problem("purpose", "calculators.agricultural"),))
    price = asked.number("area") * asked.number("price_sqm") * asked.number("coefficient") * asked.number("count")
    amounts = (
        (asked.number("area"), "sqm"),
        (asked.number("price_sqm"), "tenge_sqm"),
        (asked.number("coefficient"), ""),
        (asked.number("count"), "piece"),
    )
    bench.write("plot_sale", "{} × {} × {} × {}", *amounts, gives=price)
    return arrival.once(price, asked.year)


def lease_right(bench: Bench) -> Flow:
    """Count the sale of the right to lease plots: it comes once, the fee for the plot is another receipt."""
    asked = bench.answers
    inside_only(bench)
    price, count = asked.tenge("price"), asked.number("count")
    bench.write("lease_right", "{} × {}", (price, "tenge"), (count, "piece"), gives=price * count)
    return arrival.once(price * count, asked.year)


def inside_only(bench: Bench) -> None:
    """Refuse (Incomplete) a plot outside of a settlement: its money goes to the district (Budget Code, art. 26)."""
    if bench.answers.choice("inside") == "no":
        raise Incomplete("calculators.outside", (Problem("inside", "calculators.outside"),))
